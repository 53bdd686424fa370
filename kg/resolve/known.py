"""Names that the gazetteer has: countries, their people, capitals and seats; bodies; regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc, Token

from kg.lexicon import (
    Body,
    CountryMatch,
    Region,
    find_bodies_in_short,
    find_body,
    find_country,
    find_region,
)
from kg.names import fold, is_acronym
from kg.records import EntityType
from kg.resolve.places import is_venue
from kg.resolve.setting import Setting, home_of
from kg.resolve.types import Phrase
from kg.syntax import governor

Entry = CountryMatch | Body | Region
_LONGEST: Final = 7
_BREAKS: Final = frozenset({",", "(", ")", '"', "“", "”", ";", ":", "–", "—"})
#: Seats that news treat as a body of their own rather than as their country.
_BODIES_BY_SEAT: Final = frozenset({"white house", "oval office"})
#: Before a state's name the letter of a party: "(R-Texas)".
_PARTY_LETTERS: Final = frozenset({"D", "R", "I"})


@lru_cache(maxsize=20_000)
def look_up(text: str) -> Entry | None:
    """What the gazetteer knows by a name."""
    return find_country(text) or find_body(text) or find_region(text)


def make_phrase(doc: Doc, start: int, end: int, type_: EntityType | None) -> Phrase:
    """A phrase of a token span, headed as the parse has it."""
    span = doc[start:end]
    return Phrase(start, end, span.root.i, span.text, type=type_)


def _windows(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Spans that may be in the gazetteer, with their text, longest first at each place.

    They open high and cross no sentence or break.
    """
    text, tokens = doc.text, list(doc)
    words = [token.text for token in tokens]
    breaks = [
        word in _BREAKS or token.is_space or bool(token.is_sent_start)
        for token, word in zip(tokens, words, strict=True)
    ]
    for start, word in enumerate(words):
        if not word[:1].isupper():
            continue
        end = start + 1
        while end < min(len(words), start + _LONGEST) and not breaks[end]:
            end += 1
        opens = tokens[start].idx
        for stop in range(end, start, -1):
            last = words[stop - 1]
            if last[:1].isupper() or last[:1].isdigit() or stop == start + 1:
                yield start, stop, text[opens : tokens[stop - 1].idx + len(last)]


def find_known(doc: Doc) -> list[Phrase]:
    """What the gazetteer knows, longest first at each place; short names by where the article is set."""
    found: list[tuple[int, int, Entry]] = []
    short: list[tuple[int, int, tuple[Body, ...]]] = []
    taken = -1
    for start, end, text in _windows(doc):
        if start < taken:
            continue
        entry, bodies = look_up(text), in_short(text)
        if bodies and _is_fit(doc, start, end, bodies[0]) and not _follows_name(doc, start, end):
            if isinstance(entry, Body) and entry not in bodies:
                bodies = (*bodies, entry)
            short.append((start, end, bodies))
        if entry is not None and _is_fit(doc, start, end, entry):
            found.append((start, end, entry))
            taken = end
    open_ = {(start, end) for start, end, _ in short}
    named = (
        (start, home)
        for start, end, entry in found
        if (start, end) not in open_ and (home := _home(entry)) is not None
    )
    setting = Setting.from_votes(named, ((start, bodies) for start, _, bodies in short))
    chosen = [
        (start, end, body)
        for start, end, bodies in short
        if not any(_lies_in((start, end), other[:2]) for other in short if other[:2] != (start, end))
        and (body := setting.choose(bodies, start)) is not None
    ]
    kept = [*chosen, *(item for item in found if not any(_lies_in(item[:2], other[:2]) for other in chosen))]
    return [_known_phrase(doc, *item) for item in sorted(kept, key=lambda item: item[:2])]


@lru_cache(maxsize=20_000)
def in_short(text: str) -> tuple[Body, ...]:
    """Bodies that a name may be short for, each in its own country."""
    return find_bodies_in_short(text)


def _lies_in(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _follows_name(doc: Doc, start: int, end: int) -> bool:
    """Tell whether one word only ends a longer name: "Civic Union", "Opera House"."""
    if end - start > 1 or not start:
        return False
    before = doc[start - 1]
    return (
        before.pos_ == "PROPN"
        and before.text[:1].isupper()
        and before.ent_type_ != "PER"
        and look_up(before.text) is None
        and not in_short(before.text)
    )


def _home(entry: Entry) -> str | None:
    """The country that a name speaks for."""
    if isinstance(entry, CountryMatch):
        return entry.country.iso2
    return home_of(entry) if isinstance(entry, Body) else entry.country


def _is_fit(doc: Doc, start: int, end: int, entry: Entry) -> bool:
    """Keep words that open a sentence, and common words, from being names."""
    token = doc[start]
    if start > 1 and doc[start - 1].text in {"-", "–"} and doc[start - 2].text in _PARTY_LETTERS:
        return False
    if end - start > 1 or is_acronym(token.text) or isinstance(entry, CountryMatch):
        return True
    if isinstance(entry, Region) and _modifies(token):
        return False
    if isinstance(entry, Body) and entry.home and token.tag_ == "NNPS":
        return True
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
    by_itself = fold(phrase.text) in _BODIES_BY_SEAT
    if is_venue(doc[phrase.head], start=phrase.start) and not (by_itself and _modifies_any(doc[phrase.head])):
        return replace(phrase, type=EntityType.PLACE, country=None, how="venue")
    if by_itself:
        return replace(phrase, type=EntityType.ORGANISATION, country=None, how="")
    return phrase


def _modifies_any(token: Token) -> bool:
    """Tell whether a name stands before a noun: what has a spokesman or a memo is no venue."""
    return governor(token)[0] in {"modifier", "name"}
