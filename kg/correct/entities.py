"""Corrections of entities: merge, split, rename, retype, delete."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.correct.desk import Desk, NoMatchError, is_linked, split_list
from kg.correct.records import Change, Correction, Outcome, Replacement
from kg.iris import entity_iri
from kg.records import (
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Mention,
    MentionKind,
    Support,
)

#: What an entity is called in one place of one article: its IRI, given the words around it.
_Which = Callable[[str, Evidence], str]
_OFFSETS = re.compile(r"(\d+)-(\d+)")


def merge(desk: Desk, correction: Correction) -> Outcome:
    """Let one entity stand for both; where the other is unknown, it is the new name."""
    before = desk.find(correction.entity)
    after = desk.find_or_mint(correction.to, before.type)
    if before.id == after.id:
        raise NoMatchError(f"{correction.entity} and {correction.to} are one entity already")
    if is_linked(before) and not is_linked(after):
        linked = replace(after, id=before.id, same_as=before.same_as, iso2=before.iso2)
        return _become(desk, correction, (before, after), linked)
    return _become(desk, correction, (before, after), after)


def rename(desk: Desk, correction: Correction) -> Outcome:
    """Call an entity otherwise; the old name becomes an alias."""
    before = desk.find(correction.entity)
    if before.name == correction.to:
        raise NoMatchError(f"{correction.entity} is called so already")
    return _become(desk, correction, (before,), _rekey(desk, replace(before, name=correction.to)))


def retype(desk: Desk, correction: Correction) -> Outcome:
    """Give an entity another type."""
    before = desk.find(correction.entity)
    type_ = EntityType(correction.to)
    if before.type is type_:
        raise NoMatchError(f"{correction.entity} is a {type_} already")
    return _become(desk, correction, (before,), _rekey(desk, replace(before, type=type_)))


def delete(desk: Desk, correction: Correction) -> Outcome:
    """Take an entity out, with every claim and fact that it is part of."""
    before = desk.find(correction.entity)
    changes: list[Change] = []
    facts = 0
    places = desk.places(before.id)
    for place in places:
        old = desk.extractions[place]
        pairs = [(claim, _without(claim, before.id)) for claim in old.claims]
        changes += _changes(old, pairs)
        kept = tuple(fact for fact in old.facts if before.id not in (fact.subject, fact.object))
        facts += len(old.facts) - len(kept)
        entities = tuple(entity for entity in old.entities if entity.id != before.id)
        claims = tuple(claim for _, claim in pairs if claim)
        desk.replace(place, replace(old, entities=entities, claims=claims, facts=kept))
    gone = (Replacement(before.id, None, before.name),)
    return Outcome(correction, None, tuple(changes), gone, facts, len(places))


def split(desk: Desk, correction: Correction) -> Outcome:
    """Give some mentions of an entity, and the claims and facts around them, to another.

    In a sentence with mentions of both, what the sentence says stays with the first.
    """
    before = desk.find(correction.entity)
    after = desk.find_or_mint(correction.to, before.type)
    if before.id == after.id:
        raise NoMatchError(f"{correction.entity} and {correction.to} are one entity; name another")
    changes: list[Change] = []
    facts = articles = 0
    for place in desk.places(before.id, correction.article):
        old = desk.extractions[place]
        entity = next(entity for entity in old.entities if entity.id == before.id)
        moved = _moved(entity, correction.mention)
        if correction.mention and not moved:
            continue
        is_whole = len(moved) == len(entity.mentions)
        kept = tuple(m for m in entity.mentions if m not in moved)
        parts = [replace(after, mentions=moved, aliases=_aliases(entity, moved, is_whole, after.name))]
        if not is_whole:
            parts.append(replace(entity, mentions=kept, aliases=_aliases(entity, kept, False, entity.name)))
        entities = _join([e for e in old.entities if e.id != before.id] + parts)
        fresh, changed, facts_changed = _reassign(old, _splitter(before.id, after.id, kept, moved))
        desk.replace(place, replace(fresh, entities=entities))
        changes += changed
        facts += facts_changed
        articles += 1
    if not articles:
        where = f" in {correction.article}" if correction.article else ""
        raise NoMatchError(f"{correction.entity} has no such mention{where}")
    parted = (Replacement(before.id, after.id, before.name, is_part=True),)
    return Outcome(correction, None, tuple(changes), parted, facts, articles)


def _rekey(desk: Desk, entity: Entity) -> Entity:
    """The entity under the IRI that its name and type give, unless Wikidata names it."""
    return (
        entity
        if is_linked(entity)
        else replace(entity, id=entity_iri(entity.name, entity.type, base=desk.base))
    )


def _become(desk: Desk, correction: Correction, before: tuple[Entity, ...], after: Entity) -> Outcome:
    """Let ``after`` stand wherever it or one of those before stood."""
    olds = {entity.id for entity in before} | {after.id}
    changes: list[Change] = []
    facts = articles = 0
    for place in sorted({place for iri in olds for place in desk.places(iri)}):
        old = desk.extractions[place]
        shown = [_show_as(after, entity) if entity.id in olds else entity for entity in old.entities]
        fresh, changed, facts_changed = _reassign(old, lambda iri, _: after.id if iri in olds else iri)
        fresh = replace(fresh, entities=_join(shown))
        if fresh != old:
            articles += 1
            desk.replace(place, fresh)
        changes += changed
        facts += facts_changed
    gone = tuple(
        Replacement(e.id, after.id, e.name) for e in before if (e.id, e.name) != (after.id, after.name)
    )
    return Outcome(correction, None, tuple(changes), gone, facts, articles)


def _show_as(after: Entity, entity: Entity) -> Entity:
    """An appearance of an entity under another's IRI, name and type."""
    return replace(
        after,
        mentions=entity.mentions,
        aliases=tuple(sorted({entity.name, *entity.aliases} - {after.name})),
        same_as=after.same_as or entity.same_as,
        iso2=after.iso2 or entity.iso2,
    )


