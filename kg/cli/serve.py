"""Commands that let others at a built graph: search, serve, publish."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import out_option, report
from kg.errors import PublishError

if TYPE_CHECKING:
    from kg.search import Hit

#: The password is read from here, or asked for; a command line can be seen by others.
PASSWORD = "KG_PASSWORD"


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--names", "kinds", flag_value="name", help="Search only names.")
@click.option("--quotes", "kinds", flag_value="quote", help="Search only quotes.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="So many of each at most."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print what was found.",
)
@out_option
def search(words: tuple[str, ...], kinds: str | None, limit: int, format_: str, out: Path) -> None:
    """Find names and quotes with all the words.

    "Several words" in quotes must stand together, word* is the start of a word; after --, -word
    must not be there.

    \b
    Example:
      kg search veto --quotes
      kg search '"out of the race"' --format json
    """
    from kg.search import INDEX, KINDS
    from kg.search import search as find

    text = " ".join(words)
    hits = find(out / INDEX, text, kinds=(kinds,) if kinds else KINDS, limit=limit)
    _PRINTERS[format_](hits)


def _print_table(hits: tuple[Hit, ...]) -> None:
    from kg.query.rows import Rows, format_table

    names = tuple(
        (hit.text, hit.title if hit.title != hit.text else "") for hit in hits if hit.kind == "name"
    )
    quotes = tuple((hit.date, hit.title, hit.claims, hit.text) for hit in hits if hit.kind == "quote")
    tables = [
        format_table(Rows(columns, rows))
        for columns, rows in ((("name", "of"), names), (("date", "article", "claims", "quote"), quotes))
        if rows
    ]
    click.echo("\n".join(tables), nl=False)


def _print_csv(hits: tuple[Hit, ...]) -> None:
    from kg.query.rows import Rows, format_csv

    columns = ("kind", "iri", "text", "title", "article", "date", "claims")
    rows = tuple(tuple(getattr(hit, column) for column in columns) for hit in hits)
    click.echo(format_csv(Rows(columns, rows)), nl=False)


def _print_json(hits: tuple[Hit, ...]) -> None:
    records = [{key: value for key, value in asdict(hit).items() if key != "snippet"} for hit in hits]
    click.echo(json.dumps(records, ensure_ascii=False, indent=1))


_PRINTERS = {"table": _print_table, "csv": _print_csv, "json": _print_json}


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path), default="out")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for a free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address opens it to others.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="A query that takes longer is stopped.",
)
@click.option(
    "--rows",
    type=click.IntRange(min=0),
    default=10_000,
    show_default=True,
    help="A query gives so many rows at most; 0 for all.",
)
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes that answer queries; without it, one a core."
)
@click.option(
    "--memory",
    type=click.IntRange(min=0),
    default=4_000,
    show_default=True,
    metavar="MB",
    help="The most memory of each process; 0 for any.",
)
def serve(
    out: Path, port: int, host: str, timeout: float, rows: int, workers: int | None, memory: int
) -> None:
    """Serve the graph, read-only: SPARQL at /sparql, a page for everybody, a query page at /query.

    A rebuilt graph is served as soon as it is there.

    \b
    Example:
      kg serve
      kg serve out --port 8080 --timeout 10
    """
    from kg.export.folder import read_manifest
    from kg.iris import DEFAULT_BASE
    from kg.serve import Settings
    from kg.serve import serve as run

    manifest = read_manifest(out)
    settings = Settings(
        base=manifest.base if manifest else DEFAULT_BASE,
        seconds=timeout,
        rows=rows or None,
        workers=workers or os.cpu_count() or 2,
        megabytes=memory,
    )
    with contextlib.suppress(KeyboardInterrupt):
        run(out, host=host, port=port, settings=settings, announce=_announce)


def _announce(address: str) -> None:
    click.echo(f"Serving at {address} (stop with Ctrl-C)")
    sys.stdout.flush()


@click.command()
@click.option("--endpoint", metavar="URL", required=True, help="The store's Graph Store Protocol endpoint.")
@click.option("--graph", metavar="IRI", help="The graph to replace; without it, the default graph.")
@click.option("--user", metavar="NAME", help=f"Who publishes. The password is ${PASSWORD}, or is asked for.")
@click.option(
    "--count-at",
    metavar="URL",
    help="A SPARQL endpoint to count the triples with; without it the graph is read back.",
)
@click.option(
    "--batch",
    type=click.IntRange(min=1),
    default=5_000,
    show_default=True,
    help="Triples in one request.",
)
@out_option
def publish(
    endpoint: str, graph: str | None, user: str | None, count_at: str | None, batch: int, out: Path
) -> None:
    """Make a graph in another store the same as the built one, and count it there.

    A run that was stopped goes on where it was.

    \b
    Example:
      kg publish --endpoint http://127.0.0.1:7878/store --graph https://example.org/news
    """
    from tqdm import tqdm

    from kg.publish import PROGRESS, Target
    from kg.publish import publish as send
    from kg.store import open_store

    target = Target(endpoint, graph, user, _password(user), count_at)
    if target.is_open_to_listeners:
        report("warning", f"{endpoint}: the password may cross the network unencrypted; use https")
    store = open_store(out / "store")
    with tqdm(total=len(store), unit=" triples", file=sys.stderr, disable=None, leave=False) as bar:

        def show(there: int, _total: int) -> None:
            bar.update(there - bar.n)

        done = send(store, target, state=out / PROGRESS, batch=batch, progress=show)
    sent = "" if done.sent == done.triples else f", {done.sent:,} of them sent now"
    click.echo(f"Published {done.triples:,} triples{sent}; counted them there")


def _password(user: str | None) -> str | None:
    if user is None:
        return None
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    if not sys.stdin.isatty():
        raise PublishError(f"no password for {user}; put it in the environment variable {PASSWORD}")
    return str(click.prompt(f"Password of {user}", hide_input=True, err=True))


COMMANDS = (search, serve, publish)
