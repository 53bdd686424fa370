"""corrections.csv: a table that people edit by hand or with ``kg correct``."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.correct.records import COLUMNS, Correction
from kg.errors import CorrectionError

#: What the file is called in the folder of a graph.
CORRECTIONS = "corrections.csv"
#: A row whose first cell starts so is a note.
_NOTE = "#"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file as it stands there, and the correction in it, if it is one."""

    number: int
    cells: dict[str, str]
    correction: Correction | None


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file, in its order, each once; none when there is no file.

    Commas or semicolons, UTF-8, as spreadsheets write it. Empty rows and rows that start with #
    are passed over.

    Raises:
        CorrectionError: A row or the header is malformed.
    """
    found: dict[str, Correction] = {}
    for line in read_lines(path):
        if line.correction:
            found.setdefault(line.correction.id, line.correction)
    return tuple(found.values())


def read_lines(path: Path) -> tuple[Line, ...]:
    """Every row of the file, notes and empty ones too; none when there is no file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path}: not UTF-8 ({error.reason}); save it as CSV in UTF-8") from error
    except OSError as error:
        raise CorrectionError(f"{path}: cannot be read: {error.strerror or error}") from error
    return tuple(_parse(text, path))


def write_corrections(path: Path, corrections: Iterable[Correction], *, keep: Iterable[Line] = ()) -> None:
    """Write the rows to keep as they are, then the corrections, in one step.

    Raises:
        CorrectionError: The file cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(line.cells for line in keep)
    writer.writerows(correction.to_row() for correction in corrections)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.getvalue().encode())
            fresh.chmod(0o644)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise CorrectionError(f"{path}: cannot be written: {error.strerror or error}") from error


def _parse(text: str, path: Path) -> Iterator[Line]:
    head = text.split("\n", 1)[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(reader, None)
        if header is None:
            return
        header = [name.strip().casefold() for name in header]
        _check_header(header, path)
        for row in reader:
            yield _read_row(header, row, f"{path}:{reader.line_num}", reader.line_num)
    except csv.Error as error:
        raise CorrectionError(f"{path}:{reader.line_num}: not CSV: {error}") from error


def _check_header(header: list[str], path: Path) -> None:
    unknown = [name for name in header if name and name not in COLUMNS]
    if "action" not in header or unknown:
        wrong = f"no column {', '.join(map(repr, unknown))}" if unknown else "no column 'action'"
        raise CorrectionError(f"{path}:1: {wrong}; the columns are {', '.join(COLUMNS)}")


def _read_row(header: list[str], row: list[str], place: str, number: int) -> Line:
    if len(row) > len(header) and any(row[len(header) :]):
        raise CorrectionError(f"{place}: {len(row)} cells under {len(header)} columns; quote the commas")
    cells = {name: cell for name, cell in zip(header, row, strict=False) if name}
    if not any(cell.strip() for cell in row) or row[0].lstrip().startswith(_NOTE):
        return Line(number, cells, None)
    try:
        return Line(number, cells, Correction.from_row(cells))
    except CorrectionError as error:
        raise CorrectionError(f"{place}: {error}") from None
