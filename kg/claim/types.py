"""What the claim step takes: links from tokens to entities, and a scorer of pairs of mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from spacy.tokens import Span

from kg.records import Aspect, Claim, EntityType, MentionKind, Modality, Stance

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
class Grounds:
    """What spoke for a claim: a pattern, the model, or both.

    Attributes:
        rule: The pattern with its cue's word ("verb back"); "" where the model alone spoke.
        model: Probability of the stance in [0, 1]; None where the target stands in a sentence before.
        scope: The word by which the rules settled aspect and modality; "" where the model did.
        note: What else decided, in words.
    """

    rule: str = ""
    model: float | None = None
    scope: str = ""
    note: str = ""

    @property
    def is_matched(self) -> bool:
        """Whether a pattern found both holder and target."""
        return bool(self.rule) and self.model is not None

    @property
    def reason(self) -> str:
        """All of it in words.

        >>> Grounds("verb back", 0.967, scope="modal with back").reason
        'pattern verb back; model 0.97; modal with back'
        >>> Grounds("noun veto").reason
        'implied by noun veto, target from before'
        """
        rule = f"pattern {self.rule}" if self.rule else ""
        if self.model is None:
            source = [f"implied by {self.rule}, target from before"]
        else:
            source = [rule, f"model {self.model:.2f}"]
        return "; ".join(filter(None, [*source, self.scope, self.note]))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim with what spoke for it and, where it fell, against it.

    Attributes:
        verdict: Why it is not written down; "" where it is.
    """

    claim: Claim
    grounds: Grounds
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim in the making, about two places of one sentence.

    Attributes:
        holder: Index of a place.
        target: Index of a place.
        score: In [0, 1].
        cue: The token that tells the stance.
        via: The token that stands between cue and target ("bid" in "backed Rutte's bid"), or None.
        verdict: Why it is no claim; "" where it is one.
    """

    sent: Span
    holder: int
    target: int
    stance: Stance
    score: float
    grounds: Grounds
    cue: int | None = None
    via: int | None = None
    aspect: Aspect = Aspect.HELD
    modality: Modality = Modality.ASSERTED
    verdict: str = ""
