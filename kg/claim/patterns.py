"""Claims from grammar: a cue word, who stands where its holder stands, whom its target names.

The lexicon says which words are cues and where their target stands; this module knows the frames
of verbs, nouns and adjectives, and that a stance on a bid or plan is one on its owner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kg.claim.words import AGENT_NOUNS, CUE_KINDS, RECEIVE
from kg.lexicon import Cue, cues
from kg.records import Stance
from kg.syntax import (
    agents,
    appositives,
    coordinated,
    governor,
    indirect_objects,
    is_passive,
    objects,
    particle,
    passive_subjects,
    possessors,
    prepositional,
    subjects,
)


@dataclass(frozen=True, slots=True)
class Match:
    """A cue with the token of a holder and the token of a target; ``via`` is what the target owns."""

    cue: Token
    stance: Stance
    holder: Token
    target: Token
    via: Token | None
    rule: str


#: The entities that a token means as a possible holder or target; none for other words.
Actors = Callable[[Token], frozenset[str]]
#: Tokens where holders stand, and tokens where targets stand.
Slots = tuple[list[Token], list[Token]]


def find_matches(sent: Span, actors: Actors) -> Iterator[Match]:
    """Every cue of a sentence with each holder and target that its frame gives.

    A noun cue without a target ("lifted its objections") takes that of its holder's cue before it.
    """
    table = cues()
    before: dict[frozenset[str], Match] = {}
    for token in sent:
        kind = CUE_KINDS.get(token.pos_, "")
        for cue in table.get((token.lemma_.casefold(), kind), ()):
            holders, targets = _FRAMES[cue.kind](token, cue)
            rule = f"{cue.kind} {cue.lemma}"
            for holder in _spread(holders):
                who = actors(holder)
                if not who:
                    continue
                found = [
                    Match(token, cue.stance, holder, actor, via, rule)
                    for target in _spread(targets)
                    for actor, via in _owner(target, actors)
                    if not actors(actor) & who
                ]
                if not targets and cue.kind == "noun" and who in before and before[who].stance is cue.stance:
                    found = [
                        replace(before[who], cue=token, holder=holder, rule=f"{rule}, target from before")
                    ]
                for match in found:
                    before[who] = match
                    yield match


def _spread(tokens: list[Token]) -> list[Token]:
    return list(dict.fromkeys(member for token in tokens for member in coordinated(token)))


def find_members(token: Token) -> list[Token]:
    """Those whom a group's phrase names: "members including Germany and France", "allies like Japan"."""
    named = _with(token, frozenset({"including", "like", "such as"})) + appositives(token)
    return [member for member in _spread(named) if member != token]


def _owner(token: Token, actors: Actors) -> Iterator[tuple[Token, Token | None]]:
    """The actor that a target is, or whose bid, plan or remark it is."""
    if actors(token):
        yield token, None
        return
    owners = _spread(possessors(token)) or _spread(_with(token, frozenset({"of", "by", "from"})))
    for owner in owners:
        if actors(owner):
            yield owner, token
        else:
            yield from ((o, token) for o in _spread(possessors(owner)) if actors(o))


def _with(token: Token, words: frozenset[str]) -> list[Token]:
    return [noun for word, noun in prepositional(token) if word in words]


def _verb(token: Token, cue: Cue) -> Slots:
    if "object" in cue.target:
        if is_passive(token):
            return agents(token), passive_subjects(token)
        return subjects(token), objects(token)
    particles = [word.split() for word in cue.target if " " in word]
    if particles:
        first, last = particles[0]
        has = particle(token) == first or any(child.lower_ == first for child in token.children)
        return subjects(token), _with(token, frozenset({last})) if has else []
    return subjects(token), _with(token, cue.target)


def _noun(token: Token, cue: Cue) -> Slots:
    if cue.lemma in AGENT_NOUNS:
        return _agent_noun(token)
    kind, above = governor(token)
    light = above.pos_ == "VERB" and (kind == "object" or kind.startswith("oblique"))
    if light and above.lemma_ in RECEIVE and not is_passive(above):
        givers = possessors(token) + _with(token, frozenset({"of", "from", "by"}))
        return givers + _with(above, frozenset({"from"})), subjects(above)
    targets = _with(token, cue.target)
    owners = possessors(token)
    holders = owners + _with(token, frozenset({"from", "by"}))
    if not holders and "of" not in cue.target:
        holders = _with(token, frozenset({"of"}))
    if light and not is_passive(above):
        holders = holders or subjects(above)
        targets = targets or indirect_objects(above) or _with(above, cue.target - {"of", "on"})
    elif light or kind == "passive subject":
        holders = holders or agents(above)
        targets = targets or _with(above, cue.target)
    elif owners and not targets and above.pos_ == "VERB":
        targets = _with(above, cue.target - {"of"})
    return holders, targets


def _agent_noun(token: Token) -> Slots:
    """A staunch backer of Ukraine: who is called so, by apposition or predicate, or nobody else."""
    targets = _with(token, frozenset({"of", "to"})) + possessors(token)
    kind, above = governor(coordinated(token)[0])
    if kind == "appositive":
        return [above], targets
    return appositives(token) or subjects(token) or [token], targets


def _adjective(token: Token, cue: Cue) -> Slots:
    kind, above = governor(token)
    holders = subjects(token)
    if not holders and kind in {"clause", "adverbial clause"}:
        holders = subjects(above)
    if not holders and kind in {"modifier", "participle", "relative"}:
        holders = [above]
    return holders, _with(token, cue.target)


_FRAMES: dict[str, Callable[[Token, Cue], Slots]] = {"verb": _verb, "noun": _noun, "adjective": _adjective}
