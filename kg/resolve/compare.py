"""How likely two names in one article mean the same thing, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.lexicon import is_same_given_name, organisation_nouns
from kg.names import acronym_of, fold, is_acronym, strip_possessive, strip_title, surname
from kg.records import EntityType

#: From this score on two names of one article are taken for one.
SAME: Final = 0.5
#: How many pairs of names keep their score: each mention is compared with all names before it.
_KEPT: Final = 20_000
_EMPTY_WORDS: Final = frozenset({"the", "of", "for", "and", "de", "party", "group", "movement", "&"})
_LEGAL: Final = frozenset({"inc", "ltd", "plc", "corp", "ag", "sa", "gmbh", "co", "llc", "nv", "spa", "oyj"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """A score in [0, 1] and what it rests on."""

    score: float
    reason: str


_DIFFERENT: Final = Comparison(0.0, "different names")


def _words(name: str) -> list[str]:
    return fold(strip_possessive(name)).replace(",", " ").replace(".", " ").split()


@lru_cache(maxsize=_KEPT)
def compare_people(left: str, right: str) -> Comparison:
    """Score two names of people; the longer may be either.

    >>> compare_people("Rutte", "Mark Rutte")
    Comparison(score=0.9, reason='surname')
    >>> compare_people("Jens Rutte", "Mark Rutte").score
    0.0
    """
    left, right = strip_title(left)[1], strip_title(right)[1]
    short, long = sorted((_words(left), _words(right)), key=len)
    if not short:
        return _DIFFERENT
    if short == long:
        return Comparison(1.0, "same name")
    full = left if _words(left) == long else right
    last = _words(surname(full))
    if len(short) == 1 or short == last or short == last[-len(short) :]:
        if short[0] == last[-1] or short == last:
            return Comparison(0.9, "surname")
        if short[0] == long[0]:
            return Comparison(0.6, "first name")
        if len(short) == 1:
            return Comparison(0.55, "part of the name") if short[0] in long else _DIFFERENT
    return _compare_full(short, long)


def _compare_full(short: list[str], long: list[str]) -> Comparison:
    """Compare names of two words and more: the family names agree and the given names do not differ."""
    if short[-1] != long[-1]:
        return Comparison(0.7, "shorter form") if _is_inside(short, long) else _DIFFERENT
    first, other = short[0], long[0]
    if first == other:
        return Comparison(0.95, "first name and surname")
    if is_same_given_name(first, other):
        return Comparison(0.85, "short given name and surname")
    if (len(first) == 1 or len(other) == 1) and first[0] == other[0]:
        return Comparison(0.85, "initial and surname")
    if set(short) <= set(long):
        return Comparison(0.8, "shorter form")
    return _DIFFERENT


def _is_inside(short: list[str], long: list[str]) -> bool:
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


@lru_cache(maxsize=_KEPT)
def compare_bodies(left: str, right: str) -> Comparison:
    """Score two names of organisations, parties, companies.

    >>> compare_bodies("EPP", "European People's Party").reason
    'acronym'
    >>> compare_bodies("Defence Council", "Supreme Defense Council").score
    0.8
    """
    if acronym_of(left, right) or acronym_of(right, left):
        return Comparison(0.9, "acronym")
    short, long = sorted((_spelt(left), _spelt(right)), key=len)
    if not short:
        return _DIFFERENT
    if short == long:
        return Comparison(1.0, "same name")
    telling = [word for word in short if word not in _EMPTY_WORDS]
    rest = [word for word in long if word not in short and word not in _EMPTY_WORDS]
    if telling == [word for word in long if word not in _EMPTY_WORDS] and len(telling) > 0:
        return Comparison(0.95, "same name but for a common noun")
    if set(rest) <= _LEGAL and set(telling) <= set(long):
        return Comparison(0.95, "same name but for a legal form")
    if len(short) == 1 and (is_acronym(left) or is_acronym(right)):
        return Comparison(0.6, "opens with the acronym") if long[0] == short[0] else _DIFFERENT
    if long[-len(short) :] == short and len(short) > 1:
        return Comparison(0.8, "shorter form")
    if long[: len(short)] == short and not _is_part(short, long):
        return Comparison(0.7, "opening words")
    if len(telling) > 1 and set(telling) <= set(long) and short[-1] == long[-1]:
        return Comparison(0.7, "shorter form")
    return _DIFFERENT


def _is_part(short: list[str], long: list[str]) -> bool:
    """Tell whether the longer name is of a body's own body: "Senate", "Senate Judiciary Committee"."""
    nouns = organisation_nouns()
    return short[-1] in nouns and long[-1] in nouns and nouns[short[-1]] != nouns[long[-1]]


def _spelt(name: str) -> list[str]:
    """Words of a body's name in one spelling."""
    return [
        word.replace("defense", "defence").replace("organization", "organisation").replace("labor", "labour")
        for word in _words(name.replace("'s ", " ").replace("’s ", " "))
    ]


COMPARE: Final = {EntityType.PERSON: compare_people, EntityType.ORGANISATION: compare_bodies}


def compare_names(left: str, right: str, type_: EntityType) -> Comparison:
    """Score two names of one type in one article; where no rule is known only equal names agree."""
    if type_ in COMPARE:
        return COMPARE[type_](left, right)
    return Comparison(1.0, "same name") if fold(left) == fold(right) else _DIFFERENT
