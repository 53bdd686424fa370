"""Who belongs to which organisation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.fact.bodies import kind_at
from kg.fact.lists import names_from, possessor_before
from kg.fact.reading import Reading
from kg.fact.titles import SEATS, title_at
from kg.fact.types import Found
from kg.lexicon import find_body
from kg.linked import Link
from kg.records import EntityType, MentionKind, Relation
from kg.syntax import (
    appositives,
    auxiliaries,
    governor,
    is_negated,
    is_passive,
    is_plural,
    objects,
    possessors,
    prepositional,
    relative_antecedent,
    subjects,
)

_ORGANISATION: Final = EntityType.ORGANISATION
_PERSON: Final = EntityType.PERSON
_MEMBERS: Final = frozenset(
    {"member", "ally", "heavyweight", "state", "country", "nation", "power", "signatory"}
)
_SUCH_AS: Final = frozenset({"including", "include", "like", "such as", "among"})
_ACTORS: Final = (EntityType.COUNTRY, _ORGANISATION, _PERSON)
_UNREAL: Final = frozenset({"would", "could", "might", "may", "will", "should", "can", "shall"})
_LEAVING: Final = frozenset({"leave", "quit"})
#: Kinds of bodies that a person who has one ("her party") is in rather than owns or runs.
_JOINED: Final = frozenset({"party", "alliance", "union", "organisation", "union of workers", ""})
_PARTY_NOUNS: Final = frozenset({"party", "caucus", "faction"})


def find_memberships(reading: Reading) -> Iterator[Found]:
    """Countries, bodies and people with the organisations that they are in."""
    for token in reading.doc:
        lemma, kind = token.lemma_.lower(), token.pos_
        if kind in {"NOUN", "PROPN"}:
            if lemma in _MEMBERS:
                yield from _by_noun(reading, token)
            elif lemma in _PARTY_NOUNS:
                yield from _by_party_noun(reading, token)
            elif lemma == "part":
                yield from _as_part(reading, token)
            yield from _by_seat(reading, token)
        if kind in {"NOUN", "PROPN", "ADJ"} and token.text[:1].isupper():
            yield from _by_party_word(reading, token)
        elif (kind == "VERB" or token.lower_ == "united") and not is_negated(token):
            yield from _by_verb(reading, token, lemma)
    yield from _beside_names(reading)
    for link in reading.names(_ORGANISATION):
        yield from _own_body(reading, link)
        yield from _of_person(reading, link)


def _member(who: str, body: str, *cue: Token, former: bool = False) -> Found:
    return Found(who, Relation.MEMBER_OF, body, tuple(sorted(cue, key=lambda token: token.i)), former=former)


def _bodies(reading: Reading, token: Token) -> tuple[str, ...]:
    """The organisations a token means; for "which" those of the noun before it."""
    antecedent = relative_antecedent(token)
    if antecedent is None:
        return reading.who(token, _ORGANISATION)
    return reading.who(antecedent, _ORGANISATION) or _nearest_body(reading, token)


def _nearest_body(reading: Reading, pronoun: Token) -> tuple[str, ...]:
    """The organisation whose name ends just before a relative pronoun."""
    for link in reversed(list(reading.links_in(pronoun.sent.start, pronoun.i, _ORGANISATION))):
        if pronoun.i - link.end_token <= 3:
            return (link.entity,)
    return ()


# "member"


def _by_noun(reading: Reading, noun: Token) -> Iterator[Found]:
    bodies = _body_of(reading, noun)
    for body in bodies:
        for member in dict.fromkeys(_said_of(reading, noun)):
            if member not in bodies and _fits(reading, noun, member):
                yield _member(member, body, noun)


def _fits(reading: Reading, noun: Token, member: str) -> bool:
    """Only "member" is said of people: "a NATO ally" of a person is somebody from one."""
    return noun.lemma_.lower() == "member" or reading.type_of(member) != _PERSON


def _body_of(reading: Reading, noun: Token) -> tuple[str, ...]:
    """The organisation that members are of."""
    for possessor in possessors(noun) if noun.lemma_.lower() == "member" else []:
        if found := reading.who(possessor, _ORGANISATION):
            return found
    for word, inner in prepositional(noun):
        if word == "of" and (found := _bodies(reading, inner)):
            return found
    start = reading.phrase_start(noun)
    inside = [
        link.entity
        for link in reading.links_in(start, noun.i, _ORGANISATION)
        if link.end_token <= noun.i and link.kind != MentionKind.PRONOUN
    ]
    if inside:
        return (inside[-1],)
    return _outer_body(reading, noun) or _before_which(reading, noun, "of")


def _before_which(reading: Reading, word: Token, preposition: str) -> tuple[str, ...]:
    """The body that "of which" or "to which" takes up, some words before: parsers lose it."""
    doc = word.doc
    for at in range(word.i - 1, max(word.sent.start, word.i - 8), -1):
        if doc[at].lower_ == "which":
            return _nearest_body(reading, doc[at]) if doc[at - 1].lower_ == preposition else ()
    return ()


def _outer_body(reading: Reading, noun: Token) -> tuple[str, ...]:
    """The body of the members that these are some of: "NATO allies, including big members like Spain"."""
    doc, at = reading.doc, reading.phrase_start(noun) - 1
    if at < 1 or doc[at].lower_ not in {"including", "among"}:
        return ()
    at -= 2 if doc[at - 1].text == "," else 1
    outer = doc[at]
    return _body_of(reading, outer) if outer.lemma_.lower() in _MEMBERS and outer.i < noun.i else ()


def _said_of(reading: Reading, noun: Token) -> Iterator[str]:
    """Those whom a noun for members means or counts among them."""
    be = auxiliaries(noun)
    if "be" in be and not is_negated(noun) and not _UNREAL & set(be):
        for subject in subjects(noun, inherit=False):
            yield from reading.all_of(relative_antecedent(subject) or subject, *_ACTORS)
    kind, head = governor(noun)
    if kind == "appositive" and head.i < noun.i:
        if is_plural(noun):
            yield from reading.all_of(head, *_ACTORS)
        else:
            yield from reading.who(head, *_ACTORS)
    for appositive in appositives(noun):
        yield from reading.all_of(appositive, *_ACTORS)
    for word, example in prepositional(noun):
        if word in _SUCH_AS:
            yield from reading.all_of(example, *_ACTORS)
    for link in names_from(reading, _row_after(reading, noun), *_ACTORS):
        yield link.entity


def _row_after(reading: Reading, noun: Token) -> int:
    """Where a row of examples may begin: after the noun with its "of", "including" or "such as"."""
    doc, at = noun.doc, noun.i + 1
    if at < len(doc) and doc[at].lower_ == "of":
        ends = [link.end_token for link in reading.links_in(at, min(at + 8, len(doc)), _ORGANISATION)]
        at = min(ends, default=at)
    direct = at == noun.i + 1
    if at < len(doc) and doc[at].text == ",":
        at += 1
    for words in (("including",), ("such", "as"), ("like",), ("among", "them"), (":",)):
        if tuple(token.lower_ for token in doc[at : at + len(words)]) == words:
            return at + len(words)
    return noun.i + 1 if direct else len(doc)


# Verbs, and "part"


def _by_verb(reading: Reading, verb: Token, lemma: str) -> Iterator[Found]:
    if _UNREAL & set(auxiliaries(verb)):
        return
    taken: tuple[str, ...] = ()
    bodies: list[Token] = []
    if lemma == "belong":
        bodies = [noun for word, noun in prepositional(verb) if word == "to"]
        taken = () if bodies else _before_which(reading, verb, "to")
    elif lemma in _LEAVING | {"join"} and _is_done(verb) and not is_passive(verb):
        bodies = objects(verb)
    elif verb.lower_ == "united":
        bodies = [noun for word, noun in prepositional(verb) if word == "in"]
    else:
        return
    found = dict.fromkeys([*taken, *(body for token in bodies for body in _bodies(reading, token))])
    for body in found:
        for member in dict.fromkeys(_doers(reading, verb)):
            if member != body:
                yield _member(member, body, verb, former=lemma in _LEAVING)


def _doers(reading: Reading, verb: Token) -> Iterator[str]:
    """Who joins or belongs: the subject, what goes along with it, or what a colon lists."""
    found = False
    kind, head = governor(verb)
    for subject in [*subjects(verb), *([head] if kind == "appositive" else [])]:
        for member in reading.all_of(relative_antecedent(subject) or subject, *_ACTORS):
            found = True
            yield member
    for word, noun in prepositional(verb):
        if word in {"along with", "together with", "with"}:
            yield from reading.all_of(noun, *_ACTORS)
    if not found:
        for token in verb.doc[verb.i : verb.sent.end]:
            if token.text == ":":
                for link in names_from(reading, token.i + 1, *_ACTORS):
                    yield link.entity


def _is_done(verb: Token) -> bool:
    """Tell whether joining is told as done, not as wish or plan."""
    return verb.tag_ == "VBD" or "have" in auxiliaries(verb)


def _as_part(reading: Reading, noun: Token) -> Iterator[Found]:
    """ "X is part of the bloc", for countries; a body that is part of another is told elsewhere."""
    kind, verb = governor(noun)
    if "be" in auxiliaries(noun):
        verb = noun
    elif kind != "object" or verb.lemma_ not in {"form", "make"}:
        return
    if is_negated(verb) or _UNREAL & set(auxiliaries(verb)):
        return
    inner = [n for word, n in [*prepositional(noun), *prepositional(verb)] if word == "of"]
    bodies = [body for token in inner for body in _bodies(reading, token)]
    for body in dict.fromkeys(bodies or _before_which(reading, verb, "of")):
        for subject in subjects(verb, inherit=False):
            for member in reading.who(subject, EntityType.COUNTRY):
                yield _member(member, body, noun)


# People: parliaments and parties


def _by_seat(reading: Reading, noun: Token) -> Iterator[Found]:
    """ "Duma deputy X", "X, a Green senator": a seat makes a member of what is named with it."""
    title = title_at(noun)
    if title is None or title.phrase not in SEATS:
        return
    start = reading.phrase_start(noun)
    bodies = [link.entity for link in reading.links_in(start, title.start, _ORGANISATION)]
    bodies += [party for word in reading.doc[start : title.start] if (party := _party(reading, word))]
    if bodies:
        for person in dict.fromkeys(_seated(reading, noun)):
            yield _member(person, bodies[-1], noun)


def _by_party_word(reading: Reading, word: Token) -> Iterator[Found]:
    """ "Republican X", "X, a Social Democrat": what people of a party are called."""
    party = _party(reading, word)
    if party is not None and not is_plural(word):
        for person in dict.fromkeys(_seated(reading, word)):
            yield _member(person, party, word)


def _party(reading: Reading, word: Token) -> str | None:
    if not word.text[:1].isupper():
        return None
    before = word.nbor(-1) if word.i else word
    both = f"{before.text} {word.text}" if before != word and before.text[:1].isupper() else ""
    return (reading.party(both) if both else None) or reading.party(word.text)


def _seated(reading: Reading, noun: Token) -> Iterator[str]:
    if any(link.head_token == noun.i for link in reading.links_at(noun)):
        yield from reading.people(noun)
    for link in reading.names(_PERSON):
        if link.start_token == noun.i + 1:
            yield link.entity
    kind, head = governor(noun)
    if kind == "appositive":
        yield from reading.people(head)
    for appositive in appositives(noun):
        yield from reading.people(appositive)


def _by_party_noun(reading: Reading, noun: Token) -> Iterator[Found]:
    """ "the president's own party, the Civic Bloc": whose party, and which."""
    people = {p for possessor in possessors(noun) for p in reading.people(possessor)}
    if not people:
        people = {iri for iri in possessor_before(reading, noun.i) if reading.type_of(iri) == _PERSON}
    if not people:
        return
    bodies = set(reading.who(noun, _ORGANISATION))
    kind, head = governor(noun)
    for beside in [*appositives(noun), *([head] if kind == "appositive" else [])]:
        bodies |= set(reading.who(beside, _ORGANISATION))
    for person in sorted(people):
        for body in sorted(bodies):
            yield _member(person, body, noun)


def _beside_names(reading: Reading) -> Iterator[Found]:
    """ "X of the Party", "X (Party)", "the Party's X"."""
    for link in reading.names(_PERSON):
        for body in _after_name(reading, link):
            yield _member(link.entity, body.entity, *reading.doc[body.start_token : body.end_token])
        for iri in possessor_before(reading, link.start_token):
            if reading.type_of(iri) == _ORGANISATION:
                yield _member(link.entity, iri, reading.doc[link.head_token])


def _after_name(reading: Reading, link: Link) -> Iterator[Link]:
    doc, at = reading.doc, link.end_token
    if at + 2 >= len(doc):
        return
    if doc[at].text == "(":
        for body in names_from(reading, at + 1, _ORGANISATION)[:1]:
            if body.end_token < len(doc) and doc[body.end_token].text in {")", ","}:
                yield body
        closing = [token.i for token in doc[at : at + 6] if token.text == ")"]
        at = closing[0] + 1 if closing else at
    at += doc[at].text == ","
    if at < len(doc) and doc[at].lower_ == "of":
        at += 1
        while at < len(doc) - 1 and doc[at].pos_ in {"DET", "ADJ"} and not reading.links_from(at):
            at += 1
        yield from names_from(reading, at, _ORGANISATION)[:1]


def _own_body(reading: Reading, link: Link) -> Iterator[Found]:
    """The body of somebody: "her own Civic Front", "his Freedom Party"."""
    if body_kind(reading, link) not in _JOINED:
        return
    start, after = link.start_token, reading.doc[min(link.end_token, len(reading.doc) - 1)]
    if after.pos_ == "NOUN" and after.lemma_.lower() not in _PARTY_NOUNS:
        return
    for iri in possessor_before(reading, start):
        if reading.type_of(iri) == _PERSON:
            yield _member(iri, link.entity, *reading.doc[start - 1 : link.end_token])


def _of_person(reading: Reading, link: Link) -> Iterator[Found]:
    """ "the Liberal Party of X"."""
    doc, at = reading.doc, link.end_token
    if at + 1 < len(doc) and doc[at].lower_ == "of" and body_kind(reading, link) == "party":
        for person in names_from(reading, at + 1, _PERSON)[:1]:
            yield _member(person.entity, link.entity, *doc[link.start_token : link.end_token])


def body_kind(reading: Reading, link: Link) -> str:
    """The kind of a named body, as the gazetteer has it or its name tells."""
    body = find_body(reading.entities[link.entity].name)
    return body.kind if body is not None else kind_at(reading, link)
