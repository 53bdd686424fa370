"""Rows as text: a table, CSV."""

import csv
import io

from kg.query.rows import Rows, format_csv, format_table, to_rows
from kg.store import memory_store
from kg.vocab import PREFIXES

_ROWS = Rows(
    ("name", "count", "weight", "holds"),
    (("Anna", 2, 0.5, True), ("安倍", 10, None, False), ("=x\x1b[2J\nback", None, 0.25, None)),
)


def test_table_aligns_text_left_and_numbers_right() -> None:
    assert format_table(_ROWS).splitlines() == [
        "name         count  weight  holds",
        "-----------  -----  ------  -----",
        "Anna             2    0.50    yes",
        "安倍            10             no",
        "=x [2J back           0.25",
    ]


def test_table_cuts_long_cells_and_other_formats_do_not() -> None:
    long = Rows(("quote",), (("word " * 100,),))
    assert max(map(len, format_table(long).splitlines())) <= 60
    assert "…" in format_table(long)
    assert "word " * 100 in format_csv(long)


def test_csv_reads_back_and_disarms_formulas() -> None:
    read = list(csv.reader(io.StringIO(format_csv(_ROWS), newline="")))
    assert read[0] == ["name", "count", "weight", "holds"]
    assert read[3][0] == "'=x\x1b[2J\nback"


def test_csv_writes_truth_values_as_sparql_does() -> None:
    assert format_csv(Rows(("a",), ((True,), (False,)))) == "a\r\ntrue\r\nfalse\r\n"


def test_terms_become_plain_values() -> None:
    answer = memory_store(b"").query(
        'SELECT * { VALUES (?a ?b ?c ?d ?e) { (1 2.5 true "x" <http://x.test/>) } }'
    )
    assert to_rows(answer).to_dicts() == [{"a": 1, "b": 2.5, "c": True, "d": "x", "e": "http://x.test/"}]


def test_ill_typed_number_stays_text() -> None:
    answer = memory_store(b"").query('SELECT ?n { VALUES ?n { "many"^^xsd:integer } }', prefixes=PREFIXES)
    assert to_rows(answer).rows == (("many",),)
