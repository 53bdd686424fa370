"""Who holds which office: titles before names, appositions, plain statements, and verbs of leading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from kg.fact.owners import owner_by_person, owners_of, supplied_owner
from kg.fact.reading import OWNERS, Reading
from kg.fact.titles import SEATS, Title, is_former, position_of, title_at
from kg.fact.types import Found
from kg.linked import Link
from kg.records import EntityType, MentionKind, Relation
from kg.syntax import (
    agents,
    appositives,
    auxiliaries,
    coordinated,
    governor,
    is_negated,
    is_passive,
    is_plural,
    objects,
    passive_subjects,
    possessors,
    prepositional,
    relative_antecedent,
    subjects,
)

#: Verbs of leading, with the office that they tell.
_LEADING: Final = {
    "chair": "chair",
    "co-chair": "co-chair",
    "lead": "leader",
    "head": "head",
    "run": "head",
    "preside": "president",
    "govern": "leader",
    "edit": "editor",
}
#: Verbs with "as": of holding an office, of losing it, of following somebody in it, and of being put into it.
_HOLDING: Final = frozenset("serve act work continue stay remain know".split())
_LOSING: Final = frozenset("resign quit retire oust dismiss sack fire remove depose".split())
_REMOVAL: Final = frozenset({"removal", "dismissal", "resignation", "ouster", "sacking"})
_FOLLOWING: Final = frozenset({"succeed", "replace"})
_PLACING: Final = frozenset("elect re-elect reelect appoint name install confirm".split())
_UNREAL: Final = frozenset({"would", "could", "might", "may", "will", "should", "can", "to"})


@dataclass(frozen=True, slots=True)
class Holding:
    """A person and the office that some words give them.

    Attributes:
        beside: The words stand with the person's name, or say it of the person.
    """

    person: str
    title: Title
    former: bool
    beside: bool = True


def find_offices(reading: Reading) -> Iterator[Found]:
    """Persons with their offices."""
    named = {link.entity for link in reading.names(EntityType.PERSON)}
    holdings = [holding for holding in dict.fromkeys(_holdings(reading)) if holding.person in named]
    served: dict[str, tuple[str, ...]] = {}
    positions: dict[str, str] = {}
    rest: list[Holding] = []
    for holding in holdings:
        owners = owners_of(reading, holding.title)
        if owners and holding.title.phrase in SEATS:
            continue
        for owner in owners:
            found = _found(reading, holding, owner)
            served[holding.person] = (*served.get(holding.person, ()), owner)
            positions.setdefault(holding.person, found.position or "")
            yield found
        if not owners:
            rest.append(holding)
    for led in _find_leading(reading):
        served.setdefault(led.subject, (led.object,))
        yield led
    rest.sort(key=lambda holding: bool(possessors(holding.title.head)))
    for holding in rest:
        for late in _without_owner(reading, holding, served):
            served.setdefault(holding.person, (late.object,))
            positions.setdefault(holding.person, late.position or "")
            yield late
    yield from _counterparts(reading, positions)


def _found(reading: Reading, holding: Holding, owner: str, *, told: bool = True) -> Found:
    return Found(
        holding.person,
        Relation.HOLDS_POSITION,
        owner,
        holding.title.words,
        position=position_of(reading, holding.title),
        former=holding.former,
        told=told,
    )


def _without_owner(reading: Reading, holding: Holding, served: dict[str, tuple[str, ...]]) -> Iterator[Found]:
    owners = owner_by_person(reading, holding.title, served)
    yield from (_found(reading, holding, owner) for owner in owners)
    if owners or not holding.beside or holding.title.phrase in SEATS or _is_served(reading, holding, served):
        return
    owner = supplied_owner(reading, holding.title, holding.person)
    if owner is not None:
        yield _found(reading, holding, owner, told=False)


def _is_served(reading: Reading, holding: Holding, served: dict[str, tuple[str, ...]]) -> bool:
    """Tell whether the article already gave a person an office of that kind."""
    return any(reading.type_of(owner) == holding.title.heads for owner in served.get(holding.person, ()))


# Who


def _holdings(reading: Reading) -> Iterator[Holding]:
    for link in reading.links:
        if link.kind == MentionKind.NOMINAL and reading.type_of(link.entity) == EntityType.PERSON:
            title = _title_in(reading, link)
            if title is not None:
                start = min(link.start_token, reading.phrase_start(title.head))
                beside = _named_beside(reading, link)
                former = is_former(title.head, start)
                yield Holding(beside or link.entity, title, former, beside is not None)
    for token in reading.doc:
        title = title_at(token)
        if title is None:
            continue
        former = is_former(token, reading.phrase_start(token))
        for person, over in _people_of(reading, token):
            yield Holding(person, title, former or over)


def _title_in(reading: Reading, link: Link) -> Title | None:
    """The office that a description names: at its head, else as its last word."""
    return title_at(reading.doc[link.head_token]) or title_at(reading.doc[link.end_token - 1])


def _named_beside(reading: Reading, link: Link) -> str | None:
    """The person whose name follows a description: words side by side tell more than the discourse."""
    doc, at = reading.doc, link.end_token
    if at < len(doc) and doc[at].text == ",":
        at += 1
    for start in range(at, min(at + 3, len(doc))):
        for name in reading.links_from(start):
            if reading.type_of(name.entity) == EntityType.PERSON and name.kind == MentionKind.NAME:
                near = start == link.end_token or _closes(reading, name.end_token)
                return name.entity if near else None
        if doc[start].pos_ not in {"PROPN", "NOUN"}:
            break
    return None


def _closes(reading: Reading, at: int) -> bool:
    return at >= len(reading.doc) or reading.doc[at].text in {",", ".", ";", ")", "–", "—", "-", '"', "”"}


def _people_of(reading: Reading, token: Token) -> Iterator[tuple[str, bool]]:
    """Whom a noun for an office is said of, and whether the words around tell that it is over."""
    for person in _beside(reading, token):
        yield person, False
    kind, head = governor(token)
    if kind == "oblique:as" and not is_negated(head):
        yield from _as(reading, head) if head.pos_ == "VERB" else _removed(reading, head)
    be = auxiliaries(token)
    if "be" in be and not is_negated(token) and not _UNREAL & set(be):
        for subject in subjects(token, inherit=False):
            for person in reading.persons(subject):
                yield person, False


def _as(reading: Reading, verb: Token) -> Iterator[tuple[str, bool]]:
    """Persons that a verb with "as" gives or takes an office."""
    lemma = verb.lemma_.lower()
    doers = passive_subjects(verb) if is_passive(verb) else subjects(verb)
    if lemma in _HOLDING | _LOSING | _FOLLOWING or lemma == "take":
        yield from ((person, lemma in _LOSING) for token in doers for person in reading.persons(token))
    if lemma in _FOLLOWING:
        yield from ((person, True) for token in objects(verb) for person in reading.people(token))
    if lemma in _PLACING and (verb.tag_ == "VBD" or {"be", "have"} & set(auxiliaries(verb))):
        if _UNREAL & set(auxiliaries(verb)):
            return
        placed = doers if is_passive(verb) else objects(verb)
        yield from ((person, False) for token in placed for person in reading.persons(token))


def _removed(reading: Reading, noun: Token) -> Iterator[tuple[str, bool]]:
    """Whom "the removal of X as rector" speaks of."""
    if noun.lemma_.lower() in _REMOVAL:
        nouns = [*(n for word, n in prepositional(noun) if word == "of"), *possessors(noun)]
        people = [person for token in nouns for person in reading.people(token)]
        yield from ((person, True) for person in people[:1])


def _beside(reading: Reading, token: Token) -> Iterator[str]:
    """Persons that an office stands before or beside."""
    after = token.i + 1
    for link in reading.names(EntityType.PERSON):
        if link.start_token == after and not is_plural(token):
            yield link.entity
    for appositive in appositives(token):
        for member in coordinated(appositive):
            if member.i > token.i:
                yield from reading.people(member)
    kind, head = governor(token)
    if kind == "appositive" and head.i < token.i:
        yield from reading.people(head)


# Verbs


def _find_leading(reading: Reading) -> Iterator[Found]:
    """Persons who lead, chair or run a body."""
    for verb in reading.doc:
        position = _LEADING.get(verb.lemma_.lower())
        if (
            position is None
            or verb.pos_ != "VERB"
            or verb.tag_ == "VB"
            or is_negated(verb)
            or _UNREAL & set(auxiliaries(verb))
        ):
            continue
        if is_passive(verb):
            led, people = passive_subjects(verb), agents(verb)
        else:
            led, people = [*objects(verb), *_presided(verb)], subjects(verb)
        for body in led:
            for owner in filter(reading.has_name, _led_bodies(reading, verb, body)):
                for person in dict.fromkeys(p for token in people for p in reading.persons(token)):
                    yield Found(person, Relation.HOLDS_POSITION, owner, (verb,), position=position)


def _led_bodies(reading: Reading, verb: Token, body: Token) -> tuple[str, ...]:
    """What is led; who runs is head only of what has a name, not of a campaign."""
    named = relative_antecedent(body) or body
    if verb.lemma_ == "run" and not any(link.kind == MentionKind.NAME for link in reading.links_at(named)):
        return ()
    return reading.who(named, *OWNERS)


def _presided(verb: Token) -> list[Token]:
    return [noun for word, noun in prepositional(verb) if word == "over" and verb.lemma_ == "preside"]


# "his Serbian counterpart"


def _counterparts(reading: Reading, positions: dict[str, str]) -> Iterator[Found]:
    """Persons with the office that somebody else has elsewhere."""
    for link in reading.links:
        head = reading.doc[link.head_token]
        if head.lemma_.lower() != "counterpart" or reading.type_of(link.entity) != EntityType.PERSON:
            continue
        person = _named_beside(reading, link) or link.entity
        others = [p for token in possessors(head) for p in reading.people(token) if p in positions]
        owners = list(reading.links_in(reading.phrase_start(head), head.i, EntityType.COUNTRY))
        if others and owners:
            yield Found(
                person,
                Relation.HOLDS_POSITION,
                owners[-1].entity,
                (head,),
                position=positions[others[0]] or None,
            )
