"""Names that the gazetteer lacks: the pipeline's entities, trimmed and joined; bodies by their writing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from spacy.tokens import Doc, Span, Token

from kg.lexicon import Body, CountryMatch, find_office, group_nouns, organisation_nouns, person_nouns
from kg.names import fold, strip_title
from kg.records import EntityType
from kg.resolve.cut import (
    CALENDAR,
    FORMS_OF_ADDRESS,
    POSSESSIVES,
    SMALL_WORDS,
    cut_body,
    cut_person,
    is_human,
    is_known,
    is_party_label,
    trim,
)
from kg.resolve.known import look_up, make_phrase
from kg.resolve.types import Phrase
from kg.syntax import entity_label

#: Parts of speech that open a sentence high without being of a name.
_NOT_NAMES: Final = frozenset({"ADP", "SCONJ", "CCONJ", "AUX", "PRON", "DET", "ADV", "VERB", "INTJ", "PART"})
_TYPES: Final = {"PER": EntityType.PERSON, "ORG": EntityType.ORGANISATION, "LOC": EntityType.PLACE}
#: What ministries are for, which a headline or title writes high.
_PORTFOLIOS: Final = frozenset(
    """
    agriculture defence defense economy education energy environment finance fisheries health industry
    interior justice state trade transport treasury republic cabinet peace government
    """.split()
)


def _is_high(token: Token) -> bool:
    return token.text[:1].isupper()


# The pipeline's entities


def find_named(doc: Doc) -> list[Phrase]:
    """People, bodies and places as the pipeline found them, without titles, offices and owners."""
    found: list[Phrase] = []
    for start, end, label in _joined(doc):
        for part in _parts(doc, start, end):
            phrase = _named_phrase(doc, part, label)
            if phrase is not None:
                found.append(phrase)
    return found


def _label(ent: Span) -> str | None:
    """The label; a plural group that is no people of a country ("the Agrarians") is a body."""
    label = entity_label(ent)
    if label == "NORP" and ent[-1].tag_ == "NNPS" and look_up(ent.text) is None:
        return None if ent[0].is_sent_start else "ORG"
    return label


def _joined(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Entities with labels that count; people in pieces that touch ("Jean-", "Luc Roy") are one."""
    pending: tuple[int, int, str] | None = None
    for ent in doc.ents:
        label = _label(ent)
        if label not in _TYPES:
            continue
        if pending and label == pending[2] and _continues(doc, pending[1], ent.start):
            pending = (pending[0], ent.end, label)
            continue
        if pending:
            yield pending
        pending = (ent.start, ent.end, label)
    if pending:
        yield pending


def _continues(doc: Doc, end: int, start: int) -> bool:
    """Tell whether two pieces of one label are one name: they touch, or a hyphen or "&" ties them."""
    if end == start:
        return not doc[start].is_sent_start and not doc[end - 1].is_space
    tie = doc[end]
    return start - end == 1 and (
        tie.text == "&" or (tie.text in {"-", "–"} and not tie.whitespace_ + doc[end - 1].whitespace_)
    )


