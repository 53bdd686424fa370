"""One entity from its appearances in many articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.graph.identity import most_common
from kg.records import Entity, EntityType, Extraction


@dataclass(slots=True)
class _Pile:
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    same_as: set[str] = field(default_factory=set)
    iso2: set[str] = field(default_factory=set)


def merge_entities(extractions: Iterable[Extraction]) -> tuple[Entity, ...]:
    """Join entities with the same IRI, ordered by IRI.

    The name is the most frequent one, then the longest, then the first in the alphabet; every
    other name and alias becomes an alias. Mentions belong to an article and are left out.
    """
    piles: dict[str, _Pile] = {}
    for extraction in extractions:
        for entity in extraction.entities:
            pile = piles.setdefault(entity.id, _Pile())
            pile.names[entity.name] += 1
            pile.types[entity.type] += 1
            pile.aliases.update((entity.name, *entity.aliases))
            pile.same_as.update(entity.same_as)
            if entity.iso2:
                pile.iso2.add(entity.iso2)
    return tuple(_merge(iri, piles[iri]) for iri in sorted(piles))


def _merge(iri: str, pile: _Pile) -> Entity:
    name = most_common(pile.names)
    return Entity(
        id=iri,
        name=name,
        type=EntityType(most_common(pile.types)),
        aliases=tuple(sorted(pile.aliases - {name})),
        same_as=tuple(sorted(pile.same_as)),
        iso2=min(pile.iso2, default=None),
    )
