"""GEXF: entities and edges for Gephi."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.export.network import to_networkx
from kg.iris import DEFAULT_BASE
from kg.records import Extraction


def write_gexf(extractions: Sequence[Extraction], stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the attributes that `to_networkx` documents, names as labels; ``base`` changes nothing here."""
    graph = to_networkx(extractions)
    nx.set_node_attributes(graph, {iri: data["name"] for iri, data in graph.nodes(data=True)}, "label")
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # the day of writing: other bytes every day
    writer.write(stream)