def _parts(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split "Romania's Supreme Council" at its possessor, and at line ends; leave "People's Party"."""
    low = start
    for token in doc[start:end]:
        if token.is_space or _parts_owner(doc, low, token, end) or _parts_known(doc, low, token, end):
            yield trim(doc, low, token.i)
            low = token.i + 1
    yield trim(doc, low, end)


def _parts_owner(doc: Doc, start: int, token: Token, end: int) -> bool:
    """Tell whether a possessive ending parts a known owner from a body's own name."""
    return (
        token.text in POSSESSIVES
        and start < token.i < end - 1
        and look_up(doc[start : token.i].text) is not None
    )


def _parts_known(doc: Doc, start: int, token: Token, end: int) -> bool:
    """Tell whether an "and" parts two bodies of which one is known, and is not in the name of one."""
    if token.lower_ not in {"and", "&"} or not start < token.i < end - 1:
        return False
    sides = doc[start : token.i].text, doc[token.i + 1 : end].text
    return look_up(doc[start:end].text) is None and any(isinstance(look_up(side), Body) for side in sides)


def _named_phrase(doc: Doc, part: tuple[int, int], label: str) -> Phrase | None:
    start, end = part
    if label == "PER" and start < end:
        title, _ = strip_title(doc[start:end].text)
        start = min(end - 1, start + len(title.split())) if title else start
        while end - start > 1 and _opens_title(doc[start]):
            start += 1
        start, end = cut_person(doc, start, end)
    elif label == "ORG":
        start, end = cut_body(doc, start, _before_office(doc, start, end))
        if end - start > 1 and is_human(doc[end - 1]) and is_known(doc, start, end - 1):
            return None
    if start >= end or not _is_name(doc, start, end):
        return None
    return make_phrase(doc, start, end, _TYPES[label])


def _opens_title(token: Token) -> bool:
    """Tell whether a word before a person's name is a form of address or a nationality."""
    if token.lower_.strip(".") in FORMS_OF_ADDRESS:
        return True
    entry = look_up(token.text)
    return isinstance(entry, CountryMatch) and entry.how == "demonym" and token.tag_ in {"JJ", "NNP"}


def _before_office(doc: Doc, start: int, end: int) -> int:
    """Where a body ends that the pipeline took together with its office: "NATO | Secretary General"."""
    office = find_office(doc[start:end].text)
    if office is None or end - start < 2:
        return end
    size = sum(1 for token in doc[start:end] if not token.is_punct)
    words = len(office.phrase.split())
    tail = fold(" ".join(t.text for t in doc[start:end] if not t.is_punct)).replace("-", " ")
    if not tail.endswith(office.phrase) or words > size:
        return end
    at, left = end, words
    while left > 0 and at > start:
        at -= 1
        left -= 0 if doc[at].is_punct else 1
    return at


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a span may be a name: written high, no day, no bare title, no "minister of X"."""
    words = [token.lower_.strip(".") for token in doc[start:end]]
    if not any(_is_high(token) for token in doc[start:end]) or all(w in CALENDAR for w in words):
        return False
    if all(word in FORMS_OF_ADDRESS or not word for word in words) or is_party_label(doc, start, end):
        return False
    if len(words) == 1 and _is_common(doc[start]):
        return False
    return not _is_portfolio(doc, start)


def _is_common(token: Token) -> bool:
    """Tell whether one word written high is a noun or adjective of the language, not a name."""
    if look_up(token.text) is not None:
        return False
    lemma = token.lemma_.lower()
    if group_nouns().get(token.lower_) == "people":
        return not token.ent_type_
    if not _common_nouns().isdisjoint((token.lower_, lemma)):
        return token.ent_type_ != "PER"
    return token.tag_ in {"JJ", "RB", "VB", "VBD", "VBG", "IN"} and token.ent_type_ != "PER"


@cache
def _common_nouns() -> frozenset[str]:
    return frozenset({*organisation_nouns(), *group_nouns(), *person_nouns(), *_PORTFOLIOS})


def _is_portfolio(doc: Doc, start: int) -> bool:
    """Tell whether a name is what a minister is of: "minister of Foreign Affairs"."""
    at = start - 1
    while at > 0 and doc[at].lower_ in {"of", "for", "the", "and"}:
        at -= 1
    return (
        at < start - 1
        and doc[at].lemma_.lower() in {"minister", "secretary", "ministry", "department"}
        and (look_up(doc[start].text) is None)
    )


# Capitalised bodies


def find_capitalised(doc: Doc) -> list[Phrase]:
    """Bodies by their writing: capitalised words around a noun for a body."""
    nouns = organisation_nouns()
    found: list[Phrase] = []
    for run in _runs(doc):
        for part in _parts(doc, *run):
            start, end = cut_body(doc, *_tidy(doc, *part))
            if end - start < 2:
                continue
            words = [token.lower_ for token in doc[start:end]]
            cut = next((i for i, word in enumerate(words) if word in {"of", "for"} and i), len(words))
            if words[cut - 1] in nouns and not doc[start:end].text.isupper():
                found.append(make_phrase(doc, start, end, EntityType.ORGANISATION))
    return found


def _runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, in order; a word alone is no name of a body."""
    end = 0
    for token in doc:
        if token.i >= end and _is_high(token):
            end = _run_end(doc, token.i)
            if end - token.i > 1:
                yield token.i, end


def _tidy(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A run without the function word that opened its sentence, and without "of" and a person."""
    while start < end and doc[start].pos_ in _NOT_NAMES and not doc[start].ent_type_:
        start += 1
    for token in doc[start:end]:
        if (
            token.lower_ in {"of", "for"}
            and token.i + 1 < end
            and entity_label(doc[token.i + 1].ent_type_) == "PER"
        ):
            end = token.i
            break
    return trim(doc, start, end)


def _parts_bodies(doc: Doc, at: int) -> bool:
    """Tell whether a token is an "and" between two bodies rather than in the name of one."""
    if doc[at].lower_ != "and" or not 0 < at < len(doc) - 1:
        return False
    return doc[at + 1].lower_ == "the" or doc[at - 1].lower_ in organisation_nouns()


def _run_end(doc: Doc, start: int) -> int:
    """Where the run of capitalised words that opens here ends; small words only inside."""
    end = at = start
    while at < len(doc) and (at == start or not doc[at].is_sent_start):
        token = doc[at]
        if _is_high(token) and not token.is_punct:
            end = at + 1
        elif (
            _parts_bodies(doc, at)
            or end == start
            or not (token.lower_ in SMALL_WORDS or token.text in POSSESSIVES or token.text == "-")
        ):
            break
        at += 1
    return end
