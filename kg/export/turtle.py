"""Turtle: the whole graph, subjects in the order of their IRIs."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import BinaryIO

from rdflib import Graph
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node

from kg.graph import to_graph
from kg.iris import DEFAULT_BASE
from kg.records import Extraction


class _SortedTurtle(TurtleSerializer):
    """rdflib's writer, which would order subjects by how often they are referred to."""

    def orderSubjects(self) -> list[Node]:
        return sorted(self._subjects, key=str)


def write_turtle(extractions: Sequence[Extraction], stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write both layers of the graph."""
    stream.write(to_turtle(to_graph(extractions, base=base)))


def to_turtle(graph: Graph) -> bytes:
    """The graph as Turtle; a new article changes few lines."""
    stream = BytesIO()
    _SortedTurtle(graph).serialize(stream, encoding="utf-8")
    return stream.getvalue()
