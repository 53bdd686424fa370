"""N-Quads: what articles say in the default graph, what follows from it in a graph of its own.

The default graph is safe to join with that of other files; the graph ``<base>graph/derived``
is to be dropped when doing so, and made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from rdflib import Graph

from kg.graph import claim_layer, derived_layer
from kg.graph.rdf import Triple
from kg.iris import DEFAULT_BASE, derived_graph_iri
from kg.records import Extraction


def write_nquads(extractions: Sequence[Extraction], stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write one sorted line per quad."""
    derived = f" <{derived_graph_iri(base=base)}> ."
    lines = list(_lines(claim_layer(extractions, base=base)))
    lines += [line.removesuffix(" .") + derived for line in _lines(derived_layer(extractions, base=base))]
    stream.writelines(f"{line}\n".encode() for line in sorted(lines))


def _lines(triples: Iterable[Triple]) -> Iterator[str]:
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    # Not splitlines(): quotes may hold U+2028 and its like unescaped.
    yield from (line for line in graph.serialize(format="nt").split("\n") if line)
