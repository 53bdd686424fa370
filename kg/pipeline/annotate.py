"""Scores of a text's words to the columns of its Doc."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, TAG
from spacy.strings import StringStore
from spacy.symbols import IDS

from kg.pipeline.decode import find_heads, find_names
from kg.pipeline.lemmas import Lemmas
from kg.pipeline.pieces import Form

Array = NDArray[Any]
Scores = Mapping[str, Array]

COLUMNS = (HEAD, DEP, TAG, POS, LEMMA, ENT_IOB, ENT_TYPE)
_HEAD, _DEP, _TAG, _POS, _LEMMA, _IOB, _TYPE = range(len(COLUMNS))
_INSIDE, _OUTSIDE, _BEGIN = 1, 2, 3
#: What speaks for a word's being in no name before any is seen; chosen on the dev parts of GUM and VOA.
_DOUBT = 2.0


class Annotator:
    """Turns scores into annotation; holds the labels as numbers of a vocabulary's strings."""

    def __init__(
        self,
        strings: StringStore,
        labels: Mapping[str, Sequence[str]],
        weights: Mapping[str, Array],
        lemmas: Lemmas,
    ) -> None:
        self._add = strings.add
        self._names = tuple(labels["ner"])
        self._tags = tuple(labels["xpos"])
        self._tag = np.array([strings.add(x) for x in self._tags], np.uint64)
        self._pos = np.array([IDS[x] if x != "_" else IDS["X"] for x in labels["upos"]], np.uint64)
        self._dep = np.array([strings.add("ROOT" if x == "root" else x) for x in labels["deps"]], np.uint64)
        self._root = labels["deps"].index("root")
        kinds = {"O": _OUTSIDE, "B": _BEGIN, "I": _INSIDE}
        self._iob = np.array([kinds[x[0]] for x in self._names], np.uint64)
        self._type = np.array([strings.add(x[2:]) if x != "O" else 0 for x in self._names], np.uint64)
        self._label = weights["label.weight"].T
        self._label_bias = weights["label.bias"]
        self._doubt = np.array([_DOUBT if x == "O" else 0 for x in self._names], np.float32)
        self._lemmas = lemmas
        self._lemma: dict[tuple[str, int], int] = {}

    def fill(self, rows: Array, index: Array, forms: Sequence[Form], scores: Scores, starts: Array) -> None:
        """Write the rows of a chunk's words.

        Args:
            rows: [tokens, len(COLUMNS)] of the whole Doc.
            index: Rows of the chunk's words.
            forms: The words.
            scores: Outputs of the tagger for the chunk, padding included.
            starts: For each word whether it starts a sentence; true for the first.
        """
        n = len(forms)
        tags = scores["xpos"][:n].argmax(-1)
        rows[index, _TAG] = self._tag[tags]
        rows[index, _POS] = self._pos[scores["upos"][:n].argmax(-1)]
        rows[index, _LEMMA] = [
            self._find_lemma(form.text, tag) for form, tag in zip(forms, tags.tolist(), strict=True)
        ]
        sentence = starts.cumsum() - 1
        heads = find_heads(scores["arcs"][:n, : n + 1], sentence)
        rows[index, _HEAD] = (
            np.where(heads == 0, 0, index[heads - 1] - index).astype(np.int64).view(np.uint64)
        )
        hidden = np.maximum(scores["label_dep"][:n] + scores["label_head"][heads], 0)
        points = hidden @ self._label + self._label_bias
        points[:, self._root] = -np.inf
        rows[index, _DEP] = self._dep[np.where(heads == 0, self._root, points.argmax(-1))]
        names = find_names(scores["ner"][:n] + self._doubt, sentence, self._names)
        rows[index, _IOB] = self._iob[names]
        rows[index, _TYPE] = self._type[names]

    def fill_spaces(self, rows: Array, forms: Sequence[Form]) -> None:
        """White-space tokens hang on the word before, or at the beginning on the first word.

        One inside a name, such as a line break or a non-breaking space, is part of the name.
        """
        first = next(i for i, form in enumerate(forms) if not form.is_space)
        before = -1
        for i, form in enumerate(forms):
            if not form.is_space:
                if i > before + 1 and rows[i, _IOB] == _INSIDE:
                    rows[before + 1 : i, _IOB : _TYPE + 1] = rows[i, _IOB : _TYPE + 1]
                before = i
                continue
            other = before if before >= 0 else first
            rows[i, _HEAD] = np.array(other - i, np.int64).view(np.uint64)
            rows[i, _DEP] = self._add("dep")
            rows[i, _TAG] = self._add("_SP")
            rows[i, _POS] = IDS["SPACE"]
            rows[i, _LEMMA] = self._add(form.text)
            rows[i, _IOB] = _OUTSIDE

    def _find_lemma(self, text: str, tag: int) -> int:
        key = (text, tag)
        found = self._lemma.get(key)
        if found is None:
            found = self._add(self._lemmas.find(text, self._tags[tag]))
            if len(self._lemma) < 200_000:
                self._lemma[key] = found
        return found
