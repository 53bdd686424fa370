"""What a claim's confidence is worth: how often claims of that confidence are right.

Reliability by bins of equal width, the expected calibration error over them (Naeini et al. 2015), and
precision, recall and F1 with a least confidence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.bench.gold import GoldArticle, asserted, pair_up
from kg.bench.tables import to_markdown
from kg.bench.ud_scores import Share
from kg.errors import BenchError
from kg.records import Extraction, Modality

BINS: Final = 10
THRESHOLDS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a claim of some confidence is right, and the claim's reason."""

    confidence: float
    is_right: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """Claims judged against one set, and how many the set has."""

    judged: tuple[Judged, ...]
    gold: int

    def __add__(self, other: Sample) -> Sample:
        return Sample(self.judged + other.judged, self.gold + other.gold)

    def at(self, least: float) -> Share:
        """What remains with a least confidence in [0, 1]."""
        kept = [item for item in self.judged if item.confidence >= least]
        return Share(sum(item.is_right for item in kept), len(kept), self.gold)


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose confidence lies in [low, high), the last bin's upper end included.

    Attributes:
        confidence: Their mean.
        right: Share of them that is right.
    """

    low: float
    high: float
    count: int
    confidence: float
    right: float


def find_bins(judged: Sequence[Judged], *, bins: int = BINS) -> list[Bin]:
    """Bins that hold a claim, from the lowest.

    >>> find_bins([Judged(0.55, True), Judged(0.57, False), Judged(1.0, True)])[0].right
    0.5
    """
    found: dict[int, list[Judged]] = {}
    for item in judged:
        found.setdefault(min(int(item.confidence * bins), bins - 1), []).append(item)
    return [
        Bin(
            number / bins,
            (number + 1) / bins,
            len(items),
            sum(item.confidence for item in items) / len(items),
            sum(item.is_right for item in items) / len(items),
        )
        for number, items in sorted(found.items())
    ]


def calibration_error(judged: Sequence[Judged], *, bins: int = BINS) -> float:
    """Mean distance between confidence and share of right ones over the bins, weighted by their claims.

    >>> round(calibration_error([Judged(0.9, True), Judged(0.9, False)]), 3)
    0.4
    """
    total = sum(b.count * abs(b.confidence - b.right) for b in find_bins(judged, bins=bins))
    return total / len(judged) if judged else 0.0


def judge_articles(gold: Iterable[GoldArticle], extractions: Sequence[Extraction]) -> Sample:
    """Asserted claims (holder, target, stance) of whole articles, each with its highest confidence.

    Those that the annotators find defensible but not required are left out on both sides.
    """
    sample = Sample((), 0)
    for article, extraction in pair_up(gold, extractions):
        names = {entity.id: article.name_of(entity) for entity in extraction.entities}
        core = {
            (c.holder, c.target, c.stance)
            for c in article.claims
            if c.is_core and c.modality is Modality.ASSERTED
        }
        known = {(c.holder, c.target, c.stance) for c in article.claims}
        best: dict[tuple[str, str, str], tuple[float, str]] = {}
        for claim in asserted(extraction.claims):
            key = (names[claim.holder], names[claim.target], claim.stance)
            if key[0] != key[1] and (key in core or key not in known):
                best[key] = max(best.get(key, (0.0, "")), (claim.confidence, claim.reason or ""))
        judged = (Judged(best[key][0], key in core, best[key][1]) for key in sorted(best))
        sample += Sample(tuple(judged), len(core))
    return sample


def judge_sentences(path: Path, extractions: Sequence[Extraction]) -> Sample:
    """Claims of annotated sentences, right where stance and the spans of both ends agree; none denied.

    Raises:
        BenchError: A sentence was not extracted, or the file is no such set.
    """
    ours = {extraction.article.id: extraction for extraction in extractions}
    judged: list[Judged] = []
    count = 0
    for row in _read_rows(path):
        extraction = ours.get(row["id"])
        if extraction is None:
            raise BenchError(f"{path}: sentence {row['id']} was not extracted; is the shared folder whole?")
        left = [claim for claim in row["claims"] if claim[4] != Modality.DENIED]
        count += len(left)
        spans = {e.id: [(m.start, m.end) for m in e.mentions] for e in extraction.entities}
        seen: set[tuple[str, str, str]] = set()
        for claim in extraction.claims:
            key = (claim.holder, claim.target, claim.stance)
            if claim.modality is Modality.DENIED or key in seen:
                continue
            seen.add(key)
            right = next(
                (
                    gold
                    for gold in left
                    if gold[2] == claim.stance
                    and _overlap(spans[claim.holder], row["actors"][gold[0]])
                    and _overlap(spans[claim.target], row["actors"][gold[1]])
                ),
                None,
            )
            if right is not None:
                left.remove(right)
            judged.append(Judged(claim.confidence, right is not None, claim.reason or ""))
    return Sample(tuple(judged), count)


def _read_rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _overlap(spans: Iterable[tuple[int, int]], actor: Sequence[int | str]) -> bool:
    return any(start < int(actor[1]) and int(actor[0]) < end for start, end in spans)


def to_reliability(samples: dict[str, Sample]) -> str:
    """Reliability by set and bin, with the expected calibration error, as a Markdown table."""
    rows = [("set", "confidence", "claims", "mean", "right")]
    for name, sample in samples.items():
        rows += [
            (name, f"{b.low:.1f} to {b.high:.1f}", str(b.count), f"{b.confidence:.3f}", f"{b.right:.3f}")
            for b in find_bins(sample.judged)
        ]
        error = calibration_error(sample.judged)
        rows.append((name, "expected calibration error", str(len(sample.judged)), "", f"{error:.3f}"))
    return to_markdown(rows)


def to_trade(samples: dict[str, Sample]) -> str:
    """Precision, recall and F1 by least confidence, as a Markdown table."""
    rows = [("set", "--min-confidence", "P", "R", "F1", "counts")]
    for name, sample in samples.items():
        for least in THRESHOLDS:
            share = sample.at(least)
            counts = f"{share.right} right of {share.found}, {share.gold} gold"
            precision, recall = f"{share.precision:.3f}", f"{share.recall:.3f}"
            rows.append((name, f"{least:g}", precision, recall, f"{share.f1:.3f}", counts))
    return to_markdown(rows)
