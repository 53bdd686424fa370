"""Sentences whose actors are given: one claim for each likely pair of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from kg.bench import given
from kg.bench.given import extract_given
from kg.claim.types import Sentence
from kg.pipeline.pairs import PairScores
from kg.records import EntityType, MentionKind

ROW = {
    "id": "s1",
    "text": "Ms Berg's aides praised Norland.",
    "actors": [[3, 7, "Person", "name"], [24, 31, "Country", "name"]],
    "claims": [],
}


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One annotated sentence, and a model that finds its first actor for the second."""

    def score(sentences: Sequence[Sentence]) -> Iterator[PairScores]:
        for words, spans in sentences:
            assert [words[start:end] for start, end, *_ in spans] == [("Berg",), ("Norland",)]
            assert spans[1][2:] == (EntityType.COUNTRY, MentionKind.NAME)
            n = len(spans)
            stance = np.zeros((n, n, 3), np.float32)
            stance[0, 1] = [0.1, 0.7, 0.2]
            stance[1, 0] = [0.6, 0.0, 0.4]
            aspect, modality = np.zeros((n, n, 2), np.float32), np.zeros((n, n, 3), np.float32)
            aspect[..., 1] = modality[..., 2] = 1
            yield PairScores(stance, aspect, modality)

    monkeypatch.setattr(given, "score_sentences", score)
    found = tmp_path / "gold.jsonl"
    found.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    return found


def test_each_actor_is_an_entity_and_each_likely_pair_a_claim(path: Path) -> None:
    (record,) = extract_given(path)
    assert record["article"]["id"] == "s1"
    assert [entity["name"] for entity in record["entities"]] == ["Berg", "Norland"]
    assert record["entities"][1]["mentions"] == [{"start": 24, "end": 31, "text": "Norland", "kind": "name"}]
    assert record["claims"] == [
        {"holder": "0", "target": "1", "stance": "support", "aspect": "ended", "modality": "possible"}
    ]
