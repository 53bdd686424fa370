"""Sentences to learn stances from, and where the learning starts."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")

from kg.pipeline.pairs import Marked  # noqa: E402
from kg.pipeline.pieces import CLS, SEP, WordPieces  # noqa: E402
from kg.train.network import Encoder, Shape  # noqa: E402
from kg.train.stance import (  # noqa: E402
    Example,
    collate,
    groups,
    read_actor_sentences,
    read_articles,
    read_directed,
    sources,
    start_between,
)

if TYPE_CHECKING:
    from pathlib import Path

SPANS = ((0, 1, 2), (2, 3, 3), (4, 5, 4))
WORDS = ("Oslo", "backs", "Anna", "and", "Bern")


@pytest.fixture
def pieces() -> WordPieces:
    tokens = [f"[unused{i}]" for i in range(120)]
    tokens[0], tokens[100], tokens[CLS], tokens[SEP] = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
    return WordPieces(tokens)


def test_a_directed_sentence_tells_both_directions(tmp_path: Path, pieces: WordPieces) -> None:
    path = tmp_path / "directed.tsv"
    path.write_text("[Oslo] mocked [Bern].\tOslo\tBern\t3\n[Oslo] met.\tOslo\t\t0\n", encoding="utf-8")
    (example,) = read_directed(path)
    batch = collate([example], pieces, 0.8)
    assert batch.stance[0].tolist() == [[-100, 2], [0, -100]]
    assert (batch.aspect == -100).all()
    assert batch.weight[0, 0, 1] == pytest.approx(0.8)


def test_all_pairs_of_a_sentence_but_its_own_and_the_ignored_are_known(pieces: WordPieces) -> None:
    example = Example(Marked(WORDS, SPANS), {(0, 1): (1, 0, 2)}, ignore={(1, 2)})
    (group,) = groups([example, example], 100, random.Random(0))
    batch = collate(group, pieces, 0.5)
    assert batch.stance[0].tolist() == [[-100, 1, 0], [0, -100, -100], [0, 0, -100]]
    assert batch.modality[0, 0, 1] == 2


def test_actor_sentences_keep_the_asserted_reading(tmp_path: Path) -> None:
    row = {
        "id": "1",
        "text": "Oslo backs Anna.",
        "actors": [[0, 4, "Place", "name"], [11, 15, "Person", "name"]],
        "claims": [
            [0, 1, "support", "held", "denied", [5, 10]],
            [0, 1, "support", "held", "asserted", [5, 10]],
        ],
    }
    path = tmp_path / "actors.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (example,) = read_actor_sentences(path)
    assert example.pairs == {(0, 1): (1, 0, 0)}
    assert [span[:2] for span in example.marked.spans] == [(0, 1), (2, 3)]


def test_an_article_s_claim_counts_in_its_evidence_only(tmp_path: Path) -> None:
    claim = {"holder": "Oslo", "target": "Anna Berg", "stance": "support", "aspect": "held"}
    claim |= {"modality": "asserted", "weight": "core", "evidence": ["Oslo backs Berg."]}  # type: ignore[dict-item]
    gold = {
        "entities": [
            {"name": "Oslo", "type": "Country", "aliases": []},
            {"name": "Anna Berg", "type": "Person", "aliases": ["Berg"]},
        ],
        "claims": [claim],
    }
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "a.txt").write_text("Oslo backs Berg. Anna Berg flew to Oslo.\n", encoding="utf-8")
    said, other = read_articles(tmp_path)
    assert said.pairs == {(1, 0): (1, 0, 0)}  # longer names, then those first by letter, come first
    assert (other.pairs, other.ignore) == ({}, {(1, 0)})


def test_our_own_sentences_are_well_formed(tmp_path: Path) -> None:
    paths = sources(tmp_path)
    for name in ("own", "long"):
        examples = read_actor_sentences(paths[name])
        assert len(examples) > 1000
        for example in examples:
            size = len(example.marked.spans)
            assert all(h != t and h < size and t < size for h, t in example.pairs)


def test_learning_starts_half_way_to_the_pipeline() -> None:
    shape = Shape(width=32, layers=1, heads=1, inner=64, pieces=20, positions=8)
    encoder, other = Encoder(shape), Encoder(shape)
    before = encoder.layers[0].query.weight.detach().clone()
    start_between(encoder, {f"encoder.{k}": v for k, v in other.state_dict().items()} | {"upos.bias": before})
    middle = (before + other.layers[0].query.weight) / 2
    assert torch.allclose(encoder.layers[0].query.weight, middle)
