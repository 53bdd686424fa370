"""JSON-LD: the whole graph, nodes in the order of their IRIs, our prefixes as context."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, BinaryIO

from kg.graph import to_graph
from kg.iris import DEFAULT_BASE
from kg.records import Extraction
from kg.vocab import PREFIXES


def write_jsonld(extractions: Sequence[Extraction], stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write both layers of the graph as one document."""
    graph = to_graph(extractions, base=base)
    text = graph.serialize(format="json-ld", context=PREFIXES, auto_compact=False)
    document = json.loads(text)
    # A graph of one node is written without @graph.
    nodes = document.pop("@graph", None)
    if nodes is None:
        context = document.pop("@context", PREFIXES)
        nodes, document = [document] if document else [], {"@context": context}
    document["@graph"] = sorted((_sort(node) for node in nodes), key=lambda node: str(node["@id"]))
    stream.write(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")


def _sort(node: dict[str, Any]) -> dict[str, Any]:
    """Values of a property are a set: give them an order."""
    return {
        key: sorted(value, key=lambda v: json.dumps(v, sort_keys=True)) if isinstance(value, list) else value
        for key, value in node.items()
    }
