"""Extraction measured against annotated sets, with the scorers that lie beside them.

The annotated data and the scorers are no part of the package: they live in a shared folder of their
own (``eval/``, ``seeds/`` and ``data/stance/`` in it). The scorers are stand-alone scripts; each is
run on the gold and on a file of our predictions, and what it prints is read back as figures.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Literal

from kg.bench.calibration import Sample, calibration_error, judge_articles, judge_sentences
from kg.bench.causes import Case, find_cases
from kg.bench.given import extract_given
from kg.bench.gold import read_gold
from kg.bench.shared import find_shared
from kg.bench.tables import to_markdown
from kg.errors import BenchError
from kg.export.jsonl import to_record
from kg.extract import extract_articles, score_pairs
from kg.read import read_articles
from kg.records import Extraction

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One annotated set: what to read, what to compare with, and the scorer that compares.

    Attributes:
        inputs: Glob pattern in the shared folder: articles, or lines with two marked entities.
        gold: Path in the shared folder that the scorer is given.
        scorer: File name in ``eval/``.
        kind: What the inputs are: articles, lines for the stance model, or sentences of which the
            actors are given too.
        passed_over: What the scorer prints that says nothing of us.
    """

    inputs: str
    gold: str
    scorer: str
    kind: Literal["articles", "lines", "given"] = "articles"
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that a scorer printed; shares in [0, 1].

    Attributes:
        value: F1, or the one share that the scorer gives.
        detail: The counts behind it, as printed.
    """

    gold_set: str
    measure: str
    value: float
    precision: float | None = None
    recall: float | None = None
    detail: str = ""


_VOA, _DSE, _SEESAW = "data/stance/voa-dev.jsonl", "data/stance/dse-valid.tsv", "eval/seesaw-valid"

#: In the order of the printed table.
SETS = {
    "seeds": GoldSet("seeds/*.txt", "eval/seeds", "score_articles.py"),
    "stories-dev": GoldSet("eval/stories-dev/*.txt", "eval/stories-dev", "score_articles.py"),
    "seesaw-valid": GoldSet(f"{_SEESAW}/articles.jsonl", f"{_SEESAW}/gold.jsonl", "score_seesaw.py"),
    "voa-dev": GoldSet(_VOA, _VOA, "score_sentences.py"),
    "voa-dev, actors given": GoldSet(_VOA, _VOA, "score_sentences.py", "given", ("actors",)),
    "dse-valid": GoldSet(_DSE, _DSE, "score_dse.py", "lines"),
}
#: Sets of whole annotated articles, and of annotated sentences: those of which more is told.
ARTICLES: Final = ("seeds", "stories-dev")
SENTENCES: Final = ("voa-dev",)

_SHARE = r"(\d\.\d+)"
_PRF = re.compile(rf"^(.+?)\s+P {_SHARE}\s+R {_SHARE}\s+F1 {_SHARE}\s*(.*)$")
_ACCURACY = re.compile(rf"^accuracy {_SHARE}\s+macro-F1 {_SHARE}$")
_POLARITY = re.compile(rf"^polarity\s+(\d+/\d+) = {_SHARE}")


def measure_accuracy(
    shared: Path | None = None,
    *,
    names: Sequence[str] = tuple(SETS),
    nlp: Language | None = None,
    warn: Callable[[str], None],
    keep: Callable[[str, Sequence[Extraction]], None] | None = None,
) -> list[Figure]:
    """Extract from each of the named sets and score it; all figures in the order of `SETS`.

    Args:
        keep: Called with the name and the extractions of each set of articles.

    Raises:
        BenchError: The shared folder, one of its files or a set's name is missing, or a scorer fails.
    """
    unknown = sorted(set(names) - set(SETS))
    if unknown:
        raise BenchError(f"no set {', '.join(unknown)}; the known ones are {', '.join(SETS)}")
    root = find_shared(shared)
    figures: list[Figure] = []
    with TemporaryDirectory(prefix="kg-bench-") as folder:
        for name, gold_set in SETS.items():
            if name in names:
                predictions = Path(folder) / f"{name}.predictions"
                extractions = _predict(root, gold_set, predictions, nlp=nlp, warn=warn)
                if keep and extractions:
                    keep(name, extractions)
                printed = _run_scorer(root / "eval" / gold_set.scorer, root / gold_set.gold, predictions)
                figures += [f for f in parse_figures(name, printed) if f.measure not in gold_set.passed_over]
                for line in printed.splitlines():
                    if line.startswith("missing"):
                        warn(f"{name}: {line}")
    return figures


def parse_figures(gold_set: str, printed: str) -> list[Figure]:
    """Read the figures out of what a scorer printed; other lines are passed over.

    >>> parse_figures("seeds", "facts   P 0.500  R 0.250  F1 0.333   (1 right, 1 wrong, 3 missed)")
    ... # doctest: +ELLIPSIS
    [Figure(gold_set='seeds', measure='facts', value=0.333, precision=0.5, recall=0.25, detail='1 right...')]
    """
    figures = [figure for line in printed.splitlines() for figure in _parse_line(gold_set, line)]
    if not figures:
        raise BenchError(f"the scorer of {gold_set} printed no figure; is the shared folder up to date?")
    return figures


def to_table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table with aligned columns."""
    rows = [("set", "measure", "P", "R", "F1", "counts")]
    rows += [
        (f.gold_set, f.measure, _share(f.precision), _share(f.recall), _share(f.value), f.detail)
        for f in figures
    ]
    return to_markdown(rows)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _parse_line(gold_set: str, line: str) -> Iterator[Figure]:
    if match := _PRF.match(line):
        name, precision, recall, f1, detail = match.groups()
        yield Figure(gold_set, name, float(f1), float(precision), float(recall), detail.strip("()"))
    elif match := _ACCURACY.match(line):
        yield Figure(gold_set, "all classes, micro", float(match[1]), detail="accuracy")
        yield Figure(gold_set, "all classes, macro", float(match[2]))
    elif match := _POLARITY.match(line):
        yield Figure(gold_set, "polarity", float(match[2]), detail=f"{match[1]} of the gold pairs found")


