"""Descriptions in a Doc: noun phrases that may refer to a person, body, country or group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from spacy.tokens import Doc, Token

from kg.lexicon import actor_nouns, government_nouns, group_nouns, organisation_nouns, person_nouns
from kg.records import EntityType
from kg.resolve.types import Phrase, Referent
from kg.syntax import determiner, is_plural, noun_phrase, possessors, relation

_COUNTRY_NOUNS: Final = frozenset({"country", "nation", "state", "republic", "kingdom", "island", "giant"})
_POSSESSIVE: Final = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_GENERIC: Final = frozenset({"a", "an", "any", "every", "each", "no", "another", "which", "what"})
#: The kind of a noun that only a name in the article makes one for a body: "the academy".
ECHO: Final = "echo"
#: The sort of a noun that means an actor in a short text only: "mourners".
ACTOR: Final = "actor"
#: Nouns that the tables have in several classes, in the order to try.
_CLASSES: Final = ("government", "person", "organisation", "country")


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase with what its words tell.

    Attributes:
        noun: As the lexicon has it: "prime minister", "alliance", "member states".
        sort: person, organisation, government, country, group, nationality or actor.
        kind: The lexicon's kind of that noun.
        owners: Countries and bodies named in the phrase, in order.
        possessor: Token of a possessive pronoun, or of a possessor that is no name.
        high: It is written with a capital.
    """

    start: int
    end: int
    head: int
    noun: str
    sort: str
    kind: str
    owners: tuple[Referent, ...] = ()
    people: tuple[Referent, ...] = ()
    possessor: int | None = None
    determiner: str | None = None
    high: bool = False

    @property
    def is_definite(self) -> bool:
        """It speaks of somebody known: "the", "its", "Romania's", or a country's adjective."""
        return self.determiner in _DEFINITE or self.possessor is not None or bool(self.owners or self.people)


@cache
def _singular() -> Mapping[str, tuple[str, str]]:
    """Noun to class and kind, for one of each."""
    tables: dict[str, Mapping[str, str]] = {
        "government": dict.fromkeys(government_nouns(), "government"),
        "person": person_nouns(),
        "organisation": organisation_nouns(),
        "country": dict.fromkeys(_COUNTRY_NOUNS, "state"),
    }
    found: dict[str, tuple[str, str]] = {}
    for sort in _CLASSES:
        for noun, kind in tables[sort].items():
            found.setdefault(noun, (sort, kind))
    # "state" and "officials" name a government only in other company.
    found["state"] = ("country", "state")
    # A ministry or office speaks for itself.
    for noun in found:
        if found[noun][0] == "government" and noun.split()[-1] in {"ministry", "office"}:
            found[noun] = ("organisation", "ministry")
    found.pop("officials", None)
    return found


def _noun_at(tokens: Sequence[Token], at: int, low: int) -> tuple[str, str, str] | None:
    """The longest noun of the tables that ends at a token, with its class and kind."""
    plural, word = is_plural(tokens[at]), tokens[at].lower_
    for start in range(max(low, at - 3), at + 1):
        words = [token.lower_ for token in tokens[start:at]]
        for last in dict.fromkeys((word, tokens[at].lemma_.lower())):
            noun = " ".join(" ".join((*words, last)).replace("-", " ").split())
            if plural and noun in group_nouns():
                return noun, "group", group_nouns()[noun]
            if (not plural or last == word) and noun in _singular():
                return (noun, *_singular()[noun])
    return None


def _is_head(token: Token) -> bool:
    """Tell whether a noun is more than a modifier of the next."""
    if token.pos_ not in {"NOUN", "PROPN"} and not token.lower_.endswith("year-old"):
        return False
    kind = relation(token)
    return not (kind == "modifier" and token.head.i > token.i and token.head.pos_ in {"NOUN"})


