"""Commands over a built graph: query, export, view."""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, Any

import click

from kg.cli.console import check_date, check_settings, out_option


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
