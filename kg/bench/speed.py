"""How long each step takes: reading, pipeline, resolving, claims, facts, graph, export.

CPU time of this process, one thread, all steps of some articles one after the other, as they are worked
through together, and all articles over and over: what slows the machine down for a while slows all steps
alike. A first article, not counted, fills what is made on first use.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from kg.bench.tables import to_markdown
from kg.errors import BenchError
from kg.export.jsonl import to_line, to_record
from kg.export.turtle import to_turtle
from kg.extract import assemble, gather, weigh_together
from kg.fact import tell_facts
from kg.graph import to_graph
from kg.pipeline import load_pipeline
from kg.read import read_articles
from kg.records import Article, Extraction
from kg.resolve import resolve_mentions

if TYPE_CHECKING:
    from spacy.language import Language

STEPS: Final = ("read", "pipeline", "resolve", "claims", "facts", "graph", "export")
#: What extraction adds to the pipeline; together half of its time at most.
ADDED: Final = ("resolve", "claims", "facts")
#: Articles that are read where none are named, in the shared folder.
DEFAULT: Final = ("data/articles", "eval/stories-dev")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Figure:
    """One step, or several together.

    Attributes:
        seconds: CPU time for an article, on average.
        articles: Per CPU-second.
        words: Per CPU-second.
        share: Of the pipeline's time.
    """

    step: str
    seconds: float
    articles: float
    words: float
    share: float


@dataclass(slots=True)
class Clock:
    """CPU seconds by step."""

    now: Callable[[], float] = time.process_time
    spent: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STEPS, 0.0))

    def time(self, step: str, do: Callable[[], _Result]) -> _Result:
        """Do something and add its time to the step's."""
        begun = self.now()
        result = do()
        self.spent[step] += self.now() - begun
        return result


def measure_speed(
    paths: Sequence[str],
    *,
    rounds: int = 3,
    name: str | None = None,
    warn: Callable[[str], None],
    clock: Clock | None = None,
) -> list[Figure]:
    """Time of every step over some articles; holds the extractions of a round in memory.

    Args:
        paths: What `kg.read_articles` takes.
        rounds: How often all articles are gone through.
        name: Another spaCy pipeline in place of the packaged one.

    Raises:
        BenchError: There is no word in the articles.
        ReadError: Not one article could be read.
    """
    # Before loading: the component reads it then.
    os.environ["KG_THREADS"] = "1"
    nlp = load_pipeline(name)
    first = next(read_articles(paths, warn=warn))
    _run_steps([first], nlp, Clock())
    clock = clock or Clock()
    count = words = 0
    for number in range(rounds):
        extractions: list[Extraction] = []
        for group in gather(_read(paths, warn if number == 0 else _ignore, clock)):
            found, size = _run_steps(group, nlp, clock)
            extractions += found
            words += size
        _run_output(extractions, clock)
        count += len(extractions)
    if not words:
        raise BenchError(f"{', '.join(paths)}: no word in them; name articles that say something")
    return list(_figures(clock.spent, count, words))


def _ignore(_: str) -> None:
    """What was said in the first round is not said again."""


def _read(paths: Sequence[str], warn: Callable[[str], None], clock: Clock) -> Iterator[Article]:
    articles = read_articles(paths, warn=warn)
    while (article := clock.time("read", lambda: next(articles, None))) is not None:
        yield article


def _run_steps(articles: Sequence[Article], nlp: Language, clock: Clock) -> tuple[list[Extraction], int]:
    """Articles through the steps of extraction together, and the number of their words."""
    docs = clock.time("pipeline", lambda: list(nlp.pipe(article.body for article in articles)))
    both = list(zip(articles, docs, strict=True))
    found = clock.time("resolve", lambda: [resolve_mentions(doc, date=a.date) for a, doc in both])
    weighed = clock.time("claims", lambda: weigh_together(articles, docs, found))
    told = clock.time(
        "facts", lambda: [tell_facts(d, f.entities, f.links) for d, f in zip(docs, found, strict=True)]
    )
    parts = list(zip(articles, docs, found, weighed, told, strict=True))
    workings = clock.time("claims", lambda: [assemble(*part) for part in parts])
    words = sum(not token.is_space for doc in docs for token in doc)
    return [item.extraction for item in workings], words


def _run_output(extractions: Sequence[Extraction], clock: Clock) -> None:
    """All articles of a round to a graph, and that to Turtle and records."""
    graph = clock.time("graph", lambda: to_graph(extractions))
    clock.time("export", lambda: to_turtle(graph))
    clock.time("export", lambda: [to_line(to_record(extraction)) for extraction in extractions])


def _figures(spent: dict[str, float], count: int, words: int) -> Iterator[Figure]:
    least = 1e-9
    for step, seconds in {**spent, " + ".join(ADDED): sum(spent[step] for step in ADDED)}.items():
        share = seconds / max(spent["pipeline"], least)
        yield Figure(step, seconds / count, count / max(seconds, least), words / max(seconds, least), share)


def to_table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = [("step", "ms/article", "articles/s", "words/s", "share of the pipeline")]
    rows += [
        (f.step, f"{1000 * f.seconds:.1f}", f"{f.articles:,.1f}", f"{f.words:,.0f}", f"{100 * f.share:.0f} %")
        for f in figures
    ]
    return to_markdown(rows)


def default_paths(root: Path) -> list[str]:
    """The articles of the shared folder that are timed where none are named."""
    return [str(root / path) for path in DEFAULT]
