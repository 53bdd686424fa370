"""Groups without a name: "lawmakers", "the rebels". One that an article mentions in passing is no actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Span

from kg.claim.types import Place, Weighed
from kg.linked import SHORT
from kg.records import Entity, EntityType
from kg.syntax import is_definite

#: What the model must give to a claim of a group: by itself, and beside a pattern.
_SURE_ALONE: Final = 0.9
_SURE_BESIDE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of an article: IRIs.

    Attributes:
        all: Every one.
        passing: Those without a name in their name, and with but one mention.
    """

    all: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()

    @classmethod
    def from_entities(cls, entities: Iterable[Entity], sentences: int) -> Groups:
        """None where the text has no more than a few sentences: it speaks of nobody in passing."""
        if sentences <= SHORT:
            return cls()
        groups = [entity for entity in entities if entity.type is EntityType.GROUP]
        passing = [
            entity
            for entity in groups
            if len(entity.mentions) < 2 and not any(character.isupper() for character in entity.name)
        ]
        return cls(*(frozenset(entity.id for entity in some) for some in (groups, passing)))


def judge_group(item: Weighed, sent: Span, places: Sequence[Place], groups: Groups) -> Weighed:
    """Let a claim of a group fall that the model is not sure of, and most of those mentioned in passing.

    The model finds a stance between any two in a heated sentence; "soldiers" and "people" are in many.
    Of a group in passing a pattern must have found it, and "the" made it one.

    Args:
        places: Those of the sentence, ``sent``.
        groups: The article's.
    """
    ends = {item.claim.holder, item.claim.target}
    if item.verdict or not ends & groups.all:
        return item
    needed, model = (_SURE_BESIDE if item.grounds.rule else _SURE_ALONE), item.grounds.model
    if model is not None and model < needed:
        return replace(item, verdict=f"of a group, and the model gives less than {needed:g}")
    if not ends & groups.passing:
        return item
    if not item.grounds.rule:
        return replace(item, verdict="a group in passing, by the model alone")
    heads = [sent.doc[place.head] for place in places if ends & groups.passing & set(place.entities)]
    if any(is_definite(head) or head.pos_ == "PRON" for head in heads):
        return item
    return replace(item, verdict="a group in passing, and of no definite people")
