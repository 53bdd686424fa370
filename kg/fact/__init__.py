"""Ties that an article states: offices, candidacies, memberships, bodies of a whole, succession."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from kg.fact.bodies import find_parts
from kg.fact.candidacies import find_candidacies
from kg.fact.memberships import find_memberships
from kg.fact.offices import find_offices
from kg.fact.reading import Reading, plain, sentence_of
from kg.fact.successions import find_successions
from kg.fact.types import Found, Told
from kg.linked import Link
from kg.records import Entity, Evidence, Fact, Relation

__all__ = ["Link", "find_facts", "tell_facts"]

#: In the order in which they count where two tell the same.
_FINDERS: Final[dict[str, Callable[[Reading], Iterator[Found]]]] = {
    "office": find_offices,
    "candidacy": find_candidacies,
    "membership": find_memberships,
    "part of a whole": find_parts,
    "succession": find_successions,
}


def find_facts(doc: Doc, entities: Sequence[Entity], links: Sequence[Link]) -> tuple[Fact, ...]:
    """Find the facts of one article, by their evidence; one said twice is told once.

    Args:
        entities: Who and what the article speaks of.
        links: Which stretch of the Doc means which entity.
    """
    return tuple(told.fact for told in tell_facts(doc, entities, links))


def tell_facts(doc: Doc, entities: Sequence[Entity], links: Sequence[Link]) -> tuple[Told, ...]:
    """The facts as `find_facts` finds them, each with its rule."""
    reading = Reading.from_links(doc, entities, links)
    kept: dict[tuple[object, ...], tuple[Found, str]] = {}
    for rule, finder in _FINDERS.items():
        for found in sorted(finder(reading), key=_rank):
            supplied = "" if found.told else ", one end supplied from the article"
            kept.setdefault(_key(found), (found, rule + supplied))
    for found in _former_holders([found for found, _ in kept.values()]):
        kept.setdefault(_key(found), (found, "office of the one who was succeeded"))
    told = [Told(_fact(found), rule) for found, rule in kept.values() if found.subject != found.object]
    return tuple(sorted(told, key=_order))


def _order(told: Told) -> tuple[int, str, str, str, bool]:
    fact = told.fact
    return fact.evidence.start, fact.subject, fact.relation, fact.object, fact.former


def _former_holders(known: Sequence[Found]) -> Iterator[Found]:
    """Whom somebody succeeded held the same office before."""
    for succession in known:
        if succession.relation != Relation.SUCCEEDS or not succession.done:
            continue
        held = [
            found
            for found in known
            if found.subject == succession.subject
            and found.relation == Relation.HOLDS_POSITION
            and not found.former
        ]
        if len(held) == 1 and not any(
            found.subject == succession.object and found.object == held[0].object for found in known
        ):
            yield replace(held[0], subject=succession.object, former=True, cue=succession.cue)


def _rank(found: Found) -> tuple[bool, bool, int]:
    return not found.told, not found.withdrawn, found.cue[0].i


def _key(found: Found) -> tuple[object, ...]:
    return found.subject, found.relation, found.object, found.former


def _fact(found: Found) -> Fact:
    sent = sentence_of(found.cue[0])
    evidence = Evidence(sent.start_char, sent.end_char, sent.text, plain(found.cue))
    return Fact(
        found.subject,
        found.relation,
        found.object,
        evidence,
        found.position,
        found.former,
        found.withdrawn,
    )
