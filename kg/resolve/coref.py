"""Reads an article's mentions in order and decides what each means."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from kg.records import EntityType, MentionKind
from kg.resolve.antecedents import Judge, weigh
from kg.resolve.clusters import cluster_names
from kg.resolve.described import (
    find_national,
    role_of,
)
from kg.resolve.descriptions import Description, find_descriptions, is_generic
from kg.resolve.discourse import Discourse
from kg.resolve.kinds import settle_kinds
from kg.resolve.mentions import find_names
from kg.resolve.nameless import read_nameless
from kg.resolve.positions import is_office_as_such
from kg.resolve.pronouns import FIRST_PERSON, PRONOUNS, resolve_latter, resolve_pair, resolve_pronoun
from kg.resolve.reader import Reader, span_phrase
from kg.resolve.readings import READINGS, is_former
from kg.resolve.roles import gender_of, guess_gender, read_titles
from kg.resolve.types import Phrase, Referent
from kg.resolve.voices import PLURAL, find_voices
from kg.syntax import auxiliaries, is_negated, subjects

_COUNTS: Final = {"two": 2, "pair": 2, "duo": 2, "trio": 3, "three": 3}
#: Words for some of those named before.
_PAIRS: Final = frozenset({"both", "latter", "former", *_COUNTS})
#: What a description may be beside a name, by its sort.
_NAMED_SORTS: Final = {
    "person": EntityType.PERSON,
    "organisation": EntityType.ORGANISATION,
    "country": EntityType.COUNTRY,
}
_VOICES: Final = FIRST_PERSON | PLURAL
_AFTER_APPOSITION: Final = frozenset({",", ".", ")", ";", ":", "-", "–", "—", '"', "”"})


def read_article(doc: Doc, date: str | None, *, judge: Judge = weigh) -> list[Referent]:
    """Find and resolve all mentions of a Doc.

    Args:
        judge: Tells how likely each candidate of a pronoun is.
    """
    found = settle_kinds(doc, find_names(doc))
    names = [phrase for phrase in found if not _is_person_of_country(doc, phrase)]
    nationals = [phrase for phrase in found if _is_person_of_country(doc, phrase)]
    referents = cluster_names(doc, names)
    pairs = sorted(
        ((phrase, referent) for referent in referents for phrase, _ in referent.phrases),
        key=lambda pair: (pair[0].start, pair[0].end),
    )
    titles = read_titles(doc, pairs)
    voices = find_voices(doc, pairs)
    reader = Reader(doc, date, Discourse.from_doc(doc), referents, pairs, judge=judge, voices=voices)
    taken = {at for phrase, _ in pairs for at in range(phrase.start, phrase.end)}
    taken |= {at for title in titles for at in range(title.start, title.end)}
    taken |= {at for phrase in nationals for at in range(phrase.start, phrase.end)}
    descriptions = [*find_descriptions(doc, pairs, frozenset(taken), is_short=reader.is_short)]
    apposed = {d.head: referent for d in descriptions if (referent := _apposed(reader, d)) is not None}
    for description in descriptions:
        if description.head in apposed:
            _learn(reader, apposed[description.head], description)
    for title in titles:
        head = doc[title.start : title.end].root.i
        phrase = span_phrase(doc, title.start, title.end, head, MentionKind.NOMINAL)
        title.person.add(phrase, "title before the name")
    for person in reader.of_type(EntityType.PERSON):
        person.guess = guess_gender(person.name)
    _walk(reader, nationals, descriptions, apposed)
    return [referent for referent in reader.referents if referent.phrases]


def _is_person_of_country(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether words for a people mean one person: "the German said", "the Dutchman"."""
    if phrase.how not in {"people", "demonym"} or phrase.country is None or phrase.end - phrase.start > 1:
        return False
    token = doc[phrase.start]
    before = doc[phrase.start - 1].lower_ if phrase.start else ""
    people = {word.casefold() for word in phrase.country.people}
    one = token.lower_.endswith(("man", "woman")) or f"{token.lower_}s" in people
    return (
        one
        and before in {"the", "a", "this"}
        and token.pos_ in {"NOUN", "PROPN"}
        and token.tag_ not in {"JJ"}
    )


# Appositions


def _apposed(reader: Reader, description: Description) -> Referent | None:
    """The name that a description stands beside: "its chairman, Jordan Lee", "Velo, the company"."""
    doc = reader.doc
    if is_office_as_such(doc, description):
        return None
    for phrase, referent in reader.names:
        if _agrees(description, referent) and _stands_beside(doc, description, phrase):
            return referent
    return _predicate_of(reader, description)


def _stands_beside(doc: Doc, description: Description, phrase: Phrase) -> bool:
    """Tell whether a description is set before or after a name: "the daily X", "its head, X", "X, a firm"."""
    gap = phrase.start - description.end
    if gap == 0 and description.start < phrase.start:
        return True
    if gap == 1 and doc[description.end].text == "," and description.is_definite:
        return _closes(doc, phrase.end)
    if description.start - phrase.end == 1 and doc[phrase.end].text in {",", "(", "–", "—"}:
        opens = description.end < len(doc) and doc[description.end].tag_ in {"WP", "WDT", "IN", "CC"}
        return description.determiner in {None, "a", "an", "the"} and (opens or _closes(doc, description.end))
    return False


