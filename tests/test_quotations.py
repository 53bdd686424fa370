from __future__ import annotations

import pytest
import spacy

from kg.quotations import quoted

NLP = spacy.blank("en")


def _words(text: str) -> str:
    """The words that stand in quotation marks."""
    doc = NLP(text)
    inside = quoted(doc)
    return " ".join(token.text for token in doc if token.is_alpha and inside[token.i])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Norland lies," Berg said. "Always."', "Norland lies Always"),
        ("“Norland lies,” Berg said.", "Norland lies"),
        ("“Norland lies.\nIt always did,” Berg said.", "Norland lies It always did"),
        ('"Norland lies.\nIt always did," Berg said.', "Norland lies It always did"),
        ("“Norland lies.\n\nIt always did,” Berg said.", "Norland lies It always did"),
        # Each paragraph of a long quotation opens anew; only the last one closes.
        ('"Norland lies.\n\n"It did," Berg said.', "Norland lies It did"),
        ("“Norland lies.\n\nBerg met Dahl.\n\n“It did,” he said.", "Norland lies It did"),
        # A mark that was forgotten turns nothing inside out.
        ('"Norland lies, Berg said.\n\nDahl left. "It rained," he said.', "Norland lies Berg said It rained"),
        ('Berg spoke of "lies.\n\nDahl went home.', "lies"),
        ("Norland lies.", ""),
    ],
)  # fmt: skip
def test_quotations_reach_over_lines_but_not_over_the_next_one(text: str, expected: str) -> None:
    assert _words(text) == expected


def test_marks_set_apart_by_spaces_open_and_close_in_turn() -> None:
    assert _words('He said : " Norland lies . " Berg agreed .') == "Norland lies"
