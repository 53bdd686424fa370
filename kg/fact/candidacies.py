"""Who runs for which office, and who gave up running."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.fact.reading import Reading
from kg.fact.types import Found
from kg.records import EntityType, Relation
from kg.syntax import (
    appositives,
    auxiliaries,
    clause_complements,
    governor,
    is_negated,
    is_passive,
    objects,
    particle,
    passive_subjects,
    possessors,
    prepositional,
    subjects,
)

_POSITION: Final = EntityType.POSITION
_BIDS: Final = frozenset("candidacy candidature bid nomination campaign run".split())
_RACES: Final = _BIDS | frozenset(
    "race contest running dispute competition contention ring election ballot runoff vote".split()
)
_CANDIDATES: Final = frozenset("candidate nominee contender hopeful frontrunner front-runner".split())
_RUNNING: Final = frozenset({"run", "stand", "compete", "vie", "campaign", "bid"})
#: Verbs of being in a race that names its office: "face each other in the ballot for mayor".
_RACING: Final = frozenset({"face", "enter", "join", "lead", "win", "lose", "contest", "launch", "announce"})
#: Verbs of giving up, with the particle that they need.
_GIVING_UP: Final = {
    "withdraw": "", "quit": "", "abandon": "", "drop": "", "pull": "out", "bow": "out", "step": "down",
    "stand": "aside", "give": "up", "end": "", "suspend": "", "leave": "", "retire": "",
}  # fmt: skip
_NAMING: Final = frozenset({"nominate", "propose", "renominate", "field"})
_SEEKING: Final = frozenset({"seek", "covet", "eye", "contest"})


def find_candidacies(reading: Reading) -> Iterator[Found]:
    """Persons with the office that they seek or sought."""
    if not reading.of_type(_POSITION):
        return
    for token in reading.doc:
        for person, withdrawn in _runners(reading, token):
            position = _named_position(reading, token) or _sought(reading, token)
            if position is not None:
                yield Found(person, Relation.CANDIDATE_FOR, position, (token,), withdrawn=withdrawn)


def _runners(reading: Reading, token: Token) -> Iterator[tuple[str, bool]]:
    """Whom a word makes a candidate, and whether it says that they gave up."""
    lemma = token.lemma_.lower()
    if token.pos_ in {"NOUN", "PROPN"}:
        people = _called(reading, token) if lemma in _CANDIDATES else _bidding(reading, token, lemma)
        yield from ((person, False) for person in people)
    elif token.pos_ == "VERB" and not is_negated(token):
        if lemma in _GIVING_UP and _gives_up(token, lemma):
            yield from ((person, True) for person in _subjects(reading, token))
        else:
            yield from ((person, False) for person in _by_verb(reading, token, lemma))


def _bidding(reading: Reading, noun: Token, lemma: str) -> Iterator[str]:
    """Whose bid or candidacy it is."""
    if lemma in _BIDS:
        nouns = [*possessors(noun), *(inner for word, inner in prepositional(noun) if word == "of")]
        for owner in nouns:
            yield from reading.persons(owner)


def _called(reading: Reading, noun: Token) -> Iterator[str]:
    """Who is called a candidate."""
    yield from reading.people(noun)
    for appositive in appositives(noun):
        yield from reading.people(appositive)
    kind, head = governor(noun)
    if kind == "appositive":
        yield from reading.people(head)
    if kind == "oblique:as" and head.pos_ == "VERB" and not is_negated(head):
        for token in passive_subjects(head) if is_passive(head) else objects(head):
            yield from reading.persons(token)
    if "be" in auxiliaries(noun) and not is_negated(noun):
        for subject in subjects(noun, inherit=False):
            yield from reading.persons(subject)


def _subjects(reading: Reading, verb: Token) -> Iterator[str]:
    for subject in subjects(verb):
        yield from reading.persons(subject)


def _by_verb(reading: Reading, verb: Token, lemma: str) -> Iterator[str]:
    """Who runs, stands, is nominated or is about to get an office."""
    below = [noun for _, noun in prepositional(verb)]
    if lemma in _NAMING:
        for noun in passive_subjects(verb) if is_passive(verb) else objects(verb):
            yield from reading.persons(noun)
    elif (
        (lemma in _RUNNING and _has_position(reading, below))
        or (lemma in _SEEKING and _has_position(reading, objects(verb)))
        or (lemma in _RACING and any(_races_for(reading, noun) for noun in [*objects(verb), *below]))
        or (lemma == "become" and _is_ahead(verb) and _has_position(reading, list(verb.children)))
    ):
        yield from _subjects(reading, verb)


def _has_position(reading: Reading, nouns: list[Token]) -> bool:
    return any(reading.who(noun, _POSITION) for noun in nouns)


def _races_for(reading: Reading, noun: Token) -> bool:
    """Tell whether a race names its office."""
    return noun.lemma_.lower() in _RACES and _has_position(
        reading, [inner for word, inner in prepositional(noun) if word == "for"]
    )


def _gives_up(verb: Token, lemma: str) -> bool:
    """Tell whether "withdraw", "pull out" ... speaks of a race."""
    wanted = _GIVING_UP[lemma]
    below = prepositional(verb)
    if wanted and particle(verb) != wanted:
        beside = {child.lower_ for child in verb.children} | {word.split()[0] for word, _ in below}
        if wanted not in beside:
            return False
    return any(noun.lemma_.lower() in _RACES for noun in [*objects(verb), *(noun for _, noun in below)])


def _is_ahead(verb: Token) -> bool:
    """Tell whether "become" is yet to come: "set to become"."""
    return verb.tag_ == "VB" and not {"have", "be"} & set(auxiliaries(verb))


# Which office


def _named_position(reading: Reading, token: Token) -> str | None:
    """The office that stands with the word itself: "candidacy for mayor", "bid for the post of mayor"."""
    below = [noun for word, noun in prepositional(token) if word in {"for", "as", "of", "in", "from"}]
    if token.pos_ == "VERB":
        below += [*objects(token), *clause_complements(token)]
    for noun in below:
        inner = [deep for word, deep in prepositional(noun) if word in {"for", "of", "from"}]
        for token_ in [noun, *inner]:
            if found := reading.who(token_, _POSITION):
                return found[0]
    return None


def _sought(reading: Reading, token: Token) -> str | None:
    """The one office that the article's race is about: that of its sentence, else the one most named."""
    here = {link.entity for link in reading.links_in(token.sent.start, token.sent.end, _POSITION)}
    if len(here) == 1:
        return next(iter(here))
    counts = Counter(link.entity for link in reading.links if reading.type_of(link.entity) == _POSITION)
    best = counts.most_common(2)
    return best[0][0] if len(best) == 1 or (best and best[0][1] > best[1][1]) else None
