"""One name for one topic: backing a candidate's bid, nomination or race is backing the candidacy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.records import Claim

_CANDIDACY = frozenset(
    "bid candidacy candidature nomination race campaign appointment election re-election run path "
    "confirmation selection leadership head chief job role post".split()
)


def name_candidacies(claims: Iterable[Claim], standing: Mapping[str, str]) -> tuple[Claim, ...]:
    """Give claims on a candidate the topic "candidacy for OFFICE".

    A claim without any topic gets it too, unless its holder runs as well: rivals thank and attack
    each other for much else.

    Args:
        claims: Of one article.
        standing: IRI of each candidate that has not withdrawn -> name of the office.
    """
    return tuple(_name(claim, standing) for claim in claims)


def _name(claim: Claim, standing: Mapping[str, str]) -> Claim:
    office = standing.get(claim.target)
    if office is None:
        return claim
    words = (claim.topic or "").casefold().split()
    if words and not any(word in _CANDIDACY for word in words[:3]):
        return claim
    if not words and claim.holder in standing:
        return claim
    return replace(claim, topic=f"candidacy for {office.replace('-', ' ')}")
