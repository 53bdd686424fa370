"""Names of one article gathered into referents: full names first, however late they come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from kg.lexicon import find_body, find_country, find_office
from kg.names import fold, is_acronym, surname
from kg.records import EntityType
from kg.resolve.compare import SAME, compare_names, compare_people
from kg.resolve.kinds import people_of
from kg.resolve.led import is_surname_of_leader, leaders_by_surname
from kg.resolve.roles import gender_of, guess_gender, title_start
from kg.resolve.types import Phrase, Referent

#: How likely two full names are one person's.
_FULL: Final = 0.8
#: How many times as often somebody is named whom a surname means that others share.
_FAR_MORE: Final = 2
_OPEN: Final = (EntityType.PERSON, EntityType.ORGANISATION, EntityType.PLACE, EntityType.COUNTRY)

#: Reasons that hold for a body and its parts as well.
_OF_PARTS: Final = frozenset({"opening words", "opens with the acronym"})
#: Unions and their bodies seated in a country's capital, the first one first.
_HOSTED: Final = {"BE": ("European Union", "European Commission", "European Parliament")}


def cluster_names(doc: Doc, names: Iterable[Phrase]) -> list[Referent]:
    """Gather names into referents.

    Countries and known bodies are one by their entry. Of the others the longest names found referents,
    and each shorter one joins the best that it may be short for; a bare name that two people share goes
    to the one named last.
    """
    referents: list[Referent] = []
    phrases = list(names)
    phrases = [_as_host(phrase, phrases, doc) for phrase in phrases]
    for phrase in phrases:
        if phrase.country is not None:
            _join_known(referents, phrase)
    bracketed = _bracketed(doc, phrases)
    loose = [phrase for phrase in phrases if phrase.country is None]
    leading = {phrase.start for phrase in loose if _leads(doc, phrase)}
    ordered = sorted(loose, key=lambda phrase: (-_rank(phrase), phrase.start not in leading, phrase.start))
    for phrase in ordered:
        if phrase.start not in bracketed:
            fitting = [r for r in referents if _may_lead(r)] if phrase.start in leading else referents
            _join(referents, phrase, _of_gender(doc, phrase, fitting))
    for phrase in loose:
        if phrase.start in bracketed:
            _join_bracketed(referents, phrase, bracketed[phrase.start])
    _join_peoples(referents)
    return referents


def _of_gender(doc: Doc, phrase: Phrase, referents: list[Referent]) -> list[Referent]:
    """Referents without those whose given name speaks against the word before: "Ms Berg" is no Peter."""
    before = doc[phrase.start - 1] if phrase.start else None
    gender = gender_of(before.lower_.rstrip(".")) if before is not None and not before.is_space else ""
    if not gender:
        return referents
    return [r for r in referents if r.type != EntityType.PERSON or guess_gender(r.name) in {"", gender}]


def _join_peoples(referents: list[Referent]) -> None:
    """Words for the people of a country that the tables lack are the country: "the Norlanders"."""
    lands = [r for r in referents if r.type == EntityType.COUNTRY and r.country is None]
    for land in lands:
        people = people_of(fold(land.name))
        for other in [r for r in referents if r is not land and r.country is None and fold(r.name) in people]:
            land.phrases += [(replace(phrase, type=land.type), "its people") for phrase, _ in other.phrases]
            referents.remove(other)


def _as_host(phrase: Phrase, phrases: list[Phrase], doc: Doc) -> Phrase:
    """A capital that also seats a union stands for it, where the article has the union nearer.

    "Brussels" is the European Union, or its Commission where only that is named, unless the country's
    own name stands in the sentence or the one before.
    """
    if phrase.country is None or phrase.how != "capital" or phrase.country.iso2 not in _HOSTED:
        return phrase
    near = doc[max(0, doc[phrase.head].sent.start - 1)].sent.start_char
    bodies = [find_body(name) for name in _HOSTED[phrase.country.iso2]]
    named = [body for body in bodies if body and any(other.body == body for other in phrases)]
    own = [other for other in phrases if other.country == phrase.country and other.how != "capital"]
    if any(near <= doc[other.start].idx <= doc[phrase.start].idx for other in own) or (own and not named):
        return phrase
    body = named[0] if named else bodies[0]
    return replace(phrase, type=EntityType.ORGANISATION, country=None, how="", body=body)


def _rank(phrase: Phrase) -> int:
    """How full a name is: known bodies before others, people by words, acronyms last."""
    if is_acronym(phrase.text):
        return 1 if phrase.body is None else 2
    return min(9, len(phrase.text.split())) * 2 + (1 if phrase.type == EntityType.PERSON else 0) + 1


def _join_known(referents: list[Referent], phrase: Phrase) -> None:
    country = phrase.country
    assert country is not None
    for referent in referents:
        if referent.country == country:
            referent.add(phrase, f"country by {phrase.how}")
            return
    made = Referent(EntityType.COUNTRY, country.name, country=country)
    made.add(phrase, f"country by {phrase.how}")
    referents.append(made)


def _join(referents: list[Referent], phrase: Phrase, fitting: list[Referent]) -> None:
    best: Referent | None = None
    score, reason = 0.0, ""
    for referent in fitting:
        found, why = _fit(referent, phrase)
        if found > score or (found == score and best is not None and _is_likelier(referent, best, phrase)):
            best, score, reason = referent, found, why
    if best is not None and score >= SAME:
        best.add(phrase, reason)
        best.body = best.body or phrase.body
        return
    made = Referent(phrase.type or EntityType.ORGANISATION, phrase.text, body=phrase.body)
    made.add(phrase, "name")
    referents.append(made)


def _is_likelier(left: Referent, right: Referent, phrase: Phrase) -> bool:
    """Which of two that fit alike is meant: whom the article names far more often, else the last named."""
    counts = len(left.phrases), len(right.phrases)
    if max(counts) >= _FAR_MORE * min(counts) and max(counts) > 2:
        return counts[0] > counts[1]

    def last(referent: Referent) -> int:
        before = [known.start for known, _ in referent.phrases if known.start < phrase.start]
        return max(before, default=-1)

    return last(left) > last(right)


# Leaders by title and surname


def _leads(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether a bare surname is that of a leader with his title: "President Macron"."""
    if phrase.type != EntityType.PERSON or " " in phrase.text or not is_surname_of_leader(phrase.text):
        return False
    office = find_office(doc[title_start(doc, phrase) : phrase.start].text)
    return office is not None and office.level in {"head_of_state", "head_of_government"}


