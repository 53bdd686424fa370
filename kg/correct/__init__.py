"""Corrections by hand: what an editor knows better, laid over what was extracted at every build."""

from __future__ import annotations

from kg.correct.apply import apply_corrections
from kg.correct.file import read_corrections, write_corrections
from kg.correct.records import ACTIONS, Change, Corrected, Correction, Outcome, Replacement
from kg.correct.spans import find_spans

__all__ = [
    "ACTIONS",
    "Change",
    "Corrected",
    "Correction",
    "Outcome",
    "Replacement",
    "apply_corrections",
    "find_spans",
    "read_corrections",
    "write_corrections",
]
