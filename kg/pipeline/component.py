"""The encoder as a spaCy component: tags, lemmas, sentences, dependencies and entities in one pass."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH, SPACY
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from kg.errors import PipelineError
from kg.pipeline.annotate import COLUMNS, Annotator
from kg.pipeline.backend import Network, Session, count_threads, open_session
from kg.pipeline.chunks import Chunk, batch_lengths, cut_chunks, feed_of
from kg.pipeline.lemmas import Lemmas
from kg.pipeline.pieces import Form, WordPieces, case_class
from kg.pipeline.sentences import hard_starts, settle_starts, soft_starts
from kg.pipeline.words import WordTable

Array = NDArray[Any]

#: Log odds from which a word starts a sentence, and where it plainly can; chosen on EWT and GUM dev.
_START, _SOFT_START = 0.5, -2.0
#: Words of the Docs that are computed together; more only takes more memory.
_TOGETHER = 4000
FILES = (
    "encoder.onnx",
    "encoder.npz",
    "words.npz",
    "labels.npz",
    "vocab.txt",
    "labels.json",
    "lemmas.json.gz",
)


@Language.factory(
    "kg_encoder",
    assigns=["token.tag", "token.pos", "token.dep", "token.head", "token.lemma", "doc.ents", "doc.sents"],
    default_score_weights={"tag_acc": 0.2, "dep_las": 0.4, "ents_f": 0.4},
)
def make_encoder(nlp: Language, name: str) -> EncoderComponent:
    """Factory of the component; weights come with ``from_disk``."""
    return EncoderComponent(nlp, name)


class _Task:
    """A Doc on its way: its words, where sentences may start, its chunks."""

    __slots__ = ("chunks", "doc", "fixed", "forms", "given", "index", "likely", "spaced", "words")

    def __init__(self, doc: Doc, forms: list[Form], followed: Array) -> None:
        self.doc, self.forms = doc, forms
        self.words = [form for form in forms if not form.is_space]
        spaces = np.array([form.is_space for form in forms], bool)
        self.index = np.flatnonzero(~spaces)
        before = self.index - 1
        #: For each word whether white space stands before it.
        self.spaced = ((before < 0) | followed[before] | spaces[before]).tolist() if len(forms) else []
        self.chunks: list[Chunk] = []
        #: Numbers of words at which a sentence starts for sure, and at which one plainly can.
        self.fixed: set[int] = set()
        self.likely: set[int] = set()
        self.given = False


class EncoderComponent:
    """Fills Docs; sentence boundaries that a Doc already has are kept.

    What else is computed at the same time changes no annotation. Weights are opened when they
    are first needed, anew in each process.
    """

    def __init__(self, nlp: Language, name: str = "kg_encoder") -> None:
        self.name = name
        self.vocab = nlp.vocab
        self._files: dict[str, bytes] = {}
        self._process = 0
        self._session: Session | None = None
        self._left: list[Session | None] = []
        self._forms: dict[int, Form] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc in place."""
        for _ in self.pipe([doc]):
            pass
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Annotate a stream; at most ``batch_size`` Docs are computed together, some wait beside them."""
        stream = iter(stream)
        ahead: deque[Iterator[Doc]] = deque()
        while docs := _take(stream, max(1, batch_size)):
            ahead.append(self._start(docs))
            # While one lot is written into its Docs, the threads compute the next.
            if self._pool is None or len(ahead) > 1:
                yield from ahead.popleft()
        while ahead:
            yield from ahead.popleft()

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
        """Scores of predicted against given annotation, for ``nlp.evaluate``; punctuation counts."""
        examples = list(examples)
        scores: dict[str, Any] = {}
        for attribute in ("tag", "pos", "lemma"):
            scores |= Scorer.score_token_attr(examples, attribute)
        scores |= Scorer.score_deps(examples, "dep", ignore_labels=())
        scores |= Scorer.score_spans(examples, "sents", has_annotation=_has_sentences)
        scores |= Scorer.score_spans(examples, "ents", has_annotation=_has_entities)
        scores.pop("sents_per_type", None)
        return scores

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
        self._files = files
        self._process = 0
        self._forms = {}
        self._pieces = WordPieces.from_text(files["vocab.txt"].decode())
        self.table = WordTable(files["words.npz"])
        self.labels = {k: tuple(v) for k, v in json.loads(files["labels.json"]).items()}
        lemmas = Lemmas(json.loads(gzip.decompress(files["lemmas.json.gz"])))
        self._weights = dict(np.load(io.BytesIO(files["encoder.npz"])))
        last = {k: v.astype(np.float32) for k, v in np.load(io.BytesIO(files["labels.npz"])).items()}
        self._annotator = Annotator(self.vocab.strings, self.labels, last, lemmas)
        return self

    def _open(self) -> None:
        """Open the weights in this process; threads do not outlive a fork."""
        if self._process == os.getpid():
            return
        if not self._files:
            raise PipelineError(
                "the encoder has no weights yet; load the pipeline with spacy.load or kg.load_pipeline"
            )
        # A session that was opened before a fork cannot be closed after it: its threads are gone.
        self._left.append(self._session)
        network = Network("tagger", self._files["encoder.onnx"], self._weights)
        self._session = open_session(network)
        threads = count_threads()
        self._pool = ThreadPoolExecutor(threads, "kg") if threads > 1 else None
        self._process = os.getpid()

    def _start(self, docs: list[Doc]) -> Iterator[Doc]:
        """Set the threads to work; what is returned waits for them and fills the Docs in order."""
        self._open()
        tasks = [self._prepare(doc) for doc in docs]
        chunks = [chunk for task in tasks for chunk in task.chunks]
        batches = list(batch_lengths([chunk.padded for chunk in chunks]))
        results: Iterable[dict[str, Array]]
        if self._pool is None:
            results = (self._run([chunks[i] for i in batch]) for batch in batches)
        else:
            futures = [self._pool.submit(self._run, [chunks[i] for i in batch]) for batch in batches]
            results = (future.result() for future in futures)
        return self._finish(tasks, batches, results)

    def _finish(
        self, tasks: list[_Task], batches: list[list[int]], results: Iterable[dict[str, Array]]
    ) -> Iterator[Doc]:
        scores: dict[int, dict[str, Array]] = {}
        for batch, found in zip(batches, results, strict=True):
            for row, index in enumerate(batch):
                scores[index] = {name: value[row] for name, value in found.items()}
        done = 0
        for task in tasks:
            end = done + len(task.chunks)
            self._fill(task, [scores.pop(i) for i in range(done, end)])
            done = end
            yield task.doc

    def _run(self, chunks: list[Chunk]) -> dict[str, Array]:
        assert self._session is not None
        return self._session.run(feed_of(chunks, self.table))

    def _prepare(self, doc: Doc) -> _Task:
        tokens = doc.to_array([ORTH, SPACY]).reshape(-1, 2)
        task = _Task(doc, [self._form(orth) for orth in tokens[:, 0].tolist()], tokens[:, 1] > 0)
        if not task.words:
            return task
        task.given = doc.has_annotation("SENT_START") and len(doc) > 1
        if task.given:
            task.fixed = {0, *(k for k, i in enumerate(task.index.tolist()) if doc[i].is_sent_start)}
        else:
            number = {i: k for k, i in enumerate(task.index.tolist())}
            task.fixed = {number[i] for i in hard_starts([form.text for form in task.forms], doc.text)}
            task.likely = soft_starts([form.text for form in task.words], task.spaced)
        task.chunks = cut_chunks(task.words, task.fixed | task.likely)
        return task

    def _form(self, orth: int) -> Form:
        form = self._forms.get(orth)
        if form is None:
            text = self.vocab.strings[orth]
            form = Form(text, self._pieces(text), case_class(text), text.isspace())
            if len(self._forms) < 200_000:
                self._forms[orth] = form
        return form

    def _fill(self, task: _Task, scores: list[dict[str, Array]]) -> None:
        if not task.words:
            return
        starts = np.zeros(len(task.words), bool)
        starts[list(self._find_starts(task, scores))] = True
        rows = np.zeros((len(task.forms), len(COLUMNS)), np.uint64)
        for chunk, found in zip(task.chunks, scores, strict=True):
            part = slice(chunk.begin, chunk.end)
            starts[chunk.begin] = True
            self._annotator.fill(rows, task.index[part], chunk.forms, found, starts[part])
        if len(task.words) < len(task.forms):
            self._annotator.fill_spaces(rows, task.forms)
        columns: Any = rows
        task.doc.from_array(list(COLUMNS), columns)

    def _find_starts(self, task: _Task, scores: list[dict[str, Array]]) -> set[int]:
        if task.given:
            return task.fixed
        odds = np.concatenate(
            [s["start"][: len(c.forms), 0] for c, s in zip(task.chunks, scores, strict=True)]
        )
        bar = np.full(len(odds), _START)
        bar[list(task.likely)] = _SOFT_START
        starts = {0, *np.flatnonzero(odds > bar).tolist(), *task.fixed}
        if len(starts) == len(task.fixed):
            return starts
        return settle_starts([form.text for form in task.words], task.spaced, starts, task.fixed)


def _has_sentences(doc: Doc) -> bool:
    return bool(doc.has_annotation("SENT_START"))


def _has_entities(doc: Doc) -> bool:
    return bool(doc.has_annotation("ENT_IOB"))


def _take(stream: Iterator[Doc], limit: int) -> list[Doc]:
    """The next Docs: up to ``limit``, or ``_TOGETHER`` words."""
    docs: list[Doc] = []
    size = 0
    for doc in islice(stream, limit):
        docs.append(doc)
        size += len(doc)
        if size >= _TOGETHER:
            break
    return docs
