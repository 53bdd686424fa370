"""TriG: the graphs of `kg.export.nquads`, for readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from kg.correct import Corrected, Outcome, correction_log, describe_changes
from kg.export.turtle import write_prefixes, write_subjects
from kg.graph import claim_layer, derived_layer
from kg.graph.rdf import Triple
from kg.iris import DEFAULT_BASE, corrections_graph_iri, derived_graph_iri
from kg.records import Extraction
from kg.vocab import new_graph


def write_trig(
    extractions: Sequence[Extraction],
    stream: IO[bytes],
    *,
    base: str = DEFAULT_BASE,
    outcomes: Sequence[Outcome] = (),
) -> None:
    """Write the default graph, then the derived one, then what was corrected."""
    corrected = Corrected(tuple(extractions), tuple(outcomes))
    said = [*claim_layer(extractions, base=base), *describe_changes(corrected, base=base)]
    named = {
        derived_graph_iri(base=base): derived_layer(extractions, base=base),
        corrections_graph_iri(base=base): correction_log(corrected, base=base),
    }
    stream.write(f"{write_prefixes()}{_paragraphs(said)}{_name(named)}".encode())


def write_graphs(graphs: Mapping[str, Iterable[Triple]]) -> bytes:
    """Named graphs as TriG, empty ones left out; nothing when all are."""
    text = _name(graphs)
    return f"{write_prefixes()}{text}".encode() if text else b""


def _name(graphs: Mapping[str, Iterable[Triple]]) -> str:
    parts = {name: _paragraphs(triples) for name, triples in graphs.items()}
    return "".join(f"\n<{name}> {{\n{paragraphs}}}\n" for name, paragraphs in parts.items() if paragraphs)


def _paragraphs(triples: Iterable[Triple]) -> str:
    graph = new_graph()
    for triple in triples:
        graph.add(triple)
    return write_subjects(graph)
