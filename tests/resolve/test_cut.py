"""Where names end that a reader took together with their neighbours."""

from __future__ import annotations

import pytest
import spacy

from kg.resolve.cut import cut_body, cut_person, is_party_label

NLP = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg bombshell", "Anna Berg"),
        ("Anna Berg Texas Democrat", "Anna Berg"),
        ("Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("Anna Berg", "Anna Berg"),
        ("Anna Virginia", "Anna Virginia"),
        ("Anna Berg Anna BergOvernight", "Anna Berg"),
        ("Boutros Boutros-Ghali", "Boutros Boutros-Ghali"),
    ],
)
def test_a_person_ends_before_common_words_and_homes(text: str, expected: str) -> None:
    doc = NLP(text)
    start, end = cut_person(doc, 0, len(doc))
    assert doc[start:end].text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("House Majority", "House"),
        ("Senate Democratic", "Senate"),
        ("Republican-led Senate", "Senate"),
        ("Democratic House", "House"),
        ("Republican Party", "Republican Party"),
        ("Democratic Alliance", "Democratic Alliance"),
        ("House to", "House"),
    ],
)
def test_a_body_is_named_without_who_holds_it(text: str, expected: str) -> None:
    doc = NLP(text)
    start, end = cut_body(doc, 0, len(doc))
    assert doc[start:end].text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D-Calif.", True),
        ("R-N.Y.", True),
        ("I-Vt", True),
        ("R-W.Va.", True),
        ("D-Day", False),
        ("D-Mark plc", False),
    ],
)
def test_party_and_state_are_no_name(text: str, expected: bool) -> None:
    doc = NLP(text)
    assert is_party_label(doc, 0, len(doc)) is expected
