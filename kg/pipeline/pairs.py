"""Stance of every ordered pair of mentions in a sentence, in one pass of the stance encoder.

Each mention is told to the encoder by a class of its type and kind that is added to its pieces;
a pair is scored from the two mentions' states, their product and the sentence's own state.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import PipelineError, ReadError
from kg.pipeline.backend import Network, open_session
from kg.pipeline.chunks import batch_lengths, pad_length
from kg.pipeline.pieces import CLS, SEP, WordPieces, case_class
from kg.pipeline.words import WordTable
from kg.records import EntityType, MentionKind

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

FOLDER = Path(__file__).parent.parent / "models" / "stance"
ROLES = ("none", "unknown", *(f"{t}/{k}" for t in EntityType for k in MentionKind))
_ROLE = {name: index for index, name in enumerate(ROLES)}
STANCES = ("none", "support", "oppose")
ASPECTS = ("held", "ended")
MODALITIES = ("asserted", "denied", "possible")
#: Pieces of a sentence that are read; what is beyond has no mentions.
LONGEST = 220

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its mentions: ``spans`` are (first word, end word, index into ROLES)."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class PairScores:
    """Probabilities for ordered pairs (holder, target) of a sentence's mentions.

    Attributes:
        stance: [mentions, mentions, 3], in the order of ``STANCES``.
        aspect: [mentions, mentions, 2], in the order of ``ASPECTS``.
        modality: [mentions, mentions, 3], in the order of ``MODALITIES``.
    """

    stance: Floats
    aspect: Floats
    modality: Floats


def role_of(type_: EntityType | None, kind: MentionKind) -> int:
    """Index into ``ROLES``; an unknown type has a class of its own."""
    return _ROLE["unknown"] if type_ is None else _ROLE[f"{type_}/{kind}"]


def encode(marked: Marked, pieces: WordPieces) -> dict[str, list[int]]:
    """Piece ids, case and role classes, and each mention's first and last piece (0 where cut off)."""
    row: dict[str, list[int]] = {"ids": [CLS], "cases": [0], "roles": [0], "first": [], "last": []}
    roles = [0] * len(marked.words)
    for start, end, role in sorted(marked.spans, key=lambda s: (s[0] - s[1], s[0])):
        roles[start:end] = [role] * (end - start)
    begins, ends = [], []
    for word, role in zip(marked.words, roles, strict=True):
        ids = pieces(word)
        begins.append(len(row["ids"]))
        row["ids"] += ids
        row["cases"] += [case_class(word)] * len(ids)
        row["roles"] += [role] * len(ids)
        ends.append(len(row["ids"]) - 1)
    for key in ("ids", "cases", "roles"):
        row[key] = [*row[key][:LONGEST], SEP if key == "ids" else 0]
    for start, end, _ in marked.spans:
        inside = ends[end - 1] < LONGEST
        row["first"].append(begins[start] if inside else 0)
        row["last"].append(ends[end - 1] if inside else 0)
    return row


