"""The language pipeline measured: tags, parses, sentences, names, speed and size.

Treebanks and name sets are no part of the package: they lie in ``data/`` of the shared folder, and
none of those used here is trained on. The packaged pipeline runs on one thread throughout.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.bench.name_scores import read_actors, read_names, score_actors, score_names
from kg.bench.name_scores import to_doc as to_named_doc
from kg.bench.tables import to_markdown
from kg.bench.ud_scores import Parse, Share, from_doc, read_treebank, score_parse, to_doc
from kg.errors import BenchError
from kg.pipeline import MODEL, load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GOLD, RAW = "gold tokens", "raw text"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        text: What the pipeline was given: ``GOLD`` or ``RAW``.
        value: In ``unit``.
        detail: The counts behind it.
    """

    gold_set: str
    text: str
    measure: str
    value: float
    unit: str = "%"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Treebank:
    """A treebank file below ``data/``, and what is told of it on gold tokens and on raw text."""

    path: str
    prefix: str
    gold: tuple[str, ...]
    raw: tuple[str, ...] = ("words", "sentences", "UAS", "LAS")


TREEBANKS = {
    "EWT test": Treebank(
        "ud/ewt/test.conllu.gz", "", ("UPOS", "XPOS", "lemmas", "UAS", "LAS", "LAS with subtypes")
    ),
    "PUD news": Treebank("ud/pud/test.conllu.gz", "n", ("UAS", "LAS", "LAS with subtypes")),
}
#: Name sets with PER, ORG and LOC, as IOB2 files below ``data/``.
NAME_SETS = {
    "UNER-PUD news": "ner/uner_pud/news.iob2.gz",
    "GUM news test": "ner/gum/news_test.iob2.gz",
    "CrossNER politics test": "ner/crossner_politics/test.iob2.gz",
}
ACTORS = "stance/voa-dev.jsonl"

_NAMES = "names (PER, ORG, LOC) F1"
#: A fresh process: import, load, first article.
_COLD = """
import json, sys, time
import kg.pipeline
nlp = kg.pipeline.load_pipeline(sys.argv[1] or None)
nlp("Norway and Iceland back the plan, Anna Berg said on Tuesday.")
print(json.dumps(time.process_time()))
"""


def measure_pipeline(root: Path, *, name: str | None = None) -> Iterator[Figure]:
    """All figures of a pipeline, one by one as they are measured.

    Args:
        root: The shared folder.
        name: Another spaCy pipeline, by name or folder, in place of the packaged one.

    Raises:
        BenchError: A file is missing below ``root``.
        PipelineError: There is no such pipeline.
    """
    data = root / "data"
    # Before loading: the component reads it then, and the cold start below inherits it.
    os.environ["KG_THREADS"] = "1"
    nlp = load_pipeline(name)
    treebanks = {key: read_treebank(data / t.path, prefix=t.prefix) for key, t in TREEBANKS.items()}
    parsed, speed = _parse_raw(nlp, treebanks)
    for key, parses in treebanks.items():
        docs = nlp.pipe(to_doc(parse, nlp.vocab) for parse in parses)
        yield from _tree_figures(key, GOLD, TREEBANKS[key].gold, parses, docs)
        yield from _tree_figures(key, RAW, TREEBANKS[key].raw, parses, parsed[key])
    for key, path in NAME_SETS.items():
        marked = read_names(data / path)
        docs = nlp.pipe(to_named_doc(m, nlp.vocab) for m in marked)
        share = _total(score_names(m.names, doc) for m, doc in zip(marked, docs, strict=True))
        yield _figure(key, GOLD, _NAMES, share)
    actors = read_actors(data / ACTORS)
    docs = nlp.pipe(a.text for a in actors)
    share = _total(score_actors(a, doc) for a, doc in zip(actors, docs, strict=True))
    yield _figure("VOA dev", RAW, "named actors (PER, ORG, LOC) F1", share)
    yield speed
    yield Figure("", "", "import, load, first article", _cold_start(name), "CPU s", "one thread")
    if nlp.path:
        size = sum(file.stat().st_size for file in Path(nlp.path).rglob("*") if file.is_file())
        yield Figure("", "", "size on disk", size / 1e6, "MB")


def save_performance(figures: Iterable[Figure]) -> None:
    """Write what is measured in per cent into the packaged pipeline's ``meta.json``, in [0, 1]."""
    path = MODEL / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    shares = {
        f"{f.gold_set}, {f.text}, {f.measure}": round(f.value / 100, 4) for f in figures if f.unit == "%"
    }
    if shares:
        meta["performance"] = shares
        path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def to_table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table with aligned columns."""
    rows = [("set", "given", "measure", "figure", "counts")]
    rows += [(f.gold_set, f.text, f.measure, _shown(f), f.detail) for f in figures]
    return to_markdown(rows)


def _shown(figure: Figure) -> str:
    if figure.unit == "%":
        return f"{figure.value:.1f}"
    return f"{figure.value:,.0f}" if figure.value >= 100 else f"{figure.value:.1f} {figure.unit}"


def _parse_raw(
    nlp: Language, treebanks: dict[str, list[Parse]], clock: Callable[[], float] = time.process_time
) -> tuple[dict[str, list[Doc]], Figure]:
    """Docs of the treebanks' texts, and how fast they were made."""
    nlp("A first sentence fills what is made on first use.")
    begun = clock()
    docs = {key: list(nlp.pipe(parse.text for parse in parses)) for key, parses in treebanks.items()}
    seconds = max(clock() - begun, 1e-9)
    words = sum(not token.is_space for group in docs.values() for doc in group for token in doc)
    speed = Figure(
        " and ".join(treebanks),
        RAW,
        "words per CPU-second, text to Doc",
        words / seconds,
        "words/s",
        f"one thread, {words:,} words",
    )
    return docs, speed


def _tree_figures(
    key: str, text: str, measures: Sequence[str], parses: Sequence[Parse], docs: Iterable[Doc]
) -> Iterator[Figure]:
    totals: dict[str, Share] = {}
    for parse, doc in zip(parses, docs, strict=True):
        for measure, share in score_parse(parse, from_doc(doc)).items():
            totals[measure] = totals.get(measure, Share()) + share
    if not totals:
        raise BenchError(f"{key}: no sentence in the treebank; is the shared folder complete?")
    for measure in measures:
        shown = measure if text == GOLD else f"{measure} F1"
        yield _figure(key, text, shown, totals[measure])


def _figure(key: str, text: str, measure: str, share: Share) -> Figure:
    detail = f"{share.right:,} right of {share.gold:,}"
    if share.found != share.gold or "names" in measure or "actors" in measure:
        detail = f"P {100 * share.precision:.1f}  R {100 * share.recall:.1f}, {detail}"
    return Figure(key, text, measure, 100 * share.f1, "%", detail)


def _total(shares: Iterable[Share]) -> Share:
    return sum(shares, Share())


def _cold_start(name: str | None) -> float:
    """CPU-seconds of a fresh process until its first article is read."""
    command = [sys.executable, "-c", _COLD, name or ""]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode:
        last = (run.stderr.strip() or "no message").splitlines()[-1]
        raise BenchError(f"a fresh process cannot load the pipeline: {last}")
    return float(json.loads(run.stdout))
