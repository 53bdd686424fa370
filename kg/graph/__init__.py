"""Extractions -> one graph: entities merged, claims gathered into edges, triples with provenance."""

from __future__ import annotations

from kg.graph.edges import EdgeState, aggregate_edges, find_states
from kg.graph.entities import merge_entities
from kg.graph.identity import article_node, claim_node, edge_key, effective_date
from kg.graph.network import Standing, current_targets, measure_standings, strongest, to_networkx
from kg.graph.positions import Position, find_positions, holds_on, position_key
from kg.graph.rdf import claim_layer, derived_layer, is_derived, merge_graphs, to_graph
from kg.graph.stories import find_stories, sketch_article

__all__ = [
    "EdgeState",
    "Position",
    "Standing",
    "aggregate_edges",
    "article_node",
    "claim_layer",
    "claim_node",
    "current_targets",
    "derived_layer",
    "edge_key",
    "effective_date",
    "find_positions",
    "find_states",
    "find_stories",
    "holds_on",
    "is_derived",
    "measure_standings",
    "merge_entities",
    "merge_graphs",
    "position_key",
    "sketch_article",
    "strongest",
    "to_graph",
    "to_networkx",
]
