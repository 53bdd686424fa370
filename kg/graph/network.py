"""Entities and edges as a networkx graph, and who stands out in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.graph.edges import find_states
from kg.graph.identity import edge_key, effective_date
from kg.iris import WIKIDATA
from kg.records import Edge, Entity, EntityType, Stance

#: Characters that XML 1.0 cannot carry, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What stands between two quotes or two aliases in one attribute.
SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Standing:
    """How much an entity is backed and opposed, counting what holds now.

    Attributes:
        supports: Sum of confidences, each in [0, 1], of the edges by which it supports others.
        opposes: The same of those by which it opposes others.
        supported: The same of those by which others support it.
        opposed: The same of those by which others oppose it.
        articles: Articles behind its edges in either direction, summed over the edges.
    """

    id: str
    name: str
    type: EntityType | None
    supports: float
    opposes: float
    supported: float
    opposed: float
    articles: int


def to_networkx(entities: Sequence[Entity], edges: Sequence[Edge]) -> nx.MultiDiGraph[str]:
    """Draw entities as nodes and edges as edges, with values that GraphML and GEXF can carry.

    Nodes are named by IRI. Their attributes, all strings, empty where unknown: ``name``,
    ``type``, ``iso2``, ``wikidata`` (the Q number), ``aliases`` (joined by " | ").

    Edges are keyed by stance and topic. Their attributes: ``stance``, ``aspect``, ``modality``,
    ``topic``, ``first_date``, ``last_date``, ``until`` (strings, empty where unknown),
    ``current`` (whether it holds now), ``articles`` and ``claims`` (counts), ``confidence`` (in
    [0, 1]), ``cues`` and ``quotes`` (joined by " | ", a date before each quote that has one).

    An entity that only edges speak of becomes a node named by its IRI.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    known = {entity.id: entity for entity in entities}
    spoken_of = {iri for edge in edges for iri in (edge.holder, edge.target)}
    for iri in sorted(known.keys() | spoken_of):
        graph.add_node(iri, **_node(iri, known.get(iri)))
    states = find_states(edges)
    for key, edge in sorted({edge_key(edge): edge for edge in edges}.items(), key=lambda pair: pair[0]):
        attributes = _edge(edge) | {"current": states[key].current, "until": states[key].until or ""}
        graph.add_edge(edge.holder, edge.target, key=f"{key[2]} {key[3]}".strip(), **attributes)
    return graph


def measure_standings(graph: nx.MultiDiGraph[str]) -> tuple[Standing, ...]:
    """Weigh every node by its edges that hold now, ordered by IRI."""
    current: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    current.add_nodes_from(graph.nodes(data=True))
    for holder, target, data in graph.edges(data=True):
        if data["current"]:
            current.add_edge(holder, target, **data)
    return tuple(_measure(current, iri) for iri in sorted(current))


def strongest(standings: Sequence[Standing], by: str, *, limit: int = 5) -> tuple[Standing, ...]:
    """The standings with the highest ``by``, a weight named in Standing, ties by articles and name."""
    ranked = sorted(standings, key=lambda s: (-getattr(s, by), -s.articles, s.name, s.id))
    return tuple(s for s in ranked[:limit] if getattr(s, by) > 0)


def current_targets(graph: nx.MultiDiGraph[str], iri: str, stance: Stance) -> tuple[str, ...]:
    """Names of those whom an entity supports or opposes now, the surest first."""
    weights: dict[str, float] = {}
    for _, target, data in graph.out_edges(iri, data=True):
        if data["current"] and data["stance"] == stance.value:
            name = graph.nodes[target]["name"]
            weights[name] = weights.get(name, 0.0) + data["confidence"]
    return tuple(sorted(weights, key=lambda name: (-weights[name], name)))


def _node(iri: str, entity: Entity | None) -> dict[str, str]:
    if entity is None:
        return {"name": iri, "type": "", "iso2": "", "wikidata": "", "aliases": ""}
    wikidata = [other.removeprefix(WIKIDATA) for other in entity.same_as if other.startswith(WIKIDATA)]
    return {
        "name": _clean(entity.name),
        "type": entity.type.value,
        "iso2": entity.iso2 or "",
        "wikidata": wikidata[0] if wikidata else "",
        "aliases": SEPARATOR.join(_clean(alias) for alias in entity.aliases),
    }


def _edge(edge: Edge) -> dict[str, Any]:
    quotes = [
        f"{effective_date(s)}: {s.claim.evidence.text}" if effective_date(s) else s.claim.evidence.text
        for s in edge.evidence
    ]
    cues = {_clean(s.claim.evidence.cue) for s in edge.evidence}
    return {
        "stance": edge.stance.value,
        "aspect": edge.aspect.value,
        "modality": edge.modality.value,
        "topic": _clean(edge.topic or ""),
        "first_date": edge.first_date or "",
        "last_date": edge.last_date or "",
        "articles": edge.articles,
        "claims": len(edge.evidence),
        "confidence": edge.confidence,
        "cues": SEPARATOR.join(sorted(cues)),
        "quotes": SEPARATOR.join(_clean(quote) for quote in quotes),
    }


def _clean(text: str) -> str:
    """One line without the characters that XML forbids."""
    return " ".join(_NOT_XML.sub(" ", text).split())


def _measure(current: nx.MultiDiGraph[str], iri: str) -> Standing:
    out = [data for _, _, data in current.out_edges(iri, data=True)]
    into = [data for _, _, data in current.in_edges(iri, data=True)]
    node = current.nodes[iri]
    return Standing(
        id=iri,
        name=node["name"],
        type=EntityType(node["type"]) if node["type"] else None,
        supports=_weigh(out, Stance.SUPPORT),
        opposes=_weigh(out, Stance.OPPOSE),
        supported=_weigh(into, Stance.SUPPORT),
        opposed=_weigh(into, Stance.OPPOSE),
        articles=sum(data["articles"] for data in out + into),
    )


def _weigh(edges: list[dict[str, Any]], stance: Stance) -> float:
    weights: list[float] = [data["confidence"] for data in edges if data["stance"] == stance.value]
    return round(sum(weights), 4)
