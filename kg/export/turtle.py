"""Turtle: the whole graph, subjects in the order of their IRIs.

Written here, not by rdflib: its writer orders subjects by how often they are referred to, so
that one article more moves every line, and takes ten times as long.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import BinaryIO

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import ExportError
from kg.graph import to_graph
from kg.iris import DEFAULT_BASE
from kg.records import Extraction
from kg.vocab import PREFIXES, RDF, RDFS, XSD

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


def write_turtle(extractions: Sequence[Extraction], stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write both layers of the graph."""
    stream.write(to_turtle(to_graph(extractions, base=base)))


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
    subjects: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in graph:
        subjects[subject][predicate].append(object_)
    write = _term_writer()
    paragraphs = []
    for subject in sorted(subjects, key=str):
        lines = [
            f"{'a' if predicate == RDF.type else write(predicate)} "
            + ", ".join(sorted(write(object_) for object_ in objects))
            for predicate, objects in sorted(subjects[subject].items(), key=_predicate_order)
        ]
        paragraphs.append(f"\n{write(subject)} " + " ;\n    ".join(lines) + " .\n")
    return "".join(paragraphs)


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
