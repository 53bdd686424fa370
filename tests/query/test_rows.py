"""Rows as text: a table, CSV, JSON."""

import csv
import io
import json

import pytest

from kg.errors import QueryError
from kg.query import FORMATS, Rows, format_rows
from kg.query.rows import to_rows
from kg.store import memory_store

_ROWS = Rows(
    ("name", "count", "weight", "holds"),
    (("Anna", 2, 0.5, True), ("安倍", 10, None, False), ("=x\x1b[2J\nback", None, 0.25, None)),
)


def test_table_aligns_text_left_and_numbers_right() -> None:
    assert format_rows(_ROWS, "table").splitlines() == [
        "name         count  weight  holds",
        "-----------  -----  ------  -----",
        "Anna             2    0.50    yes",
        "安倍            10             no",
        "=x [2J back           0.25",
    ]


def test_table_cuts_long_cells_and_other_formats_do_not() -> None:
    long = Rows(("quote",), (("word " * 100,),))
    assert max(map(len, format_rows(long, "table").splitlines())) <= 60
    assert "…" in format_rows(long, "table")
    assert json.loads(format_rows(long, "json"))[0]["quote"] == "word " * 100


def test_csv_reads_back_and_disarms_formulas() -> None:
    read = list(csv.reader(io.StringIO(format_rows(_ROWS, "csv"), newline="")))
    assert read[0] == ["name", "count", "weight", "holds"]
    assert read[3][0] == "'=x\x1b[2J\nback"


def test_json_keeps_types() -> None:
    assert json.loads(format_rows(_ROWS, "json"))[1] == {
        "name": "安倍",
        "count": 10,
        "weight": None,
        "holds": False,
    }


@pytest.mark.parametrize("format_", FORMATS)
def test_answer_without_rows_keeps_its_columns(format_: str) -> None:
    text = format_rows(Rows(("a", "b"), ()), format_)
    assert text.endswith("\n")
    assert format_ == "json" or "a" in text


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(QueryError, match="no format 'xls'; known: table, csv, json"):
        format_rows(_ROWS, "xls")


def test_terms_become_plain_values() -> None:
    answer = memory_store(b"").query(
        'SELECT * { VALUES (?a ?b ?c ?d ?e) { (1 2.5 true "x" <http://x.test/>) } }'
    )
    assert to_rows(answer).to_dicts() == [{"a": 1, "b": 2.5, "c": True, "d": "x", "e": "http://x.test/"}]
