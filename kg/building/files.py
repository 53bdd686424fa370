"""The files of a built folder: written whole, each only when it changes."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from kg.building.keys import hash_bytes
from kg.correct import Corrected, Correction, apply_corrections, correction_log, describe_changes
from kg.errors import ExportError, StoreError
from kg.export.folder import LOG, MANIFEST, PAGE, RECORDS, STORE, TURTLE, Manifest, read_manifest
from kg.export.jsonl import Record, from_record, to_line
from kg.export.trig import write_graphs
from kg.export.turtle import to_turtle
from kg.graph import aggregate_edges, merge_entities, to_graph
from kg.iris import corrections_graph_iri
from kg.records import Edge, Entity, Evidence
from kg.search import INDEX, write_index
from kg.store import open_store, write_store

#: Draws the page; `kg.view.render_page`.
Renderer = Callable[[Sequence[Entity], Sequence[Edge]], str]


def stored_records(out: Path, wanted: Iterable[str] | None = None) -> dict[str, Record]:
    """Records of an earlier build by key; none unless its files are as it left them."""
    manifest = read_manifest(out)
    if manifest is None:
        return {}
    try:
        data = (out / RECORDS).read_bytes()
    except OSError:
        return {}
    lines = data.decode("utf-8", "replace").split("\n")[:-1]
    if hash_bytes(data) != manifest.records or len(lines) != len(manifest.keys):
        return {}
    wanted = manifest.keys if wanted is None else set(wanted)
    return {key: json.loads(line) for key, line in zip(manifest.keys, lines, strict=True) if key in wanted}


def write_files(
    out: Path,
    records: Mapping[str, Record],
    corrections: Sequence[Correction],
    spans: Mapping[str, Evidence],
    *,
    base: str,
    render: Renderer,
) -> Corrected:
    """Write all files. The Turtle comes last: where it is right, so is the rest.

    The records stay as extracted; database, Turtle and page show them corrected.
    """
    keys = sorted(records, key=lambda k: (records[k]["article"]["id"], records[k]["article"]["hash"], k))
    extracted = tuple(from_record(records[key]) for key in keys)
    corrected = apply_corrections(extracted, corrections, spans=spans, base=base)
    graph = to_graph(corrected.extractions, base=base)
    for triple in describe_changes(corrected, base=base):
        graph.add(triple)
    turtle = to_turtle(graph)
    log = write_graphs({corrections_graph_iri(base=base): correction_log(corrected, base=base)})
    page = render(merge_entities(corrected.extractions), aggregate_edges(corrected.extractions)).encode()
    lines = "".join(to_line(records[key]) for key in keys).encode()
    manifest = Manifest(base, hash_bytes(lines), tuple(keys), tuple(corrections), dict(spans))
    try:
        out.mkdir(parents=True, exist_ok=True)
        _replace(out / RECORDS, lines)
        _replace(out / MANIFEST, manifest.to_bytes())
        _replace(out / PAGE, page)
        is_same = _holds(out / TURTLE, turtle) and _holds(out / LOG, log) and _can_open(out / STORE)
        _replace(out / LOG, log)
        if not is_same:
            write_store(out / STORE, turtle, *([out / LOG] if log else []))
        if not is_same or not (out / INDEX).is_file():
            write_index(out / INDEX, open_store(out / STORE))
        _replace(out / TURTLE, turtle)
    except OSError as error:
        raise ExportError(
            f"{out}: cannot be written: {error.strerror or error}; name another folder with --out"
        ) from error
    return corrected


def _replace(path: Path, data: bytes) -> None:
    """Write the file in one step, unless it holds just that already; nothing to hold is no file."""
    if _holds(path, data):
        return
    if not data:
        path.unlink()
        return
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _holds(path: Path, data: bytes) -> bool:
    if not path.is_file():
        return not data
    return path.stat().st_size == len(data) and path.read_bytes() == data


def _can_open(store: Path) -> bool:
    try:
        return len(open_store(store)) >= 0
    except StoreError:
        return False
