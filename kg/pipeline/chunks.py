"""Words to what the encoder is fed: chunks of whole sentences, in batches of one padded length.

The padded length follows from the chunk alone, and only chunks of the same length share a
batch: so what else is in a batch changes no digit of a chunk's scores.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.pipeline.pieces import CLS, SEP, Form

if TYPE_CHECKING:
    from kg.pipeline.words import WordTable

#: Pieces of a chunk: with the two marks they fill a padded length of 112.
_PIECES = 110
#: Words and pieces of the longest sentence; longer ones are cut.
_LONGEST, _MOST = 160, 494
#: Lengths are padded to a multiple of this.
_STEP = 16
#: Padded pieces in a batch: what stays in a core's own cache is computed fastest.
_BATCH = 600

Feed = dict[str, NDArray[Any]]


class Chunk:
    """Words of some neighbouring sentences: ``words`` are their numbers among the words of the text."""

    __slots__ = ("begin", "end", "forms", "size")

    def __init__(self, begin: int) -> None:
        self.begin = self.end = begin
        self.forms: list[Form] = []
        self.size = 0

    @property
    def padded(self) -> int:
        """The length to which it is padded, with the marks around it."""
        return pad_length(self.size + 2)


def pad_length(size: int) -> int:
    """The next multiple of 16: pieces of a row of ``size``, padding included."""
    return -(-size // _STEP) * _STEP


def cut_chunks(forms: Sequence[Form], starts: Iterable[int]) -> list[Chunk]:
    """Chunks of whole (provisional) sentences that ``starts`` begin; endless ones are cut as well."""
    bounds = [*sorted({0, *starts}), len(forms)]
    chunks: list[Chunk] = []
    for begin, end in pairwise(bounds):
        for sentence in _cut_sentence(forms, begin, end):
            size = sum(len(form.pieces) for form in sentence)
            if not chunks or chunks[-1].size + size > _PIECES:
                chunks.append(Chunk(chunks[-1].end if chunks else 0))
            chunks[-1].forms += sentence
            chunks[-1].end += len(sentence)
            chunks[-1].size += size
    return chunks


def _cut_sentence(forms: Sequence[Form], begin: int, end: int) -> Iterator[Sequence[Form]]:
    size, at = 0, begin
    for i in range(begin, end):
        more = len(forms[i].pieces)
        if i - at >= _LONGEST or size + more > _MOST:
            yield forms[at:i]
            size, at = 0, i
        size += more
    yield forms[at:end]


def batch_lengths(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of rows that are computed together: rows of one padded length.

    The number in a batch is as many as fit or a power of two below, so that there are few
    different shapes: a backend prepares itself for each.
    """
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index, length in enumerate(lengths):
        groups[length].append(index)
    for length, group in sorted(groups.items()):
        full = max(1, _BATCH // length)
        at = 0
        while at < len(group):
            left = len(group) - at
            size = full if left >= full else 1 << (left.bit_length() - 1)
            yield group[at : at + size]
            at += size


def feed_of(chunks: Sequence[Chunk], table: WordTable) -> Feed:
    """Padded arrays of chunks of one padded length."""
    length = chunks[0].padded
    ids = np.zeros((len(chunks), length), np.int64)
    cases = np.zeros((len(chunks), length), np.int64)
    first = np.zeros((len(chunks), length), np.int64)
    last = np.zeros((len(chunks), length), np.int64)
    for row, chunk in enumerate(chunks):
        ids[row, : chunk.size + 2] = [CLS, *(p for form in chunk.forms for p in form.pieces), SEP]
        counts = np.array([len(form.pieces) for form in chunk.forms])
        cases[row, 1 : chunk.size + 1] = np.repeat([form.case for form in chunk.forms], counts)
        ends = counts.cumsum()
        last[row, : len(ends)] = ends
        first[row, : len(ends)] = ends - counts + 1
    return {
        "embedded": table(ids),
        "cases": cases,
        "mask": (ids > 0).astype(np.float32),
        "first": first,
        "last": last,
    }
