"""Articles to a folder with database, Turtle, records and page, reading only what is new.

What an article gives depends on its text and metadata, the rules, the models and the options;
a hash over all of these says whether the record of an earlier build may stand for reading it
again. Everything after that is made anew from the records, so that the folder is the same as
if it had been built in one go.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

from kg.errors import ExportError, ReadError, StoreError
from kg.export.folder import MANIFEST, PAGE, RECORDS, STORE, TURTLE, Manifest, read_manifest
from kg.export.jsonl import Record, from_record, to_line, to_record
from kg.export.turtle import to_turtle
from kg.graph import (
    Standing,
    aggregate_edges,
    current_targets,
    measure_standings,
    merge_entities,
    strongest,
    to_graph,
    to_networkx,
)
from kg.iris import DEFAULT_BASE
from kg.query.rows import Rows, format_table
from kg.records import Article, Edge, Entity, Extraction, Stance
from kg.store import open_store, write_store

#: A spaCy ``Language``; the build hands it on and looks at nothing but where it came from.
Pipeline = Any
Warn = Callable[[str], None]
#: Called with the number of articles read through the pipeline and the number to read.
Progress = Callable[[int, int], None]

_PACKAGE = Path(__file__).parent
#: What of the package has no say in an extraction; all else has, the models included. What
#: reading gives is part of each article's own hash.
_AFTER = frozenset(
    "__init__ __main__ read vocab graph store export query queries view serve build cli bench train".split()
)
_PLACE = re.compile(r"(.*?)(?::\d+)?: .*", re.DOTALL)


class Reader(Protocol):
    """Reads articles; `kg.read.read_articles`."""

    def __call__(self, paths: Sequence[str], *, warn: Warn) -> Iterator[Article]:
        """Yield each article; warn of what is skipped."""


class Extractor(Protocol):
    """Reads an article through the pipeline; `kg.extract.extract_articles`."""

    def __call__(
        self,
        articles: Iterable[Article],
        *,
        nlp: Pipeline | None = None,
        base: str = DEFAULT_BASE,
        min_confidence: float | None = None,
    ) -> Iterator[Extraction]:
        """Yield one extraction per article, in order."""


class Renderer(Protocol):
    """Draws the page; `kg.view.render_page`."""

    def __call__(self, entities: Sequence[Entity], edges: Sequence[Edge]) -> str:
        """The page as HTML."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity that stands out among the holders of one stance, and towards whom it holds it."""

    standing: Standing
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did and found.

    Attributes:
        read: Articles read through the pipeline.
        reused: Articles whose record of an earlier build stands.
        copies: Articles left out because the same article came before.
        current: Edges that hold now.
        supporters: The strongest supporters, by the weight of their edges that hold now.
        opponents: The strongest opponents, likewise.
    """

    out: Path
    articles: int
    read: int
    reused: int
    copies: int
    entities: int
    claims: int
    facts: int
    edges: int
    current: int
    supporters: tuple[Ranked, ...]
    opponents: tuple[Ranked, ...]


def build(
    paths: Sequence[str],
    out: str | Path,
    *,
    base: str = DEFAULT_BASE,
    nlp: Pipeline | None = None,
    pipeline: str | None = None,
    min_confidence: float | None = None,
    warn: Warn,
    progress: Progress | None = None,
    read: Reader | None = None,
    extract: Extractor | None = None,
    render: Renderer | None = None,
) -> BuildSummary:
    """Build the graph of articles in the folder ``out``; holds all records in memory.

    Args:
        paths: Files, folders, patterns. What lies in ``out`` itself is not read.
        nlp: A loaded pipeline. Without it, ``pipeline`` is loaded by name once there is
            something new to read; without a name, the packaged one.
        warn: Called with one line for each input that is skipped.
        read, extract, render: Other ways to do these steps.

    Raises:
        KgError: Nothing can be read, the pipeline is missing, or ``out`` cannot be written.
    """
    out = Path(out)
    articles, copies = _read(paths, out, warn, read)
    settings = _fingerprint(nlp, pipeline, base, min_confidence)
    keyed = {_key(article, settings): article for article in articles}
    records = _stored_records(out, keyed)
    new = {key: article for key, article in keyed.items() if key not in records}
    if new:
        found = _extract(list(new.values()), extract, nlp, pipeline, base, min_confidence)
        for done, (key, extraction) in enumerate(zip(new, found, strict=True), 1):
            records[key] = to_record(extraction)
            if progress:
                progress(done, len(new))
    for key, article in keyed.items():
        records[key]["article"]["path"] = article.path
    keys = sorted(
        keyed, key=lambda key: (records[key]["article"]["id"], records[key]["article"]["hash"], key)
    )
    extractions = _write(out, [records[key] for key in keys], keys, base, render)
    return _summarise(out, extractions, read=len(new), copies=copies)


def format_summary(summary: BuildSummary) -> str:
    """The summary as text for a terminal."""
    counts = (
        f"{_count(summary.articles, 'article')} ({summary.read} read, {summary.reused} unchanged"
        + (f", {_count(summary.copies, 'copy', 'copies')} left out" if summary.copies else "")
        + f"): {_count(summary.entities, 'entity', 'entities')}, {_count(summary.claims, 'claim')}, "
        f"{_count(summary.facts, 'fact')}; {_count(summary.edges, 'edge')}, {summary.current} of them now\n"
    )
    supporters = [(r.standing.name, r.standing.supports, ", ".join(r.targets)) for r in summary.supporters]
    opponents = [(r.standing.name, r.standing.opposes, ", ".join(r.targets)) for r in summary.opponents]
    tables = [
        format_table(Rows((f"strongest {what}", "weight", "of"), tuple(rows)))
        for what, rows in (("supporters", supporters), ("opponents", opponents))
        if rows
    ]
    return "\n".join([counts, *tables])


def _read(paths: Sequence[str], out: Path, warn: Warn, read: Reader | None) -> tuple[list[Article], int]:
    """The articles, each once, and how many were left out as copies."""
    read = read or _packaged_reader()
    inside = out.resolve()

    def is_own(place: str) -> bool:
        return Path(place).resolve().is_relative_to(inside)

    def pass_on(message: str) -> None:
        place = _PLACE.fullmatch(message)
        if place is None or not is_own(place[1]):
            warn(message)

    kept: dict[str, Article] = {}
    copies = 0
    for article in read(paths, warn=pass_on):
        if article.path is not None and is_own(article.path):
            continue
        key = _key(article, "")
        copies += key in kept
        if key not in kept or (article.path or "") < (kept[key].path or ""):
            kept[key] = article
    if not kept:
        raise ReadError(f"no article to read in {', '.join(paths)}; name files or folders outside {out}")
    return [kept[key] for key in sorted(kept)], copies


def _extract(
    articles: list[Article],
    extract: Extractor | None,
    nlp: Pipeline | None,
    pipeline: str | None,
    base: str,
    min_confidence: float | None,
) -> Iterator[Extraction]:
    if extract is None:
        from kg.pipeline import load_pipeline

        extract = _packaged_extractor()
        nlp = nlp or load_pipeline(pipeline)
    return extract(articles, nlp=nlp, base=base, min_confidence=min_confidence)


def _packaged_reader() -> Reader:
    from kg.read import read_articles

    return read_articles


def _packaged_extractor() -> Extractor:
    from kg.extract import extract_articles

    return extract_articles


def _packaged_renderer() -> Renderer:
    from kg.view import render_page

    return render_page


def _key(article: Article, settings: str) -> str:
    """Hash of all that the article's record follows from."""
    parts = (
        settings,
        article.id,
        article.text,
        article.title,
        article.date,
        article.source,
        article.url,
        article.language,
        article.furniture,
    )
    return _hash(json.dumps(parts).encode())


