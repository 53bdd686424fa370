"""GraphML: entities and edges for yEd, Cytoscape, igraph, networkx."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

import networkx as nx

from kg.correct import Outcome
from kg.export.network import to_networkx
from kg.iris import DEFAULT_BASE
from kg.records import Extraction


def write_graphml(
    extractions: Sequence[Extraction],
    stream: IO[bytes],
    *,
    base: str = DEFAULT_BASE,
    outcomes: Sequence[Outcome] = (),
) -> None:
    """Write the attributes that `to_networkx` documents; ``base`` and ``outcomes`` change nothing here."""
    # The lxml writer that networkx prefers where lxml is installed gives other bytes.
    nx.write_graphml_xml(to_networkx(extractions), stream, encoding="utf-8", prettyprint=True)
    stream.write(b"\n")
