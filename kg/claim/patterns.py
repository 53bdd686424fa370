"""Claims from grammar: a cue word, who stands where its holder stands, whom its target names.

The lexicon says which words are cues and where their target stands; this module knows the frames
of verbs, nouns and adjectives, and that a stance on a bid or plan is one on its owner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kg.claim.acts import is_open_act
from kg.claim.words import ACT_NOUNS, AGENT_NOUNS, CUE_KINDS, KEEP, LIGHT, OBJECTING, RECEIVE, VICTIM_NOUNS
from kg.lexicon import Cue, cues
from kg.records import Stance
from kg.syntax import (
    agents,
    appositives,
    clause_complements,
    coordinated,
    governor,
    indirect_objects,
    is_definite,
    is_passive,
    modifiers,
    objects,
    particle,
    passive_subjects,
    possessors,
    preposition,
    prepositional,
    relation,
    relative_antecedent,
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


@dataclass(frozen=True, slots=True)
class OpenCue:
    """A cue with the token of a holder, whose target is left out, or named but as an act ("the decision")."""

    cue: Token
    stance: Stance
    holder: Token
    act: Token | None
    rule: str


#: The entities that a token means as a possible holder or target; none for other words.
Actors = Callable[[Token], frozenset[str]]
#: Tokens where holders stand, and tokens where targets stand.
Slots = tuple[list[Token], list[Token]]

_FOR = Stance.SUPPORT
_OWNERS = frozenset({"of", "by", "from"})
_MAKERS = frozenset({"by", "from"})
#: What links a verb with what its object is accused of, praised for or kept from.
_CHARGES = frozenset({"of", "for", "from", "against"})
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today day week month year "
    "january february march april may june july august september october november december".split()
)


def find_matches(sent: Span, actors: Actors) -> Iterator[Match]:
    """Every cue of a sentence with each holder and target that its frame gives.

    A noun cue without a target ("lifted its objections") takes that of its holder's cue before it.
    """
    before: dict[frozenset[str], Match] = {}
    for token in sent:
        for cue in _cues_of(token):
            holders, targets = _FRAMES[cue.kind](token, cue, actors)
            rule = f"{cue.kind} {cue.lemma}"
            for holder in (_named(token, actors) for token in _with_members(holders, actors)):
                who = actors(holder)
                if not who:
                    continue
                found = [
                    Match(token, cue.stance, holder, actor, via, rule)
                    for target in _with_members(targets, actors)
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


def _cues_of(token: Token) -> tuple[Cue, ...]:
    """The cues that a word may be; a participle with an adjective's complement is one ("opposed to")."""
    table, lemma, kind = cues(), token.lemma_.casefold(), CUE_KINDS.get(token.pos_, "")
    if kind == "verb" and token.tag_ == "VBN":
        found = table.get((token.lower_, "adjective"), ())
        if any(_with(token, cue.target - {"by", "of"}) for cue in found):
            return found
    return table.get((lemma, kind), ())


def _spread(tokens: list[Token]) -> list[Token]:
    return list(dict.fromkeys(member for token in tokens for member in coordinated(token)))


def _with_members(tokens: list[Token], actors: Actors) -> list[Token]:
    """Conjuncts, and for one that means no actor by itself those whom its phrase names."""
    spread = _spread(tokens)
    return spread + [m for token in spread if not actors(token) for m in find_members(token)]


def find_open_cues(sent: Span, actors: Actors) -> Iterator[OpenCue]:
    """Cues whose target the sentence leaves out ("had not given its approval", "welcomed the decision")."""
    has_acts = any(is_open_act(token) for token in sent)
    for token in sent:
        for cue in _state(token) or _cues_of(token):
            if cue.lemma in AGENT_NOUNS or not (has_acts or _is_open(token, cue)):
                continue
            holders, targets = _FRAMES[cue.kind](token, cue, actors)
            acts = [t for t in _spread(targets) if is_open_act(t) and not any(_owner(t, actors))]
            if not acts and (targets or not _is_open(token, cue)):
                continue
            for holder in (_named(t, actors) for t in _with_members(holders, actors)):
                if actors(holder):
                    act = acts[0] if acts else None
                    yield OpenCue(token, cue.stance, holder, act, f"{cue.kind} {cue.lemma}")


def _is_open(token: Token, cue: Cue) -> bool:
    """Whether a cue without a target speaks of one before: "voted against", but not "the support"."""
    kind, above = governor(token)
    if cue.kind == "adjective":
        # "Critical infrastructure" speaks of nobody's stance.
        return kind != "modifier"
    if cue.kind == "noun":
        # Nor do parties that "sit in opposition", nor a rule that gives each member a veto.
        return not is_definite(token) and kind == "object" and not indirect_objects(above)
    if any(
        child.i > token.i and child.lower_ in cue.target and not any(child.children)
        for child in token.children
    ):
        return True
    return cue.lemma in OBJECTING and not (objects(token) or clause_complements(token))


def _state(token: Token) -> tuple[Cue, ...]:
    """A participle that is an adjective, since its subject is in that state: "remained opposed"."""
    kind, above = governor(token)
    if token.tag_ in {"VBN", "VBD"} and kind == "clause" and above.lemma_ in {"remain", "stay"}:
        return cues().get((token.lower_, "adjective"), ())
    return ()


