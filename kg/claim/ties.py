"""What the facts of an article say against a claim of the model alone."""

from __future__ import annotations

from collections.abc import Collection

from kg.records import Claim, Stance


def is_unlikely(claim: Claim, ties: Collection[tuple[str, str]]) -> bool:
    """Tell whether somebody opposes whom they speak for, or the reverse, where only the model says so.

    A minister stands beside the country in many a sentence about a third one's quarrel with both.

    Args:
        claim: Of the article that the ties are of.
        ties: (person, what the office is of) and (body, what it is part of).
    """
    if claim.stance is Stance.SUPPORT or claim.reason.startswith("pattern"):
        return False
    return (claim.holder, claim.target) in ties or (claim.target, claim.holder) in ties
