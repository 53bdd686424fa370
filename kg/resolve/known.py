"""Names that the gazetteer has: countries, their people, capitals and seats; bodies; regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc, Token

from kg.lexicon import Body, CountryMatch, Region, find_body, find_country, find_region
from kg.names import fold, is_acronym
from kg.records import EntityType
from kg.resolve.places import is_venue
from kg.resolve.types import Phrase
from kg.syntax import governor

Entry = CountryMatch | Body | Region
_LONGEST: Final = 7
_BREAKS: Final = frozenset({",", "(", ")", '"', "“", "”", ";", ":", "–", "—"})
#: Seats that news treat as a body of their own rather than as their country.
_BODIES_BY_SEAT: Final = frozenset({"white house"})


@lru_cache(maxsize=20_000)
def look_up(text: str) -> Entry | None:
    """What the gazetteer knows by a name."""
    return find_country(text) or find_body(text) or find_region(text)


def make_phrase(doc: Doc, start: int, end: int, type_: EntityType | None) -> Phrase:
    """A phrase of a token span, headed as the parse has it."""
    return Phrase(start, end, doc[start:end].root.i, doc[start:end].text, type=type_)


def _windows(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans that may be in the gazetteer, longest first: they open high and cross no sentence or break."""
    for start in range(len(doc)):
        if not doc[start].text[:1].isupper():
            continue
        end = start + 1
        while end < min(len(doc), start + _LONGEST):
            token = doc[end]
            if token.is_space or token.is_sent_start or token.text in _BREAKS:
                break
            end += 1
        for stop in range(end, start, -1):
            if doc[stop - 1].text[:1].isupper() or doc[stop - 1].text[:1].isdigit() or stop == start + 1:
                yield start, stop


def find_known(doc: Doc) -> list[Phrase]:
    """What the gazetteer knows, longest first at each place."""
    found: list[Phrase] = []
    taken = -1
    for start, end in _windows(doc):
        if start < taken:
            continue
        entry = look_up(doc[start:end].text)
        if entry is not None and _is_fit(doc, start, end, entry):
            found.append(_known_phrase(doc, start, end, entry))
            taken = end
    return found


def _is_fit(doc: Doc, start: int, end: int, entry: Entry) -> bool:
    """Keep words that open a sentence, and common words, from being names."""
    token = doc[start]
    if end - start > 1 or is_acronym(token.text) or isinstance(entry, CountryMatch):
        return True
    if isinstance(entry, Region) and _modifies(token):
        return False
    return bool(token.ent_type_) or (token.pos_ == "PROPN" and not token.is_sent_start)


def _modifies(token: Token) -> bool:
    """Tell whether a region's name is only the adjective of a common noun: "the Pacific candidate"."""
    kind, head = governor(token)
    return kind == "modifier" and head.i > token.i and head.text[:1].islower()


def _known_phrase(doc: Doc, start: int, end: int, entry: Entry) -> Phrase:
    if isinstance(entry, CountryMatch):
        phrase = make_phrase(doc, start, end, EntityType.COUNTRY)
        phrase = replace(phrase, country=entry.country, how=entry.how)
        return _seat(doc, phrase) if entry.how in {"capital", "metonym"} else phrase
    if isinstance(entry, Body):
        return replace(make_phrase(doc, start, end, EntityType.ORGANISATION), body=entry)
    return replace(make_phrase(doc, start, end, EntityType.PLACE), how="region")


def _seat(doc: Doc, phrase: Phrase) -> Phrase:
    """A capital or seat of government: its country where it acts, else a place."""
    if is_venue(doc[phrase.head], start=phrase.start):
        return replace(phrase, type=EntityType.PLACE, country=None, how="venue")
    if fold(phrase.text) in _BODIES_BY_SEAT:
        return replace(phrase, type=EntityType.ORGANISATION, country=None, how="")
    return phrase
