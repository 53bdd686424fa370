"""What the claim step takes: links from tokens to entities, and a scorer of pairs of mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from spacy.tokens import Span

from kg.records import Aspect, EntityType, MentionKind, Modality, Stance

#: A sentence for the scorer: its words, and (first word, end word, type, kind) of each mention.
Sentence = tuple[tuple[str, ...], tuple[tuple[int, int, EntityType | None, MentionKind], ...]]


class PairScores(Protocol):
    """Probabilities [mentions, mentions, classes] of (holder, target)."""

    @property
    def stance(self) -> Any: ...  # noqa: D102
    @property
    def aspect(self) -> Any: ...  # noqa: D102
    @property
    def modality(self) -> Any: ...  # noqa: D102


Scorer = Callable[[Sequence[Sentence]], Iterable[PairScores]]


@dataclass(frozen=True, slots=True)
class Place:
    """A mention as a possible holder or target: one span, one or (for "both") several entities."""

    start: int
    end: int
    head: int
    entities: tuple[str, ...]
    type: EntityType
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim in the making, about two places of one sentence.

    Attributes:
        holder: Index of a place.
        target: Index of a place.
        cue: The token that tells the stance.
        via: The token that stands between cue and target ("bid" in "backed Rutte's bid"), or None.
        score: In [0, 1].
        reason: The rule or model that gave it.
        matched: A pattern found it too.
    """

    sent: Span
    holder: int
    target: int
    stance: Stance
    score: float
    reason: str
    matched: bool = False
    cue: int | None = None
    via: int | None = None
    aspect: Aspect = Aspect.HELD
    modality: Modality = Modality.ASSERTED
