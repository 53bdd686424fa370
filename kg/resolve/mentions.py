"""Names in a Doc: the gazetteer first, then the pipeline's entities, then capitalised bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from kg.lexicon import Body, organisation_nouns
from kg.names import fold, is_acronym
from kg.records import EntityType
from kg.resolve.known import find_known, look_up
from kg.resolve.named import find_capitalised, find_named
from kg.resolve.places import is_dateline
from kg.resolve.types import Phrase

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
    kept = _same_seats(_without_headlines(doc, chosen))
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
    """A capital that acts for its country once in an article stands for it throughout."""
    acting = {fold(phrase.text): phrase for phrase in phrases if phrase.how in {"capital", "metonym"}}
    return [
        replace(phrase, type=seat.type, country=seat.country, how=seat.how)
        if phrase.how == "venue" and (seat := acting.get(fold(phrase.text))) is not None
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
