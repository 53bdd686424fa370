"""N-Quads: what articles say in the default graph, what follows from it in a graph of its own.

The default graph is safe to join with that of other files; the graph ``<base>graph/derived``
is to be dropped when doing so, and made anew. How things stood before they were corrected by hand
is a third graph. One triple at a time is in memory: the Turtle that is read has each subject in
one place, its classes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO

from rdflib import RDF, Graph, URIRef

from kg.correct import Outcome
from kg.export.folder import LOG, TURTLE
from kg.export.turtle import correction_turtle, graph_turtle
from kg.graph import is_derived
from kg.iris import DEFAULT_BASE, corrections_graph_iri, derived_graph_iri
from kg.records import Extraction
from kg.store import Source, read_triples

_Read = tuple[str, str, str]


def write_nquads(
    extractions: Sequence[Extraction],
    stream: IO[bytes],
    *,
    base: str = DEFAULT_BASE,
    outcomes: Sequence[Outcome] = (),
) -> None:
    """Write one line per quad, by subject; holds all in memory, unlike `copy_nquads`."""
    _write(
        graph_turtle(extractions, base, outcomes),
        correction_turtle(extractions, base, outcomes),
        stream,
        base,
    )


def copy_nquads(folder: Path, stream: IO[bytes], *, base: str = DEFAULT_BASE) -> None:
    """Write what `write_nquads` does from the files of a built folder, in little memory."""
    log = folder / LOG
    _write(folder / TURTLE, log if log.exists() else b"", stream, base)


def _write(graph: Source, log: Source, stream: IO[bytes], base: str) -> None:
    derived = f"<{derived_graph_iri(base=base)}> ."
    for line, is_from_all in split_layers(read_triples(graph)):
        stream.write(f"{line[:-1] + derived if is_from_all else line}\n".encode())
    if log:
        before = f"<{corrections_graph_iri(base=base)}> ."
        stream.writelines(f"{line[:-1]}{before}\n".encode() for _, _, line in read_triples(log))


def split_layers(triples: Iterable[_Read]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it belongs to the derived layer; a subject's classes must come first."""
    kinds: dict[tuple[str, frozenset[str]], bool] = {}
    for subject, group in groupby(triples, itemgetter(0)):
        classes = Graph(bind_namespaces="none")
        key: frozenset[str] = frozenset()
        for _, predicate, line in group:
            if predicate == str(RDF.type):
                class_ = line[:-2].rpartition(" ")[2]
                classes.add((URIRef(subject), RDF.type, URIRef(class_.strip("<>"))))
                key |= {class_}
                is_from_all = is_derived((URIRef(subject), RDF.type, None), classes)
            else:
                if (predicate, key) not in kinds:
                    kinds[predicate, key] = is_derived((URIRef(subject), URIRef(predicate), None), classes)
                is_from_all = kinds[predicate, key]
            yield line, is_from_all
