"""Lemmas by table, then by rule."""

from __future__ import annotations

import pytest

from kg.pipeline.lemmas import Lemmas

TABLE = {
    "went\tVBD": "go",
    "met\tVBD": "meet",
    "back\tVB": "back",
    "agree\tVB": "agree",
    "left\tVBD": "leave",
}


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("went", "VBD", "go"),
        ("Went", "VBD", "go"),
        ("left", "VBD", "leave"),
        ("left", "JJ", "left"),
        ("backed", "VBD", "back"),
        ("agreed", "VBD", "agree"),
        ("countries", "NNS", "country"),
        ("churches", "NNS", "church"),
        ("spokesmen", "NNS", "spokesman"),
        ("allies", "NNS", "ally"),
        ("denies", "VBZ", "deny"),
        ("vetoes", "VBZ", "veto"),
        ("vetoed", "VBD", "veto"),
        ("dropped", "VBD", "drop"),
        ("endorsing", "VBG", "endorse"),
        ("opposing", "VBG", "oppose"),
        ("denied", "VBN", "deny"),
        ("bigger", "JJR", "bigg"),
        ("Romanians", "NNPS", "Romanian"),
        ("States", "NNPS", "State"),
        ("Democracies", "NNPS", "Democracy"),
        ("canada", "NNP", "Canada"),
        ("de", "NNP", "de"),
        ("10,000", "CD", "10000"),
        ("News@Example.org", "ADD", "News@Example.org"),
        ("prohibited", "VBN", "prohibit"),
        ("retiring", "VBG", "retire"),
        ("creating", "VBG", "create"),
        ("Ca", "NNP", "Ca"),
        ("NATO", "NNP", "NATO"),
        ("n’t", "RB", "not"),
        ("'ll", "MD", "will"),
        ("wo", "MD", "will"),
        ("THE", "DT", "the"),
        ("naïves", "NNS", "naïves"),
        ("S", "NNS", "s"),
        ("", "NN", ""),
    ],
)
def test_lemma(form: str, tag: str, lemma: str) -> None:
    assert Lemmas(TABLE).find(form, tag) == lemma


def test_a_known_lemma_beats_the_first_rule() -> None:
    assert Lemmas({}).find("hoping", "VBG") == "hop"
    assert Lemmas({"hope\tVB": "hope"}).find("hoping", "VBG") == "hope"