def _fingerprint(nlp: Pipeline | None, pipeline: str | None, base: str, min_confidence: float | None) -> str:
    """Hash of the rules, the models and the options."""
    rules = [path for path in _PACKAGE.iterdir() if path.stem not in _AFTER]
    files = _hash_files(rules, _PACKAGE)
    return _hash(json.dumps([files, _other_pipeline(nlp, pipeline), base, min_confidence]).encode())


def _other_pipeline(nlp: Pipeline | None, name: str | None) -> str:
    """What tells another pipeline than the packaged one apart; empty for the packaged one."""
    folder = Path(nlp.path) if nlp is not None and nlp.path else Path(name) if name else None
    if folder is not None and folder.is_dir():
        return "" if folder.is_relative_to(_PACKAGE) else _hash_files([folder], folder)
    if nlp is not None:
        return json.dumps(nlp.meta, sort_keys=True, default=str)
    if name is None:
        return ""
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return name


def _hash_files(paths: Iterable[Path], root: Path) -> str:
    found = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))]
    digest = hashlib.sha256()
    for path in sorted(file for file in found if file.is_file() and file.suffix not in (".pyc", ".ttl")):
        with path.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()}\n{content}\n".encode())
    return digest.hexdigest()


def _stored_records(out: Path, wanted: Iterable[str]) -> dict[str, Record]:
    """Records of an earlier build by key; none unless its files are as it left them."""
    manifest = read_manifest(out)
    if manifest is None:
        return {}
    try:
        data = (out / RECORDS).read_bytes()
    except OSError:
        return {}
    lines = data.decode("utf-8", "replace").split("\n")[:-1]
    if _hash(data) != manifest.records or len(lines) != len(manifest.keys):
        return {}
    wanted = set(wanted)
    return {key: json.loads(line) for key, line in zip(manifest.keys, lines, strict=True) if key in wanted}


