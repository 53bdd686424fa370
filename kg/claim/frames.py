"""Frames of cue words: where their holders and targets stand, for verbs, nouns and adjectives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spacy.tokens import Token

from kg.claim.words import AGENT_NOUNS, KEEP, LIGHT, RECEIVE
from kg.lexicon import Cue, cues
from kg.records import Stance
from kg.syntax import (
    agents,
    appositives,
    coordinated,
    governor,
    indirect_objects,
    is_passive,
    modifiers,
    objects,
    particle,
    passive_subjects,
    possessors,
    preposition,
    prepositional,
    relation,
    subjects,
)

#: The entities that a token means as a possible holder or target; none for other words.
Actors = Callable[[Token], frozenset[str]]
#: Tokens where holders stand, and tokens where targets stand.
Slots = tuple[list[Token], list[Token]]

_FOR: Final = Stance.SUPPORT
#: Who makes what a noun names.
MAKERS: Final = frozenset({"by", "from"})
#: What links a verb with what its object is accused of, praised for or kept from.
_CHARGES: Final = frozenset({"of", "for", "from", "against"})
_TIMES: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today day week month year "
    "january february march april may june july august september october november december".split()
)


def spread(tokens: list[Token]) -> list[Token]:
    """The tokens with those that they are coordinated with."""
    return list(dict.fromkeys(member for token in tokens for member in coordinated(token)))


def linked(token: Token, words: frozenset[str]) -> list[Token]:
    """The nouns that hang on a token by one of some prepositions."""
    return [noun for word, noun in prepositional(token) if word in words]


def names_beside(token: Token) -> list[Token]:
    """The name that follows its description: "party leader Anna Berg", "the president, Anna Berg"."""
    return [t for t in appositives(token) + modifiers(token) if t.i > token.i and t.pos_ == "PROPN"]


def _doers(verb: Token) -> list[Token]:
    """Subjects of a verb; in "accused Norland of backing him" the accused."""
    own = subjects(verb, inherit=False)
    if own or verb.tag_ != "VBG":
        return own or subjects(verb)
    above = governor(verb)[1]
    linked = {child.lower_ for child in verb.children if relation(child) in {"case", "mark"}}
    if (linked | {preposition(verb)}) & _CHARGES and above.pos_ == "VERB":
        return passive_subjects(above) if is_passive(above) else objects(above) or subjects(verb)
    return subjects(verb)


def _verb(token: Token, cue: Cue, actors: Actors) -> Slots:
    if "object" in cue.target and is_passive(token):
        return agents(token), passive_subjects(token)
    targets = objects(token) if "object" in cue.target else []
    targets = targets + linked(token, cue.target)
    for word in sorted(cue.target):
        first, _, last = word.rpartition(" ")
        if first and (particle(token) == first or any(child.lower_ == first for child in token.children)):
            targets += [t for t in linked(token, frozenset({last, word})) if t not in targets]
    return _doers(token), targets


def _noun(token: Token, cue: Cue, actors: Actors) -> Slots:
    if cue.lemma in AGENT_NOUNS:
        return _agent_noun(token, actors)
    kind, above = governor(token)
    owners = possessors(token) or [t for t in modifiers(token) if actors(t)]
    own_targets = linked(token, cue.target - {"of"})
    whose = linked(token, frozenset({"of"}))
    is_verb = above.pos_ in {"VERB", "AUX"}
    if is_verb and kind == "object" and above.lemma_ in RECEIVE and not (own_targets and owners):
        givers = owners + linked(token, frozenset({"from", "by"})) + linked(above, frozenset({"from"}))
        givers += whose if above.lemma_ not in KEEP or "of" not in cue.target else []
        if givers or above.lemma_ not in KEEP:
            return givers, own_targets or subjects(above)
    if is_verb and kind == "oblique:with" and whose and not (own_targets or owners) and cue.stance is _FOR:
        return whose, passive_subjects(above) or subjects(above)
    if "of" in cue.target or owners or preposition(token) == "in":
        targets, holders = own_targets + whose, owners
    else:
        targets, holders = own_targets, owners or whose
    holders = holders or linked(token, MAKERS)
    holders = holders or [t for target in targets if target.pos_ == "PROPN" for t in linked(target, MAKERS)]
    if is_verb and (kind == "object" or kind in LIGHT) and not is_passive(above):
        if not any(actors(h) for h in spread(holders)) and not _judges(above):
            holders = holders if any(h.pos_ != "PRON" for h in holders) else _doers(above)
        targets = targets or indirect_objects(above) or linked(above, cue.target - {"of"})
    elif is_verb and (kind == "passive subject" or kind in LIGHT):
        holders = holders or agents(above)
        targets = targets or linked(above, cue.target)
    elif owners and not targets and is_verb:
        targets = linked(above, cue.target - {"of"})
    elif preposition(token) == "in":
        holders = holders or subjects(token, inherit=False)
    return holders, [t for t in targets if t.lower_ not in _TIMES]


def _judges(verb: Token) -> bool:
    """Whether a verb is a stance on its object: who condemns an attack does not make it."""
    table = cues()
    return any("object" in cue.target for cue in table.get((verb.lemma_.casefold(), "verb"), ()))


def _agent_noun(token: Token, actors: Actors) -> Slots:
    """A staunch backer of Ukraine: who is called so, by apposition or predicate, or nobody else."""
    targets = linked(token, frozenset({"of", "to"})) + possessors(token)
    targets = targets or [
        t for t in modifiers(token) if t.i < token.i and actors(t) and not actors(token) & actors(t)
    ]
    kind, above = governor(token)
    if kind == "appositive":
        return [above], targets
    return names_beside(token) or subjects(token, inherit=False) or [token], targets


def _adjective(token: Token, cue: Cue, actors: Actors) -> Slots:
    kind, above = governor(token)
    holders = subjects(token) or passive_subjects(token)
    if not holders and kind in {"clause", "adverbial clause"}:
        holders = subjects(above)
    if not holders and kind in {"modifier", "participle", "relative"}:
        holders = [above]
    return holders, linked(token, cue.target)


FRAMES: Final[dict[str, Callable[[Token, Cue, Actors], Slots]]] = {
    "verb": _verb,
    "noun": _noun,
    "adjective": _adjective,
}
