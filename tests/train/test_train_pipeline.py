"""Chunks, batches and losses of the pipeline's training, on a toy network."""

from __future__ import annotations

import random

import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")

from kg.pipeline.pieces import CLS, SEP, WordPieces  # noqa: E402
from kg.train.data import NER_LABELS, Document, Sentence  # noqa: E402
from kg.train.network import Shape, Tagger  # noqa: E402
from kg.train.pipeline import Collator, batches, chunk_documents, collect_labels, losses  # noqa: E402

PARSED = Sentence(
    words=["Anna", "backs", "it"],
    upos=["PROPN", "VERB", "PRON"],
    xpos=["NNP", "VBZ", "PRP"],
    heads=[2, 0, 2],
    deps=["nsubj", "root", "obj"],
    ner=[(1,), (0,), (0,)],
)
NAMED = Sentence(words=["Oslo", "waits"], ner=[(5, 7), (0,)])
DOCUMENT = Document([PARSED, PARSED], mark_starts=True)


@pytest.fixture
def pieces() -> WordPieces:
    tokens = [f"[unused{i}]" for i in range(120)]
    tokens[0], tokens[100], tokens[CLS], tokens[SEP] = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
    tokens[110:115] = ["anna", "backs", "it", "os", "##lo"]
    return WordPieces(tokens)


def test_labels_are_those_of_the_treebank() -> None:
    labels = collect_labels([DOCUMENT, Document([NAMED])])
    assert labels.deps == ("nsubj", "obj", "root")
    assert labels.ner == NER_LABELS


def test_heads_are_shifted_to_their_sentence(pieces: WordPieces) -> None:
    collate = Collator(collect_labels([DOCUMENT]), pieces)
    batch = collate([([PARSED, PARSED], True), ([NAMED], False)])
    assert batch.heads[0].tolist() == [2, 0, 2, 5, 0, 5]
    assert batch.start[0].tolist() == [-100, 0, 0, 1, 0, 0]
    assert batch.heads[1].tolist() == [-100] * 6
    assert batch.ids[1, :5].tolist() == [CLS, 113, 114, 100, SEP]
    assert (batch.first[1, :2].tolist(), batch.last[1, :2].tolist()) == ([1, 3], [2, 3])
    assert batch.ner[1, 0].nonzero().flatten().tolist() == [5, 7]


def test_chunks_are_whole_sentences_within_the_limit() -> None:
    document = Document([PARSED] * 60, mark_starts=True)
    chunks = chunk_documents([document], 24, random.Random(1))
    assert sum(len(sentences) for sentences, _ in chunks) == 60
    assert all(sum(len(s.words) for s in sentences) <= 24 for sentences, _ in chunks)


def test_batches_hold_every_chunk_once_within_their_size() -> None:
    chunks = chunk_documents([Document([PARSED] * 30), Document([NAMED] * 9)], 9, random.Random(2))
    groups = list(batches(chunks, 30, random.Random(3)))
    assert sum(len(group) for group in groups) == len(chunks)
    for group in groups:
        longest = max(sum(len(s.words) for s in sentences) for sentences, _ in group)
        # Chunks are sorted with some noise, so that one may be longer than the last of its group.
        assert len(group) == 1 or (longest - 8) * len(group) <= 30


def test_losses_fall_and_heads_without_labels_are_left_out(pieces: WordPieces) -> None:
    torch.manual_seed(4)
    labels = collect_labels([DOCUMENT])
    model = Tagger(labels, Shape(32, 1, 4, 64, 120, 40), dropout=0.0)
    collate = Collator(labels, pieces)
    batch = collate([([PARSED, PARSED], True), ([NAMED], False)])
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=3e-3)
    seen = []
    for _ in range(60):
        parts = losses(model, batch)
        loss = torch.stack(list(parts.values())).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        seen.append(loss.item())
    assert set(parts) == {"upos", "xpos", "arc", "label", "start", "ner"}
    assert seen[-1] < 0.5 * seen[0]
    assert set(losses(model, collate([([NAMED], False)]))) == {"ner"}
