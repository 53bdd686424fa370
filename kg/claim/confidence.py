"""How likely a claim is right: its score, set against how often claims found so were right.

For each way of finding claims a line over the log-odds of the score (Platt 1999), fitted on annotated
articles and sentences; the table is ``kg/data/confidence.tsv``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import exp, log
from types import MappingProxyType
from typing import Final

from kg.claim.types import Weighed
from kg.lexicon import read_rows

WAYS: Final = ("implied", "model", "pattern", "quotation")
#: Way of finding a claim -> (slope, offset) over the log-odds of its score.
Lines = Mapping[str, tuple[float, float]]
#: Scores as they are.
AS_SCORED: Final[Lines] = MappingProxyType({})
_LEAST, _MOST = 0.01, 0.99


def way_of(item: Weighed) -> str:
    """How a claim was found, one of ``WAYS``."""
    if item.grounds.model is None:
        return "implied"
    if item.grounds.is_matched:
        return "pattern"
    return "quotation" if item.grounds.note.startswith("said in") else "model"


def calibrate(item: Weighed, lines: Lines | None = None) -> Weighed:
    """The same with its score turned into a probability in [0.01, 0.99].

    Args:
        item: A claim whose confidence is the score that it was found with.
        lines: Those of the packaged table by default.
    """
    slope, offset = (fitted() if lines is None else lines).get(way_of(item), (1.0, 0.0))
    if (slope, offset) == (1.0, 0.0):
        return item
    odds = slope * log_odds(item.claim.confidence) + offset
    confidence = round(min(max(1 / (1 + exp(-odds)), _LEAST), _MOST), 2)
    return replace(item, claim=replace(item.claim, confidence=confidence))


def log_odds(score: float) -> float:
    """Of a probability, kept away from 0 and 1.

    >>> log_odds(0.5)
    0.0
    """
    kept = min(max(score, _LEAST), _MOST)
    return log(kept / (1 - kept))


@cache
def fitted() -> Lines:
    """The packaged lines."""
    return MappingProxyType(
        {
            row.need("way"): (float(row.need("slope")), float(row.need("offset")))
            for row in read_rows("confidence.tsv", ("way", "slope", "offset"))
        }
    )
