"""What has been mentioned so far, and how much it is on the reader's mind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Token

from kg.quotations import quoted
from kg.records import EntityType
from kg.resolve.types import Referent
from kg.syntax import governor

_ROLE_WEIGHT: Final = {"subject": 3.0, "passive subject": 3.0, "agent": 1.5, "object": 1.5, "vocative": 3.0}
_OTHER_WEIGHT: Final = 1.0
_POSSESSOR_WEIGHT: Final = 0.8


@dataclass(frozen=True, slots=True)
class Event:
    """One mention, where it stood and how it weighed."""

    referent: Referent
    token: int
    sentence: int
    weight: float


@dataclass(slots=True)
class Discourse:
    """The mentions of an article up to where the reader is."""

    doc: Doc
    sentence_of: list[int]
    paragraph_of: list[int]
    quoted: list[bool]
    events: list[Event] = field(default_factory=list)

    @classmethod
    def from_doc(cls, doc: Doc) -> Discourse:
        """An empty state; sentences and paragraphs are counted from 0."""
        sentences, paragraphs = [0] * len(doc), [0] * len(doc)
        for before, token in pairwise(doc):
            sentences[token.i] = sentences[before.i] + bool(token.is_sent_start)
            paragraphs[token.i] = paragraphs[before.i] + ("\n" in before.text)
        return cls(doc, sentences, paragraphs, quoted(doc))

    def mention(self, referent: Referent, head: int) -> None:
        """Note a mention headed by a token."""
        kind, _ = governor(self.doc[head])
        weight = _POSSESSOR_WEIGHT if kind == "possessor" else _ROLE_WEIGHT.get(kind, _OTHER_WEIGHT)
        self.events.append(Event(referent, head, self.sentence_of[head], weight))

    def recent(
        self,
        at: int,
        *,
        fits: Callable[[Referent], bool],
        back: int = 2,
        without: Iterable[Referent] = (),
    ) -> list[tuple[Referent, float]]:
        """Referents mentioned in this and the sentences before, best first, with their weights.

        A subject weighs most; a sentence back weighs half. Of equals the last named comes first.

        Args:
            back: How many sentences to look back.
        """
        sentence = self.sentence_of[at]
        barred = {id(referent) for referent in without}
        scores: dict[int, tuple[float, int, Referent]] = {}
        for event in self.events:
            age = sentence - event.sentence
            if event.token >= at or age > back or id(event.referent) in barred or not fits(event.referent):
                continue
            weight = event.weight * (1.0, 0.8, 0.35, 0.2)[min(age, 3)]
            old = scores.get(id(event.referent), (0.0, 0, event.referent))
            scores[id(event.referent)] = (max(old[0], weight) + 0.05, event.token, event.referent)
        ranked = sorted(scores.values(), key=lambda item: (-item[0], -item[1]))
        return [(referent, score) for score, _, referent in ranked]

    def last(self, at: int, *, fits: Callable[[Referent], bool], back: int = 999) -> Referent | None:
        """The referent mentioned last before a token."""
        sentence = self.sentence_of[at]
        for event in sorted(self.events, key=lambda event: -event.token):
            if event.token < at and sentence - event.sentence <= back and fits(event.referent):
                return event.referent
        return None


def argument_rivals(pronoun: Token, events: Iterable[Event]) -> list[Referent]:
    """What a pronoun cannot mean: the other arguments of its own verb ("Hungary backed it")."""
    kind, head = governor(pronoun)
    if kind == "possessor" or kind in {"subject", "passive subject"}:
        return []
    return [
        event.referent
        for event in events
        if event.token != pronoun.i
        and governor(pronoun.doc[event.token])[1] == head
        and governor(pronoun.doc[event.token])[0] in {"subject", "passive subject"}
    ]


def is_actor(referent: Referent) -> bool:
    """Tell whether a referent acts, so that "it" or "they" may mean it."""
    return referent.type in {EntityType.COUNTRY, EntityType.ORGANISATION, EntityType.GROUP}
