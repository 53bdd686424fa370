"""Turns of phrase that tell a stance without a cue's frame: "the party's choice", "is against him"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from spacy.tokens import Span, Token

from kg.claim.acts import ACTS, find_actors
from kg.claim.frames import Actors, linked, spread
from kg.claim.patterns import Match, cues_of, find_members, find_named, find_owners, with_members
from kg.claim.words import ACT_NOUNS, CHOSEN
from kg.records import Stance
from kg.syntax import (
    appositives,
    auxiliaries,
    determiner,
    governor,
    indirect_objects,
    is_passive,
    modifiers,
    objects,
    possessors,
    preposition,
    relation,
    subjects,
)

_FOR, _AGAINST = Stance.SUPPORT, Stance.OPPOSE
#: Who is somebody's, and is backed where they prefer them.
_CANDIDATES: Final = frozenset({"candidate", "contender", "nominee"})
_PREFERRED: Final = frozenset("prefer favour favor choose".split())
_BACKING: Final = frozenset(
    "support backing endorsement vote help aid assistance solidarity confidence recommendation".split()
)
#: What one does against whom does something to one.
_DEFENCES: Final = frozenset("fight struggle resistance defence defense war battle campaign".split())
_DEFENDING: Final = frozenset("fight resist repel battle".split())


def find_idioms(sent: Span, actors: Actors) -> Iterator[Match]:
    """Matches of all such phrases of a sentence."""
    for token in sent:
        for holders, targets, stance, rule in chain.from_iterable(find(token) for find in _FINDERS):
            for holder in (find_named(t, actors) for t in with_members(holders, actors)):
                for target in with_members(targets, actors):
                    for actor, via in find_owners(target, actors):
                        if actors(holder) and not actors(actor) & actors(holder):
                            yield Match(token, stance, holder, actor, via, rule, is_sure=True)


#: Holders, targets, stance and name of the rule.
_Found = tuple[list[Token], list[Token], Stance, str]


def _chosen(noun: Token) -> Iterator[_Found]:
    """Whose choice somebody is: "She was the party's choice", "the preferred candidate of the allies"."""
    lemma = noun.lemma_.casefold()
    if noun.pos_ != "NOUN" or lemma not in CHOSEN:
        return
    if lemma in _CANDIDATES and not any(word.lemma_ in _PREFERRED for word in modifiers(noun)):
        return
    kind, above = governor(noun)
    whose = possessors(noun) + linked(noun, frozenset({"of"}))
    parts = [part for one in whose for part in linked(one, frozenset({"of"}))]
    # Parsers hang "of the allies, including Norland" on any of the nouns before.
    members = linked(noun, frozenset({"including"})) if whose else []
    parts += [part for member in members for part in (member, *find_members(member))]
    parts += [part for one in whose for part in find_members(one)]
    who = subjects(noun, inherit=False) + ([above] if kind == "appositive" else appositives(noun))
    yield whose + parts, who, _FOR, f"noun {lemma}"


def _thanks(verb: Token) -> Iterator[_Found]:
    """Who is thanked for their support supports who thanks."""
    if verb.lemma_ != "thank" or is_passive(verb):
        return
    for noun in linked(verb, frozenset({"for"})):
        if noun.lemma_.casefold() in _BACKING and all(o.pos_ == "PRON" for o in possessors(noun)):
            yield objects(verb) + indirect_objects(verb), subjects(verb), _FOR, f"thank for {noun.lemma_}"


def _against(word: Token) -> Iterator[_Found]:
    """Who "is against him"."""
    token = word.head
    if word.lower_ == "against" and preposition(token) == "against" and "be" in auxiliaries(token):
        yield subjects(token, inherit=False), spread([token]), _AGAINST, "be against"


def _defence(token: Token) -> Iterator[_Found]:
    """Whose attack somebody fights: "Norland's fight against the invasion of the Sudlanders"."""
    lemma = token.lemma_.casefold()
    if token.pos_ == "NOUN" and lemma in _DEFENCES:
        whose, acts = possessors(token), linked(token, frozenset({"against"}))
    elif token.pos_ == "VERB" and lemma in _DEFENDING and not is_passive(token):
        whose, acts = subjects(token), objects(token) + linked(token, frozenset({"against"}))
    else:
        return
    for act in acts:
        if act.lemma_ in ACT_NOUNS | {"aggression", "assault", "offensive"}:
            by = possessors(act) + modifiers(act) + linked(act, frozenset({"by", "of"}))
            yield by, whose, _AGAINST, f"{lemma} against {act.lemma_}"


def _told(verb: Token) -> Iterator[_Found]:
    """Who judges what the clause before tells: "Norland lifted its ban, a step that Sudland deplored"."""
    if verb.pos_ != "VERB" or relation(verb) != "relative":
        return
    act = verb.head
    if act.lemma_.casefold() not in ACTS or determiner(act) not in {"a", "an"}:
        return
    before = [token for token in act.ancestors if token.pos_ == "VERB" and token.i < act.i]
    for cue in cues_of(verb):
        if before and "object" in cue.target and not is_passive(verb):
            yield subjects(verb, inherit=False), find_actors(before[0]), cue.stance, f"{act.lemma_} that"


_FINDERS: Final[tuple[Callable[[Token], Iterator[_Found]], ...]] = (
    _chosen,
    _thanks,
    _against,
    _defence,
    _told,
)
