"""Groups without a name: "lawmakers", "the rebels". One that an article mentions in passing is no actor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Span

from kg.claim.types import Place, Weighed
from kg.records import Entity, EntityType
from kg.syntax import is_definite

#: A text of so many sentences speaks of nobody in passing.
_SHORT: Final = 5


def find_passing(entities: Iterable[Entity], sentences: int) -> frozenset[str]:
    """IRIs of the groups that have no name in their name, and but one mention in a text of some length.

    Args:
        sentences: How many the text has.
    """
    if sentences <= _SHORT:
        return frozenset()
    return frozenset(
        entity.id
        for entity in entities
        if entity.type is EntityType.GROUP
        and len(entity.mentions) < 2
        and not any(character.isupper() for character in entity.name)
    )


def judge_group(item: Weighed, sent: Span, places: Sequence[Place], passing: Collection[str]) -> Weighed:
    """Let a claim of a group mentioned in passing fall, unless a pattern found it and "the" makes it one.

    The model finds a stance between any two in a heated sentence; "soldiers" and "people" are in many.

    Args:
        places: Those of the sentence, ``sent``.
        passing: IRIs of such groups.
    """
    groups = {item.claim.holder, item.claim.target} & set(passing)
    if not groups or item.verdict:
        return item
    if not item.grounds.rule:
        return replace(item, verdict="a group in passing, by the model alone")
    heads = [sent.doc[place.head] for place in places if groups & set(place.entities)]
    if any(is_definite(head) or head.pos_ == "PRON" for head in heads):
        return item
    return replace(item, verdict="a group in passing, and of no definite people")
