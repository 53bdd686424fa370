"""Commands over a built graph: query, export, view."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import IO, Any

import click

from kg.cli.console import check_date, check_settings, out_option
from kg.errors import QueryError


def _check_format(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    from kg.export import WRITERS

    if value not in WRITERS:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(WRITERS)}")
    return value


@click.command()
@click.argument("name", metavar="NAME|FILE|-", required=False)
@click.option("--list", "is_list", is_flag=True, help="List the saved queries with their parameters.")
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
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
@out_option
def query(name: str | None, is_list: bool, settings: dict[str, str], format_: str, out: Path) -> None:
    """Ask the graph: a saved query, a SPARQL file, or SPARQL on standard input (-).

    \b
    Example:
      kg query --list
      kg query who-supports --set name="Mark Rutte"
      echo "SELECT * { ?s ?p ?o } LIMIT 3" | kg query - --format csv
    """
    from kg.export.folder import STORE
    from kg.query import find_query, format_rows, run_query
    from kg.query.saved import parse_query
    from kg.store import open_store

    if is_list:
        _list_queries()
    elif name is None:
        raise click.UsageError("name a saved query, a file or -; `kg query --list` shows the saved ones")
    else:
        found = parse_query(_read_input(), name="standard input") if name == "-" else find_query(name)
        rows = run_query(open_store(out / STORE), found, settings)
        click.echo(format_rows(rows, format_), nl=False)


def _list_queries() -> None:
    from kg.query import list_queries

    for saved in list_queries():
        click.echo(f"{saved.name}: {saved.summary}")
        for param in saved.params:
            optional = "" if param.default is None else " (optional)"
            click.echo(f"  --set {param.name + '=...':12} {param.description}{optional}")


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
@out_option
def export(format_: str, output: Path | None, out: Path) -> None:
    """Write the graph in another format.

    RDF: turtle, trig, nquads, jsonld. For graph tools: graphml, gexf. For spreadsheets: csv.

    \b
    Example:
      kg export --format graphml -o graph.graphml
    """
    from kg.export import find_writer, read_folder

    folder = read_folder(out)
    stream = io.BytesIO()
    find_writer(format_)(folder.extractions, stream, base=folder.base)
    _write(output or Path("-"), stream.getvalue())


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
