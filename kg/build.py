"""Articles to a folder with database, Turtle, records and page, reading only what is new.

What an article gives depends on its text and metadata, the rules, the models and the options;
a hash over all of these says whether the record of an earlier build may stand for reading it
again. Everything after that, the corrections by hand included, is made anew from the records,
so that the folder is the same as if it had been built in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.building.files import Renderer, stored_records, write_files
from kg.building.keys import Pipeline, article_key, settings_key
from kg.building.steps import (
    Extractor,
    Progress,
    Reader,
    Warn,
    packaged_extractor,
    packaged_reader,
    packaged_renderer,
)
from kg.building.summary import BuildSummary, Ranked, format_summary, summarise
from kg.correct import Correction, Outcome, apply_corrections, find_spans, read_corrections, split_list
from kg.errors import ReadError
from kg.export.folder import CORRECTIONS, RECORDS, Manifest, read_manifest
from kg.export.jsonl import Record, read_records, to_record
from kg.iris import DEFAULT_BASE, content_hash, named_article_iri
from kg.records import Article, Evidence

__all__ = [
    "BuildSummary",
    "Extractor",
    "Progress",
    "Ranked",
    "Reader",
    "Renderer",
    "Warn",
    "build",
    "format_summary",
    "rebuild",
    "try_corrections",
]

_PLACE = re.compile(r"(.*?)(?::\d+)?: .*", re.DOTALL)


def build(
    paths: Sequence[str],
    out: str | Path,
    *,
    base: str = DEFAULT_BASE,
    nlp: Pipeline | None = None,
    pipeline: str | None = None,
    min_confidence: float | None = None,
    corrections: str | Path | None = None,
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
        corrections: The file of corrections by hand; without it, corrections.csv in ``out``.
        warn: Called with one line for each input that is skipped.
        read, extract, render: Other ways to do these steps.

    Raises:
        KgError: Nothing can be read, a correction is malformed, the pipeline is missing, or
            ``out`` cannot be written.
    """
    out = Path(out)
    rows = read_corrections(Path(corrections) if corrections else out / CORRECTIONS)
    articles, copies = _read(paths, out, warn, read)
    settings = settings_key(nlp, pipeline, base, min_confidence)
    keyed = {article_key(article, settings): article for article in articles}
    records = stored_records(out, keyed)
    new = {key: article for key, article in keyed.items() if key not in records}
    if new:
        if extract is None:
            extract, nlp = packaged_extractor(nlp, pipeline)
        found = extract(list(new.values()), nlp=nlp, base=base, min_confidence=min_confidence)
        for done, (key, extraction) in enumerate(zip(new, found, strict=True), 1):
            records[key] = to_record(extraction)
            if progress:
                progress(done, len(new))
    for key, article in keyed.items():
        records[key]["article"]["path"] = article.path
    spans = find_spans(rows, keyed.values(), base=base)
    given = _Input(records, rows, spans, base, read_manifest(out))
    return _finish(out, given, render, read=len(new), copies=copies)


def rebuild(
    out: str | Path,
    *,
    corrections: str | Path | None = None,
    warn: Warn,
    read: Reader | None = None,
    render: Renderer | None = None,
) -> BuildSummary:
    """Make the folder anew from its records, with the corrections as they are now.

    No article is read again but those whose words a new correction quotes.

    Raises:
        KgError: The folder holds no graph, a correction is malformed, or it cannot be written.
    """
    out = Path(out)
    before, records = read_manifest(out), stored_records(out)
    if before is None or not records:
        raise ReadError(f"{out}: holds no graph that was built here; run `kg build PATH... --out {out}`")
    rows = read_corrections(Path(corrections) if corrections else out / CORRECTIONS)
    quoting = [row for row in rows if row.id not in before.spans]
    articles = _read_quoted(quoting, records.values(), before.base, warn, read)
    known = {row.id: before.spans[row.id] for row in rows if row.id in before.spans}
    spans = known | find_spans(quoting, articles, base=before.base)
    return _finish(out, _Input(records, rows, spans, before.base, before), render)


def try_corrections(out: str | Path, corrections: Sequence[Correction]) -> tuple[Outcome, ...]:
    """What the corrections would do to a built folder; writes nothing.

    Raises:
        KgError: The folder holds no graph.
    """
    out = Path(out)
    records = list(read_records(out / RECORDS))
    manifest = read_manifest(out)
    base, known = (manifest.base, manifest.spans) if manifest else (DEFAULT_BASE, {})
    quoting = [correction for correction in corrections if correction.id not in known]
    articles = _read_quoted(quoting, map(to_record, records), base, lambda _: None, None)
    spans = known | find_spans(quoting, articles, base=base)
    return apply_corrections(records, corrections, spans=spans, base=base).outcomes


@dataclass(frozen=True, slots=True)
class _Input:
    """What the files of a folder follow from, and the manifest that lay there before."""

    records: dict[str, Record]
    corrections: Sequence[Correction]
    spans: dict[str, Evidence]
    base: str
    before: Manifest | None


def _finish(
    out: Path, given: _Input, render: Renderer | None, *, read: int = 0, copies: int = 0
) -> BuildSummary:
    corrected = write_files(
        out,
        given.records,
        given.corrections,
        given.spans,
        base=given.base,
        render=render or packaged_renderer(),
    )
    ids = {correction.id for correction in given.corrections}
    before = given.before.corrections if given.before else ()
    return summarise(
        out,
        corrected.extractions,
        articles=len(given.records),
        read=read,
        copies=copies,
        outcomes=corrected.outcomes,
        withdrawn=tuple(correction for correction in before if correction.id not in ids),
    )


def _read_quoted(
    corrections: Iterable[Correction], records: Iterable[Record], base: str, warn: Warn, read: Reader | None
) -> list[Article]:
    """The articles that the corrections quote, where their files still have the text of the record."""
    named = {name for c in corrections if c.action == "add" for name in split_list(c.article)}
    wanted = {
        record["article"]["hash"]: record["article"]["path"]
        for record in records
        if named & {record["article"]["id"], named_article_iri(record["article"]["hash"], base=base)}
    }
    paths = sorted({path for path in wanted.values() if path and Path(path).is_file()})
    if not paths:
        return []
    found = (read or packaged_reader())(paths, warn=warn)
    return [article for article in found if content_hash(article.text) in wanted]


def _read(paths: Sequence[str], out: Path, warn: Warn, read: Reader | None) -> tuple[list[Article], int]:
    """The articles, each once, and how many were left out as copies."""
    read = read or packaged_reader()
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
        key = article_key(article, "")
        copies += key in kept
        if key not in kept or (article.path or "") < (kept[key].path or ""):
            kept[key] = article
    if not kept:
        raise ReadError(f"no article to read in {', '.join(paths)}; name files or folders outside {out}")
    return [kept[key] for key in sorted(kept)], copies
