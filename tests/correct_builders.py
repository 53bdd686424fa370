"""One-line makers of corrections for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.correct import Corrected, Correction, apply_corrections, find_spans
from kg.graph import merge_entities
from kg.records import Extraction


def correction(action: str, **columns: str) -> Correction:
    """A correction by al, with a reason."""
    return Correction.from_row({"action": action, "author": "al", "reason": "typo"} | columns)


def correct(extractions: Iterable[Extraction], *corrections: Correction) -> Corrected:
    """The extractions with the corrections laid over them."""
    extractions = tuple(extractions)
    spans = find_spans(corrections, (e.article for e in extractions))
    return apply_corrections(extractions, corrections, spans=spans)


def said(extractions: Iterable[Extraction]) -> set[tuple[str, str, str]]:
    """Holder, stance and target of every claim, by name."""
    extractions = tuple(extractions)
    names: Mapping[str, str] = {e.id: e.name for e in merge_entities(extractions)}
    return {(names[c.holder], c.stance.value, names[c.target]) for e in extractions for c in e.claims}
