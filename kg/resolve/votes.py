"""What speaks for a name's being a person, body, place or country: its words, neighbours and syntax."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from kg.lexicon import find_office, government_nouns, group_nouns, organisation_nouns, person_nouns
from kg.names import fold, is_acronym, strip_possessive
from kg.records import EntityType
from kg.resolve.led import is_surname_of_leader
from kg.resolve.places import is_actor, is_dateline
from kg.resolve.roles import title_start
from kg.resolve.types import Phrase
from kg.syntax import appositives, coordinated, governor

Votes = dict[EntityType, float]
_PERSON, _BODY = EntityType.PERSON, EntityType.ORGANISATION
_PLACE, _COUNTRY = EntityType.PLACE, EntityType.COUNTRY
#: Last words of names of outlets and companies, beside the nouns for bodies.
BODY_TAILS: Final = frozenset(
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
_BODY_HEADS: Final = frozenset({"radio", "bank", "university", "institute", "club", "association", "hotel"})
_STATE_LEVELS: Final = frozenset({"head_of_state", "head_of_government", "minister", "diplomat"})
_STATE_NOUNS: Final = frozenset(
    {"parliament", "army", "troops", "border", "embassy", "constitution", "military"}
)
_PLACE_NOUNS: Final = frozenset(
    {"city", "town", "village", "port", "province", "district", "suburb", "island"}
)
#: How names of countries often end.
_LANDS: Final = ("ia", "land", "stan", "mark")
_INSIDE: Final = frozenset({"in", "near", "at", "outside", "around", "across", "through", "inside"})
_OF_PEOPLE: Final = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})


def vote(doc: Doc, phrase: Phrase, votes: Votes, full: dict[str, str], countries: frozenset[int]) -> None:
    """Add what one mention says to the votes on its name.

    Args:
        full: Words of people's full names, with the name.
        countries: Heads of the mentions that are countries.
    """
    votes[phrase.type or _BODY] += 1.0
    words = [strip_possessive(word).casefold().strip(".,") for word in phrase.text.split()]
    _vote_writing(doc, phrase, votes, words, full)
    _vote_beside(doc, phrase, votes)
    _vote_syntax(doc, phrase, votes, countries)


def _vote_writing(doc: Doc, phrase: Phrase, votes: Votes, words: list[str], full: dict[str, str]) -> None:
    before = doc[phrase.start - 1].lower_ if phrase.start else ""
    tail, nouns = words[-1], organisation_nouns()
    if len(words) > 1 and (tail in BODY_TAILS or tail in nouns or words[0] in _BODY_HEADS):
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
        votes[_PERSON] -= 0.0 if is_surname_of_leader(phrase.text) else 0.7
        votes[_BODY] += 0.3
        if tail.endswith(_LANDS) and len(tail) > 4:
            votes[_COUNTRY] += 0.8
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
    if phrase.end - phrase.start == 1:
        votes[_PERSON] += _vote_pronoun(doc, phrase)
    if _is_apposed_to_people(doc, phrase):
        votes[_PERSON] += 2.5
    pronoun = _relative(doc, phrase)
    if pronoun == "who":
        votes[_PERSON] += 2.0
    elif pronoun == "which":
        votes[_PERSON] -= 3.0
        votes[_COUNTRY] += 0.5
    for noun in appositives(doc[phrase.head]):
        word = noun.lemma_.lower()
        if word in person_nouns():
            votes[_PERSON] += 2.5
        elif word in organisation_nouns():
            votes[_BODY] += 2.5
        elif word in _PLACE_NOUNS:
            votes[_PLACE] += 2.0


def _vote_pronoun(doc: Doc, phrase: Phrase) -> float:
    """What the next pronoun of the sentence says, where no other name stands between."""
    for token in doc[phrase.end : min(phrase.end + 12, doc[phrase.head].sent.end)]:
        if token.lower_ in _OF_PEOPLE:
            return 1.0
        if token.lower_ in {"it", "its", "itself"}:
            return -0.5
        if token.pos_ == "PROPN" and token.ent_type_:
            return 0.0
    return 0.0


def _is_name_word(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ == "PROPN"


def _is_apposed_to_people(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether the list that a name is in follows its people's noun: "two ministers, Berg and Dahl"."""
    first = phrase.start
    while (
        first > 1
        and phrase.start - first < 8
        and (doc[first - 1].text == "and" or _is_name_word(doc[first - 1]))
    ):
        first -= 1
    if first < 2 or doc[first - 1].text not in {",", ":"}:
        return False
    before = doc[first - 2]
    return before.pos_ == "NOUN" and (
        before.lemma_.lower() in person_nouns() or group_nouns().get(before.lower_) == "officials"
    )


def _relative(doc: Doc, phrase: Phrase) -> str:
    """The relative pronoun behind a name or the list that the name is in: "Norland and Sudland, which"."""
    kind, head = governor(doc[phrase.head])
    if kind in {"possessor", "modifier"} or (kind.startswith("oblique:") and head.pos_ in {"NOUN", "PROPN"}):
        # "residents of Mill Lane, who": of the residents.
        return ""
    last = coordinated(doc[phrase.head])[-1].i + 1
    at = max(phrase.end, last)
    if at + 1 < len(doc) and doc[at].text == ",":
        return doc[at + 1].lower_
    return ""


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
    if phrase.type == _PLACE and is_actor(token) and not is_dateline(token, phrase.start):
        votes[_COUNTRY] += 1.5
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
