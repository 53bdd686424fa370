"""What is to be validated: a built folder or a file, with the articles that are at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Dataset, Graph
from rdflib.plugin import PluginException
from rdflib.util import guess_format

from kg.errors import GraphError, ReadError
from kg.export.folder import TURTLE, read_folder
from kg.graph import article_node
from kg.iris import DEFAULT_BASE
from kg.read import read_articles
from kg.records import Article
from kg.validate.findings import Finding, Severity

_QUADS = frozenset({"trig", "nquads", "trix", "json-ld"})


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be validated.

    Attributes:
        texts: By the IRI of an article, its text.
        findings: What is wrong with the articles at hand.
    """

    graph: Graph
    texts: dict[str, str]
    findings: tuple[Finding, ...] = ()


def read_subject(
    path: Path,
    *,
    articles: Sequence[str] = (),
    base: str | None = None,
    warn: Callable[[str], None],
) -> Subject:
    """Read a folder that ``kg build`` wrote, or a file of triples, and the articles beside it.

    A folder's records name the files of its articles; those that are there are read.

    Args:
        articles: Files and folders with articles, beside those that the records name.
        base: What the IRIs start with; of a folder, what it was built with.
        warn: Called with one line for each article that cannot be read.

    Raises:
        GraphError: There is no graph, or it cannot be read.
        ExportError: The folder's records cannot be read.
    """
    if path.is_dir():
        folder = read_folder(path)
        graph = _read_graph(path / TURTLE)
        told = [extraction.article for extraction in folder.extractions]
        base = base or folder.base
    else:
        graph, told = _read_graph(path), []
        base = base or DEFAULT_BASE
    named = sorted({a.path for a in told if a.path and Path(a.path).is_file()})
    texts = _read_texts([*named, *articles], base, warn)
    return Subject(graph, texts, tuple(_changed(told, named, texts, base)))


def _read_texts(paths: Sequence[str], base: str, warn: Callable[[str], None]) -> dict[str, str]:
    if not paths:
        return {}
    try:
        return {article_node(a, base=base): a.text for a in read_articles(paths, warn=warn)}
    except ReadError as error:
        warn(str(error))
        return {}


def _changed(
    told: Iterable[Article], named: Iterable[str], texts: dict[str, str], base: str
) -> Iterable[Finding]:
    """Articles whose file is there, but holds another text than the one that was read."""
    there = set(named)
    for article in told:
        node = article_node(article, base=base)
        if article.path in there and node not in texts:
            what = f"{article.path} holds another text than the one that was read"
            yield Finding(Severity.WARNING, node, what, "build the graph again")


def _read_graph(path: Path) -> Graph:
    format_ = guess_format(path.name)
    if format_ is None:
        raise GraphError(
            f"{path}: no ending that tells the format; name it .ttl, .nt, .nq, .trig, .jsonld or .rdf"
        )
    try:
        if format_ not in _QUADS:
            return Graph().parse(path, format=format_)
        dataset, graph = Dataset(), Graph()
        dataset.parse(path, format=format_)
        for subject, predicate, object_, _ in dataset.quads():
            graph.add((subject, predicate, object_))
        return graph
    except OSError as error:
        raise GraphError(
            f"{path}: cannot be read: {error.strerror or error}; make it with `kg build`"
        ) from error
    except PluginException as error:
        raise GraphError(f"{path}: nothing reads {format_}; convert it to Turtle") from error
    except Exception as error:
        line = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise GraphError(f"{path}: no {format_}: {line}; mend it near that place") from error
