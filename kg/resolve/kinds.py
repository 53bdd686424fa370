"""What an unknown name names: person, body, place or country, by all that the article says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from kg.lexicon import find_office, government_nouns, organisation_nouns, person_nouns
from kg.names import fold, is_acronym, strip_possessive
from kg.records import EntityType
from kg.resolve.roles import title_start
from kg.resolve.types import Phrase
from kg.syntax import appositives, coordinated, governor

Votes = dict[EntityType, float]
_PERSON, _BODY = EntityType.PERSON, EntityType.ORGANISATION
_PLACE, _COUNTRY = EntityType.PLACE, EntityType.COUNTRY
#: Last words of names of outlets and companies, beside the nouns for bodies.
_TAILS: Final = frozenset(
    """
    courier herald star ledger post times mail gazette tribune journal news voice weekly newswire observer
    guardian standard echo chronicle mirror telegraph globe today express dispatch sentinel review magazine
    television tv fm blatt zeitung capital holdings partners ventures rail railways railway airlines airways
    air motors energy petroleum oil gas steel mining works industries utilities systems technologies
    pharmaceuticals pharma pensions bank insurance telecom telecoms media press institute alliance front
    league union club fc museum opera theatre theater festival trust campaign watch international
    organisation organization hospital college school brigade cartel
    """.split()
)
#: Of those, the ones that follow the name of a town.
_LOCAL: Final = frozenset(
    "courier herald star ledger post times mail gazette tribune journal echo fc university hospital".split()
)
_BODY_HEADS: Final = frozenset({"radio", "bank", "university", "institute", "club", "association", "hotel"})
_STATE_LEVELS: Final = frozenset({"head_of_state", "head_of_government", "minister", "diplomat"})
_STATE_NOUNS: Final = frozenset(
    {"parliament", "army", "troops", "border", "embassy", "constitution", "military"}
)
_PLACE_NOUNS: Final = frozenset(
    {"city", "town", "village", "port", "province", "district", "suburb", "island"}
)
_PEOPLE_ENDS: Final = ("n", "an", "ian", "ese", "ish", "ic", "i")
_INSIDE: Final = frozenset({"in", "near", "at", "outside", "around", "across", "through", "inside"})


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
    surnames = {name.split()[-1] for name in full.values() if name.split()[-1] not in _TAILS}
    words = frozenset(token.lower_ for token in doc if token.text[:1].isupper())
    # The second round knows the countries that the first one told by their offices.
    settled = list(phrases)
    for _ in range(2):
        countries = frozenset(phrase.head for phrase in settled if phrase.type == _COUNTRY)
        votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
        for phrase in phrases:
            if _is_open(phrase):
                _vote(doc, phrase, votes[_key(phrase)], full, countries)
        for key in sorted(votes):
            if key in towns and key not in surnames:
                votes[key][_PLACE] += votes[key][_PERSON] + 1.0
            _vote_country(votes[key], key not in full and _has_people(key, words))
        settled = [
            replace(phrase, type=_winner(votes[_key(phrase)], phrase.type)) if _is_open(phrase) else phrase
            for phrase in phrases
        ]
    return settled


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
    if " " in name or len(name) < 4:
        return False
    stem = name.rstrip("aeiou")
    forms = {f"{root}{end}" for root in (name, stem) for end in _PEOPLE_ENDS}
    return any(form != name and (form in words or f"{form}s" in words) for form in forms)


def _is_open(phrase: Phrase) -> bool:
    return phrase.country is None and phrase.body is None and not phrase.how and phrase.type is not None


def _key(phrase: Phrase) -> str:
    return fold(strip_possessive(phrase.text))


def _winner(votes: Votes, given: EntityType | None) -> EntityType:
    order = [_PERSON, _BODY, _PLACE, _COUNTRY]
    best = max(order, key=lambda type_: (votes[type_], type_ == given, -order.index(type_)))
    return best


def _vote(doc: Doc, phrase: Phrase, votes: Votes, full: dict[str, str], countries: frozenset[int]) -> None:
    votes[phrase.type or _BODY] += 1.0
    words = [strip_possessive(word).casefold().strip(".,") for word in phrase.text.split()]
    _vote_writing(doc, phrase, votes, words, full)
    _vote_beside(doc, phrase, votes)
    _vote_syntax(doc, phrase, votes, countries)


def _vote_writing(doc: Doc, phrase: Phrase, votes: Votes, words: list[str], full: dict[str, str]) -> None:
    before = doc[phrase.start - 1].lower_ if phrase.start else ""
    tail, nouns = words[-1], organisation_nouns()
    if len(words) > 1 and (tail in _TAILS or tail in nouns or words[0] in _BODY_HEADS):
        votes[_BODY] += 4.0
    if len(words) > 2 and {"of", "for"} & set(words[1:-1]) and words[0] in nouns:
        votes[_BODY] += 4.0
    if is_acronym(phrase.text) or "&" in words:
        votes[_BODY] += 1.5
    if before == "the" and len(words) == 1:
        votes[_PERSON] -= 1.0
        votes[_BODY] += 0.5
    if len(words) == 1 and fold(phrase.text) not in full:
        # News introduce people with their full names or a title; what has neither is hardly a person.
        votes[_PERSON] -= 0.5
        votes[_BODY] += 0.3
    elif len(words) == 1:
        votes[_PERSON] += 1.0


def _vote_beside(doc: Doc, phrase: Phrase, votes: Votes) -> None:
    """What the words before and after say: a title, an apposition, an acronym in brackets."""
    start = title_start(doc, phrase)
    title = doc[start : phrase.start].text
    last = doc[phrase.start - 1]
    is_title = bool(title) and (find_office(title) is not None or last.lemma_.lower() in person_nouns())
    if is_title and last.pos_ in {"NOUN", "PROPN", "ADJ"}:
        votes[_PERSON] += 3.0
    if phrase.start and doc[phrase.start - 1].lower_.strip(".") in {
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "lord",
        "sen",
    }:
        votes[_PERSON] += 4.0
    if phrase.start and doc[phrase.start - 1].lemma_.lower() in organisation_nouns():
        votes[_BODY] += 2.0
    for noun in appositives(doc[phrase.head]):
        word = noun.lemma_.lower()
        if word in person_nouns():
            votes[_PERSON] += 2.5
        elif word in organisation_nouns():
            votes[_BODY] += 2.5
        elif word in _PLACE_NOUNS:
            votes[_PLACE] += 2.0


def _vote_syntax(doc: Doc, phrase: Phrase, votes: Votes, countries: frozenset[int]) -> None:
    token = doc[phrase.head]
    kind, head = governor(token)
    if kind.startswith("oblique:"):
        word = kind.removeprefix("oblique:")
        if word in _INSIDE:
            votes[_PLACE] += 1.5
            votes[_PERSON] -= 1.0
        if word == "of" and head.lemma_.lower() in _PLACE_NOUNS:
            votes[_PLACE] += 3.0
    if kind in {"possessor", "oblique:of"} and phrase.end - phrase.start == 1 and _is_office_of_state(head):
        votes[_COUNTRY] += 2.5
    if any(member.i in countries for member in coordinated(token)):
        votes[_COUNTRY] += 1.0 if phrase.end - phrase.start == 1 else 0.0
        votes[_PERSON] -= 0.5


def _is_office_of_state(noun: Token) -> bool:
    """Tell whether a noun is an office or body that states have: "foreign minister", "government"."""
    word = noun.lemma_.lower()
    if word in government_nouns() or word in _STATE_NOUNS:
        return word not in {"leadership", "administration", "executive", "cabinet", "state"}
    office = find_office(noun.doc[max(0, noun.i - 2) : noun.i + 1].text)
    return (
        office is not None
        and office.level in _STATE_LEVELS
        and office.heads == _COUNTRY
        and word != "president"
    )
