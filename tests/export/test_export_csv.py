"""CSV: one row per claim, harmless in a spreadsheet."""

import csv
import io

import pytest
from builders import claim, entity, extraction
from norland import norland

from kg.export.csv import COLUMNS, disarm, write_csv


def _rows(extractions) -> list[dict[str, str]]:
    stream = io.BytesIO()
    write_csv(extractions, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


def test_one_row_per_claim_with_its_edge() -> None:
    rows = _rows(norland())
    assert len(rows) == 11
    assert tuple(rows[0]) == COLUMNS
    lifted = next(row for row in rows if row["cue"] == "lifted its veto")
    assert (lifted["holder"], lifted["stance"], lifted["target"]) == ("Sudland", "oppose", "Carl Dahl")
    assert (lifted["date"], lifted["edge_since"], lifted["edge_until"]) == (
        "2024-04",
        "2024-03-05",
        "2024-04",
    )
    assert (lifted["edge_current"], lifted["edge_aspect"], lifted["asserted_by"]) == (
        "no",
        "ended",
        "Nord & Sud Wire",
    )


def test_line_breaks_and_quotes_come_back() -> None:
    quotes = {row["quote"] for row in _rows(norland())}
    assert "Falk attacked Dahl,\nagain\tand again." in quotes
    assert '“He is the man,” said Berg, who "backs" him.' in quotes


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", " ="])
def test_text_that_a_spreadsheet_would_run_is_disarmed(start: str) -> None:
    text = f'{start}HYPERLINK("x")'
    assert disarm(text) == f"'{text}"
    (row,) = _rows(
        [extraction(entities=(entity(text),), claims=(claim(entity(text), "support", "Bo", quote=text),))]
    )
    assert row["holder"].startswith("'")
    assert row["quote"].startswith("'")


def test_numbers_are_left_alone() -> None:
    assert disarm(-0.5) == -0.5
