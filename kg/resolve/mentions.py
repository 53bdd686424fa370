"""Names in a Doc: the gazetteer first, then the pipeline's entities, then capitalised bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from kg.lexicon import Body, organisation_nouns
from kg.names import fold, is_acronym
from kg.records import EntityType
from kg.resolve.known import find_known, look_up, make_phrase
from kg.resolve.named import find_capitalised, find_named
from kg.resolve.places import is_dateline
from kg.resolve.types import Phrase
from kg.syntax import governor

#: Kinds of body whose name tells the country that they act for: "Dutch Foreign Ministry".
_STATE_BODIES: Final = frozenset({"parliament", "ministry", "military", "court", "agency", "council", "bank"})


def _overlaps(left: Phrase, right: Phrase) -> bool:
    return left.start < right.end and right.start < left.end


def find_names(doc: Doc) -> tuple[Phrase, ...]:
    """Names in reading order; where two overlap the longer one counts, of equals the better known."""
    known = find_known(doc)
    ranked = [(phrase, 0) for phrase in known]
    ranked += [(phrase, 1) for phrase in find_named(doc)] + [(phrase, 2) for phrase in find_capitalised(doc)]
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
    chosen += _missed(doc, chosen)
    kept = _surnames(doc, _same_seats(_without_headlines(doc, chosen)))
    return tuple(sorted({*kept, *nested}, key=lambda phrase: (phrase.start, phrase.end)))


def _settle(phrase: Phrase) -> Phrase:
    """Let the gazetteer correct the type that the pipeline gave."""
    if phrase.country or phrase.body or phrase.how or phrase.type == EntityType.PERSON:
        return phrase
    entry = look_up(phrase.text)
    if isinstance(entry, Body):
        return replace(phrase, type=EntityType.ORGANISATION, body=entry)
    return phrase


def _without_headlines(doc: Doc, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Drop what only capitals make a name of, unless the text has the name in normal writing too."""
    normal = {fold(phrase.text) for phrase in phrases if not phrase.text.isupper()}
    kept: list[Phrase] = []
    for phrase in phrases:
        if is_acronym(phrase.text) and phrase.body is None and _is_shouted(doc, phrase):
            continue
        shouted = phrase.text.isupper() and not is_acronym(phrase.text) and len(phrase.text) > 4
        if not shouted or phrase.country or fold(phrase.text) in normal:
            kept.append(phrase)
        elif phrase.end - phrase.start < 3 and is_dateline(doc[phrase.head], phrase.start):
            kept.append(replace(phrase, type=EntityType.PLACE))
    return kept


def _same_seats(phrases: Sequence[Phrase]) -> list[Phrase]:
    """A capital or seat that acts once in an article stands for its country or body throughout."""
    venues = {fold(phrase.text) for phrase in phrases if phrase.how == "venue"}
    acting = {
        fold(phrase.text): phrase
        for phrase in phrases
        if phrase.how in {"capital", "metonym"}
        or (phrase.type == EntityType.ORGANISATION and fold(phrase.text) in venues)
    }
    return [
        replace(phrase, type=seat.type, country=seat.country, how=seat.how)
        if phrase.how == "venue" and (seat := acting.get(fold(phrase.text))) is not None
        else phrase
        for phrase in phrases
    ]


def _missed(doc: Doc, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Bare surnames of people with full names that the pipeline left out: "the Berg campaign"."""
    taken = {at for phrase in phrases for at in range(phrase.start, phrase.end)}
    surnames = {
        doc[phrase.end - 1].text
        for phrase in phrases
        if phrase.type == EntityType.PERSON and phrase.end - phrase.start > 1
    }
    return [
        make_phrase(doc, token.i, token.i + 1, EntityType.PERSON)
        for token in doc
        if token.text in surnames
        and token.i not in taken
        and token.pos_ == "PROPN"
        and not (token.i and _is_high_name(doc[token.i - 1]))
        and not (token.i + 1 < len(doc) and _is_high_name(doc[token.i + 1]))
    ]


def _is_high_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _surnames(doc: Doc, phrases: Sequence[Phrase]) -> list[Phrase]:
    """A country's or capital's name after a person of that surname is the person, unless it says where."""
    people: dict[str, int] = {}
    for phrase in phrases:
        words = fold(phrase.text).split()
        if phrase.type == EntityType.PERSON and len(words) > 1:
            people.setdefault(words[-1], phrase.start)
    return [
        replace(phrase, type=EntityType.PERSON, country=None, how="")
        if phrase.how in {"name", "capital"}
        and people.get(fold(phrase.text), phrase.start) < phrase.start
        and governor(doc[phrase.head])[0] in {"subject", "possessor", "object"}
        else phrase
        for phrase in phrases
    ]


def _is_shouted(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether the words around are all in capitals too."""
    around = [
        t.text for t in doc[max(0, phrase.start - 2) : phrase.end + 2] if t.is_alpha and len(t.text) > 1
    ]
    return len(around) > 2 and all(text.isupper() for text in around)


def _tells_country(inner: Phrase, outer: Phrase) -> bool:
    """Tell whether the country in a body's name acts through it: "Dutch Foreign Ministry"."""
    if inner.country is None or outer.type != EntityType.ORGANISATION or outer.body is not None:
        return False
    kind = organisation_nouns().get(outer.text.split()[-1].casefold(), "")
    return inner.start == outer.start and inner.how in {"demonym", "name", "alias"} and kind in _STATE_BODIES
