"""Who follows whom in an office."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.fact.reading import Reading
from kg.fact.types import Found
from kg.records import EntityType, MentionKind, Relation
from kg.syntax import (
    agents,
    appositives,
    auxiliaries,
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

_VERBS: Final = frozenset({"succeed", "replace"})
_POSTS: Final = frozenset("seat post job place office helm presidency leadership chair role reins".split())
_UNREAL: Final = frozenset({"would", "could", "might", "may"})
_NOUNS: Final = {"successor": False, "predecessor": True}


def find_successions(reading: Reading) -> Iterator[Found]:
    """Persons who follow, or are to follow, persons."""
    for token in reading.doc:
        lemma = token.lemma_.lower()
        if lemma in _NOUNS and token.pos_ in {"NOUN", "PROPN"}:
            yield from _by_noun(reading, token, before=_NOUNS[lemma])
        elif token.pos_ == "VERB" and not is_negated(token) and not _UNREAL & set(auxiliaries(token)):
            for after, earlier in _by_verb(token, lemma):
                done = token.tag_ in {"VBD", "VBN"} or "have" in auxiliaries(token)
                yield from _pairs(reading, reading.persons(after), reading.people(earlier), token, done=done)


def _pairs(
    reading: Reading, after: tuple[str, ...], before: tuple[str, ...], cue: Token, *, done: bool = True
) -> Iterator[Found]:
    if len(after) != 1 or len(before) != 1 or after == before:
        return
    if all(reading.type_of(iri) == EntityType.PERSON for iri in (*after, *before)):
        yield Found(after[0], Relation.SUCCEEDS, before[0], (cue,), done=done)


def _by_verb(verb: Token, lemma: str) -> Iterator[tuple[Token, Token]]:
    if lemma in _VERBS:
        if is_passive(verb):
            new, old = agents(verb), passive_subjects(verb)
        else:
            new, old = subjects(verb), objects(verb)
    elif lemma == "take" and not is_passive(verb):
        new = subjects(verb)
        old = [noun for word, noun in prepositional(verb) if word == "from" and particle(verb) == "over"]
        for post in objects(verb):
            if particle(verb) == "over":
                old += [noun for word, noun in prepositional(post) if word == "from"]
            elif post.lemma_ in _POSTS:
                old += [*possessors(post), *(n for word, n in prepositional(post) if word == "of")]
    else:
        return
    for after in new:
        for before in old:
            yield after, before


def _by_noun(reading: Reading, noun: Token, *, before: bool) -> Iterator[Found]:
    """ "X's successor, Y" and "Y, whose predecessor X"."""
    known = {
        iri
        for owner in [*possessors(noun), *(n for word, n in prepositional(noun) if word in {"of", "to"})]
        for iri in reading.people(owner)
    }
    for other in sorted(_named(reading, noun)):
        for one in sorted(known - {other}):
            pair = (one, other) if before else (other, one)
            yield from _pairs(reading, pair[:1], pair[1:], noun, done=before)


def _named(reading: Reading, noun: Token) -> set[str]:
    """Whom "successor" or "predecessor" means."""
    found = {
        link.entity
        for link in reading.links_at(noun)
        if link.kind == MentionKind.NOMINAL and link.head_token == noun.i
        if reading.type_of(link.entity) == EntityType.PERSON
    }
    for appositive in appositives(noun):
        found |= set(reading.people(appositive))
    kind, head = governor(noun)
    if kind == "appositive":
        found |= set(reading.people(head))
    if kind == "oblique:as":
        who = passive_subjects(head) or subjects(head)
        found |= {iri for token in who for iri in reading.people(token)}
    if "be" in auxiliaries(noun):
        found |= {iri for token in subjects(noun, inherit=False) for iri in reading.people(token)}
    return found