def find_members(token: Token) -> list[Token]:
    """Those whom a group's phrase names: "members including Germany and France", "allies like Japan"."""
    named = _with(token, frozenset({"including", "like", "such as"})) + appositives(token)
    return [member for member in _spread(named) if member != token]


def _owner(token: Token, actors: Actors) -> Iterator[tuple[Token, Token | None]]:
    """The actor that a target is, that it names ("leader Anna Berg"), or whose bid or remark it is."""
    named = _named(token, actors)
    if actors(named):
        yield named, None
        return
    owners = possessors(token) if token.lemma_ not in VICTIM_NOUNS else []
    owners = owners or [t for t in modifiers(token) if actors(t)]
    owners = owners or _with(token, _MAKERS if token.lemma_ in VICTIM_NOUNS | ACT_NOUNS else _OWNERS)
    for owner in _spread(owners):
        if actors(owner):
            yield owner, token
        else:
            yield from ((o, token) for o in _spread(possessors(owner)) if actors(o))


def _named(token: Token, actors: Actors) -> Token:
    """The actor that a word names: itself, the antecedent of "which", the name beside a description."""
    meant = relative_antecedent(token) or token
    return next((t for t in (token, meant, *_names_beside(meant)) if actors(t)), token)


def _names_beside(token: Token) -> list[Token]:
    """The name that follows its description: "party leader Anna Berg", "the president, Anna Berg"."""
    return [t for t in appositives(token) + modifiers(token) if t.i > token.i and t.pos_ == "PROPN"]


def _with(token: Token, words: frozenset[str]) -> list[Token]:
    return [noun for word, noun in prepositional(token) if word in words]


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
    targets = targets + _with(token, cue.target)
    for word in sorted(cue.target):
        first, _, last = word.rpartition(" ")
        if first and (particle(token) == first or any(child.lower_ == first for child in token.children)):
            targets += [t for t in _with(token, frozenset({last, word})) if t not in targets]
    return _doers(token), targets


def _noun(token: Token, cue: Cue, actors: Actors) -> Slots:
    if cue.lemma in AGENT_NOUNS:
        return _agent_noun(token, actors)
    kind, above = governor(token)
    owners = possessors(token) or [t for t in modifiers(token) if actors(t)]
    own_targets = _with(token, cue.target - {"of"})
    whose = _with(token, frozenset({"of"}))
    is_verb = above.pos_ in {"VERB", "AUX"}
    if is_verb and kind == "object" and above.lemma_ in RECEIVE and not (own_targets and owners):
        givers = owners + _with(token, frozenset({"from", "by"})) + _with(above, frozenset({"from"}))
        givers += whose if above.lemma_ not in KEEP or "of" not in cue.target else []
        if givers or above.lemma_ not in KEEP:
            return givers, own_targets or subjects(above)
    if is_verb and kind == "oblique:with" and whose and not (own_targets or owners) and cue.stance is _FOR:
        return whose, passive_subjects(above) or subjects(above)
    if "of" in cue.target or owners or preposition(token) == "in":
        targets, holders = own_targets + whose, owners
    else:
        targets, holders = own_targets, owners or whose
    holders = holders or _with(token, _MAKERS)
    holders = holders or [t for target in targets if target.pos_ == "PROPN" for t in _with(target, _MAKERS)]
    if is_verb and (kind == "object" or kind in LIGHT) and not is_passive(above):
        if not any(actors(h) for h in _spread(holders)) and not _judges(above):
            holders = holders if any(h.pos_ != "PRON" for h in holders) else _doers(above)
        targets = targets or indirect_objects(above) or _with(above, cue.target - {"of"})
    elif is_verb and (kind == "passive subject" or kind in LIGHT):
        holders = holders or agents(above)
        targets = targets or _with(above, cue.target)
    elif owners and not targets and is_verb:
        targets = _with(above, cue.target - {"of"})
    elif preposition(token) == "in":
        holders = holders or subjects(token, inherit=False)
    return holders, [t for t in targets if t.lower_ not in _TIMES]


def _judges(verb: Token) -> bool:
    """Whether a verb is a stance on its object: who condemns an attack does not make it."""
    table = cues()
    return any("object" in cue.target for cue in table.get((verb.lemma_.casefold(), "verb"), ()))


def _agent_noun(token: Token, actors: Actors) -> Slots:
    """A staunch backer of Ukraine: who is called so, by apposition or predicate, or nobody else."""
    targets = _with(token, frozenset({"of", "to"})) + possessors(token)
    targets = targets or [
        t for t in modifiers(token) if t.i < token.i and actors(t) and not actors(token) & actors(t)
    ]
    kind, above = governor(token)
    if kind == "appositive":
        return [above], targets
    return _names_beside(token) or subjects(token, inherit=False) or [token], targets


def _adjective(token: Token, cue: Cue, actors: Actors) -> Slots:
    kind, above = governor(token)
    holders = subjects(token) or passive_subjects(token)
    if not holders and kind in {"clause", "adverbial clause"}:
        holders = subjects(above)
    if not holders and kind in {"modifier", "participle", "relative"}:
        holders = [above]
    return holders, _with(token, cue.target)


_FRAMES: dict[str, Callable[[Token, Cue, Actors], Slots]] = {
    "verb": _verb,
    "noun": _noun,
    "adjective": _adjective,
}