def _closes(doc: Doc, at: int) -> bool:
    """Tell whether an apposition ends here: at a comma, a stop or the end."""
    return at >= len(doc) or doc[at].text in _AFTER_APPOSITION


def _agrees(description: Description, referent: Referent) -> bool:
    return _NAMED_SORTS.get(description.sort) == referent.type and referent not in description.owners


def _predicate_of(reader: Reader, description: Description) -> Referent | None:
    """Whom "X is the chairman" speaks of, where X is a name."""
    token = reader.doc[description.head]
    if is_negated(token) or "be" not in auxiliaries(token) or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    for subject in subjects(token, inherit=False):
        for phrase, referent in reader.names:
            if phrase.head == subject.i and _agrees(description, referent):
                return referent
    return None


def _learn(reader: Reader, referent: Referent, description: Description) -> None:
    """Keep what an apposed description tells of a person or body."""
    if referent.type == EntityType.PERSON:
        owner = description.owners[-1] if description.owners else None
        referent.roles.append(role_of(description, owner, former=is_former(reader.doc, description)))
        referent.gender = referent.gender or gender_of(description.noun)
    elif referent.type == EntityType.ORGANISATION and not referent.kind:
        referent.kind = description.kind
        owners = [owner for owner in description.owners if owner is not referent]
        referent.owner = referent.owner or (owners[-1].key if owners else None)


# In reading order


def _walk(
    reader: Reader,
    nationals: list[Phrase],
    descriptions: list[Description],
    apposed: dict[int, Referent],
) -> None:
    doc = reader.doc
    words = [token.lower_ for token in doc]
    named: dict[int, list[tuple[Phrase, Referent]]] = {}
    for phrase, referent in reader.names:
        named.setdefault(phrase.start, []).append((phrase, referent))
    described = {description.head: description for description in descriptions}
    people = {phrase.start: phrase for phrase in nationals}
    for token in doc:
        for phrase, referent in named.get(token.i, ()):
            reader.note(referent, phrase, "")
        if token.i in described:
            _read_description(reader, described[token.i], apposed.get(token.i))
        elif token.i in people:
            _read_national(reader, people[token.i])
        elif words[token.i] in FIRST_PERSON:
            continue
        elif words[token.i] in PRONOUNS and token.pos_ in {"PRON", "DET", "SCONJ"}:
            _read_pronoun(reader, token)
        elif words[token.i] in _PAIRS:
            _read_pair(reader, token.i)
    # Who speaks is often named after the quotation.
    for token in doc:
        word = words[token.i]
        if word in _VOICES and not reader.discourse.quoted[token.i]:
            voice = reader.voices.i if word in FIRST_PERSON else reader.voices.we
            _read_several(reader, token.i, [voice] if voice else [], "the article's own voice")
        elif word in FIRST_PERSON:
            _read_pronoun(reader, token)


def _read_pronoun(reader: Reader, token: Token) -> None:
    found = resolve_pronoun(token, reader.discourse, reader.heads, reader.judge)
    _read_several(reader, token.i, *found)


def _read_several(reader: Reader, at: int, found: list[Referent], reason: str) -> None:
    phrase = span_phrase(reader.doc, at, at + 1, at, MentionKind.PRONOUN)
    for referent in found:
        reader.note(referent, phrase, reason)


def _read_pair(reader: Reader, at: int) -> None:
    token = reader.doc[at]
    before = reader.doc[at - 1].lower_ if at else ""
    after = reader.doc[at + 1] if at + 1 < len(reader.doc) else None
    if after is not None and after.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}:
        return
    if after is not None and token.lower_ == "both" and after.pos_ in {"DET", "PRON"}:
        return
    if token.lower_ in {"latter", "former"}:
        if before == "the":
            _read_several(
                reader, at, *resolve_latter(token, reader.discourse, former=token.lower_ == "former")
            )
        return
    if token.lower_ == "both" or before == "the":
        count = _COUNTS.get(token.lower_, 2)
        _read_several(reader, at, *resolve_pair(token, reader.discourse, count))


def _read_national(reader: Reader, phrase: Phrase) -> None:
    if phrase.country is None:
        return
    found = find_national(
        phrase.country.iso2, reader.discourse, phrase.head, reader.of_type(EntityType.PERSON)
    )
    if found is not None:
        nominal = replace(phrase, kind=MentionKind.NOMINAL, type=None, country=None)
        reader.note(found[0], nominal, found[1])


def _read_description(reader: Reader, description: Description, apposed: Referent | None) -> None:
    span = (description.start, description.end, description.head)
    phrase = span_phrase(reader.doc, *span, MentionKind.NOMINAL)
    if apposed is not None and is_generic(description):
        return
    if apposed is not None:
        reader.note(apposed, phrase, "apposition")
        return
    read = READINGS.get(description.sort)
    found = (read and read(reader, description)) or read_nameless(reader, description)
    if found is not None:
        reader.note(found[0], phrase, found[1])
