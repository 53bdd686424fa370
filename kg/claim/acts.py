"""Whom a definite act stands for: who "welcomed the decision" supports the one who decided.

The act was told before, as a noun with its owner ("Norland's decision") or as a verb ("Norland decided").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Span, Token

from kg.claim.words import SPEECH
from kg.syntax import (
    agents,
    determiner,
    is_passive,
    objects,
    passive_subjects,
    possessors,
    prepositional,
    subjects,
)

#: Act -> verbs that tell it, of whose subject it is the act.
_DONE: Final = {
    "decision": "decide", "declaration": "declare", "announcement": "announce", "proposal": "propose",
    "offer": "offer", "statement": "state", "remark": "remark", "comment": "comment", "attack": "attack",
    "strike": "strike", "raid": "raid", "assault": "assault attack", "invasion": "invade",
    "sanction": "sanction impose", "veto": "veto", "ban": "ban", "withdrawal": "withdraw",
    "resignation": "resign", "recognition": "recognise recognize", "threat": "threaten",
    "apology": "apologise apologize", "plan": "plan propose", "ruling": "rule", "verdict": "rule convict",
    "arrest": "arrest", "victory": "win", "candidacy": "run", "bid": "bid seek run", "boycott": "boycott",
    "ultimatum": "threaten", "seizure": "seize", "blockade": "block blockade", "annexation": "annex",
    "launch": "launch", "expulsion": "expel", "motion": "table propose",
    "resolution": "sponsor draft propose",
    "bill": "introduce sponsor propose", "programme": "present propose", "program": "present propose",
    "package": "present propose", "reform": "present propose",
}  # fmt: skip
#: Act -> verbs that tell it, to whose object it is done: a stance on it is one on them.
_SUFFERED: Final = {
    "choice": "choose pick", "appointment": "appoint name", "nomination": "nominate", "selection": "select",
    "pick": "pick choose",
}  # fmt: skip
#: Acts that need not have been told by a word of their own.
COMMON: Final = frozenset({*_SUFFERED, "step", "move", "gesture", "initiative", "decision"})
ACTS: Final = frozenset({*_DONE, *COMMON})
_THE: Final = frozenset({"the", "this", "that", "these", "those"})
#: For how many sentences an act stays in mind.
_SPAN: Final = 8

_By = dict[str, tuple[str, ...]]


def _verbs(table: dict[str, str]) -> _By:
    """Verb -> the acts that it tells."""
    found: dict[str, list[str]] = {}
    for act, verbs in table.items():
        for verb in verbs.split():
            found.setdefault(verb, []).append(act)
    return {verb: tuple(acts) for verb, acts in found.items()}


_DOING: Final = _verbs(_DONE)
_GETTING: Final = _verbs(_SUFFERED)


def is_open_act(token: Token) -> bool:
    """Whether a noun names an act that the sentence does not say whose it is: "the decision"."""
    return token.lemma_.casefold() in ACTS and determiner(token) in _THE


def find_actors(verb: Token) -> list[Token]:
    """On whom a stance on what a clause tells is one: who does it; for a choice, who is chosen."""
    if verb.lemma_.casefold() in _GETTING:
        return passive_subjects(verb) if is_passive(verb) else objects(verb)
    return agents(verb) if is_passive(verb) else subjects(verb)


@dataclass(slots=True)
class Acts:
    """Whose act each is that was told so far."""

    _told: dict[str, tuple[str, int]]
    _doer: str | None = None
    _now: int = 0

    @classmethod
    def none(cls) -> Acts:
        """Before the first sentence."""
        return cls({})

    def read(self, sent: Span, who: Callable[[Token], str | None]) -> None:
        """Go on by one sentence.

        Args:
            who: The actor that a token means, if it means one.
        """
        self._now += 1
        for token in sent:
            for act, owner in _tell(token):
                entity = who(owner)
                if entity:
                    self._told[act] = (entity, self._now)
        root = sent.root
        doers = agents(root) if is_passive(root) else subjects(root, inherit=False)
        is_told = root.pos_ == "VERB" and root.lemma_.casefold() not in SPEECH
        self._doer = next((entity for token in doers if (entity := who(token))), None) if is_told else None

    def find(self, act: Token) -> str | None:
        """Whom a definite act stands for, at the sentence after those read.

        "This move" is what the sentence before tells of its subject.
        """
        entity, when = self._told.get(act.lemma_.casefold(), ("", 0))
        if entity and self._now - when < _SPAN:
            return entity
        return self._doer if determiner(act) in {"this", "these"} else None


def _tell(token: Token) -> Iterator[tuple[str, Token]]:
    """Acts that a word tells, each with whom a stance on it is on."""
    lemma = token.lemma_.casefold()
    if token.pos_ == "NOUN" and lemma in ACTS:
        owners = [noun for word, noun in prepositional(token) if word in ("of", "by")]
        yield from ((lemma, owner) for owner in possessors(token) + owners)
    if token.pos_ != "VERB":
        return
    for act in _DOING.get(lemma, ()):
        doers = agents(token) if is_passive(token) else subjects(token)
        yield from ((act, doer) for doer in doers)
    for act in _GETTING.get(lemma, ()):
        yield from ((act, one) for one in find_actors(token))
