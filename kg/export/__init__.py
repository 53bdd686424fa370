"""Extractions -> files other tools open: one module per format, one table of writers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Protocol

from kg.errors import ExportError
from kg.export.csv import write_csv
from kg.export.folder import Folder, read_folder
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.jsonl import from_record, read_records, to_record, write_records
from kg.export.jsonld import write_jsonld
from kg.export.network import to_networkx
from kg.export.nquads import write_nquads
from kg.export.trig import write_trig
from kg.export.turtle import write_turtle
from kg.iris import DEFAULT_BASE
from kg.records import Extraction

__all__ = [
    "WRITERS",
    "Folder",
    "Writer",
    "find_writer",
    "from_record",
    "read_folder",
    "read_records",
    "to_networkx",
    "to_record",
    "write_records",
]


class Writer(Protocol):
    """Writes what was found in articles to a binary stream, the same bytes for the same input."""

    def __call__(
        self, extractions: Sequence[Extraction], stream: BinaryIO, *, base: str = DEFAULT_BASE
    ) -> None:
        """Write all of it; the stream stays open."""


WRITERS: dict[str, Writer] = {
    "turtle": write_turtle,
    "trig": write_trig,
    "nquads": write_nquads,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "csv": write_csv,
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
