"""What the facts of an article say against a claim of the model alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.records import Claim, Stance


def drop_unlikely(claims: Iterable[Claim], ties: Collection[tuple[str, str]]) -> tuple[Claim, ...]:
    """Leave out that somebody opposes whom they speak for, or the reverse, where only the model says so.

    A minister stands beside the country in many a sentence about a third one's quarrel with both.

    Args:
        claims: Of one article.
        ties: (person, what the office is of) and (body, what it is part of).
    """
    return tuple(
        claim
        for claim in claims
        if claim.stance is Stance.SUPPORT
        or claim.reason.startswith("pattern")
        or not {(claim.holder, claim.target), (claim.target, claim.holder)} & set(ties)
    )
