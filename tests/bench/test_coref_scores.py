"""The measures on the textbook's own example, worked out by hand, and at their ends."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.bench.coref_scores import MEASURES, Chain, Tally

#: The example of Luo (2005) and Pradhan et al. (2014): two gold chains, three of ours.
GOLD = [frozenset("abc"), frozenset("defg")]
FOUND = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]

WORKED = [
    ("mentions", 6 / 8, 6 / 7),
    ("MUC", (1 + 0 + 1) / 5, (1 + 1) / 5),
    ("B3", (2 / 2 + 2 / 2 + 1 / 2 + 1 / 2 + 4 * 2 / 4 / 2) / 8, (4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7),
    ("CEAFe", (4 / 5 + 4 / 8) / 3, (4 / 5 + 4 / 8) / 2),
    ("LEA", (2 * 1 + 2 * 0 + 4 * 1 / 6) / 8, (3 * 1 / 3 + 4 * 1 / 6) / 7),
]


@pytest.mark.parametrize(("measure", "precision", "recall"), WORKED)
def test_measures_of_an_example_worked_by_hand(measure: str, precision: float, recall: float) -> None:
    tally = MEASURES[measure](GOLD, FOUND)
    assert tally.recall == pytest.approx(recall)
    assert tally.precision == pytest.approx(precision)


@pytest.mark.parametrize("measure", MEASURES)
def test_what_is_right_gets_everything_and_nothing_gets_nothing(measure: str) -> None:
    assert MEASURES[measure](GOLD, GOLD).f1 == pytest.approx(1.0)
    empty: Sequence[Chain] = ()
    for gold, found in ((GOLD, empty), (empty, FOUND), (empty, empty)):
        assert MEASURES[measure](gold, found).f1 == 0.0


@pytest.mark.parametrize("measure", MEASURES)
def test_precision_is_recall_the_other_way_round(measure: str) -> None:
    forth, back = MEASURES[measure](GOLD, FOUND), MEASURES[measure](FOUND, GOLD)
    assert forth.precision == pytest.approx(back.recall)


def test_documents_add_up_their_counts() -> None:
    both = Tally(1, 2, 1, 4) + Tally(1, 1, 1, 1)
    assert (both.precision, both.recall) == (2 / 3, 2 / 5)
