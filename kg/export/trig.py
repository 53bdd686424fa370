"""TriG: the two graphs of `kg.export.nquads`, for readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from kg.export.turtle import write_prefixes, write_subjects
from kg.graph import claim_layer, derived_layer
from kg.graph.rdf import Triple
from kg.iris import DEFAULT_BASE, derived_graph_iri
from kg.records import Extraction
from kg.vocab import new_graph


def write_trig(extractions: Sequence[Extraction], stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the default graph, then the derived one."""
    claims = _paragraphs(claim_layer(extractions, base=base))
    derived = _paragraphs(derived_layer(extractions, base=base))
    text = f"{write_prefixes()}{claims}\n<{derived_graph_iri(base=base)}> {{\n{derived}}}\n"
    stream.write(text.encode())


def _paragraphs(triples: Iterable[Triple]) -> str:
    graph = new_graph()
    for triple in triples:
        graph.add(triple)
    return write_subjects(graph)
