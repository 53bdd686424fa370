"""Commands over a built graph: query, export, view."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from kg.cli.console import check_date, check_settings, out_option, report
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.query import SavedQuery


def _check_format(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    from kg.export import WRITERS

    if value not in WRITERS:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(WRITERS)}")
    return value


@click.command()
@click.argument("name", metavar="NAME|FILE|-", required=False)
@click.option(
    "--list",
    "is_list",
    is_flag=True,
    help="List the saved queries by group, or what one query, or one file, needs.",
)
@click.option(
    "--set",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    callback=check_settings,
    help="Set a parameter of the query; may be given again.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "turtle"]),
    default="table",
    show_default=True,
    help="How to print the answer; turtle is for CONSTRUCT and DESCRIBE.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="ROWS", help="Print so many rows at most.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Stop the query after so many seconds.",
)
@out_option
def query(
    name: str | None,
    is_list: bool,
    settings: dict[str, str],
    format_: str,
    limit: int | None,
    timeout: float | None,
    out: Path,
) -> None:
    """Ask the graph: a saved query, a SPARQL file, or SPARQL on standard input (-).

    \b
    Example:
      kg query --list
      kg query who-supports --set name="Mark Rutte"
      echo "SELECT * { ?s ?p ?o } LIMIT 3" | kg query - --format csv
    """
    from kg.export.folder import STORE
    from kg.query import ask_query, find_query, format_answer
    from kg.query.saved import parse_query
    from kg.store import open_store

    if name is None:
        if not is_list:
            raise click.UsageError("name a saved query, a file or -; `kg query --list` shows the saved ones")
        _list_queries()
        return
    found = parse_query(_read_input(), name="standard input") if name == "-" else find_query(name)
    if is_list:
        _show_query(found)
        return
    with _stoppable():
        answer = ask_query(open_store(out / STORE), found, settings, limit=limit, timeout=timeout)
    click.echo(format_answer(answer, format_), nl=False)
    if answer.is_cut:
        report("note", f"there is more; --limit cut it after {limit:,}")


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let Ctrl-C end the program at once: the database engine would hold it back until it is done."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _list_queries() -> None:
    from itertools import groupby

    from kg.query import list_queries

    for group, queries in groupby(list_queries(), key=lambda saved: saved.group):
        click.echo(f"{group[:1].upper()}{group[1:]}" if group else "Others")
        for saved in queries:
            params = " ".join(f"{p.name}=" if p.default is None else f"[{p.name}=]" for p in saved.params)
            click.echo(f"  {saved.name} {params}".rstrip())
            click.echo(f"      {saved.summary}")
        click.echo()
    click.echo("kg query NAME --list says more of one; [..] may be left out.")


def _show_query(saved: SavedQuery) -> None:
    click.echo(f"{saved.name}: {saved.summary}" if saved.summary else saved.name)
    for param in saved.params:
        default = "" if param.default is None else f" (default: {param.default or 'any'})"
        click.echo(f"  --set {param.name + '=...':14} {param.type}: {param.description}{default}")
    if saved.example:
        click.echo(f"  {saved.example}")


def _read_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"standard input: not UTF-8 ({error.reason}); convert it first") from error


@click.command()
@click.option(
    "--format", "format_", metavar="FORMAT", required=True, callback=_check_format, help="One of those above."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to this file, not to standard output.",
)
@click.option("--as-of", metavar="DATE", callback=check_date, help="Only what was known by then.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Only claims at least this sure."
)
@click.option(
    "--entities",
    multiple=True,
    metavar="NAME",
    help="Only what this entity is part of; may be given again. A name, perhaps with [Type], or an IRI.",
)
@out_option
def export(
    format_: str,
    output: Path | None,
    as_of: str | None,
    min_confidence: float,
    entities: tuple[str, ...],
    out: Path,
) -> None:
    """Write the graph, or a part of it, in another format.

    RDF: turtle, trig, nquads, jsonld, rdfxml. For graph tools: graphml, gexf (with the time of each
    stance), neo4j (a ZIP of tables to import). For spreadsheets: csv.

    \b
    Example:
      kg export --format graphml -o graph.graphml
      kg export --format turtle --as-of 2024-03 --entities "Mark Rutte"
    """
    from kg.export import Selection, copy_nquads, find_writer, read_base, read_folder, select

    selection = Selection(as_of, min_confidence, entities)
    stream: IO[Any]
    with click.open_file(str(output or "-"), "wb", atomic=output is not None) as stream:
        if format_ == "nquads" and selection.is_whole:
            copy_nquads(out, stream, base=read_base(out))
        else:
            folder = read_folder(out)
            extractions = select(folder.extractions, selection)
            find_writer(format_)(extractions, stream, base=folder.base, outcomes=folder.outcomes)


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to this file (- is standard output), not to view.html in the folder of the graph.",
)
@click.option("--focus", metavar="NAME", help="Draw only this entity and whoever it has a tie with.")
@click.option("--stance", type=click.Choice(["support", "oppose"]), help="Draw only this stance.")
@click.option(
    "--since", metavar="DATE", callback=check_date, help="Draw only stances last reported then or later."
)
@out_option
def view(output: Path | None, focus: str | None, stance: str | None, since: str | None, out: Path) -> None:
    """Draw the graph, or a part of it, as one HTML page that needs no network.

    \b
    Example:
      kg view --focus "Mark Rutte" --stance oppose -o rutte.html
    """
    from kg.export import read_folder
    from kg.graph import aggregate_edges, merge_entities
    from kg.records import Stance
    from kg.view import render_page

    extractions = read_folder(out).extractions
    page = render_page(
        merge_entities(extractions),
        aggregate_edges(extractions),
        focus=focus,
        stance=Stance(stance) if stance else None,
        since=since,
    )
    target = output or out / "view.html"
    _write(target, page.encode())
    if str(target) != "-":
        click.echo(f"Wrote {target}")


def _write(target: Path, content: bytes) -> None:
    """Write to a file, or to standard output for ``-``."""
    stream: IO[Any]
    with click.open_file(str(target), "wb", atomic=str(target) != "-") as stream:
        stream.write(content)


COMMANDS = (query, export, view)
