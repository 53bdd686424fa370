"""Referents to records: canonical names, aliases, IRIs, mentions and links."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from kg.iris import WIKIDATA, entity_iri
from kg.names import fold, strip_possessive
from kg.records import Entity, EntityType, Mention, MentionKind
from kg.resolve.clusters import fullest_name
from kg.resolve.types import Link, Phrase, Referent, Resolution


def to_resolution(doc: Doc, referents: Iterable[Referent], base: str) -> Resolution:
    """Entities by first mention, links by position; referents with one IRI become one entity."""
    made: dict[str, Entity] = {}
    links: list[Link] = []
    needed: set[str] = set()
    for referent in sorted(referents, key=lambda referent: (referent.first, referent.name)):
        name = _canonical(referent)
        iri = entity_iri(name, str(referent.type), wikidata=_wikidata(referent), base=base)
        own = [_link(doc, iri, phrase, reason) for phrase, reason in referent.phrases]
        links += own
        entity = _entity(iri, name, referent, own)
        made[iri] = _join(made[iri], entity) if iri in made else entity
        if not referent.optional:
            needed.add(iri)
    ordered = sorted(made.values(), key=lambda entity: (entity.mentions[0], entity.id))
    links.sort(key=lambda link: (link.start_token, link.end_token, link.entity))
    return Resolution(tuple(ordered), tuple(links), frozenset(set(made) - needed))


def _canonical(referent: Referent) -> str:
    """The name to show: for what a country's people call by short names the full one of the tables."""
    if referent.body is not None and referent.body.home and referent.type == EntityType.ORGANISATION:
        return referent.body.name
    return _clean(fullest_name(referent))


def _wikidata(referent: Referent) -> str | None:
    if referent.country is not None:
        return referent.country.wikidata
    if referent.body is not None and referent.type == EntityType.ORGANISATION:
        return referent.body.wikidata
    return None


def _link(doc: Doc, iri: str, phrase: Phrase, reason: str) -> Link:
    start = doc[phrase.start].idx
    mention = Mention(start, start + len(phrase.text), phrase.text, phrase.kind)
    return Link(phrase.start, phrase.end, phrase.head, iri, phrase.kind, mention, reason)


def _clean(text: str) -> str:
    """A text as a name: no article, no possessive ending, white space as single spaces."""
    words = strip_possessive(" ".join(text.split())).split()
    if len(words) > 1 and words[0].casefold() in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words) or text


def _entity(iri: str, name: str, referent: Referent, links: list[Link]) -> Entity:
    texts = {_clean(link.mention.text) for link in links if link.kind != MentionKind.PRONOUN}
    texts |= {" ".join(link.mention.text.split()) for link in links if link.kind == MentionKind.NOMINAL}
    if referent.body is not None and referent.type == EntityType.ORGANISATION:
        texts.add(referent.body.name)
    wikidata = _wikidata(referent)
    return Entity(
        iri,
        name,
        referent.type,
        tuple(sorted({*texts, *referent.aliases} - {name, ""})),
        (WIKIDATA + wikidata,) if wikidata else (),
        tuple(sorted({link.mention for link in links})),
        referent.country.iso2 if referent.country else None,
    )


def _join(left: Entity, right: Entity) -> Entity:
    name = max(left.name, right.name, key=lambda text: (len(fold(text)), text))
    aliases = {*left.aliases, *right.aliases, left.name, right.name} - {name}
    return Entity(
        left.id,
        name,
        left.type,
        tuple(sorted(aliases)),
        tuple(sorted({*left.same_as, *right.same_as})),
        tuple(sorted({*left.mentions, *right.mentions})),
        left.iso2 or right.iso2,
    )
