"""Answers as rows of plain values, and rows as text: a table, CSV."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from kg.store import Answer, Term, TermKind
from kg.vocab import XSD

Value = str | int | float | bool | None

#: Cells of a printed table are cut to this many columns of the screen; other formats are whole.
CELL_WIDTH = 60
#: A cell that starts so is a formula to some spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_CASTS: dict[str, Callable[[str], Value]] = {
    str(XSD.integer): int,
    str(XSD.nonNegativeInteger): int,
    str(XSD.decimal): float,
    str(XSD.double): float,
    str(XSD.boolean): lambda text: text in ("true", "1"),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a query; a missing value is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def to_dicts(self) -> list[dict[str, Value]]:
        """One dict per row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def to_rows(answer: Answer) -> Rows:
    """Numbers and truth values as Python's own, IRIs and all else as text."""
    return Rows(answer.columns, tuple(tuple(_value(term) for term in row) for row in answer.rows))


def format_table(rows: Rows) -> str:
    """Columns side by side, numbers to the right, long cells cut; control characters are left out."""
    cells = [[_cut(_show(value)) for value in row] for row in rows.rows]
    widths = [max(map(_width, column)) for column in zip(rows.columns, *cells, strict=True)]
    right = [
        any(values) and all(isinstance(v, int | float) or v is None for v in values)
        for values in zip(*rows.rows, strict=True)
    ] or [False] * len(widths)
    lines = [list(rows.columns), ["-" * width for width in widths], *cells]
    return "".join(
        "  ".join(_pad(cell, width, r) for cell, width, r in zip(line, widths, right, strict=True)).rstrip()
        + "\n"
        for line in lines
    )


def format_csv(rows: Rows) -> str:
    """RFC 4180, with text that a spreadsheet would run as a formula disarmed by an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(rows.columns)
    writer.writerows([_disarm(value) for value in row] for row in rows.rows)
    return text.getvalue()


def _value(term: Term | None) -> Value:
    if term is None:
        return None
    cast = _CASTS.get(term.datatype or "") if term.kind is TermKind.LITERAL else None
    try:
        return term.value if cast is None else cast(term.value)
    except ValueError:  # "many"^^xsd:integer is RDF all the same
        return term.value


def _show(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    return "".join(c if c.isprintable() else " " for c in " ".join(str(value).split()))


def _width(text: str) -> int:
    """Columns on the screen: East Asian characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _cut(text: str) -> str:
    if _width(text) <= CELL_WIDTH:
        return text
    text = text[:CELL_WIDTH]
    while _width(text) > CELL_WIDTH - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _pad(text: str, width: int, is_right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if is_right else text + space


def _disarm(value: Value) -> Value:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value
