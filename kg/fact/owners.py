"""Whom an office serves: the country or body that its phrase names, or that the article makes plain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from math import exp
from typing import Final

from spacy.tokens import Token

from kg.fact.bodies import kind_at
from kg.fact.reading import OWNERS, Reading
from kg.fact.titles import PASSING, Title
from kg.lexicon import find_region, leaders, organisation_nouns
from kg.names import fold, surname
from kg.records import EntityType, MentionKind
from kg.syntax import coordinated, governor, possessors, preposition, prepositional

#: Prepositions of the owner of an office.
OF: Final = frozenset({"of", "for", "at"})
#: Names that stand for whatever state the article speaks of.
_NO_OWNER: Final = frozenset({"republic", "state", "government", "opposition", "cabinet"})
_STATE_LEVELS: Final = frozenset({"head_of_state", "head_of_government", "minister"})
#: Offices that only some kinds of bodies have.
_KINDS: Final = {
    "secretary general": frozenset({"alliance", "union", "organisation"}),
    "deputy secretary general": frozenset({"alliance", "union", "organisation"}),
    "director general": frozenset({"agency", "organisation", "union"}),
    "commissioner": frozenset({"commission", "union"}),
    "speaker": frozenset({"parliament"}),
    "editor": frozenset({"media"}),
    "editor in chief": frozenset({"media"}),
    "columnist": frozenset({"media"}),
}
#: How far back, in tokens, a country stays in mind; measured on articles with offices of no stated owner.
_FADING: Final = 40.0


#: What the part that a country has in its clause counts for.
_WEIGHTS: Final = {"subject": 1.5, "possessor": 1.5, "object": 0.5, "oblique": 0.5, "agent": 0.5}
#: How far the first country must be ahead of the second.
_LEAD: Final = 1.1


# In the phrase


def owners_of(reading: Reading, title: Title) -> tuple[str, ...]:
    """Countries and organisations that the phrase of an office names as its owner."""
    head = title.head
    for possessor in possessors(head):
        if owners := _actors(reading, possessor, title):
            return owners
    for word, noun in prepositional(head):
        if word in OF or (word == "from" and title.heads == EntityType.COUNTRY):
            owners = _actors(reading, noun, title) or _below(reading, noun)
            if owners:
                return owners
    low = reading.phrase_start(head)
    inside = [link for link in reading.links_in(low, head.i, *_types(title)) if link.head_token != head.i]
    inside = [link for link in inside if preposition(reading.doc[link.head_token]) is None]
    found = [link.entity for link in inside if _is_owner(reading, link.entity)]
    fitting = [iri for iri in found if reading.type_of(iri) == title.heads]
    if fitting or found:
        return ((fitting or found)[-1],)
    return _by_noun(reading, low, title) or _by_capital(reading, low, title) or _after_name(reading, title)


def _after_name(reading: Reading, title: Title) -> tuple[str, ...]:
    """The owner that stands after the holder's name: "President Anna Berg of Norland"."""
    for name in reading.links_from(title.head.i + 1):
        at = name.end_token + 1
        if reading.type_of(name.entity) != EntityType.PERSON or at >= len(reading.doc):
            continue
        if reading.doc[at - 1].lower_ == "of":
            at += reading.doc[at].lower_ == "the" and not reading.links_from(at)
            for link in reading.links_from(at):
                if reading.type_of(link.entity) in _types(title):
                    return (link.entity,)
    return ()


def _by_noun(reading: Reading, low: int, title: Title) -> tuple[str, ...]:
    """The body whose name has the noun before the office: "council leader", "ministry spokesman"."""
    before = [token for token in reading.doc[low : title.start] if token.lower_ in organisation_nouns()]
    if not before:
        return ()
    noun = fold(before[-1].text)
    named = [
        link.entity
        for link in reading.links
        if reading.type_of(link.entity) == EntityType.ORGANISATION
        and noun in fold(reading.entities[link.entity].name).split()
    ]
    return tuple(dict.fromkeys(named)) if len(set(named)) == 1 else ()


def _types(title: Title) -> frozenset[EntityType]:
    """What may own an office: a state's own also a region or a state that is typed as a place."""
    return OWNERS | {EntityType.PLACE} if title.heads == EntityType.COUNTRY else OWNERS


def _is_owner(reading: Reading, iri: str) -> bool:
    name = reading.entities[iri].name
    if reading.type_of(iri) == EntityType.PLACE:
        region = find_region(name)
        return region is None or region.kind in {"disputed", "subnational"}
    return fold(name) not in _NO_OWNER


def _actors(reading: Reading, token: Token, title: Title) -> tuple[str, ...]:
    types = _types(title)
    found = [owner for member in coordinated(token) for owner in reading.who(member, *types)]
    return tuple(dict.fromkeys(iri for iri in found if _is_owner(reading, iri))) or _capital(reading, token)


def _below(reading: Reading, noun: Token) -> tuple[str, ...]:
    """The owner of what an office is of: "head of the delegation of Senegal"."""
    if reading.who(noun) or noun.pos_ == "PRON":
        return ()
    for possessor in possessors(noun):
        if owners := reading.owners(possessor):
            return owners
    for word, inner in prepositional(noun):
        if word == "of" and (owners := reading.owners(inner)):
            return owners
    start = reading.phrase_start(noun)
    return tuple(link.entity for link in reading.links_in(start, noun.i + 1, *OWNERS))[-1:]


