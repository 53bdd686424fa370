"""The encoder as a spaCy component: tags, lemmas, sentences, dependencies and entities in one pass.

Runs on onnxruntime. An article's sentences go through in chunks of whole sentences, in batches
of like length; every row is quantised by itself, so neighbours in a batch change nothing.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc

from kg.errors import PipelineError
from kg.pipeline.backend import open_session
from kg.pipeline.decode import find_path, find_tree, log_softmax
from kg.pipeline.lemmas import Lemmas
from kg.pipeline.pieces import CLS, SEP, WordPieces, case_class
from kg.pipeline.sentences import hard_starts, soft_starts

if TYPE_CHECKING:
    import onnxruntime

#: Words in a chunk of sentences, and in one that is a single long sentence.
CHUNK, LONGEST = 96, 160
_PIECES = 500
#: Log odds from which a word starts a sentence, and where it plainly can; chosen on EWT and GUM dev.
_START, _SOFT_START = 0.5, -1.0
_BATCH_PIECES = 2400
FILES = ("encoder.onnx", "words.npz", "labels.npz", "vocab.txt", "labels.json", "lemmas.json.gz")


@Language.factory(
    "kg_encoder",
    assigns=["token.tag", "token.pos", "token.dep", "token.head", "token.lemma", "doc.ents", "doc.sents"],
)
def make_encoder(nlp: Language, name: str) -> EncoderComponent:
    """Factory of the component; weights come with ``from_disk``."""
    return EncoderComponent(nlp, name)


class EncoderComponent:
    """Fills a Doc; sentence boundaries that the Doc already has are kept."""

    def __init__(self, nlp: Language, name: str = "kg_encoder") -> None:
        self.name = name
        self.vocab = nlp.vocab
        self._files: dict[str, bytes] = {}
        self._session: onnxruntime.InferenceSession | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc in place."""
        self._annotate(doc)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Annotate a stream, one Doc at a time."""
        for doc in stream:
            self._annotate(doc)
            yield doc

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Write the weights and tables into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self._files.items():
            (folder / name).write_bytes(data)

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> EncoderComponent:
        """Read what ``to_disk`` wrote."""
        folder = Path(path)
        missing = [name for name in FILES if not (folder / name).exists()]
        if missing:
            remedy = "install the package again or train with: kg train pipeline"
            raise PipelineError(f"{folder}: {missing[0]} is missing; {remedy}")
        return self._set({name: (folder / name).read_bytes() for name in FILES})

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        """All files in one string of bytes."""
        import srsly

        return bytes(srsly.msgpack_dumps(self._files))

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> EncoderComponent:
        """Read what ``to_bytes`` wrote."""
        import srsly

        return self._set(srsly.msgpack_loads(data))

    def _set(self, files: dict[str, bytes]) -> EncoderComponent:
        import io

        self._files = files
        self._session = open_session(files["encoder.onnx"])
        self._outputs = [o.name for o in self._session.get_outputs() if o.name != "words"]
        words = np.load(io.BytesIO(files["words.npz"]))
        self._level, self._scale = words["level"], words["scale"]
        self._label = np.load(io.BytesIO(files["labels.npz"]))["label"].astype(np.float32)
        self._pieces = WordPieces.from_text(files["vocab.txt"].decode())
        self.labels = {k: tuple(v) for k, v in json.loads(files["labels.json"]).items()}
        self._lemmas = Lemmas(json.loads(gzip.decompress(files["lemmas.json.gz"])))
        strings = self.vocab.strings
        self._tags = np.array([strings.add(x) for x in self.labels["xpos"]], np.uint64)
        self._upos = np.array([IDS[x] if x != "_" else IDS["X"] for x in self.labels["upos"]], np.uint64)
        self._deps = np.array(
            [strings.add("ROOT" if x == "root" else x) for x in self.labels["deps"]], np.uint64
        )
        self._types = [0, *(strings.add(x[2:]) for x in self.labels["ner"][1:])]
        return self

    def embed(self, ids: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Widened rows of the word-piece table for ids of any shape."""
        out: np.ndarray[Any, Any] = self._level[ids].astype(np.float32) * self._scale[ids][..., None]
        return out

    def _annotate(self, doc: Doc) -> None:
        if self._session is None:
            raise PipelineError(
                "the encoder has no weights yet; load the pipeline with spacy.load or kg.load_pipeline"
            )
        words = [token.i for token in doc if not token.is_space]
        if not words:
            return
        given = doc.has_annotation("SENT_START") and len(doc) > 1
        if given:
            hard = {i for i in words if doc[i].is_sent_start} | {words[0]}
            soft: set[int] = set()
        else:
            hard = hard_starts(doc)
            soft = soft_starts(doc, words)
        chunks = self._chunks(doc, words, hard | soft)
        rows = np.zeros((len(doc), 8), np.uint64)
        for batch in _batches(chunks):
            for chunk, scores in zip(batch, self._run(batch), strict=True):
                self._fill(doc, rows, chunk, scores, hard, soft, given=given)
        self._fill_spaces(doc, rows)
        columns: Any = rows[:, :7]
        doc.from_array([HEAD, DEP, TAG, POS, LEMMA, ENT_IOB, ENT_TYPE], columns)

    def _chunks(self, doc: Doc, words: list[int], starts: set[int]) -> list[_Chunk]:
        """Cut the words into chunks of whole (provisional) sentences; endless ones are cut as well."""
        pieces = {i: self._pieces(doc[i].text) for i in words}
        sentences: list[list[int]] = []
        size = 0
        for i in words:
            size += len(pieces[i])
            if not sentences or i in starts or len(sentences[-1]) >= LONGEST or size > _PIECES:
                sentences.append([])
                size = len(pieces[i])
            sentences[-1].append(i)
        chunks: list[_Chunk] = []
        for sentence in sentences:
            size = sum(len(pieces[i]) for i in sentence)
            fits = (
                chunks
                and len(chunks[-1].words) + len(sentence) <= CHUNK
                and chunks[-1].size + size <= _PIECES
            )
            if not fits:
                chunks.append(_Chunk())
            cases = [case_class(doc[i].text) for i in sentence]
            chunks[-1].extend(sentence, [pieces[i] for i in sentence], cases, size)
        return chunks

    def _run(self, batch: list[_Chunk]) -> Iterator[dict[str, np.ndarray[Any, Any]]]:
        assert self._session is not None
        length = max(c.size for c in batch) + 2
        width = max(len(c.words) for c in batch)
        ids = np.zeros((len(batch), length), np.int64)
        cases = np.zeros((len(batch), length), np.int64)
        first = np.zeros((len(batch), width), np.int64)
        last = np.zeros((len(batch), width), np.int64)
        for row, chunk in enumerate(batch):
            flat = [CLS, *(p for pieces in chunk.pieces for p in pieces), SEP]
            ids[row, : len(flat)] = flat
            counts = np.array([len(p) for p in chunk.pieces])
            cases[row, 1 : len(flat) - 1] = np.repeat(chunk.cases, counts)
            ends = counts.cumsum()
            last[row, : len(ends)] = ends
            first[row, : len(ends)] = ends - counts + 1
        feed = {
            "embedded": self.embed(ids),
            "cases": cases,
            "mask": (ids > 0).astype(np.int32),
            "first": first,
            "last": last,
        }
        results = dict(zip(self._outputs, self._session.run(self._outputs, feed), strict=True))
        for row in range(len(batch)):
            yield {name: value[row] for name, value in results.items()}

    def _fill(
        self,
        doc: Doc,
        rows: np.ndarray[Any, Any],
        chunk: _Chunk,
        scores: dict[str, np.ndarray[Any, Any]],
        hard: set[int],
        soft: set[int],
        *,
        given: bool,
    ) -> None:
        words = chunk.words
        n = len(words)
        xpos = scores["xpos"][:n].argmax(-1)
        upos = scores["upos"][:n].argmax(-1)
        index = np.array(words)
        rows[index, 2] = self._tags[xpos]
        rows[index, 3] = self._upos[upos]
        add = self.vocab.strings.add
        for k, i in enumerate(words):
            rows[i, 4] = add(self._lemmas.find(doc[i].text, self.labels["xpos"][xpos[k]]))
        starts = [0]
        odds = scores["start"][:n, 0]
        for k in range(1, n):
            i = words[k]
            if i in hard or (not given and (odds[k] > _START or (i in soft and odds[k] > _SOFT_START))):
                starts.append(k)
        names = log_softmax(scores["ner"][:n])
        for begin, end in zip(starts, [*starts[1:], n], strict=True):
            self._fill_tree(rows, words, scores, begin, end)
            for k, label in zip(
                range(begin, end), find_path(names[begin:end], self.labels["ner"]), strict=True
            ):
                rows[words[k], 5] = 2 if label == 0 else (3 if self.labels["ner"][label][0] == "B" else 1)
                rows[words[k], 6] = self._types[label]

    def _fill_tree(
        self,
        rows: np.ndarray[Any, Any],
        words: list[int],
        scores: dict[str, np.ndarray[Any, Any]],
        begin: int,
        end: int,
    ) -> None:
        columns = [0, *range(begin + 1, end + 1)]
        heads = find_tree(log_softmax(scores["arcs"][begin:end][:, columns]))
        chosen = np.where(heads == 0, 0, heads + begin)
        dep, head = scores["label_dep"][begin:end], scores["label_head"][chosen]
        dep = np.concatenate([dep, np.ones_like(dep[:, :1])], 1)
        head = np.concatenate([head, np.ones_like(head[:, :1])], 1)
        left = (dep @ self._label).transpose(1, 0, 2)
        points = (left * head[:, None, :]).sum(-1)
        root = self.labels["deps"].index("root")
        points[:, root] = -np.inf
        labels = points.argmax(-1)
        for k, (h, label) in enumerate(zip(heads, labels, strict=True)):
            i = words[begin + k]
            other = i if h == 0 else words[begin + int(h) - 1]
            rows[i, 0] = np.array(other - i, np.int64).astype(np.uint64)
            rows[i, 1] = self._deps[root if h == 0 else label]

    def _fill_spaces(self, doc: Doc, rows: np.ndarray[Any, Any]) -> None:
        """White-space tokens hang on the word before, or at the beginning on the first word.

        One inside a name, such as a line break or a non-breaking space, is part of the name.
        """
        strings = self.vocab.strings
        tag, dep = strings.add("_SP"), strings.add("dep")
        before = -1
        first = next(token.i for token in doc if not token.is_space)
        for token in doc:
            if not token.is_space:
                if rows[token.i, 5] == 1:
                    rows[before + 1 : token.i, 5:7] = rows[token.i, 5:7]
                before = token.i
                continue
            other = before if before >= 0 else first
            rows[token.i, 0] = np.array(other - token.i, np.int64).astype(np.uint64)
            rows[token.i, 1:5] = (dep, tag, IDS["SPACE"], strings.add(token.text))
            rows[token.i, 5] = 2


class _Chunk:
    """Words of some neighbouring sentences with their pieces."""

    __slots__ = ("cases", "pieces", "size", "words")

    def __init__(self) -> None:
        self.words: list[int] = []
        self.pieces: list[tuple[int, ...]] = []
        self.cases: list[int] = []
        self.size = 0

    def extend(self, words: list[int], pieces: list[tuple[int, ...]], cases: list[int], size: int) -> None:
        self.words += words
        self.pieces += pieces
        self.cases += cases
        self.size += size


def _batches(chunks: list[_Chunk]) -> Iterator[list[_Chunk]]:
    """Chunks of like length together, within a bound on padded pieces."""
    group: list[_Chunk] = []
    for chunk in sorted(chunks, key=lambda c: c.size):
        if group and (len(group) + 1) * (chunk.size + 2) > _BATCH_PIECES:
            yield group
            group = []
        group.append(chunk)
    if group:
        yield group
