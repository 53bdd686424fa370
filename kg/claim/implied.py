"""Claims whose target is said before: "Hungary, however, had remained opposed until this week"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.claim.patterns import find_open_cues
from kg.claim.types import Place
from kg.records import Claim, Stance

#: Confidence of such a claim.
IMPLIED = 0.6
#: For how many sentences a target stays in mind.
_SPAN = 3


@dataclass(frozen=True, slots=True)
class Implied:
    """A holder's stance towards what was spoken of before."""

    holder: str
    target: str
    stance: Stance
    cue: Token
    topic: str | None
    rule: str


class Context:
    """Towards whom the last sentences told stances."""

    def __init__(self) -> None:
        self._target: str | None = None
        self._topic: str | None = None
        self._age = 0

    def read(self, claims: Sequence[Claim]) -> None:
        """Go on by one sentence, with the claims that patterns found in it."""
        self._age += 1
        counts = Counter(claim.target for claim in claims)
        if counts:
            self._target = min(counts, key=lambda target: (-counts[target], target))
            self._topic = next((c.topic for c in claims if c.target == self._target and c.topic), None)
            self._age = 0

    @property
    def target(self) -> tuple[str, str | None] | None:
        """The target and its topic, while they are in mind."""
        return (self._target, self._topic) if self._target and self._age < _SPAN else None


def find_implied(sent: Span, places: Sequence[Place], context: Context) -> Iterator[Implied]:
    """Cues without a target, for holders other than the target in mind."""
    if context.target is None:
        return
    target, topic = context.target
    at = {i: place for place in places for i in range(place.start, place.end)}
    nobody: frozenset[str] = frozenset()
    for cue, stance, holder, rule in find_open_cues(
        sent, lambda token: frozenset(at[token.i].entities) if token.i in at else nobody
    ):
        for entity in at[holder.i].entities:
            if entity != target:
                yield Implied(entity, target, stance, cue, topic, rule)
