"""Facts speak against claims of the model alone, not against what the words say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.claim.ties import is_unlikely
from kg.records import Claim, Evidence, Stance

CLAIM = Claim("minister", "country", Stance.OPPOSE, Evidence(0, 5, "He ...", "He"), reason="model 0.61")
TIES = {("minister", "country")}


def test_minister_does_not_oppose_the_own_country_by_the_model_alone() -> None:
    assert is_unlikely(CLAIM, TIES)


def test_country_does_not_oppose_its_minister_by_the_model_alone() -> None:
    assert is_unlikely(replace(CLAIM, holder="country", target="minister"), TIES)


@pytest.mark.parametrize(
    "claim",
    [
        replace(CLAIM, reason="pattern verb criticise; model 0.61"),
        replace(CLAIM, stance=Stance.SUPPORT),
        replace(CLAIM, target="neighbour"),
    ],
)
def test_other_claims_stay(claim: Claim) -> None:
    assert not is_unlikely(claim, TIES)
