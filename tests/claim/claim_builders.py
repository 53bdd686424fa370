"""Docs parsed by hand, sentences with their entities in brackets, links and scores for claim tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import spacy
from builders import entity
from spacy.tokens import Doc, Token

from kg.claim.patterns import Actors
from kg.claim.types import Sentence
from kg.pipeline.pairs import PairScores, find_marks
from kg.records import Entity, MentionKind

if TYPE_CHECKING:
    from spacy.language import Language

#: With the attributes of words that rules ask for (lower case, letters only).
_VOCAB = spacy.blank("en").vocab
_POS = {"NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "JJ": "ADJ", "IN": "ADP", "CC": "CCONJ", "DT": "DET"}
_POS |= {"VBD": "VERB", "VBN": "VERB", "VBZ": "VERB", "VB": "VERB", "VBG": "VERB", "RB": "ADV", "MD": "AUX"}
_POS |= {
    "PRP$": "PRON",
    "PRP": "PRON",
    "WDT": "PRON",
    "WP": "PRON",
    "POS": "PART",
    "TO": "PART",
    ".": "PUNCT",
}
_BE = {"is", "was", "were", "are"}

#: Words that stand for actors in sentences parsed by hand.
NAMES = ("Norland", "Sudland", "Ostmark", "Berg", "Dahl")


def parse(rows: str) -> Doc:
    """A Doc from rows of "word[:lemma] TAG dep head", heads counted from 1."""
    cells = [row.split() for row in rows.strip().splitlines()]
    words, lemmas = zip(*((w.partition(":")[0], w.partition(":")[2] or w) for w, *_ in cells), strict=True)
    heads = [int(c[3]) - 1 for c in cells]
    return Doc(
        _VOCAB,
        words=list(words),
        lemmas=["be" if w in _BE else lemma for w, lemma in zip(words, lemmas, strict=True)],
        tags=[c[1] if c[1] != "," else "," for c in cells],
        pos=["AUX" if w in _BE else _POS.get(c[1], "PUNCT") for w, c in zip(words, cells, strict=True)],
        deps=[c[2] for c in cells],
        heads=heads,
        sent_starts=[i == 0 or (words[i - 1] == ".") for i in range(len(words))],
    )


def named(token: Token) -> frozenset[str]:
    """Who a word of ``NAMES`` means."""
    return frozenset({token.text}) if token.text in NAMES else frozenset()


def read_marked(nlp: Language, text: str) -> tuple[Doc, Actors]:
    """A sentence whose actors stand in brackets: its Doc, and which token means whom."""
    plain, marks = find_marks(text)
    doc = nlp(plain)
    at = {
        token.i: frozenset({plain[start:end]})
        for start, end in marks
        for token in doc
        if token.idx < end and start < token.idx + len(token)
    }
    return doc, lambda token: at.get(token.i, frozenset())


@dataclass(frozen=True, slots=True)
class Tie:
    """A stretch of a Doc that means an entity."""

    start_token: int
    end_token: int
    head_token: int
    entity: str
    kind: MentionKind = MentionKind.NAME


def tie(start: int, who: Entity, end: int | None = None, kind: str = "name") -> Tie:
    """A link of one or more tokens, headed by the last."""
    end = start + 1 if end is None else end
    return Tie(start, end, end - 1, who.id, MentionKind(kind))


class Stub:
    """A scorer that gives every pair the same scores; those named by words are likelier.

    ``shape`` is aspect and modality, and how likely the modality is.
    """

    def __init__(self, *pairs: tuple[str, str, str, float], base: float = 0.2, shape: str = "held asserted"):
        self.pairs, self.base, self.shape = pairs, base, shape.split()
        self.seen: list[Sentence] = []

    def __call__(self, sentences: Sequence[Sentence]) -> Iterator[PairScores]:
        self.seen += sentences
        for words, spans in sentences:
            n = len(spans)
            stance = np.zeros((n, n, 3), np.float32)
            stance[..., 1:] = self.base
            stance[..., 0] = 1 - 2 * self.base
            for first, second, what, likely in self.pairs:
                for i, a in enumerate(spans):
                    for j, b in enumerate(spans):
                        if " ".join(words[a[0] : a[1]]) == first and " ".join(words[b[0] : b[1]]) == second:
                            stance[i, j] = [1 - likely, 0, 0]
                            stance[i, j, {"support": 1, "oppose": 2}[what]] = likely
            aspect = np.zeros((n, n, 2), np.float32)
            aspect[..., ("held", "ended").index(self.shape[0])] = 1
            sure = float(self.shape[2]) if len(self.shape) > 2 else 1.0
            modality = np.zeros((n, n, 3), np.float32)
            modality[..., 0] = 1 - sure
            modality[..., ("asserted", "denied", "possible").index(self.shape[1])] = sure
            yield PairScores(stance, aspect, modality)


NORLAND = entity("Norland", "Country")
SUDLAND = entity("Sudland", "Country")
OSTMARK = entity("Ostmark", "Country")
BERG = entity("Anna Berg")
DAHL = entity("Carl Dahl")
ALLIES = entity("Bund allies", "Group")
HARBOUR = entity("Eastport", "Place")
