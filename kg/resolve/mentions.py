"""Names in a Doc: the gazetteer first, then the pipeline's entities, then capitalised bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc, Span, Token

from kg.lexicon import (
    Body,
    CountryMatch,
    Region,
    find_body,
    find_country,
    find_region,
    organisation_nouns,
)
from kg.names import is_acronym, strip_title
from kg.records import EntityType
from kg.resolve.places import is_venue
from kg.resolve.types import Phrase
from kg.syntax import entity_label

_LONGEST: Final = 7
_SMALL: Final = frozenset({"of", "for", "the", "and", "de", "del", "der", "von", "&", "on", "to"})
_POSSESSIVES: Final = frozenset({"'s", "’s", "'", "’"})
_TYPES: Final = {"PER": EntityType.PERSON, "ORG": EntityType.ORGANISATION, "LOC": EntityType.PLACE}
_STANDS_ALONE: Final = frozenset({"name", "alias", "people"})
#: Kinds of body whose name tells the country that they act for: "Dutch Foreign Ministry".
_STATE_BODIES: Final = frozenset({"parliament", "ministry", "military", "court", "agency", "council", "bank"})


@lru_cache(maxsize=20_000)
def _look_up(text: str) -> CountryMatch | Body | Region | None:
    return find_country(text) or find_body(text) or find_region(text)


def _is_high(token: Token) -> bool:
    return token.text[:1].isupper()


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Cut articles, quotes and possessive endings off a span."""
    while start < end and (
        doc[start].is_punct or doc[start].is_space or doc[start].lower_ in {"the", "a", "an", "'s", "’s"}
    ):
        start += 1
    while end > start and (
        (doc[end - 1].is_punct and not doc[end - 1].text.endswith("."))
        or doc[end - 1].is_space
        or doc[end - 1].text in _POSSESSIVES
    ):
        end -= 1
    return start, end


def _phrase(doc: Doc, start: int, end: int, type_: EntityType | None) -> Phrase:
    return Phrase(start, end, doc[start:end].root.i, doc[start:end].text, type=type_)


# The gazetteer


