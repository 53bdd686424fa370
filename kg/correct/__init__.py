"""Corrections by hand: what an editor knows better, laid over what was extracted at every build."""

from __future__ import annotations

from kg.correct.apply import apply_corrections
from kg.correct.desk import find_entities, split_list
from kg.correct.file import CORRECTIONS, read_corrections, read_lines, write_corrections
from kg.correct.rdf import correction_log, describe_changes
from kg.correct.records import ACTIONS, Change, Corrected, Correction, Outcome, Replacement
from kg.correct.spans import find_spans

__all__ = [
    "ACTIONS",
    "CORRECTIONS",
    "Change",
    "Corrected",
    "Correction",
    "Outcome",
    "Replacement",
    "apply_corrections",
    "correction_log",
    "describe_changes",
    "find_entities",
    "find_spans",
    "read_corrections",
    "read_lines",
    "split_list",
    "write_corrections",
]
