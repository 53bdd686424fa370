"""Pronouns: he, it, they, who, both, the latter, and "I" in a quotation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spacy.tokens import Token

from kg.records import EntityType
from kg.resolve.antecedents import (
    Judge,
    Option,
    find_options,
    is_candidate,
    is_expletive,
    is_saying,
    possessed,
    weigh,
)
from kg.resolve.discourse import Discourse, argument_rivals, doers
from kg.resolve.types import Referent
from kg.syntax import coordinated, governor, relative_antecedent, subjects

_MALE: Final = frozenset({"he", "him", "his", "himself"})
_FEMALE: Final = frozenset({"she", "her", "hers", "herself"})
_THING: Final = frozenset({"it", "its", "itself"})
_MANY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
_REFLEXIVE: Final = frozenset({"himself", "herself", "itself", "themselves"})
_ARGUMENTS: Final = frozenset({"object", "indirect object"})
FIRST_PERSON: Final = frozenset({"i", "me", "my", "mine", "myself"})
_RELATIVE: Final = frozenset({"who", "which", "that", "whose", "whom"})
PRONOUNS: Final = _MALE | _FEMALE | _THING | _MANY | FIRST_PERSON | _RELATIVE
#: How likely the best candidate must be, by kind of pronoun.
_LEAST: Final = {"person": 0.35, "thing": 0.4, "many": 0.4}
#: How likely somebody must be for the pronoun to tell the gender.
_TELLING: Final = 0.9

Found = tuple[list[Referent], str]
_NOTHING: Final[Found] = ([], "")


def resolve_pronoun(
    token: Token, discourse: Discourse, heads: dict[int, list[Referent]], judge: Judge = weigh
) -> Found:
    """What a pronoun means, and by which rule; nothing where it is not clear.

    Args:
        heads: Referents by the token that heads their mention.
        judge: Tells how likely each candidate is.
    """
    word = token.lower_
    if word in _REFLEXIVE:
        return _reflexive(token, heads)
    if word in _RELATIVE:
        return _relative(token, heads)
    if word in FIRST_PERSON:
        return _speaker(token, discourse, heads)
    if word in _MALE | _FEMALE:
        return _person(token, discourse, "m" if word in _MALE else "f", judge)
    if word in _THING:
        return _NOTHING if is_expletive(token) else _thing(token, discourse, judge)
    if word in _MANY:
        return _many(token, discourse, heads, judge)
    return _NOTHING


def _reflexive(token: Token, heads: dict[int, list[Referent]]) -> Found:
    """What "himself" means: the noun that it stresses, else who does what its verb says."""
    kind, head = governor(token)
    nouns = [head] if kind not in _ARGUMENTS and head.pos_ in {"NOUN", "PROPN", "PRON"} else doers(token)
    found = [referent for noun in nouns if noun.i != token.i for referent in heads.get(noun.i, [])]
    return (list(dict.fromkeys(found)), "reflexive") if found else _NOTHING


def _relative(token: Token, heads: dict[int, list[Referent]]) -> Found:
    if token.tag_ in {"IN", "DT"}:
        return _NOTHING
    antecedent = relative_antecedent(token)
    if antecedent is None:
        return _before_comma(token, heads)
    return heads.get(antecedent.i, []), "relative pronoun"


def _before_comma(token: Token, heads: dict[int, list[Referent]]) -> Found:
    """For "X, who ..." that the parse did not tie to X: the mention right before the comma."""
    doc = token.doc
    if token.tag_ not in {"WP", "WDT", "WP$"} or token.i < 2 or doc[token.i - 1].text != ",":
        return _NOTHING
    for at in range(token.i - 2, max(-1, token.i - 6), -1):
        if at in heads:
            return heads[at], "relative pronoun after a comma"
        if doc[at].pos_ not in {"PROPN", "NOUN"}:
            break
    return _NOTHING


def _person(token: Token, discourse: Discourse, gender: str, judge: Judge) -> Found:
    def fits(referent: Referent) -> bool:
        return is_candidate(referent, "person") and (referent.gender or referent.guess) in {"", gender}

    best, likely = _likeliest(token, "person", find_options(token, discourse, "person", fits, gender), judge)
    if best is None:
        return _NOTHING
    if likely >= _TELLING:
        best.gender = best.gender or gender
    best.guess = best.guess or gender
    return [best], _reason(likely)


def _thing(token: Token, discourse: Discourse, judge: Judge) -> Found:
    owned = possessed(token)
    fits = _candidates("thing")
    if owned == "state office":
        fits = _is_country
    options = find_options(token, discourse, "thing", fits)
    best, likely = _likeliest(token, "thing", options, judge, is_owner=owned in {"state office", "office"})
    return ([best], _reason(likely)) if best is not None else _NOTHING


def _many(token: Token, discourse: Discourse, heads: dict[int, list[Referent]], judge: Judge) -> Found:
    rivals = {id(referent) for referent in argument_rivals(token, discourse.events)}
    pair = _last_coordination(token, discourse, heads)
    if pair and not rivals.intersection(map(id, pair)):
        return pair, "coordinated before"
    options = find_options(token, discourse, "many", _candidates("many"))
    best, likely = _likeliest(token, "many", options, judge)
    return ([best], _reason(likely)) if best is not None else _NOTHING


def _is_country(referent: Referent) -> bool:
    return referent.type == EntityType.COUNTRY


def _candidates(kind: str) -> Callable[[Referent], bool]:
    return lambda referent: is_candidate(referent, kind)


def _likeliest(
    token: Token, kind: str, options: list[Option], judge: Judge, *, is_owner: bool = False
) -> tuple[Referent | None, float]:
    """The likeliest candidate and its likelihood; None where it is not likely enough.

    Args:
        is_owner: The pronoun has an office, as only countries and bodies do: "nothing" is out.
    """
    if not options:
        return None, 0.0
    shares = judge(token, kind, options)
    if is_owner:
        total = sum(shares[:-1])
        shares = [share / total for share in shares[:-1]] if total else shares
        options = options[: len(shares)]
    known = [at for at, option in enumerate(options) if option.referent is not None]
    best = max(known, key=lambda at: (shares[at], -at))
    if shares[best] < _LEAST[kind]:
        return None, shares[best]
    return options[best].referent, shares[best]


def _reason(likely: float) -> str:
    return f"likely antecedent ({likely:.2f})"


def _last_coordination(
    token: Token, discourse: Discourse, heads: dict[int, list[Referent]]
) -> list[Referent]:
    """Members of a coordinated subject in this or the previous sentence, where all are known."""
    sentence = discourse.sentence_of[token.i]
    for event in sorted(discourse.events, key=lambda event: -event.token):
        if event.token >= token.i:
            continue
        if sentence - event.sentence > 1:
            break
        members = coordinated(token.doc[event.token])
        if len(members) < 2 or any(m.i not in heads or m.i >= token.i for m in members):
            continue
        if governor(members[0])[0] in {"subject", "passive subject", "agent"}:
            found = [referent for member in members for referent in heads[member.i]]
            if len({referent.type for referent in found}) == 1:
                return list(dict.fromkeys(found))
    return []


# Several at once


def resolve_pair(token: Token, discourse: Discourse, count: int | None = 2) -> Found:
    """What "both", "the two" or "the trio" mean: so many actors of one type named together last.

    Args:
        count: How many there must be.
    """
    sentence = discourse.sentence_of[token.i]
    for age in (0, 1, 2):
        for types in ({EntityType.PERSON}, {EntityType.COUNTRY}, {EntityType.ORGANISATION}):
            found = [
                event.referent
                for event in discourse.events
                if event.sentence == sentence - age and event.token < token.i and event.referent.type in types
            ]
            members = list(dict.fromkeys(found))
            if len(members) == count:
                return members, f"the last {count} named together"
    return _NOTHING


def resolve_latter(token: Token, discourse: Discourse, *, former: bool) -> Found:
    """What "the latter" or "the former" mean: the last or first of two named together."""
    members, _ = resolve_pair(token, discourse)
    if members:
        return [members[0 if former else -1]], "the former of two" if former else "the latter of two"
    return _NOTHING


# Speakers


def _speaker(token: Token, discourse: Discourse, heads: dict[int, list[Referent]]) -> Found:
    """Who says what a first person is quoted with: the subject of the saying in the paragraph."""
    doc = token.doc
    inside = discourse.quoted
    if not inside[token.i]:
        return _NOTHING
    paragraph = discourse.paragraph_of[token.i]
    sayings = [
        verb
        for verb in doc
        if is_saying(verb) and not inside[verb.i] and discourse.paragraph_of[verb.i] == paragraph
    ]
    for verb in sorted(sayings, key=lambda verb: (abs(verb.i - token.i), verb.i)):
        for subject in subjects(verb):
            people = [r for r in heads.get(subject.i, []) if r.type == EntityType.PERSON]
            if people:
                return people, "speaker of the quotation"
    return _NOTHING
