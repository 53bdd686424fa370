"""TriG: the two graphs of `kg.export.nquads`, for readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from rdflib import URIRef

from kg.export.turtle import to_turtle
from kg.graph import claim_layer, derived_layer
from kg.iris import DEFAULT_BASE, derived_graph_iri
from kg.records import Extraction
from kg.vocab import PREFIXES, new_graph


def write_trig(extractions: Sequence[Extraction], stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the default graph, then the derived one."""
    for prefix, namespace in PREFIXES.items():
        stream.write(f"@prefix {prefix}: {URIRef(namespace).n3()} .\n".encode())
    claims, derived = new_graph(), new_graph()
    for graph, layer in ((claims, claim_layer), (derived, derived_layer)):
        for triple in layer(extractions, base=base):
            graph.add(triple)
    stream.write(b"\n" + _body(to_turtle(claims)))
    stream.write(f"\n{URIRef(derived_graph_iri(base=base)).n3()} {{\n\n".encode())
    stream.write(_body(to_turtle(derived)) + b"\n}\n")


def _body(turtle: bytes) -> bytes:
    """Turtle without its prefix lines, which TriG has no place for inside a graph."""
    lines = turtle.split(b"\n")
    start = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix")), 0)
    return b"\n".join(lines[start:]).strip() + b"\n"
