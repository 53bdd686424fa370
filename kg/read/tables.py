"""Readers of files with one article a row: JSON Lines and CSV.

A bad row gives one warning that names file and line, and the rows after it go on.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import ReadError
from kg.read.dates import parse_date
from kg.read.decode import decode_lines
from kg.read.draft import Draft, Warn
from kg.read.files import shown

#: The csv module's own limit of 128 KB is less than a long report.
_MAX_FIELD = 2**31 - 1
_DELIMITERS = (",", ";", "\t")
_OPTIONAL = ("title", "source", "url")

_EMPTY = "holds no rows; give one article a row"

#: A line number and the row's fields.
_Row = tuple[int, Mapping[str, object]]


def read_jsonl(path: Path, warn: Warn) -> Iterator[Draft]:
    """Read JSON Lines: one object with ``id`` and ``text`` a line."""
    yield from _drafts(path, _json_rows(path, warn), warn)


def read_csv(path: Path, warn: Warn) -> Iterator[Draft]:
    """Read a table whose header names ``id`` and ``text``; comma, semicolon or tab between fields.

    Raises:
        ReadError: The header lacks ``id`` or ``text``.
    """
    yield from _drafts(path, _csv_rows(path, warn), warn)


def _drafts(path: Path, rows: Iterator[_Row], warn: Warn) -> Iterator[Draft]:
    name = shown(path)
    first_line: dict[str, int] = {}
    for number, row in rows:
        where = f"{name}:{number}"
        try:
            draft = _to_draft(row, where=where, path=name, warn=warn)
        except ReadError as error:
            warn(f"{where}: {error}")
            continue
        if draft.id in first_line:
            earlier = first_line[draft.id]
            warn(f"{where}: id {draft.id[:80]!r} is that of line {earlier}; row skipped, give it its own id")
            continue
        first_line[draft.id] = number
        yield draft


def _to_draft(row: Mapping[str, object], *, where: str, path: str, warn: Warn) -> Draft:
    """Check a row's fields and make it a draft.

    Raises:
        ReadError: A required field is missing, or a field is of the wrong type.
    """
    id_ = row.get("id")
    if isinstance(id_, int) and not isinstance(id_, bool):
        id_ = str(id_)
    if not isinstance(id_, str) or not id_.strip():
        raise ReadError("row has no id; add a field 'id' with a short text or number")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReadError("row has no text; add a field 'text' with the article")
    optional = {key: _optional(row, key) for key in (*_OPTIONAL, "date")}
    for value in (id_, text, *optional.values()):
        if value and any("\ud800" <= c <= "\udfff" for c in value):
            raise ReadError("row holds bytes that are no text; save the file as UTF-8")
    written = optional.pop("date")
    date = parse_date(written) if written else None
    if written and not date:
        warn(f"{where}: date {written[:40]!r} is not understood and is left out; write it as YYYY-MM-DD")
    return Draft(
        where=where,
        path=path,
        id=id_.strip(),
        text=text,
        title=optional["title"],
        date=date,
        source=optional["source"],
        url=optional["url"],
    )


def _optional(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return (value or "").strip() or None
    raise ReadError(f"field {key!r} is {type(value).__name__}, not text; write it as text or leave it out")


def _json_rows(path: Path, warn: Warn) -> Iterator[_Row]:
    name = shown(path)
    empty = True
    for number, line in enumerate(decode_lines(path), 1):
        if not line.strip():
            continue
        empty = False
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = (
                error.msg
                if isinstance(error, json.JSONDecodeError)
                else "nested too deep or a number too long"
            )
            warn(f"{name}:{number}: row is not JSON ({reason}); write one object on a line")
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            warn(
                f"{name}:{number}: row is a {type(row).__name__}, not a JSON object; write id and text in one"
            )
    if empty:
        raise ReadError(_EMPTY)


def _csv_rows(path: Path, warn: Warn) -> Iterator[_Row]:
    csv.field_size_limit(_MAX_FIELD)
    name = shown(path)
    lines = decode_lines(path)
    header, delimiter = _read_header(next(lines, ""))
    empty = True
    for number, fields, error in _records(lines, delimiter):
        empty = False
        if error:
            warn(f"{name}:{number}: row is not CSV ({error}); quote fields that hold quotes or line ends")
        elif len(fields) != len(header):
            warn(f"{name}:{number}: {len(fields)} fields for {len(header)} columns; quote fields with commas")
        else:
            yield number, dict(zip(header, fields, strict=True))
    if empty:
        raise ReadError(_EMPTY)


def _read_header(line: str) -> tuple[list[str], str]:
    for delimiter in _DELIMITERS:
        names = [name.strip().casefold() for name in next(csv.reader([line], delimiter=delimiter), [])]
        if {"id", "text"} <= set(names):
            return names, delimiter
    raise ReadError("has no header with 'id' and 'text'; name the columns in the first line")


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield line number, fields and error of each record.

    After a broken record (a stray quote swallows the lines below it) reading starts again on
    the line under the one where it began.
    """
    number = 2
    while True:
        taken: list[str] = []
        reader = csv.reader(_remember(lines, taken), delimiter=delimiter, strict=True)
        try:
            fields = next(reader, None)
        except csv.Error as error:
            yield number, [], str(error)
            lines = itertools.chain(taken[1:], lines)
            number += 1
            continue
        if fields is None:
            return
        if fields:
            yield number, fields, ""
        number += len(taken)


def _remember(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line
