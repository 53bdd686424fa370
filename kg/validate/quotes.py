"""Quotes against the articles that they are from: verbatim, at their offsets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.validate.findings import Finding, Severity
from kg.vocab import NIF, RDF

#: A text longer than this is cut in a report.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Quotes:
    """What the quotes of a graph gave.

    Attributes:
        count: Number of quotes.
        compared: Number of those whose article was at hand.
    """

    count: int
    compared: int
    findings: tuple[Finding, ...]


def check_quotes(graph: Graph, texts: Mapping[str, str]) -> Quotes:
    """Hold each quote against its offsets, and against its article where the text is at hand.

    Offsets count code points of the text as it is read from its file.

    Args:
        texts: By the IRI of an article, its text.
    """
    count = compared = 0
    findings: list[Finding] = []
    for node in graph.subjects(RDF.type, NIF.OffsetBasedString):
        quote, article = graph.value(node, NIF.anchorOf), graph.value(node, NIF.referenceContext)
        begin, end = (_offset(graph, node, p) for p in (NIF.beginIndex, NIF.endIndex))
        if quote is None or begin is None or end is None or not isinstance(node, URIRef):
            continue  # the shapes say so
        count += 1
        text = texts.get(str(article))
        compared += text is not None
        findings.extend(_check(str(node), str(quote), begin, end, text))
    return Quotes(count, compared, tuple(findings))


def _check(node: str, quote: str, begin: int, end: int, text: str | None) -> Iterator[Finding]:
    if text is None:
        if end - begin != len(quote):
            what = f"a quote of {len(quote)} characters from {begin} to {end}"
            yield Finding(Severity.VIOLATION, node, what, "count code points, the end not included")
        return
    if text[begin:end] == quote:
        return
    what = f"the text from {begin} to {end} is {_show(text[begin:end])}, not {_show(quote)}"
    at = text.find(quote)
    remedy = f"the quote begins at {at}" if at >= 0 else "quote the article verbatim"
    yield Finding(Severity.VIOLATION, node, what, remedy)


def _offset(graph: Graph, node: Node, predicate: URIRef) -> int | None:
    value = str(graph.value(node, predicate))
    return int(value) if value.isascii() and value.isdigit() else None


def _show(text: str) -> str:
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[: _SHOWN - 1]}…”"
