"""Extractions -> RDF 1.1 triples, in two layers, without blank nodes.

The claim layer says what articles say: articles, their sentences, entities under every name,
claims, facts, topics, and the ties that stay true whatever is added (``kg:hasSupported``). Graphs
of this layer that were built apart merge by set union. The derived layer looks at all claims at
hand: the one name shown (``rdfs:label``), the date a claim stands for, stories, edges, positions,
ties, and what holds now (``kg:supports``). It is made anew after each union and can always be
told apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph, URIRef

from kg.graph.claims import claim_layer
from kg.graph.derived import derive, derived_layer
from kg.graph.reading import gather_graph
from kg.graph.terms import Triple
from kg.iris import DEFAULT_BASE
from kg.records import Extraction
from kg.vocab import KG, ORG, RDF, RDFS, VOID, new_graph

__all__ = ["Triple", "claim_layer", "derived_layer", "is_derived", "merge_graphs", "to_graph"]

_DERIVED_PREDICATES = {
    RDFS.label,
    KG.asOf,
    KG.candidateFor,
    KG.opposes,
    KG.sameStoryAs,
    KG.story,
    KG.supports,
    ORG.holds,
}
_DERIVED_CLASSES = (KG.Edge, KG.Position, KG.Tie, VOID.Dataset)


def to_graph(
    extractions: Iterable[Extraction], *, base: str = DEFAULT_BASE, as_of: str | None = None
) -> Graph:
    """Both layers as one graph, the same whatever the order of the input; holds all in memory.

    Args:
        as_of: Derive from what is dated no later than this day, month or year; the claims that
            came later stay in the claim layer.
    """
    extractions = tuple(extractions)
    graph = new_graph()
    for triple in claim_layer(extractions, base=base):
        graph.add(triple)
    for triple in derived_layer(extractions, base=base, as_of=as_of):
        graph.add(triple)
    return graph


def merge_graphs(graphs: Iterable[Graph], *, base: str = DEFAULT_BASE, as_of: str | None = None) -> Graph:
    """Join graphs that were built apart: the union of what articles say, and what follows from it.

    The same triples as of a graph built at once from all articles.

    Raises:
        GraphError: A graph is not one of ours, or was built under another base.
    """
    merged = new_graph()
    for graph in graphs:
        for triple in graph:
            if not is_derived(triple, graph):
                merged.add(triple)
    for derived in derive(gather_graph(merged, base=base), base=base, as_of=as_of):
        merged.add(derived)
    return merged


def is_derived(triple: tuple[object, object, object], graph: Graph) -> bool:
    """Whether a triple of the graph belongs to the derived layer."""
    subject, predicate, _ = triple
    if predicate in _DERIVED_PREDICATES:
        return True
    return isinstance(subject, URIRef) and any((subject, RDF.type, c) in graph for c in _DERIVED_CLASSES)
