"""Which country or body a body belongs to, as its name or description tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.fact.lists import possessor_before
from kg.fact.reading import OWNERS, Reading, country_match
from kg.fact.types import Found
from kg.lexicon import find_body, organisation_nouns
from kg.linked import Link
from kg.names import fold
from kg.records import EntityType, MentionKind, Relation
from kg.syntax import auxiliaries, is_negated, objects, possessors, prepositional, subjects

#: Kinds of bodies that a state or union has; a party or firm "of" a country is no part of it.
_PARTS: Final = frozenset(
    "parliament ministry court agency council commission bank military government organisation".split()
)
#: With "'s" also these: "China's Exim Bank", "the party's paper".
_OWNED: Final = _PARTS | {"company", "media"}
#: Nouns for parts of a whole that the table of bodies does not have.
_PART_NOUNS: Final = frozenset(
    "wing arm branch league committee panel force army senate unit division museum university "
    "subsidiary command bank secretariat embassy mission police".split()
)
#: Where a capital tells whose the body is: "the National Assembly in Sofia".
_IN_CAPITAL: Final = frozenset({"parliament", "ministry", "court"})
#: Kinds of bodies whose name opens with the country that has them: "US Congress".
_OPENED: Final = frozenset({"parliament", "ministry", "court", "military", "agency", "bank"})
#: Parts of a body that act for nobody by themselves.
_NO_BODY: Final = frozenset({"board", "delegation", "house"})
_GOVERNING: Final = frozenset({"govern"})


def find_parts(reading: Reading) -> Iterator[Found]:
    """Bodies with what they are part of."""
    for link in reading.links:
        if link.kind == MentionKind.PRONOUN or reading.type_of(link.entity) != EntityType.ORGANISATION:
            continue
        for owner, cue in _owners(reading, link):
            if owner != link.entity:
                yield Found(link.entity, Relation.PART_OF, owner, cue)
    yield from _governing(reading)


def _owners(reading: Reading, link: Link) -> Iterator[tuple[str, tuple[Token, ...]]]:
    kind = kind_at(reading, link)
    last = _last_noun(reading, link)
    if last.lemma_.lower() in _NO_BODY:
        return
    apart = last.lemma_.lower() in _PART_NOUNS
    if kind in _OWNED or apart:
        for owner in _possessed(reading, link, last):
            yield owner, (last,)
    if kind in _PARTS or apart:
        yield from _within(reading, link, last, kind)
    elif not kind and link.kind == MentionKind.NAME:
        yield from _called_of(reading, link)


def _possessed(reading: Reading, link: Link, last: Token) -> Iterator[str]:
    """Whose a body is: "Romania's council", "its youth wing"."""
    for token in (last, reading.doc[link.head_token]):
        for possessor in possessors(token):
            owners = [owner for owner in reading.owners(possessor) if owner != link.entity]
            country = None if owners else reading.country(possessor)
            yield from [*owners, *([country] if country else [])]
    for owner in possessor_before(reading, link.start_token):
        if reading.type_of(owner) in OWNERS:
            yield owner


def _within(reading: Reading, link: Link, last: Token, kind: str) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """Owners that stand inside or close after a name: "the Dutch Senate", "the Council of Angola"."""
    for word, noun in prepositional(last) + prepositional(reading.doc[link.head_token]):
        near = noun.i < link.end_token + 4
        if word == "of" and near:
            for owner in reading.owners(noun):
                yield owner, (last, noun)
        if word == "in" and near and kind in _IN_CAPITAL:
            for owner in _capital(reading, noun):
                yield owner, (last, noun)
    low = min(link.start_token, reading.phrase_start(reading.doc[link.head_token]))
    for inner in reading.links_in(low, last.i, *OWNERS):
        if inner.head_token != link.head_token and inner.start_token < link.end_token:
            yield inner.entity, (*reading.doc[inner.start_token : inner.end_token], last)
    if link.kind == MentionKind.NAME:
        for owner in _named_in(reading, link):
            yield owner, tuple(reading.doc[link.start_token : link.end_token])


def _named_in(reading: Reading, link: Link) -> Iterator[str]:
    """Countries of the article in a name: "US Africa Command", "National Bank of Norland"."""
    last = _last_noun(reading, link)
    for token in reading.doc[link.start_token : link.end_token]:
        before = token.nbor(-1).lower_ if token.i > link.start_token else ""
        opens = token.i == link.start_token or before == "the"
        if before != "of" and not (opens and kind_at(reading, link) in _OPENED | {""}):
            continue
        match = country_match(token.text)
        if match is not None and (match.how == "capital" or (before == "of" and match.how == "demonym")):
            continue
        country = reading.country(token)
        if country is not None and token != last and reading.type_of(country) == EntityType.COUNTRY:
            yield country


def _called_of(reading: Reading, link: Link) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """The country of a body known by letters or a name alone: "the Spanish CNMC"."""
    doc, at = reading.doc, link.start_token
    first = doc[at] if doc[at].lower_ != "the" else doc[min(at + 1, len(doc) - 1)]
    at = first.i if len(link_words(reading, link)) > 1 else at - 1
    if at < 1 or doc[at - 1].lower_ != "the":
        return
    match = country_match(doc[at].text)
    country = reading.country(doc[at]) if match is not None and match.how == "demonym" else None
    if country is not None and reading.type_of(country) == EntityType.COUNTRY:
        yield country, tuple(doc[at : link.end_token])


def link_words(reading: Reading, link: Link) -> list[Token]:
    """The words of a link without its article."""
    return [token for token in reading.doc[link.start_token : link.end_token] if token.lower_ != "the"]


def _capital(reading: Reading, token: Token) -> Iterator[str]:
    match = country_match(token.text)
    country = reading.country(token) if match is not None and match.how == "capital" else None
    if country is not None:
        yield country


def _governing(reading: Reading) -> Iterator[Found]:
    """A body that governs another is its organ."""
    for verb in reading.doc:
        if verb.lemma_ not in _GOVERNING or verb.pos_ != "VERB":
            continue
        if is_negated(verb) or auxiliaries(verb):
            continue
        for subject in subjects(verb):
            for body in reading.who(subject, EntityType.ORGANISATION):
                for noun in objects(verb):
                    for owner in reading.who(noun, EntityType.ORGANISATION):
                        yield Found(body, Relation.PART_OF, owner, (verb,))


def _last_noun(reading: Reading, link: Link) -> Token:
    """The noun that tells the kind of body: "Council" in "National Security Council"."""
    if link.kind == MentionKind.NOMINAL:
        return reading.doc[link.head_token]
    for token in reading.doc[link.start_token : link.end_token]:
        if token.i > link.start_token and token.lower_ in {"of", "for", "in", "at"}:
            return token.nbor(-1)
    return reading.doc[link.end_token - 1]


def kind_at(reading: Reading, link: Link) -> str:
    """The kind of a body, by the noun in its name or description or by the gazetteer."""
    nouns = organisation_nouns()
    last = fold(_last_noun(reading, link).text)
    if last in nouns:
        return nouns[last]
    body = find_body(reading.doc[link.start_token : link.end_token].text)
    return body.kind if body is not None else ""