def _windows(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans that may be in the gazetteer: they open high and end no sentence before their last word."""
    for start in range(len(doc)):
        if not _is_high(doc[start]):
            continue
        limit = min(len(doc), start + _LONGEST)
        for end in range(limit, start, -1):
            last = doc[end - 1]
            if last.is_space or (last.is_punct and not last.text.endswith(".")):
                continue
            if end - start > 1 and any(
                t.is_space or (t.i > start and t.is_sent_start) or t.text in {",", "(", ")", '"', ";", ":"}
                for t in doc[start:end]
            ):
                continue
            yield start, end


def _known(doc: Doc) -> list[Phrase]:
    """What the gazetteer knows, longest first at each place."""
    found: list[Phrase] = []
    taken = -1
    for start, end in _windows(doc):
        if start < taken:
            continue
        entry = _look_up(doc[start:end].text)
        if entry is None or not _is_fit(doc, start, end, entry):
            continue
        found.append(_known_phrase(doc, start, end, entry))
        taken = end
    return found


def _is_fit(doc: Doc, start: int, end: int, entry: CountryMatch | Body | Region) -> bool:
    """Keep words that open a sentence, and common words, from being names."""
    token = doc[start]
    if end - start > 1 or is_acronym(token.text):
        return True
    if isinstance(entry, CountryMatch):
        return True
    return bool(token.ent_type_) or (token.pos_ == "PROPN" and not token.is_sent_start)


def _known_phrase(doc: Doc, start: int, end: int, entry: CountryMatch | Body | Region) -> Phrase:
    if isinstance(entry, CountryMatch):
        phrase = replace(_phrase(doc, start, end, EntityType.COUNTRY), country=entry.country, how=entry.how)
        return _seat(doc, phrase) if entry.how in {"capital", "metonym"} else phrase
    if isinstance(entry, Body):
        return replace(_phrase(doc, start, end, EntityType.ORGANISATION), body=entry)
    return _phrase(doc, start, end, EntityType.PLACE)


def _seat(doc: Doc, phrase: Phrase) -> Phrase:
    """A capital or seat of government: its country where it acts, else a place."""
    if is_venue(doc[phrase.head], start=phrase.start):
        return replace(phrase, type=EntityType.PLACE, country=None, how="venue")
    body = find_body(phrase.text)
    if body is not None and phrase.how == "metonym":
        return replace(phrase, type=EntityType.ORGANISATION, country=None, how="", body=body)
    return phrase


# The pipeline's entities


def _named(doc: Doc) -> list[Phrase]:
    found: list[Phrase] = []
    for ent in doc.ents:
        label = entity_label(ent)
        if label in _TYPES and any(c.isupper() for c in ent.text):
            found += [phrase for part in _parts(doc, ent) if (phrase := _named_phrase(doc, part, label))]
    return found


def _parts(doc: Doc, ent: Span) -> Iterator[tuple[int, int]]:
    """Split "Romania's Supreme Council" at its possessor, and at line ends; leave "People's Party"."""
    start = ent.start
    for token in doc[ent.start : ent.end]:
        if token.is_space:
            yield _trim(doc, start, token.i)
            start = token.i + 1
        elif token.text in _POSSESSIVES and start < token.i < ent.end - 1:
            if _look_up(doc[start : token.i].text) is not None:
                yield _trim(doc, start, token.i)
                start = token.i + 1
    yield _trim(doc, start, ent.end)


def _named_phrase(doc: Doc, part: tuple[int, int], label: str) -> Phrase | None:
    start, end = part
    if start >= end or not any(c.isalpha() for c in doc[start:end].text):
        return None
    if label == "PER":
        title, _ = strip_title(doc[start:end].text)
        start = min(end - 1, start + len(title.split())) if title else start
    if not _is_high(doc[start]) and not any(_is_high(token) for token in doc[start:end]):
        return None
    return _phrase(doc, start, end, _TYPES[label])


# Capitalised bodies


def _capitalised(doc: Doc) -> list[Phrase]:
    """Bodies by their writing: capitalised words around a noun for a body."""
    nouns = organisation_nouns()
    found: list[Phrase] = []
    at = 0
    while at < len(doc):
        start, end = at, _run_end(doc, at)
        at = max(end, at + 1)
        start, end = _trim(doc, start, end)
        if end - start < 2:
            continue
        words = [token.lower_ for token in doc[start:end]]
        cut = next((i for i, word in enumerate(words) if word in {"of", "for"} and i), len(words))
        if words[cut - 1] in nouns and (cut > 1 or len(words) > 2):
            found.append(_phrase(doc, start, end, EntityType.ORGANISATION))
    return found


def _run_end(doc: Doc, start: int) -> int:
    """Where the run of capitalised words that opens here ends; small words only inside."""
    end = at = start
    while at < len(doc) and (at == start or not doc[at].is_sent_start):
        token = doc[at]
        if _is_high(token) and not token.is_punct:
            end = at + 1
        elif end == start or not (token.lower_ in _SMALL or token.text in _POSSESSIVES or token.text == "-"):
            break
        at += 1
    return end


# All together


def _overlaps(left: Phrase, right: Phrase) -> bool:
    return left.start < right.end and right.start < left.end


def find_names(doc: Doc) -> tuple[Phrase, ...]:
    """Names in reading order; where two overlap the longer one counts, of equals the better known."""
    known, named, capitalised = _known(doc), _named(doc), _capitalised(doc)
    ranked = [(phrase, 0) for phrase in known]
    ranked += [(phrase, 1) for phrase in named] + [(_split(doc, phrase), 2) for phrase in capitalised]
    ranked.sort(key=lambda item: (item[0].start - item[0].end, item[1], item[0].start))
    chosen: list[Phrase] = []
    for phrase, _ in ranked:
        if not any(_overlaps(phrase, other) for other in chosen):
            chosen.append(_settle(phrase))
    nested = [
        phrase
        for phrase in known
        for other in chosen
        if phrase != other and _overlaps(phrase, other) and _tells_country(phrase, other)
    ]
    return tuple(sorted({*chosen, *nested}, key=lambda phrase: (phrase.start, phrase.end)))


def _split(doc: Doc, phrase: Phrase) -> Phrase:
    """Without its possessor, where that is known: "Romania's Supreme Council"."""
    for token in doc[phrase.start : phrase.end]:
        if token.text in _POSSESSIVES and _look_up(doc[phrase.start : token.i].text) is not None:
            start, end = _trim(doc, token.i + 1, phrase.end)
            return _phrase(doc, start, end, phrase.type) if start < end else phrase
    return phrase


def _settle(phrase: Phrase) -> Phrase:
    """Let the gazetteer correct the type that the pipeline gave."""
    if phrase.country or phrase.body or phrase.how or phrase.type == EntityType.PERSON:
        return phrase
    entry = _look_up(phrase.text)
    if isinstance(entry, Body):
        return replace(phrase, type=EntityType.ORGANISATION, body=entry)
    return phrase


def _tells_country(inner: Phrase, outer: Phrase) -> bool:
    """Tell whether the country in a body's name acts through it: "Dutch Foreign Ministry"."""
    if inner.country is None or outer.type != EntityType.ORGANISATION or outer.body is not None:
        return False
    kind = organisation_nouns().get(outer.text.split()[-1].casefold(), "")
    return inner.start == outer.start and inner.how in {"demonym", "name", "alias"} and kind in _STATE_BODIES
