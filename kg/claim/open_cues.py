"""Cues whose target the sentence leaves out: "voted against", "dropped its objections"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Span, Token

from kg.claim.acts import is_open_act
from kg.claim.frames import FRAMES, Actors, linked, spread
from kg.claim.patterns import cues_of, find_named, find_owners, with_members
from kg.claim.words import AGENT_NOUNS, ENDS, ENDS_WITH, OBJECTING, TELLING
from kg.lexicon import Cue, cues
from kg.records import Stance
from kg.syntax import (
    clause_complements,
    clause_modifiers,
    determiner,
    governor,
    indirect_objects,
    objects,
    particle,
    possessors,
)

#: What links a stance that is given or taken away with whom it is given to or taken from.
_WHERETO: Final = frozenset({"to", "from", "behind", "for"})
_BALLOTS: Final = {Stance.SUPPORT: frozenset({"yes", "aye"}), Stance.OPPOSE: frozenset({"no", "nay"})}


@dataclass(frozen=True, slots=True)
class OpenCue:
    """A cue with the token of a holder, whose target is left out, or named but as an act ("the decision")."""

    cue: Token
    stance: Stance
    holder: Token
    act: Token | None
    rule: str


def find_open_cues(sent: Span, actors: Actors) -> Iterator[OpenCue]:
    """Cues whose target the sentence leaves out ("had not given its approval", "welcomed the decision")."""
    has_acts = any(is_open_act(token) for token in sent)
    for token in sent:
        for cue in _ballot(token) or _state(token) or cues_of(token):
            if cue.lemma in AGENT_NOUNS or not (has_acts or _is_open(token, cue)):
                continue
            holders, targets = FRAMES[cue.kind](token, cue, actors)
            acts = [t for t in spread(targets) if is_open_act(t) and not any(find_owners(t, actors))]
            if not acts and (targets or not _is_open(token, cue)):
                continue
            for holder in (find_named(t, actors) for t in with_members(holders, actors)):
                if actors(holder):
                    act = acts[0] if acts else None
                    yield OpenCue(token, cue.stance, holder, act, f"{cue.kind} {cue.lemma}")


def _is_open(token: Token, cue: Cue) -> bool:
    """Whether a cue without a target speaks of one before: "voted against", but not "the support"."""
    kind, above = governor(token)
    if cue.kind == "adjective":
        # "Critical infrastructure" speaks of nobody's stance, nor does "unhappy to leave".
        return kind != "modifier" and not clause_complements(token) and not clause_modifiers(token)
    if cue.kind == "noun":
        return _is_told(token, kind, above)
    alone = {child.lower_ for child in token.children if child.i > token.i and not any(child.children)}
    if alone & (cue.target | (_BALLOTS[cue.stance] if cue.lemma == "vote" else frozenset())):
        return True
    return cue.lemma in OBJECTING and not (objects(token) or clause_complements(token))


def _is_told(noun: Token, kind: str, above: Token) -> bool:
    """Whether a noun is the stance that its verb's subject has, gives or ends: "dropped its objections".

    Parties that "sit in opposition" are not, nor is a rule that gives each member a veto.
    """
    if kind == "oblique:in":
        return noun.lemma_ in {"favour", "favor"}
    others = [owner for owner in possessors(noun) if owner.pos_ != "PRON"]
    if others or determiner(noun) in {"the", "this", "that"} or kind != "object":
        return False
    elsewhere = [target for word in (above, noun) for target in linked(word, _WHERETO)]
    is_one = (above.lemma_, particle(above)) in ENDS_WITH or above.lemma_.casefold() in ENDS | TELLING
    return is_one and not elsewhere and not indirect_objects(above)


def _ballot(token: Token) -> tuple[Cue, ...]:
    """A vote told by its word: "voted no"."""
    if token.lemma_ != "vote" or token.pos_ != "VERB":
        return ()
    words = {child.lower_ for child in token.children}
    return tuple(cue for cue in cues().get(("vote", "verb"), ()) if words & _BALLOTS[cue.stance])


def _state(token: Token) -> tuple[Cue, ...]:
    """A participle that is an adjective, since its subject is in that state: "remained opposed"."""
    if token.tag_ not in {"VBN", "VBD"}:
        return ()
    kind, above = governor(token)
    if kind == "clause" and above.lemma_ in {"remain", "stay"}:
        return cues().get((token.lower_, "adjective"), ())
    return ()