def _reassign(old: Extraction, which: _Which) -> tuple[Extraction, list[Change], int]:
    """The extraction with claims and facts given to others; ties of one to itself fall away."""
    pairs = [(claim, _reassign_claim(claim, which)) for claim in old.claims]
    facts = [(fact, _reassign_fact(fact, which)) for fact in old.facts]
    changed = sum(1 for fact, fresh in facts if fact != fresh)
    fresh = replace(
        old,
        claims=tuple(claim for _, claim in pairs if claim),
        facts=tuple(fact for _, fact in facts if fact),
    )
    return fresh, _changes(old, pairs), changed


def _reassign_claim(claim: Claim, which: _Which) -> Claim | None:
    speaker = claim.attributed_to
    fresh = replace(
        claim,
        holder=which(claim.holder, claim.evidence),
        target=which(claim.target, claim.evidence),
        attributed_to=which(speaker, claim.evidence) if speaker else None,
    )
    return fresh if fresh.holder != fresh.target or claim.holder == claim.target else None


def _reassign_fact(fact: Fact, which: _Which) -> Fact | None:
    fresh = replace(
        fact, subject=which(fact.subject, fact.evidence), object=which(fact.object, fact.evidence)
    )
    return fresh if fresh.subject != fresh.object or fact.subject == fact.object else None


def _without(claim: Claim, iri: str) -> Claim | None:
    if iri in (claim.holder, claim.target):
        return None
    return replace(claim, attributed_to=None) if claim.attributed_to == iri else claim


def _changes(old: Extraction, pairs: list[tuple[Claim, Claim | None]]) -> list[Change]:
    return [
        Change(Support(claim, old.article), Support(fresh, old.article) if fresh else None)
        for claim, fresh in pairs
        if claim != fresh
    ]


def _moved(entity: Entity, selector: str) -> tuple[Mention, ...]:
    """The mentions that are meant; a pronoun or description goes with the name before it."""
    if not selector:
        return entity.mentions
    wanted = split_list(selector)
    spans = {(int(m[1]), int(m[2])) for part in wanted if (m := _OFFSETS.fullmatch(part))}
    moved: list[Mention] = []
    is_moved = False
    for mention in sorted(entity.mentions):
        is_meant = mention.text in wanted or (mention.start, mention.end) in spans
        if mention.kind is MentionKind.NAME:
            is_moved = is_meant
        if is_meant or is_moved:
            moved.append(mention)
    return tuple(moved)


def _splitter(before: str, after: str, kept: tuple[Mention, ...], moved: tuple[Mention, ...]) -> _Which:
    def which(iri: str, evidence: Evidence) -> str:
        if iri != before:
            return iri
        stays = any(evidence.start <= m.start < evidence.end for m in kept)
        goes = not kept or any(evidence.start <= m.start < evidence.end for m in moved)
        return after if goes and not stays else before

    return which


def _aliases(entity: Entity, mentions: tuple[Mention, ...], is_whole: bool, name: str) -> tuple[str, ...]:
    """What the text calls the part of the entity that has these mentions."""
    if is_whole:
        names = {entity.name, *entity.aliases}
    else:
        names = {m.text for m in mentions if m.kind is not MentionKind.PRONOUN}
    return tuple(sorted(names - {name}))


def _join(entities: list[Entity]) -> tuple[Entity, ...]:
    """Entities of one article with one IRI as one, in the place of the first."""
    found: dict[str, Entity] = {}
    for entity in entities:
        known = found.get(entity.id)
        if known is None:
            found[entity.id] = entity
        else:
            names = {known.name, entity.name, *known.aliases, *entity.aliases} - {known.name}
            found[entity.id] = replace(
                known,
                aliases=tuple(sorted(names)),
                same_as=tuple(sorted({*known.same_as, *entity.same_as})),
                mentions=tuple(sorted({*known.mentions, *entity.mentions})),
            )
    return tuple(found.values())
