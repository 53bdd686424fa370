"""Commands that ask a built graph: query, export, view."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.console import check_date, check_settings, out_option, target_option


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
@out_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
def query(name: str | None, is_list: bool, settings: dict[str, str], out: Path, format_: str) -> None:
    """Ask the graph: a saved query, a SPARQL file, or SPARQL on standard input (-).

    \b
    Example:
      kg query --list
      kg query who-supports --set name="Mark Rutte"
      echo "SELECT * { ?s ?p ?o } LIMIT 3" | kg query - --format csv
    """


@click.command()
@click.option("--format", "format_", required=True, help="The format; see above.")
@target_option
@out_option
def export(format_: str, output: Path | None, out: Path) -> None:
    """Write the graph in another format.

    \b
    Example:
      kg export --format graphml -o graph.graphml
    """


@click.command()
@target_option
@click.option("--focus", metavar="NAME", help="Draw only this entity and what it has a tie with.")
@click.option("--stance", type=click.Choice(["support", "oppose"]), help="Draw only this stance.")
@click.option("--since", metavar="DATE", callback=check_date, help="Draw only what was last said since then.")
@out_option
def view(output: Path | None, focus: str | None, stance: str | None, since: str | None, out: Path) -> None:
    """Draw the graph as one HTML page that works without a network.

    \b
    Example:
      kg view --focus "Mark Rutte" --stance oppose -o rutte.html
    """


COMMANDS = (query, export, view)
