"""Nodes against the SHACL shapes of ``kg/data/shapes.ttl``, by one of two engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import GraphError
from kg.validate.findings import Finding, Severity
from kg.vocab import PREFIXES, RDF

_SHAPES = "shapes.ttl"
#: A value longer than this is cut in a report.
_SHOWN = 80
_SEVERITIES = {str(SH.Warning): Severity.WARNING, str(SH.Info): Severity.WARNING}

Engine = Callable[[Graph], Iterator[Finding]]


def check_shapes(graph: Graph, *, engine: str = "pyshacl") -> Iterator[Finding]:
    """Every way in which a node of the graph is not as its shape asks.

    Raises:
        GraphError: The engine is unknown or not installed.
    """
    try:
        check = ENGINES[engine]
    except KeyError:
        raise GraphError(f"no engine {engine!r}; known: {', '.join(ENGINES)}") from None
    return check(graph)


def read_shapes() -> str:
    """The shapes as Turtle."""
    return (resources.files("kg") / "data" / _SHAPES).read_text(encoding="utf-8")


def _with_pyshacl(graph: Graph) -> Iterator[Finding]:
    from pyshacl import validate

    shapes = Graph().parse(data=read_shapes(), format="turtle")
    _, report, _ = validate(graph, shacl_graph=shapes, inference="none", inplace=True)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        yield _finding(
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultMessage)),
            severity=str(report.value(result, SH.resultSeverity)),
            path=report.value(result, SH.resultPath),
            value=report.value(result, SH.value),
        )


def _with_rust(graph: Graph) -> Iterator[Finding]:
    try:
        import shacl
    except ImportError as error:
        raise GraphError(
            "the engine 'rust' is not installed; install it with: pip install 'kg[shacl]'"
        ) from error
    # N-Triples is Turtle.
    report: Any = shacl.Shapes.from_text(read_shapes()).validate_text(graph.serialize(format="nt"))
    for result in report.results:
        path = result.path.strip("<>") if result.path else None
        yield _finding(
            result.focus_node.strip("<>"),
            result.message,
            severity=result.severity_iri,
            path=URIRef(path) if path and path.startswith("http") else None,
            value=Literal(result.value_plain) if result.value_plain else None,
        )


#: Names that users choose from.
ENGINES: dict[str, Engine] = {"pyshacl": _with_pyshacl, "rust": _with_rust}


def _finding(node: str, message: str, *, severity: str, path: Node | None, value: Node | None) -> Finding:
    """Our messages say what is wrong, then the remedy; a path or value is put in between."""
    what, _, remedy = message.partition("; ")
    if isinstance(path, URIRef):
        what += f" ({_shorten(path)}{'' if value is None else f' is {_show(value)}'})"
    kind = _SEVERITIES.get(severity, Severity.VIOLATION)
    return Finding(kind, node, what, remedy or "see the shape")


def _show(value: Node) -> str:
    text = _shorten(value) if isinstance(value, URIRef) else f'"{value}"'
    return text if len(text) <= _SHOWN else text[: _SHOWN - 2] + '…"'


def _shorten(iri: URIRef) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return str(iri)
