"""One-line makers of records for tests: names stand for entities, IRIs are minted as usual."""

from __future__ import annotations

from kg.iris import entity_iri
from kg.records import (
    Article,
    Aspect,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Mention,
    MentionKind,
    Modality,
    Relation,
    Stance,
)

_TYPES = {t.value.casefold(): t for t in EntityType}


def iri(name: str, type_: str = "Person") -> str:
    """The IRI that an unlinked entity of this name gets."""
    return entity_iri(name, type_)


def article(
    id_: str = "a1",
    text: str = "Anna Berg backs Carl Dahl.",
    *,
    date: str | None = None,
    title: str | None = None,
    source: str | None = None,
    path: str | None = None,
    url: str | None = None,
    furniture: tuple[tuple[int, int], ...] = (),
) -> Article:
    """An article with a text of its own."""
    return Article(id_, text, date=date, title=title, source=source, path=path, url=url, furniture=furniture)


def mention(text: str, start: int = 0, kind: str = "name") -> Mention:
    """A mention whose end follows from its text."""
    return Mention(start, start + len(text), text, MentionKind(kind))


def entity(
    name: str,
    type_: str = "Person",
    *aliases: str,
    wikidata: str | None = None,
    iso2: str | None = None,
    mentions: tuple[Mention, ...] = (),
) -> Entity:
    """An entity with the IRI that its name, type and Wikidata id give."""
    return Entity(
        entity_iri(name, type_, wikidata=wikidata),
        name,
        _TYPES[type_.casefold()],
        tuple(sorted(aliases)),
        (f"http://www.wikidata.org/entity/{wikidata}",) if wikidata else (),
        mentions,
        iso2,
    )


def evidence(text: str = "Anna Berg backs Carl Dahl.", start: int = 0, cue: str = "backs") -> Evidence:
    """A sentence with the word that decided."""
    return Evidence(start, start + len(text), text, cue)


def claim(
    holder: Entity | str,
    stance: str,
    target: Entity | str,
    *,
    quote: str = "Anna Berg backs Carl Dahl.",
    start: int = 0,
    cue: str = "backs",
    aspect: str = "held",
    modality: str = "asserted",
    topic: str | None = None,
    date: str | None = None,
    by: Entity | str | None = None,
    confidence: float = 0.9,
    reason: str = "",
) -> Claim:
    """A claim between two entities, or between two people given by name."""
    return Claim(
        holder=_id(holder),
        target=_id(target),
        stance=Stance(stance),
        evidence=evidence(quote, start, cue),
        aspect=Aspect(aspect),
        modality=Modality(modality),
        topic=topic,
        date=date,
        attributed_to=None if by is None else _id(by),
        confidence=confidence,
        reason=reason,
    )


def fact(
    subject: Entity | str,
    relation: str,
    object_: Entity | str,
    *,
    position: str | None = None,
    former: bool = False,
    withdrawn: bool = False,
    quote: str = "Anna Berg, prime minister of Norland, spoke.",
    start: int = 0,
    cue: str = "prime minister",
) -> Fact:
    """A fact between two entities, or between two people given by name."""
    return Fact(
        _id(subject),
        Relation(relation),
        _id(object_),
        evidence(quote, start, cue),
        position,
        former,
        withdrawn,
    )


def extraction(
    article_: Article | None = None,
    entities: tuple[Entity, ...] = (),
    claims: tuple[Claim, ...] = (),
    facts: tuple[Fact, ...] = (),
) -> Extraction:
    """What was found in one article."""
    return Extraction(article_ or article(), entities, claims, facts)


def _id(entity_: Entity | str) -> str:
    return iri(entity_) if isinstance(entity_, str) else entity_.id