def _write(
    out: Path, records: list[Record], keys: list[str], base: str, render: Renderer | None
) -> tuple[Extraction, ...]:
    """Write all files. The Turtle comes last: where it is right, so is the rest."""
    render = render or _packaged_renderer()
    extractions = tuple(from_record(record) for record in records)
    turtle = to_turtle(to_graph(extractions, base=base))
    page = render(merge_entities(extractions), aggregate_edges(extractions)).encode()
    lines = "".join(to_line(record) for record in records).encode()
    try:
        out.mkdir(parents=True, exist_ok=True)
        _replace(out / RECORDS, lines)
        _replace(out / MANIFEST, Manifest(base, _hash(lines), tuple(keys)).to_bytes())
        _replace(out / PAGE, page)
        if not (_holds(out / TURTLE, turtle) and _can_open(out / STORE)):
            write_store(out / STORE, turtle)
        _replace(out / TURTLE, turtle)
    except OSError as error:
        raise ExportError(
            f"{out}: cannot be written: {error.strerror or error}; name another folder with --out"
        ) from error
    return extractions


def _replace(path: Path, data: bytes) -> None:
    """Write the file in one step, unless it holds just that already."""
    if _holds(path, data):
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
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _can_open(store: Path) -> bool:
    try:
        return len(open_store(store)) >= 0
    except StoreError:
        return False


def _summarise(out: Path, extractions: tuple[Extraction, ...], *, read: int, copies: int) -> BuildSummary:
    entities, edges = merge_entities(extractions), aggregate_edges(extractions)
    graph = to_networkx(entities, edges)
    standings = measure_standings(graph)

    def rank(by: str, stance: Stance) -> tuple[Ranked, ...]:
        return tuple(Ranked(s, current_targets(graph, s.id, stance)) for s in strongest(standings, by))

    return BuildSummary(
        out=out,
        articles=len(extractions),
        read=read,
        reused=len(extractions) - read,
        copies=copies,
        entities=len(entities),
        claims=sum(len(extraction.claims) for extraction in extractions),
        facts=sum(len(extraction.facts) for extraction in extractions),
        edges=len(edges),
        current=sum(1 for _, _, data in graph.edges(data=True) if data["current"]),
        supporters=rank("supports", Stance.SUPPORT),
        opponents=rank("opposes", Stance.OPPOSE),
    )


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
