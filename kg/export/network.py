"""The networkx graph from whatever is at hand: a built folder, extractions, or records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import networkx as nx

from kg.export.folder import read_folder
from kg.graph import aggregate_edges, merge_entities
from kg.graph import to_networkx as draw_network
from kg.records import Edge, Entity, Extraction


def to_networkx(
    source: str | Path | Iterable[Extraction] | Sequence[Entity], edges: Sequence[Edge] | None = None
) -> nx.MultiDiGraph[str]:
    """Draw entities and edges as a networkx graph; `kg.graph.network` documents the attributes.

    Args:
        source: The folder that ``kg build`` wrote, or extractions; or entities, with ``edges``.

    Raises:
        ExportError: The folder holds no graph.
    """
    if isinstance(source, str | Path):
        return to_networkx(read_folder(Path(source)).extractions)
    items = tuple(source)
    if edges is not None:
        return draw_network([item for item in items if isinstance(item, Entity)], edges)
    extractions = [item for item in items if isinstance(item, Extraction)]
    if len(extractions) != len(items):
        raise ValueError("give extractions, or entities together with edges")
    return draw_network(merge_entities(extractions), aggregate_edges(extractions))