def calibrate(root: Path, extractions: Mapping[str, Sequence[Extraction]]) -> dict[str, Sample]:
    """Claims judged one by one: of the whole articles together, and of the sentences."""
    samples: dict[str, Sample] = {}
    articles = [
        judge_articles(read_gold(root / SETS[n].gold), extractions[n]) for n in ARTICLES if n in extractions
    ]
    if articles:
        samples[" and ".join(n for n in ARTICLES if n in extractions)] = sum(articles, Sample((), 0))
    for name in SENTENCES:
        if name in extractions:
            samples[name] = judge_sentences(root / SETS[name].gold, extractions[name])
    return samples


def calibration_figures(samples: Mapping[str, Sample]) -> list[Figure]:
    """The expected calibration error of each sample."""
    return [
        Figure(
            name, "calibration error", calibration_error(sample.judged), detail=f"{len(sample.judged)} claims"
        )
        for name, sample in samples.items()
    ]


def list_errors(root: Path, extractions: Mapping[str, Sequence[Extraction]]) -> list[Case]:
    """What is missed and what is wrong in the whole articles, each with its cause."""
    return [
        case
        for name in ARTICLES
        if name in extractions
        for case in find_cases(name, read_gold(root / SETS[name].gold), extractions[name])
    ]


def _predict(
    root: Path, gold_set: GoldSet, out: Path, *, nlp: Language | None, warn: Callable[[str], None]
) -> list[Extraction]:
    """Write what the scorer reads; give the extractions where there are any."""
    paths = sorted(str(path) for path in root.glob(gold_set.inputs))
    if not paths:
        raise BenchError(f"{root / gold_set.inputs}: no such file; name another folder with --shared DIR")
    extractions: list[Extraction] = []
    with out.open("w", encoding="utf-8") as handle:
        if gold_set.kind == "lines":
            for label, _ in score_pairs(_read_sentences(Path(paths[0]))):
                print(label, file=handle)
        elif gold_set.kind == "given":
            for record in extract_given(Path(paths[0])):
                print(json.dumps(record, ensure_ascii=False), file=handle)
        else:
            for extraction in extract_articles(read_articles(paths, warn=warn), nlp=nlp):
                print(json.dumps(to_record(extraction), ensure_ascii=False), file=handle)
                extractions.append(extraction)
    return extractions


def _read_sentences(path: Path) -> Iterator[str]:
    """First column of the lines that hold something: the rule by which the scorer counts."""
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            if line.strip():
                yield line.split("\t")[0]


def _run_scorer(scorer: Path, gold: Path, predictions: Path) -> str:
    command = [sys.executable, str(scorer), str(gold), str(predictions)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode:
        last = (run.stderr.strip() or "no message").splitlines()[-1]
        raise BenchError(f"{scorer}: exit status {run.returncode}: {last}")
    return run.stdout
