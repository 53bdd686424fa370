"""Claims from grammar: a cue word, who stands where its holder stands, whom its target names.

The lexicon says which words are cues and where their target stands, ``frames`` where the holder
stands; this module knows that a stance on a bid or plan is one on its owner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Span, Token

from kg.claim.frames import FRAMES, MAKERS, Actors, linked, names_beside, spread
from kg.claim.words import ACT_NOUNS, CUE_KINDS, VICTIM_NOUNS
from kg.lexicon import Cue, cues
from kg.records import Stance
from kg.syntax import (
    appositives,
    modifiers,
    possessors,
    relative_antecedent,
)

_INCLUDING: Final = frozenset({"including", "like", "such as"})
_OWNERS: Final = frozenset({"of", "by", "from"})


@dataclass(frozen=True, slots=True)
class Match:
    """A cue with the token of a holder and the token of a target; ``via`` is what the target owns.

    Attributes:
        is_sure: It needs no leave of the model.
    """

    cue: Token
    stance: Stance
    holder: Token
    target: Token
    via: Token | None
    rule: str
    is_sure: bool = False


def find_matches(sent: Span, actors: Actors) -> Iterator[Match]:
    """Every cue of a sentence with each holder and target that its frame gives.

    A noun cue without a target ("lifted its objections") takes that of its holder's cue before it.
    """
    before: dict[frozenset[str], Match] = {}
    for token in sent:
        for cue in cues_of(token):
            holders, targets = FRAMES[cue.kind](token, cue, actors)
            rule = f"{cue.kind} {cue.lemma}"
            for holder in (find_named(token, actors) for token in with_members(holders, actors)):
                who = actors(holder)
                if not who:
                    continue
                found = [
                    Match(token, cue.stance, holder, actor, via, rule)
                    for target in with_members(targets, actors)
                    for actor, via in find_owners(target, actors)
                    if not actors(actor) & who
                ]
                if not targets and cue.kind == "noun" and who in before and before[who].stance is cue.stance:
                    found = [
                        replace(before[who], cue=token, holder=holder, rule=f"{rule}, target from before")
                    ]
                for match in found:
                    before[who] = match
                    yield match


def cues_of(token: Token) -> tuple[Cue, ...]:
    """The cues that a word may be; a participle with an adjective's complement is one ("opposed to")."""
    kind = CUE_KINDS.get(token.pos_)
    if kind is None:
        return ()
    table, lemma = cues(), token.lemma_.casefold()
    if kind == "verb" and token.tag_ == "VBN":
        found = table.get((token.lower_, "adjective"), ())
        if any(linked(token, cue.target - {"by", "of"}) for cue in found):
            return found
    return table.get((lemma, kind), ())


def with_members(tokens: list[Token], actors: Actors) -> list[Token]:
    """Conjuncts, and for one that means no actor by itself those whom its phrase names."""
    members = spread(tokens)
    return members + [m for token in members if not actors(token) for m in find_members(token)]


def find_members(token: Token) -> list[Token]:
    """Those whom a group's phrase names: "members including Germany and France", "allies like Japan"."""
    named = linked(token, _INCLUDING) + appositives(token)
    members = [member for member in spread(named) if member != token]
    return members + [one for member in members for one in spread(linked(member, _INCLUDING))]


def find_owners(token: Token, actors: Actors) -> Iterator[tuple[Token, Token | None]]:
    """The actor that a target is, that it names ("leader Anna Berg"), or whose bid or remark it is."""
    named = find_named(token, actors)
    if actors(named):
        yield named, None
        return
    owners = possessors(token) if token.lemma_ not in VICTIM_NOUNS else []
    owners = owners or [t for t in modifiers(token) if actors(t)]
    owners = owners or linked(token, MAKERS if token.lemma_ in VICTIM_NOUNS | ACT_NOUNS else _OWNERS)
    for owner in spread(owners):
        if actors(owner):
            yield owner, token
        else:
            yield from ((o, token) for o in spread(possessors(owner)) if actors(o))


def find_named(token: Token, actors: Actors) -> Token:
    """The actor that a word names: itself, the antecedent of "which", the name beside a description."""
    meant = relative_antecedent(token) or token
    return next((t for t in (token, meant, *names_beside(meant)) if actors(t)), token)
