"""Where a name starts and ends: articles, titles, sides and common nouns are not of it."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Token

from kg.lexicon import Region, group_nouns, person_nouns
from kg.names import fold
from kg.resolve.known import in_short, look_up

SMALL_WORDS: Final = frozenset({"of", "for", "the", "and", "de", "del", "der", "von", "&"})
#: What ends no name.
_DANGLING: Final = frozenset({"to", "in", "on", "at", "by", "from", "with", "or", "as", "than", "that"})
POSSESSIVES: Final = frozenset({"'s", "’s", "'", "’"})
_LOOSE: Final = POSSESSIVES | SMALL_WORDS | _DANGLING
CALENDAR: Final = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december christmas easter ramadan jan feb mar apr jun jul aug sep
    sept oct nov dec
    """.split()
)
#: Written before a name or alone they name nobody.
FORMS_OF_ADDRESS: Final = frozenset(
    """
    mr mrs ms miss dr prof professor sir dame lord lady rev sen rep gov gen pm president chancellor chairman
    chairwoman minister premier secretary judge justice cardinal baron king queen prince princess general
    senator governor mayor ambassador speaker archbishop bishop pope commissioner captain colonel
    sens reps govs profs gens adm admiral rear lt col maj capt sgt cmdr brig atty congressman congresswoman
    """.split()
)
#: A party and a state after a lawmaker's name: "D-Calif.", "R-Okla.", "I-Vt".
_PARTY_LABEL: Final = re.compile(r"(?:D|R|I|DFL)[-–](?:[A-Z][a-z]*\.?\s?){1,3}")
_NO_LABELS: Final = frozenset({"d-day"})
#: Sides of a chamber, which are no names without their members.
_SIDES: Final = frozenset({"majority", "minority", "republican", "democratic", "opposition", "ruling"})
#: One of a party: "the Texas Democrat".
_MEMBERS: Final = frozenset({"democrat", "republican", "socialist", "liberal", "conservative", "tory"})
#: "the Republican-controlled Senate" is the Senate.
_HELD: Final = frozenset({"controlled", "led", "held", "run", "dominated", "majority", "ruled", "appointed"})
_NAME_PARTICLES: Final = frozenset(
    """
    al bin ibn bint von van der den de del della di da do dos la le el ter ten zu zum af y e ben abu und i
    """.split()
)


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Cut articles, quotes, possessive endings and dangling small words off a span."""
    while (
        end - start > 2
        and doc[start].lower_.rstrip(".") in CALENDAR
        and doc[start + 1].lower_ in {"the", "a", "an"}
    ):
        # "In April the US Congress": the day or month is not of the name.
        start += 2
    while start < end and (
        doc[start].is_punct or doc[start].is_space or doc[start].lower_ in {"the", "a", "an", "'s", "’s"}
    ):
        start += 1
    while end > start and (
        (doc[end - 1].is_punct and not doc[end - 1].text.endswith("."))
        or doc[end - 1].is_space
        or doc[end - 1].text in _LOOSE
    ):
        end -= 1
    return start, end


def is_human(token: Token) -> bool:
    """Tell whether a word says what people are, not what they are called: "Senators", "Rep."."""
    if token.lower_ in _MEMBERS:
        return True
    words = (token.lower_.strip("."), token.lemma_.lower())
    return (
        any(word in FORMS_OF_ADDRESS or word in person_nouns() for word in words)
        or group_nouns().get(token.lower_) == "officials"
    )


def is_known(doc: Doc, start: int, end: int) -> bool:
    """Tell whether words are a known name or only the side that somebody is on: "Democratic"."""
    text = doc[start:end].text
    return look_up(text) is not None or bool(in_short(text)) or text.lower() in _SIDES


def cut_person(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A person's name without the common nouns behind it, and without where the person is from.

    A name that begins anew is two: web pages run a link into the words before it.
    """
    first = doc[start].lower_ if start < end else ""
    end = next((token.i for token in doc[start + 2 : end] if token.lower_ == first), end)
    for token in doc[start + 2 : end]:
        if token.text[:1].isupper() and isinstance(look_up(token.text), Region) and token.i + 1 < end:
            end = token.i
            break
    while end - start > 1 and _is_common_word(doc[end - 1]):
        end -= 1
    while end - start > 1 and _is_common_word(doc[start]):
        start += 1
    return trim(doc, start, end)


def _is_common_word(token: Token) -> bool:
    after_hyphen = token.i > 0 and token.doc[token.i - 1].text in {"-", "–"}
    before_hyphen = token.i + 1 < len(token.doc) and token.doc[token.i + 1].text in {"-", "–"}
    return (
        token.text.islower()
        and token.is_alpha
        and token.lower_ not in _NAME_PARTICLES
        and not (after_hyphen or before_hyphen)
    )


def cut_body(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A body's name without who holds it ("Republican-led") and without its sides ("House Majority")."""
    for token in doc[start : end - 1]:
        if token.lower_.rpartition("-")[2] in _HELD and (token.text.islower() or "-" in token.text):
            start = token.i + 1
    while end - start > 1 and doc[end - 1].lower_ in _SIDES:
        end -= 1
    while end - start > 1 and doc[start].lower_ in _SIDES and _is_chamber(doc[start + 1 : end].text):
        start += 1
    return trim(doc, start, end)


def _is_chamber(text: str) -> bool:
    return any(body.kind == "parliament" for body in in_short(text))


def is_party_label(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a span is a lawmaker's party and state, or one letter of them."""
    text = doc[start:end].text
    if len(text.strip(".")) == 1:
        return True
    before = doc[start - 1].text if start else ""
    if before in {"-", "–"} and start > 1 and doc[start - 2].text in {"D", "R", "I"}:
        return True
    return _PARTY_LABEL.fullmatch(text) is not None and fold(text) not in _NO_LABELS
