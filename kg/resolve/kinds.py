"""What an unknown name names: person, body, place or country, by all that the article says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from kg.lexicon import find_region
from kg.names import fold, strip_possessive
from kg.records import EntityType
from kg.resolve.places import is_actor
from kg.resolve.types import Phrase
from kg.resolve.votes import BODY_TAILS, Votes, vote

_PERSON, _BODY = EntityType.PERSON, EntityType.ORGANISATION
_PLACE, _COUNTRY = EntityType.PLACE, EntityType.COUNTRY
#: Of those, the ones that follow the name of a town.
_LOCAL: Final = frozenset(
    "courier herald star ledger post times mail gazette tribune journal echo fc university hospital".split()
)
#: Of those below, the ones that make family names and common words too: Mill, Miller.
_COMMON_ENDS: Final = frozenset({"er", "ander", "i", "ic"})
_PEOPLE_ENDS: Final = ("n", "an", "ian", "ean", "ese", "ish", "ic", "i", "er", "ander")


def settle_kinds(doc: Doc, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Give all phrases with one text the type that most speaks for; known ones keep theirs."""
    full = {
        word: fold(phrase.text)
        for phrase in phrases
        if phrase.type == _PERSON
        for word in fold(phrase.text).split()
        if len(phrase.text.split()) > 1
    }
    towns = _towns(phrases)
    openers = frozenset(
        fold(phrase.text).split()[0] for phrase in phrases if phrase.type == _BODY and " " in phrase.text
    )
    surnames = {name.split()[-1] for name in full.values() if name.split()[-1] not in BODY_TAILS}
    words = frozenset(token.lower_ for token in doc if token.text[:1].isupper())
    # The second round knows the countries that the first one told by their offices.
    settled = list(phrases)
    known: tuple[frozenset[int], bool] | None = None
    for _ in range(2):
        countries = frozenset(phrase.head for phrase in settled if phrase.type == _COUNTRY)
        among_new = any(phrase.type == _COUNTRY and phrase.country is None for phrase in settled)
        if (countries, among_new) == known:
            break
        known = countries, among_new
        votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
        for phrase in phrases:
            if _is_open(phrase):
                vote(doc, phrase, votes[_key(phrase)], full, countries)
        for key in sorted(votes):
            if key in towns and key not in surnames:
                votes[key][_PLACE] += votes[key][_PERSON] + 1.0
            elif key in openers and key not in full:
                # After "Adria Bank" bare "Adria" is the bank.
                votes[key][_BODY] += max(0.0, votes[key][_PERSON])
            if among_new and " " not in key and key not in full:
                # Where one country is new to the tables others are, and people have more than one name.
                votes[key][_COUNTRY] += 0.6
            _vote_country(votes[key], key not in full and _has_people(key, words))
        settled = [
            _of_type(phrase, _winner(votes[_key(phrase)], phrase.type)) if _is_open(phrase) else phrase
            for phrase in phrases
        ]
    return _acting_regions(doc, settled)


def _of_type(phrase: Phrase, type_: EntityType) -> Phrase:
    return phrase if phrase.type == type_ else replace(phrase, type=type_)


def _acting_regions(doc: Doc, phrases: Sequence[Phrase]) -> list[Phrase]:
    """A state or province that acts once in an article is a body throughout, an unsettled land a country."""
    acting = {_key(phrase) for phrase in phrases if phrase.how == "region" and is_actor(doc[phrase.head])}
    return [
        replace(phrase, type=_type_of_region(phrase))
        if phrase.how == "region" and _key(phrase) in acting
        else phrase
        for phrase in phrases
    ]


def _type_of_region(phrase: Phrase) -> EntityType:
    region = find_region(phrase.text)
    if region is None or region.kind not in {"subnational", "disputed"}:
        return _PLACE
    return _BODY if region.country or region.kind == "subnational" else _COUNTRY


def _towns(phrases: Sequence[Phrase]) -> frozenset[str]:
    """Words that outlets, clubs and universities of the article are named after."""
    found: set[str] = set()
    for phrase in phrases:
        words = fold(phrase.text).split()
        if len(words) > 1 and words[-1] in _LOCAL:
            found.add(" ".join(words[:-1]))
        elif len(words) > 2 and words[:2] == ["university", "of"]:
            found.add(" ".join(words[2:]))
    return frozenset(found)


def _vote_country(votes: Votes, has_people: bool) -> None:
    """With signs of a state what speaks for a place speaks for the country."""
    votes[_COUNTRY] += 2.5 if has_people else 0.0
    if votes[_COUNTRY] >= 2.5:
        votes[_COUNTRY] += votes[_PLACE] + max(0.0, votes[_BODY]) / 2


def _has_people(name: str, words: frozenset[str]) -> bool:
    """Tell whether the text has an adjective or people made of a name: Norland, Norlander."""
    return bool(people_of(name) & words)


def people_of(name: str) -> frozenset[str]:
    """Adjectives and people that may be made of a country's folded name: Norlander, Norlanders."""
    if " " in name or len(name) < 4:
        return frozenset()
    roots = {name, name.rstrip("aeiou"), name.removesuffix("is")}
    forms = {
        f"{root}{end}"
        for root in roots
        for end in _PEOPLE_ENDS
        if len(root) > (4 if end in _COMMON_ENDS else 2)
    } - {name}
    return frozenset(forms | {f"{form}s" for form in forms})


def _is_open(phrase: Phrase) -> bool:
    return phrase.country is None and phrase.body is None and not phrase.how and phrase.type is not None


def _key(phrase: Phrase) -> str:
    return fold(strip_possessive(phrase.text))


def _winner(votes: Votes, given: EntityType | None) -> EntityType:
    order = [_PERSON, _BODY, _PLACE, _COUNTRY]
    best = max(order, key=lambda type_: (votes[type_], type_ == given, -order.index(type_)))
    return best
