"""Scores as probabilities."""

from __future__ import annotations

import pytest

from kg.claim.confidence import AS_SCORED, WAYS, calibrate, fitted, way_of
from kg.claim.types import Grounds, Weighed
from kg.records import Claim, Evidence, Stance

CASES = [
    (Grounds("verb back", 0.4), "pattern"),
    (Grounds(model=0.8), "model"),
    (Grounds(model=0.8, note="said in a quotation"), "quotation"),
    (Grounds("noun veto"), "implied"),
]


def weighed(grounds: Grounds, confidence: float) -> Weighed:
    evidence = Evidence(0, 3, "Yes", "Yes")
    return Weighed(Claim("a", "b", Stance.SUPPORT, evidence, confidence=confidence), grounds)


@pytest.mark.parametrize(("grounds", "way"), CASES)
def test_each_way_of_finding_has_a_line(grounds: Grounds, way: str) -> None:
    assert way_of(weighed(grounds, 0.7)) == way
    assert way in WAYS
    assert set(fitted()) == set(WAYS)


@pytest.mark.parametrize("grounds", [grounds for grounds, _ in CASES])
def test_a_higher_score_is_never_less_likely(grounds: Grounds) -> None:
    found = [calibrate(weighed(grounds, n / 100)).claim.confidence for n in range(1, 100)]
    assert found == sorted(found)
    assert 0 < found[0] < found[-1] < 1


def test_a_line_shifts_the_log_odds() -> None:
    item = weighed(Grounds(model=0.5), 0.5)
    assert calibrate(item, {"model": (2.0, 1.0)}).claim.confidence == 0.73
    assert calibrate(item, AS_SCORED) == item
