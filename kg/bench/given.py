"""Claims of sentences whose actors are given: the stance model alone, without our own mentions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.claim import Thresholds
from kg.claim.types import PairScores, Sentence
from kg.extract import score_sentences
from kg.pipeline.pairs import ASPECTS, MODALITIES, STANCES, span_of_words, split_words
from kg.records import EntityType, MentionKind

#: A pair of actors whose chance of a stance reaches this is a claim.
LEAST = Thresholds().model


def extract_given(path: Path) -> Iterator[dict[str, Any]]:
    """A record as of `kg extract` for each sentence: every actor an entity, every likely pair a claim."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row, scores in zip(rows, score_sentences([_to_sentence(row) for row in rows]), strict=True):
        entities = [
            {
                "id": str(number),
                "name": row["text"][start:end],
                "type": type_,
                "mentions": [{"start": start, "end": end, "text": row["text"][start:end], "kind": kind}],
            }
            for number, (start, end, type_, kind) in enumerate(row["actors"])
        ]
        yield {
            "article": {"id": row["id"]},
            "entities": entities,
            "claims": list(_find_claims(scores, len(entities))),
        }


def _to_sentence(row: dict[str, Any]) -> Sentence:
    words, offsets = split_words(row["text"])
    spans = []
    for start, end, type_, kind in row["actors"]:
        first, last = span_of_words(offsets, start, end) or (0, 1)
        spans.append((first, last, EntityType(type_), MentionKind(kind)))
    return words, tuple(spans)


def _find_claims(scores: PairScores, count: int) -> Iterator[dict[str, Any]]:
    for holder in range(count):
        for target in range(count):
            for number, stance in enumerate(STANCES):
                if number and holder != target and scores.stance[holder, target, number] >= LEAST:
                    yield {
                        "holder": str(holder),
                        "target": str(target),
                        "stance": stance,
                        "aspect": ASPECTS[int(scores.aspect[holder, target].argmax())],
                        "modality": MODALITIES[int(scores.modality[holder, target].argmax())],
                    }
