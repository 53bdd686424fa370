"""Commands that read articles: extract, explain, stance, build."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from kg.cli.console import (
    Decorator,
    Warnings,
    articles_argument,
    base_iri_option,
    corrections_option,
    one_line,
    out_option,
    pipeline_option,
    progress_bar,
)
from kg.errors import ReadError

min_confidence_option: Decorator = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    help="Leave out claims below this confidence; without it, the threshold that was tuned.",
)


@click.command()
@articles_argument
@pipeline_option
@min_confidence_option
@base_iri_option
def extract(
    paths: tuple[str, ...], pipeline: str | None, min_confidence: float | None, base_iri: str
) -> None:
    """Print what articles say, one JSON object per article and line.

    PATH is a file (.txt .md .html .jsonl .csv), a folder or a glob pattern. A file that cannot be
    read is named on standard error and skipped; the exit status is then 1.

    \b
    Example:
      kg extract seeds > records.jsonl
    """
    from kg.export.jsonl import to_record
    from kg.extract import extract_articles
    from kg.pipeline import load_pipeline
    from kg.read import read_articles

    warnings = Warnings()
    articles = read_articles(paths, warn=warnings)
    found = extract_articles(
        articles, nlp=load_pipeline(pipeline), base=base_iri, min_confidence=min_confidence
    )
    with progress_bar() as bar:
        for extraction in found:
            click.echo(json.dumps(to_record(extraction), ensure_ascii=False))
            bar.update()
    warnings.exit()


@click.command()
@articles_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines or JSON.",
)
@click.option("--id", "ids", metavar="ID", multiple=True, help="Only this article; may be given again.")
@click.option(
    "--doubt",
    type=click.FloatRange(0, 1),
    default=0.2,
    show_default=True,
    help="Tell of pairs that are no claims too, from this probability of the model up.",
)
@min_confidence_option
@pipeline_option
def explain(
    paths: tuple[str, ...],
    form: str,
    ids: tuple[str, ...],
    doubt: float,
    min_confidence: float | None,
    pipeline: str | None,
) -> None:
    """Print each sentence with what was read in it, and why.

    Below a sentence stand its mentions (what they mean, their place in the clause, the rule), its claims
    (cue, pattern, probability by the model, the words that settled their scope), what is no claim and
    for which reason, and its facts. With --format json, one object per article and line.

    \b
    Example:
      kg explain seeds/rutte-all-but-certain.txt
      kg explain news.jsonl --id a-17 --format json
    """
    from kg.explain import FORMATS, explain_articles
    from kg.pipeline import load_pipeline
    from kg.read import read_articles

    warnings = Warnings()
    articles = (a for a in read_articles(paths, warn=warnings) if not ids or a.id in ids)
    found = explain_articles(
        articles, nlp=load_pipeline(pipeline), min_confidence=min_confidence, doubt=doubt
    )
    count = 0
    for count, explanation in enumerate(found, 1):
        if form == "text" and count > 1:
            click.echo()
        written = FORMATS[form](explanation)
        click.echo("\n".join(map(one_line, written.split("\n"))) if form == "text" else written)
    if not count and not warnings.count:
        raise ReadError(f"no article {', '.join(ids)} in {', '.join(paths)}; `kg extract` prints their ids")
    warnings.exit()


@click.command()
@click.argument("lines", metavar="[FILE]", type=click.File(encoding="utf-8"), default="-")
def stance(lines: TextIO) -> None:
    """Print the stance between two marked entities, for each line of FILE or standard input.

    A line is a sentence with [first] and [second] entity in brackets. The answer is a line too: the
    label (0 neutral, 1 support first to second, 2 support second to first, 3 oppose first to second,
    4 oppose second to first) and the five probabilities in that order, tab-separated.

    \b
    Example:
      echo "[Norway] praised [Iceland] on Monday." | kg stance
    """
    from kg.extract import score_pairs

    for label, probabilities in score_pairs(_read_lines(lines)):
        click.echo("\t".join([str(label), *(f"{p:.4f}" for p in probabilities)]))


@click.command()
@articles_argument
@out_option
@base_iri_option
@pipeline_option
@corrections_option
def build(
    paths: tuple[str, ...], out: Path, base_iri: str, pipeline: str | None, corrections: Path | None
) -> None:
    """Read articles and build the graph: database, Turtle, records and page.

    Writes store/, graph.ttl, records.jsonl and graph.html into the folder --out. Run again with more
    articles, it reads only the new ones. Corrections by hand (`kg correct`) are laid over it.

    \b
    Example:
      kg build seeds
      kg build news/*.txt more.jsonl --out news-graph
    """
    from kg.build import build as build_graph
    from kg.build import format_summary

    warnings = Warnings()
    with progress_bar() as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        summary = build_graph(
            paths,
            out,
            base=base_iri,
            pipeline=pipeline,
            corrections=corrections,
            warn=warnings,
            progress=show,
        )
    click.echo(format_summary(summary), nl=False)
    click.echo(f"\nWrote {out}: store/, graph.ttl, records.jsonl, graph.html")
    warnings.exit()


def _read_lines(lines: TextIO) -> Iterator[str]:
    try:
        for line in lines:
            yield line.rstrip("\n")
    except UnicodeDecodeError as error:
        raise ReadError(f"{lines.name}: not UTF-8 ({error.reason}); convert it first") from error


COMMANDS = (extract, explain, stance, build)
