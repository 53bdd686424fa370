"""Is a graph what it should be? Its nodes have what their class needs, its quotes stand in their articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import Graph

from kg.validate.findings import Finding, Severity
from kg.validate.quotes import check_quotes
from kg.validate.reading import Subject, read_subject
from kg.validate.shapes import ENGINES, check_shapes

__all__ = ["ENGINES", "Finding", "Report", "Severity", "Subject", "read_subject", "validate_graph"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and what is wrong with it.

    Attributes:
        triples: Number of triples.
        quotes: Number of quotes.
        compared: Number of quotes that were compared with the text of their article.
        findings: Violations before warnings, then by node.
    """

    triples: int
    quotes: int
    compared: int
    findings: tuple[Finding, ...]

    @property
    def violations(self) -> int:
        """Number of violations."""
        return sum(finding.severity is Severity.VIOLATION for finding in self.findings)


def validate_graph(
    graph: Graph,
    *,
    texts: Mapping[str, str] | None = None,
    engine: str = "pyshacl",
    also: Iterable[Finding] = (),
) -> Report:
    """Hold a graph against the shapes, and its quotes against the articles at hand.

    Args:
        texts: By the IRI of an article, its text.
        engine: What checks the shapes, one of ``ENGINES``.
        also: Findings from elsewhere, for the report.

    Raises:
        GraphError: The engine is unknown or not installed.
    """
    quotes = check_quotes(graph, texts or {})
    findings = {*check_shapes(graph, engine=engine), *quotes.findings, *also}
    return Report(len(graph), quotes.count, quotes.compared, tuple(sorted(findings)))
