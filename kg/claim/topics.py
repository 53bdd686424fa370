"""One name for one topic: backing a candidate's bid, nomination or race is backing the candidacy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.records import Claim

_CANDIDACY = frozenset(
    "bid candidacy candidature nomination race campaign appointment election re-election run path "
    "confirmation selection leadership head chief job role post".split()
)


#: Those that no other topic of a person has.
_BIDS = frozenset({"bid", "candidacy", "candidature", "nomination"})
#: Holder, target and stance of a claim.
_Key = tuple[str, str, str]


def name_candidacies(
    claims: Iterable[Claim], standing: Mapping[str, str], people: Collection[str] = ()
) -> tuple[Claim, ...]:
    """Give claims on a candidate the topic "candidacy for OFFICE", and one topic to what is said twice.

    A claim without any topic gets it too, unless its holder runs as well: rivals thank and attack
    each other for much else. Who has a bid that somebody backs is a candidate, whether or not a
    fact says so.

    Args:
        claims: Of one article.
        standing: IRI of each candidate that has not withdrawn -> name of the office.
        people: IRIs of the persons.
    """
    claims = tuple(claims)
    topics = {iri: f"candidacy for {office.replace('-', ' ')}" for iri, office in standing.items()}
    topics = _find_bids(claims, people) | topics
    return _share_topics([_name(claim, topics) for claim in claims])


def _find_bids(claims: Iterable[Claim], people: Collection[str]) -> dict[str, str]:
    """Persons whose bid or candidacy is a claim's topic -> the topic in common words, the longest."""
    found: dict[str, str] = {}
    for claim in claims:
        head, _, office = (claim.topic or "").partition(" for ")
        if claim.target in people and _BIDS & set(head.casefold().split()):
            office = office.removeprefix("the ").strip()
            topic = f"candidacy for {office}" if office else "candidacy"
            found[claim.target] = max(found.get(claim.target, ""), topic, key=len)
    return found


def _name(claim: Claim, topics: Mapping[str, str]) -> Claim:
    topic = topics.get(claim.target)
    if topic is None:
        return claim
    words = (claim.topic or "").casefold().split()
    if words and not any(word in _CANDIDACY for word in words[:3]):
        return claim
    if not words and claim.holder in topics:
        return claim
    return replace(claim, topic=topic)


def _share_topics(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """A stance told with one topic and again with none has that topic."""
    topics: defaultdict[_Key, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.topic:
            topics[claim.holder, claim.target, claim.stance].add(claim.topic)
    shared: list[Claim] = []
    for claim in claims:
        told = topics.get((claim.holder, claim.target, claim.stance), set())
        shared.append(replace(claim, topic=min(told)) if not claim.topic and len(told) == 1 else claim)
    return tuple(shared)
