"""Extractions -> files other tools open: one module per format, one table of writers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Protocol

from kg.correct import Outcome
from kg.errors import ExportError
from kg.export.csv import write_csv
from kg.export.folder import Folder, read_base, read_folder
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.jsonl import from_record, read_records, to_record, write_records
from kg.export.jsonld import write_jsonld
from kg.export.neo4j import write_neo4j
from kg.export.network import to_networkx
from kg.export.nquads import copy_nquads, write_nquads
from kg.export.rdfxml import write_rdfxml
from kg.export.select import Selection, select
from kg.export.trig import write_trig
from kg.export.turtle import write_turtle
from kg.iris import DEFAULT_BASE
from kg.records import Extraction

__all__ = [
    "WRITERS",
    "Folder",
    "Selection",
    "Writer",
    "copy_nquads",
    "find_writer",
    "from_record",
    "read_base",
    "read_folder",
    "read_records",
    "select",
    "to_networkx",
    "to_record",
    "write_records",
]


class Writer(Protocol):
    """Writes what was found in articles to a binary stream, the same bytes for the same input."""

    def __call__(
        self,
        extractions: Sequence[Extraction],
        stream: IO[bytes],
        *,
        base: str = DEFAULT_BASE,
        outcomes: Sequence[Outcome] = (),
    ) -> None:
        """Write all of it; the stream stays open."""


WRITERS: dict[str, Writer] = {
    "turtle": write_turtle,
    "trig": write_trig,
    "nquads": write_nquads,
    "jsonld": write_jsonld,
    "rdfxml": write_rdfxml,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "csv": write_csv,
    "neo4j": write_neo4j,
}


def find_writer(format_: str) -> Writer:
    """The writer of a format.

    Raises:
        ExportError: Nothing writes it.
    """
    try:
        return WRITERS[format_]
    except KeyError:
        raise ExportError(f"no format {format_!r}; known: {', '.join(WRITERS)}") from None