def _span(tokens: Sequence[Token], token: Token) -> tuple[int, int]:
    """The noun phrase of a head, from behind the last comma or verb before it."""
    start, end = noun_phrase(token, complements=True)
    if any(owner.pos_ == "PRON" for t in tokens[token.i + 1 : end] for owner in possessors(t)):
        # "told the allies of his decision": whom the verb tells, not whose allies.
        end = noun_phrase(token)[1]
    for before in tokens[start : token.i]:
        finite = before.pos_ in {"VERB", "AUX"} and before.tag_ not in {"VBN", "VBG"}
        if finite or before.pos_ == "SCONJ" or before.text in {",", ";", ":"}:
            start = before.i + 1
    return start, end


def _tail(tokens: Sequence[Token], at: int) -> int:
    """The last token of a noun that a hyphen goes through: "secretary-general"."""
    if at + 1 == len(tokens):
        return at
    after, is_apart = tokens[at + 1], bool(tokens[at].whitespace_)
    if at + 2 < len(tokens) and not is_apart and not after.whitespace_ and after.text in {"-", "–"}:
        return at + 2
    return at + 1 if is_apart and after.lower_ in {"general", "elect", "designate"} else at


def find_descriptions(
    doc: Doc,
    names: Sequence[tuple[Phrase, Referent]],
    taken: frozenset[int],
    *,
    is_short: bool = False,
) -> Iterator[Description]:
    """Descriptions in reading order.

    Args:
        names: The names found, with what they mean.
        taken: Tokens of names and of the titles before them, which head no description.
        is_short: Whether the text has no more than a few sentences, in which any people may act.
    """
    echoes = _echoes(doc, names)
    tokens = list(doc)
    for token in tokens:
        if token.i in taken or not _is_head(token):
            continue
        start, end = _span(tokens, token)
        while start < token.i and (tokens[start].is_punct or tokens[start].is_space):
            start += 1
        if any(t.is_space and "\n" in t.text for t in tokens[start:end]):
            start, end = token.i, token.i + 1
        tail = _tail(tokens, token.i)
        if tail in taken or (tail > token.i and is_plural(token)):
            tail = token.i
        start = min([start, *(phrase.start for phrase, _ in names if phrase.start < start < phrase.end)])
        found = _noun_at(tokens, tail, start)
        if found is None and token.lower_ in echoes and determiner(token) in _DEFINITE:
            found = (token.lower_, "organisation", ECHO)
        if found is None and is_short and token.lower_ in actor_nouns():
            found = (token.lower_, ACTOR, ACTOR)
        end = max(end, tail + 1)
        if found is not None:
            yield _describe(doc, token, (start, end), found, names)


def _echoes(doc: Doc, names: Sequence[tuple[Phrase, Referent]]) -> frozenset[str]:
    """Last words of the bodies' names, which alone may stand for them: "Film Academy", "the academy"."""
    return frozenset(
        doc[phrase.end - 1].lower_
        for phrase, referent in names
        if referent.type == EntityType.ORGANISATION
        and phrase.end - phrase.start > 1
        and doc[phrase.end - 1].text.istitle()
    )


def _describe(
    doc: Doc,
    token: Token,
    span: tuple[int, int],
    found: tuple[str, str, str],
    names: Sequence[tuple[Phrase, Referent]],
) -> Description:
    start, end = span
    inside = [referent for phrase, referent in names if start <= phrase.start and phrase.end <= end]
    owners = tuple(r for r in inside if r.type in {EntityType.COUNTRY, EntityType.ORGANISATION})
    noun, sort, kind = found
    if noun == "head" and doc[token.i + 1 : token.i + 3].text.lower() in {"of state", "of government"}:
        noun = doc[token.i : token.i + 3].text.lower()
    first = doc[start].lower_
    possessor = next((t.i for t in possessors(token)), None)
    if possessor is None and first in _POSSESSIVE:
        possessor = start
    if possessor is not None and any(phrase.start <= possessor < phrase.end for phrase, _ in names):
        possessor = None
    return Description(
        start,
        end,
        token.i,
        noun,
        sort,
        kind,
        owners,
        tuple(r for r in inside if r.type == EntityType.PERSON),
        possessor,
        determiner(token) or (first if first in _DEFINITE | _GENERIC else None),
        token.text[:1].isupper(),
    )


def is_generic(description: Description) -> bool:
    """Tell whether a phrase brings somebody new: "a minister", "any party"."""
    return description.determiner in _GENERIC
