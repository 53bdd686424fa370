"""Pronouns: he, it, they, who, both, the latter, and "I" in a quotation."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from kg.records import EntityType
from kg.resolve.discourse import Discourse, argument_rivals, is_actor
from kg.resolve.types import Referent
from kg.syntax import coordinated, governor, relative_antecedent, subjects

_MALE: Final = frozenset({"he", "him", "his", "himself"})
_FEMALE: Final = frozenset({"she", "her", "hers", "herself"})
_THING: Final = frozenset({"it", "its", "itself"})
_MANY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST_PERSON: Final = frozenset({"i", "me", "my", "mine", "myself"})
_RELATIVE: Final = frozenset({"who", "which", "that", "whose", "whom"})
PRONOUNS: Final = _MALE | _FEMALE | _THING | _MANY | FIRST_PERSON | _RELATIVE
_SAYING: Final = frozenset(
    """
    say tell add announce declare state write tweet warn insist argue note stress claim joke comment reply
    respond explain admit concede complain quip remark vow promise ask post answer demand conclude
    """.split()
)
_WEATHER: Final = frozenset({"be", "seem", "appear", "take", "remain", "rain"})
#: How much the best candidate must weigh against the next one of its kind.
_MARGIN: Final = 0.2
#: How much of the best weight somebody of known gender needs against somebody of unknown gender.
_KNOWN_GENDER: Final = 0.3
#: The weight of a subject of the same sentence.
_OWN_SENTENCE: Final = 3.0

Found = tuple[list[Referent], str]
_NOTHING: Final[Found] = ([], "")


def resolve_pronoun(token: Token, discourse: Discourse, heads: dict[int, list[Referent]]) -> Found:
    """What a pronoun means, and by which rule; nothing where it is not clear.

    Args:
        heads: Referents by the token that heads their mention.
    """
    word = token.lower_
    if word in _RELATIVE:
        return _relative(token, heads)
    if word in FIRST_PERSON:
        return _speaker(token, discourse, heads)
    if word in _MALE | _FEMALE:
        return _person(token, discourse, "m" if word in _MALE else "f")
    if word in _THING:
        return _NOTHING if _is_expletive(token) else _thing(token, discourse)
    if word in _MANY:
        return _many(token, discourse, heads)
    return _NOTHING


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


def _person(token: Token, discourse: Discourse, gender: str) -> Found:
    def fits(referent: Referent) -> bool:
        return referent.type == EntityType.PERSON and referent.gender in {"", gender}

    rivals = argument_rivals(token, discourse.events)
    ranked = discourse.recent(token.i, fits=fits, back=3, without=rivals)
    if not ranked:
        return _NOTHING
    best, score = ranked[0]
    known = [(referent, weight) for referent, weight in ranked if referent.gender == gender]
    share = _KNOWN_GENDER if score < _OWN_SENTENCE else 2 * _KNOWN_GENDER
    if known and not best.gender and known[0][1] >= score * share:
        best = known[0][0]
    if len(ranked) == 1:
        # Only where nobody else can be meant does the pronoun tell more than it asks.
        best.gender = best.gender or gender
    return [best], "nearest person" if len(ranked) > 1 else "the one person near"


def _is_expletive(token: Token) -> bool:
    """Tell whether "it" stands for nothing: "it is clear that"."""
    kind, head = governor(token)
    if kind != "subject":
        return False
    if head.pos_ == "ADJ" or head.lemma_ in _WEATHER:
        return True
    return head.lemma_ in {"time", "day", "way"} or any(
        t.lower_ == "that" for t in head.children if t.i > head.i
    )


def _thing(token: Token, discourse: Discourse) -> Found:
    def fits(referent: Referent) -> bool:
        return referent.type in {EntityType.COUNTRY, EntityType.ORGANISATION}

    rivals = argument_rivals(token, discourse.events)
    ranked = discourse.recent(token.i, fits=fits, back=1, without=rivals)
    if not ranked:
        return _NOTHING
    if len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= _MARGIN:
        return [ranked[0][0]], "nearest country or body"
    return _NOTHING


def _many(token: Token, discourse: Discourse, heads: dict[int, list[Referent]]) -> Found:
    pair = _last_coordination(token, discourse, heads)
    if pair:
        return pair, "coordinated before"
    rivals = argument_rivals(token, discourse.events)
    ranked = discourse.recent(token.i, fits=is_actor, back=1, without=rivals)
    groups = [(r, s) for r, s in ranked if r.type == EntityType.GROUP]
    if groups and groups[0][1] >= ranked[0][1]:
        return [groups[0][0]], "nearest group"
    if len(ranked) == 1 and ranked[0][1] >= 2.0:
        return [ranked[0][0]], "the one actor before"
    return _NOTHING


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
        if verb.lemma_.lower() in _SAYING
        and not inside[verb.i]
        and discourse.paragraph_of[verb.i] == paragraph
    ]
    for verb in sorted(sayings, key=lambda verb: (abs(verb.i - token.i), verb.i)):
        for subject in subjects(verb):
            people = [r for r in heads.get(subject.i, []) if r.type == EntityType.PERSON]
            if people:
                return people, "speaker of the quotation"
    return _NOTHING
