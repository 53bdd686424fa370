"""The steps of a build that can be swapped: how articles are read and what is found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from kg.building.files import Renderer
from kg.building.keys import Pipeline
from kg.iris import DEFAULT_BASE
from kg.records import Article, Extraction

Warn = Callable[[str], None]
#: Called with the number of articles read through the pipeline and the number to read.
Progress = Callable[[int, int], None]


class Reader(Protocol):
    """Reads articles; `kg.read.read_articles`."""

    def __call__(self, paths: Sequence[str], *, warn: Warn) -> Iterator[Article]:
        """Yield each article; warn of what is skipped."""


class Extractor(Protocol):
    """Reads an article through the pipeline; `kg.extract.extract_articles`."""

    def __call__(
        self,
        articles: Iterable[Article],
        *,
        nlp: Pipeline | None = None,
        base: str = DEFAULT_BASE,
        min_confidence: float | None = None,
    ) -> Iterator[Extraction]:
        """Yield one extraction per article, in order."""


def packaged_reader() -> Reader:
    """`kg.read.read_articles`."""
    from kg.read import read_articles

    return read_articles


def packaged_extractor(nlp: Pipeline | None, pipeline: str | None) -> tuple[Extractor, Pipeline]:
    """`kg.extract.extract_articles` and the pipeline given, or else the one of this name."""
    from kg.extract import extract_articles
    from kg.pipeline import load_pipeline

    return extract_articles, nlp or load_pipeline(pipeline)


def packaged_renderer() -> Renderer:
    """`kg.view.render_page`."""
    from kg.view import render_page

    return render_page