def _capital(reading: Reading, token: Token) -> tuple[str, ...]:
    """A country of the article by its capital or adjective: "Pristina's foreign minister"."""
    country = reading.country(token)
    return () if country is None or not _is_owner(reading, country) else (country,)


def _by_capital(reading: Reading, low: int, title: Title) -> tuple[str, ...]:
    for token in reading.doc[low : title.start]:
        if owners := _capital(reading, token):
            return owners
    return ()


def owner_by_person(reading: Reading, title: Title, served: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Whom somebody serves who is called somebody's: "his foreign minister", "the president's spokesman"."""
    nouns = [*possessors(title.head), *(noun for word, noun in prepositional(title.head) if word in OF)]
    for noun in nouns:
        for person in reading.people(noun):
            owners = served.get(person, ())
            fitting = tuple(owner for owner in owners if reading.type_of(owner) == title.heads)
            if fitting or owners:
                return (fitting or owners)[:1]
    return ()


# In the article


def supplied_owner(reading: Reading, title: Title, person: str) -> str | None:
    """The owner that the article makes plain where the phrase names none."""
    if _belongs_elsewhere(reading, title):
        return None
    if title.heads == EntityType.COUNTRY and title.level in _STATE_LEVELS:
        codes = _led_by(reading, person)
        if codes:
            known = [e.id for e in reading.of_type(EntityType.COUNTRY) if e.iso2 in codes]
            return known[0] if len(known) == 1 else None
        return _country_in_mind(reading, title)
    if title.heads == EntityType.ORGANISATION:
        return _body_before(reading, title)
    return None


def _belongs_elsewhere(reading: Reading, title: Title) -> bool:
    """Tell whether the phrase names an owner that is no known body: "the dockers' leader"."""
    owners = [*possessors(title.head), *(n for word, n in prepositional(title.head) if word in OF)]
    if any(not reading.people(owner) and not _is_part_of_name(title, owner) for owner in owners):
        return True
    if title.heads == EntityType.ORGANISATION and owners:
        return True
    before = reading.doc[title.start - 1] if title.start > title.head.sent.start else None
    if before is None or before.lower_ in PASSING:
        return False
    return before.text[:1].isupper() and before.pos_ in {"PROPN", "ADJ"}


def _is_part_of_name(title: Title, owner: Token) -> bool:
    """Tell whether what "of" adds names no owner: "minister of Defence", "president of the Republic"."""
    return owner.i > title.head.i and (title.level == "minister" or fold(owner.text) in _NO_OWNER)


def _led_by(reading: Reading, person: str) -> set[str]:
    """ISO codes of the countries that have had a leader of this name."""
    name = reading.entities[person].name
    full = _led_by_name(fold(name))
    if full:
        return set(full)
    present = {entity.iso2 for entity in reading.of_type(EntityType.COUNTRY)}
    same = _leader_surnames().get(fold(surname(name)), frozenset()) & present
    return {iso2 for iso2 in same if iso2} if len(same) == 1 else set()


@lru_cache(maxsize=5000)
def _led_by_name(name: str) -> frozenset[str]:
    """The same by a folded name of two words or more alone."""
    words = set(name.split())
    return frozenset(iso2 for iso2, named in _leader_words() if len(words) > 1 and words <= named)


@cache
def _leader_words() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((leader.iso2, frozenset(fold(leader.name).split())) for leader in leaders())


@cache
def _leader_surnames() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for leader in leaders():
        found.setdefault(fold(surname(leader.name)), set()).add(leader.iso2)
    return {name: frozenset(codes) for name, codes in found.items()}


def _country_in_mind(reading: Reading, title: Title) -> str | None:
    """The country that the text before keeps coming back to, its own doings above all."""
    scores: dict[str, float] = {}
    countries = [link for link in reading.links if reading.type_of(link.entity) == EntityType.COUNTRY]
    for link in countries:
        if link.start_token < title.start:
            kind = governor(reading.doc[link.head_token])[0]
            kind = "subject" if "subject" in kind else kind.partition(":")[0]
            weight = _WEIGHTS.get(kind, 1.0) * exp((link.start_token - title.start) / _FADING)
            scores[link.entity] = scores.get(link.entity, 0.0) + weight
    if not scores:
        scores.update(Counter(link.entity for link in countries))
    best = sorted(scores, key=lambda iri: (-scores[iri], iri))
    if not best or (len(best) > 1 and scores[best[0]] < _LEAD * scores[best[1]]):
        return None
    return best[0]


def _body_before(reading: Reading, title: Title) -> str | None:
    """The organisation named last before, in the same sentence or the one before."""
    sent = title.head.sent
    start = reading.doc[sent.start - 1].sent.start if sent.start else 0
    kinds = _KINDS.get(title.phrase)
    for link in reversed(list(reading.links_in(start, title.start, EntityType.ORGANISATION))):
        if link.kind == MentionKind.PRONOUN:
            continue
        kind = kind_at(reading, link)
        fits = kind in kinds | {""} if kinds else kind != "media"
        if fits and _is_owner(reading, link.entity) and reading.has_name(link.entity):
            return link.entity
    return None