def _may_lead(referent: Referent) -> bool:
    """Tell whether a name may be a leader's in full: Brigitte Macron is no president."""
    names = leaders_by_surname().get(fold(surname(referent.name)), ())
    return referent.type != EntityType.PERSON or any(
        " " not in referent.name or compare_people(referent.name, name).score >= _FULL for name in names
    )


def _fit(referent: Referent, phrase: Phrase) -> tuple[float, str]:
    """How well a name fits a referent; types must agree, or the name must be the very same."""
    if referent.country is not None or referent.type not in _OPEN:
        return 0.0, ""
    if phrase.body is not None and referent.body is not None:
        return (1.0, "same body") if phrase.body == referent.body else (0.0, "")
    if phrase.type != referent.type:
        same = any(fold(known.text) == fold(phrase.text) for known, _ in referent.phrases)
        if not same:
            return _across(referent, phrase)
        return (0.9, "same words") if phrase.how != "venue" else (0.0, "")
    if "region" in {phrase.how, *(known.how for known, _ in referent.phrases)}:
        same = any(fold(known.text) == fold(phrase.text) for known, _ in referent.phrases)
        return (1.0, "same name") if same else (0.0, "")
    best = (0.0, "")
    for text in dict.fromkeys(known.text for known, _ in referent.phrases):
        found = compare_names(phrase.text, text, referent.type)
        if found.score > best[0]:
            best = (found.score, found.reason)
    one_known = (phrase.body is None) != (referent.body is None)
    if one_known and best[1] in _OF_PARTS:
        # The Senate is not the Senate Judiciary Committee.
        return 0.0, ""
    return best


def _across(referent: Referent, phrase: Phrase) -> tuple[float, str]:
    """A bare surname that the pipeline took for a place or body, after the full name."""
    if referent.type != EntityType.PERSON or phrase.body is not None or " " in phrase.text:
        return 0.0, ""
    if find_country(phrase.text) is None and phrase.how != "venue":
        found = compare_names(phrase.text, referent.name, EntityType.PERSON)
        if found.reason == "surname":
            return 0.6, "surname"
    return 0.0, ""


# Acronyms in brackets


def _bracketed(doc: Doc, phrases: list[Phrase]) -> dict[int, Phrase]:
    """Starts of short names in brackets right after a longer name: "Freedom Party (FPO)"."""
    by_end = {phrase.end: phrase for phrase in phrases}
    found: dict[int, Phrase] = {}
    for phrase in phrases:
        if not 2 <= phrase.start < len(doc) or doc[phrase.start - 1].text != "(":
            continue
        long = by_end.get(phrase.start - 1)
        closes = phrase.end < len(doc) and doc[phrase.end].text == ")"
        if long is not None and closes and is_acronym(phrase.text) and long.country is None:
            found[phrase.start] = long
    return found


def _join_bracketed(referents: list[Referent], phrase: Phrase, long: Phrase) -> None:
    for referent in referents:
        if any(known is long for known, _ in referent.phrases):
            referent.add(phrase, "acronym in brackets")
            same = [
                other
                for other in referents
                if other is not referent
                and other.type == referent.type
                and all(fold(known.text) == fold(phrase.text) for known, _ in other.phrases)
            ]
            for other in same:
                referent.phrases += other.phrases
                referents.remove(other)
            return


def fullest_name(referent: Referent) -> str:
    """The canonical name: a country's entry, a body's full name, a person's longest name."""
    if referent.country is not None:
        return referent.country.name
    texts = [phrase.text for phrase, _ in referent.phrases if phrase.kind == "name"]
    if not texts:
        return referent.name
    return max(
        texts, key=lambda text: (not is_acronym(text), len(text.split()), len(text), -texts.index(text))
    )
