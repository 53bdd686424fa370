"""Turtle: the whole graph, subjects in the order of their IRIs.

Written here, not by rdflib: its writer orders subjects by how often they are referred to, so
that one article more moves every line, and takes ten times as long.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import IO

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.correct import Corrected, Outcome, correction_log, describe_changes
from kg.errors import ExportError
from kg.graph import to_graph
from kg.iris import DEFAULT_BASE
from kg.records import Extraction
from kg.vocab import PREFIXES, RDF, RDFS, XSD, new_graph

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
#: Literals that Turtle takes without quotes; others of these types are quoted.
_PLAIN = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}
_TO_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_turtle(
    extractions: Sequence[Extraction],
    stream: IO[bytes],
    *,
    base: str = DEFAULT_BASE,
    outcomes: Sequence[Outcome] = (),
) -> None:
    """Write both layers of the graph."""
    stream.write(graph_turtle(extractions, base, outcomes))


def build_graph(extractions: Sequence[Extraction], base: str, outcomes: Sequence[Outcome] = ()) -> Graph:
    """Both layers as one graph, with what rests on corrections by hand."""
    graph = to_graph(extractions, base=base)
    for triple in describe_changes(Corrected(tuple(extractions), tuple(outcomes)), base=base):
        graph.add(triple)
    return graph


def graph_turtle(extractions: Sequence[Extraction], base: str, outcomes: Sequence[Outcome] = ()) -> bytes:
    """What `build_graph` gives, as Turtle."""
    return to_turtle(build_graph(extractions, base, outcomes))


def correction_turtle(extractions: Sequence[Extraction], base: str, outcomes: Sequence[Outcome]) -> bytes:
    """How things stood before they were corrected, as Turtle; nothing when nothing was."""
    graph = new_graph()
    for triple in correction_log(Corrected(tuple(extractions), tuple(outcomes)), base=base):
        graph.add(triple)
    return to_turtle(graph) if len(graph) else b""


def to_turtle(graph: Graph) -> bytes:
    """The graph, which has no blank nodes, as Turtle; the type and label come first.

    Raises:
        ExportError: An IRI has characters that no IRI has.
    """
    return (write_prefixes() + write_subjects(graph)).encode()


def write_prefixes() -> str:
    """The prefix lines."""
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


def write_subjects(graph: Graph) -> str:
    """One paragraph per subject, without the prefix lines."""
    write = _term_writer()
    paragraphs = []
    for subject, properties in group_subjects(graph):
        lines = [
            f"{'a' if predicate == RDF.type else write(predicate)} "
            + ", ".join(sorted(write(object_) for object_ in objects))
            for predicate, objects in properties
        ]
        paragraphs.append(f"\n{write(subject)} " + " ;\n    ".join(lines) + " .\n")
    return "".join(paragraphs)


def group_subjects(graph: Graph) -> Iterator[tuple[URIRef, list[tuple[URIRef, list[Node]]]]]:
    """Each subject, in the order of IRIs, with its properties: type, then label, then by IRI.

    Raises:
        ExportError: A subject is a blank node.
    """
    subjects: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in graph:
        subjects[subject][predicate].append(object_)
    for subject in sorted(subjects, key=str):
        if not isinstance(subject, URIRef):
            raise ExportError(f"{subject!r}: a graph with blank nodes cannot be written; name the node")
        yield subject, sorted(subjects[subject].items(), key=_predicate_order)  # type: ignore[arg-type]


def _predicate_order(item: tuple[Node, list[Node]]) -> tuple[bool, bool, str]:
    predicate = item[0]
    return predicate != RDF.type, predicate != RDFS.label, str(predicate)


def _term_writer() -> Callable[[Node], str]:
    """A function from term to text that remembers IRIs."""
    known: dict[URIRef, str] = {}

    def write(term: Node) -> str:
        if isinstance(term, URIRef):
            if term not in known:
                known[term] = _write_iri(term)
            return known[term]
        if isinstance(term, Literal):
            return _write_literal(term, write)
        raise ExportError(f"{term!r}: a graph with blank nodes cannot be written; name the node")

    return write


def _write_iri(iri: URIRef) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    if _NOT_IN_IRI.search(iri):
        raise ExportError(f"{str(iri)!r} is no IRI; mend the record that names it")
    return f"<{iri}>"


def _write_literal(literal: Literal, write: Callable[[Node], str]) -> str:
    text = str(literal)
    if literal.datatype in _PLAIN and _PLAIN[literal.datatype].fullmatch(text):
        return text
    quoted = '"' + _TO_ESCAPE.sub(lambda m: _ESCAPES.get(m[0], f"\\u{ord(m[0]):04X}"), text) + '"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    return quoted if literal.datatype in (None, XSD.string) else f"{quoted}^^{write(literal.datatype)}"