def find_marks(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A sentence without its brackets, and the offsets of what stood in them.

    >>> find_marks("[Norway] praised [Iceland].")
    ('Norway praised Iceland.', ((0, 6), (15, 22)))
    """
    plain, at = "", 0
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"\[([^\[\]]*)\]", text):
        plain += text[at : match.start()]
        spans.append((len(plain), len(plain) + len(match.group(1))))
        plain += match.group(1)
        at = match.end()
    return plain + text[at:], tuple(spans)


def split_words(text: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """Words as the pipeline's tokeniser cuts them, with their offsets."""
    tokens = [token for token in _tokenizer()(text) if not token.is_space]
    return tuple(t.text for t in tokens), tuple((t.idx, t.idx + len(t)) for t in tokens)


@cache
def _tokenizer() -> Tokenizer:
    import spacy

    return spacy.blank("en").tokenizer


def span_of_words(offsets: Sequence[tuple[int, int]], begin: int, end: int) -> tuple[int, int] | None:
    """Words that overlap a stretch of characters, as (first, end); None where there are none."""
    inside = [i for i, (start, stop) in enumerate(offsets) if start < end and begin < stop]
    return (inside[0], inside[-1] + 1) if inside else None


def split_marked(text: str, number: int) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """Words of a sentence with two entities in brackets, and the words of each entity.

    Raises:
        ReadError: There are not two; ``number`` is the line's, for the message.
    """
    plain, marks = find_marks(text.strip())
    words, offsets = split_words(plain)
    spans = [span_of_words(offsets, *mark) for mark in marks]
    named = tuple(span for span in spans if span)
    if len(spans) != 2 or len(named) != 2:
        found = f"{len(named)} entities in brackets" + (", and empty ones" if len(named) < len(spans) else "")
        raise ReadError(f"line {number}: {found}, not 2; mark the pair as [first] and [second]")
    return words, named


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    exponents = np.exp(scores - scores.max(-1, keepdims=True))
    out: Floats = exponents / exponents.sum(-1, keepdims=True)
    return out


class PairScorer:
    """The packaged stance model; ``table`` are the rows of the pipeline's word pieces."""

    def __init__(self, folder: Path, table: WordTable, pieces: WordPieces) -> None:
        weights = dict(np.load(folder / "stance.npz"))
        self._session = open_session(Network("pairs", (folder / "stance.onnx").read_bytes(), weights))
        self._heads = {k: v.astype(np.float32) for k, v in np.load(folder / "heads.npz").items()}
        self._table, self._pieces = table, pieces
        self.settings: dict[str, Any] = json.loads((folder / "stance.json").read_text(encoding="utf-8"))

    def score(self, sentences: Sequence[Marked]) -> Iterator[PairScores]:
        """Scores of each sentence, in order; a sentence's scores do not depend on the others."""
        rows = [encode(s, self._pieces) for s in sentences]
        results: dict[int, PairScores] = {}
        for batch in batch_lengths([pad_length(len(row["ids"])) for row in rows]):
            results.update(zip(batch, self._run([rows[i] for i in batch]), strict=True))
        for i in range(len(rows)):
            yield results[i]

    def _run(self, rows: list[dict[str, list[int]]]) -> Iterator[PairScores]:
        length = pad_length(len(rows[0]["ids"]))
        # Mentions may overlap, so there can be more of them than pieces.
        width = max(length, *(pad_length(len(row["first"])) for row in rows))

        def pad(key: str, size: int) -> NDArray[np.int64]:
            return np.array([r[key] + [0] * (size - len(r[key])) for r in rows], np.int64)

        ids = pad("ids", length)
        feed: dict[str, NDArray[Any]] = {
            "embedded": self._table(ids),
            "cases": pad("cases", length),
            "roles": pad("roles", length),
            "mask": (ids > 0).astype(np.float32),
            "first": pad("first", width),
            "last": pad("last", width),
        }
        found = self._session.run(feed)
        for row, mentions, sentence in zip(rows, found["spans"], found["whole"], strict=True):
            yield self._pairs(mentions[: len(row["first"])], sentence)

    def _pairs(self, mentions: Floats, sentence: Floats) -> PairScores:
        product = mentions[:, None, :] * mentions[None, :, :]
        hidden = (
            self._apply(mentions, "holder")[:, None, :]
            + self._apply(mentions, "target")[None, :, :]
            + self._apply(product, "product")
            + self._apply(sentence, "whole")
        )
        hidden = np.maximum(hidden, 0)
        return PairScores(*(softmax(self._apply(hidden, name)) for name in ("stance", "aspect", "modality")))

    def _apply(self, x: Floats, name: str) -> Floats:
        weight, bias = self._heads[f"{name}.weight"], self._heads.get(f"{name}.bias")
        out: Floats = x @ weight.T
        return out if bias is None else out + bias


@cache
def load_scorer() -> PairScorer:
    """The packaged stance model; it shares the pipeline's table of word pieces.

    Raises:
        PipelineError: Its files are missing.
    """
    encoder = FOLDER.parent / "kg_news" / "kg_encoder"
    names = [FOLDER / name for name in ("stance.onnx", "stance.npz", "heads.npz", "stance.json")]
    files = [*names, encoder / "words.npz", encoder / "vocab.txt"]
    missing = [path for path in files if not path.exists()]
    if missing:
        raise PipelineError(
            f"{missing[0]} is missing; install the package again or train with: kg train stance"
        )
    pieces = WordPieces.from_text((encoder / "vocab.txt").read_text(encoding="utf-8"))
    return PairScorer(FOLDER, WordTable((encoder / "words.npz").read_bytes()), pieces)
