"""Fit how likely a claim is right to the score that it was found with, on annotated development sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from kg.bench.accuracy import ARTICLES, SENTENCES, SETS
from kg.bench.calibration import Judged, judge_articles, judge_sentences
from kg.bench.gold import read_gold
from kg.claim.confidence import AS_SCORED, WAYS, log_odds, way_of
from kg.extract import Workings, gather, work_together
from kg.read import read_articles

TABLE = Path(__file__).parent.parent / "data" / "confidence.tsv"
_STEPS = 50
#: How strongly a line is held to "as scored": as by so many claims.
_PRIOR = 8.0


@dataclass(frozen=True, slots=True)
class Point:
    """A claim by its way and score, and whether it is right; the points of a set weigh 1 together."""

    way: str
    odds: float
    is_right: bool
    weight: float


def fit_confidence(shared: Path, nlp: Language) -> dict[str, tuple[float, float]]:
    """(slope, offset) by way of finding; (1, 0) for one that the sets lack.

    Args:
        shared: Folder with ``eval/``, ``seeds/`` and ``data/stance/``.
        nlp: The pipeline to extract with.
    """
    points = list(_points(shared, nlp))
    return {way: fit_points([point for point in points if point.way == way]) for way in WAYS}


def _points(shared: Path, nlp: Language) -> Iterator[Point]:
    for names in (ARTICLES, SENTENCES):
        judged: list[tuple[str, Judged]] = []
        for name in names:
            paths = sorted(str(path) for path in shared.glob(SETS[name].inputs))
            articles = read_articles(paths, warn=print)
            workings = [
                one for group in gather(articles) for one in work_together(group, nlp=nlp, lines=AS_SCORED)
            ]
            judged += _judge(shared / SETS[name].gold, workings, sentences=name in SENTENCES)
        for way, item in judged:
            yield Point(way, log_odds(item.confidence), item.is_right, 1 / len(judged))


def _judge(gold: Path, workings: Sequence[Workings], *, sentences: bool) -> Iterator[tuple[str, Judged]]:
    ways = {item.claim.reason or "": way_of(item) for w in workings for item in w.weighed}
    extractions = [w.extraction for w in workings]
    sample = judge_sentences(gold, extractions) if sentences else judge_articles(read_gold(gold), extractions)
    for item in sample.judged:
        yield ways[item.reason], item


def fit_points(points: Sequence[Point]) -> tuple[float, float]:
    """Logistic regression on the log-odds, held to slope 1 and offset 0; Newton's method, halving steps."""
    if not points:
        return 1.0, 0.0
    x = np.array([[p.odds, 1.0] for p in points])
    y = np.array([float(p.is_right) for p in points])
    weight = np.array([p.weight for p in points])
    weight *= len(points) / weight.sum()
    line = start = np.array([1.0, 0.0])

    def loss(line: NDArray[np.float64]) -> float:
        odds = x @ line
        fit = weight @ (np.logaddexp(0, odds) - y * odds)
        return float(fit + _PRIOR * ((line - start) ** 2).sum() / 2)

    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-x @ line))
        slope = x.T @ (weight * (chance - y)) + _PRIOR * (line - start)
        bend = (x * (weight * chance * (1 - chance))[:, None]).T @ x + _PRIOR * np.eye(2)
        step = np.linalg.solve(bend, slope)
        while loss(line - step) > loss(line) and abs(step).max() > 1e-9:
            step = step / 2
        line = line - step
    return round(float(line[0]), 3), round(float(line[1]), 3)


def write_table(lines: Iterable[tuple[str, tuple[float, float]]], path: Path) -> None:
    """Write the table."""
    rows = [f"{way}\t{slope:g}\t{offset:g}" for way, (slope, offset) in lines]
    path.write_text("\n".join(["way\tslope\toffset", *rows]) + "\n", encoding="utf-8")
