"""The command that says what changed: diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import check_date, out_option

if TYPE_CHECKING:
    from kg.records import Extraction


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print what changed.",
)
@out_option
def diff(old: str, new: str, format_: str, out: Path) -> None:
    """Say what changed between two builds, or between two dates.

    OLD and NEW are folders that `kg build` wrote, or dates (YYYY-MM-DD, YYYY-MM, YYYY): what was
    known by then, in the folder --out.

    \b
    Example:
      kg diff last-week out
      kg diff 2024-03 2024-06-20
    """
    from kg.diff import compare_graphs, diff_to_json, format_diff

    changes = compare_graphs(_extractions(old, out), _extractions(new, out))
    click.echo(diff_to_json(changes) if format_ == "json" else format_diff(changes), nl=False)


def _extractions(name: str, out: Path) -> tuple[Extraction, ...]:
    from kg.export import Selection, read_folder, select

    try:
        day = None if Path(name).is_dir() else check_date(None, None, name)  # type: ignore[arg-type]
    except click.BadParameter:
        raise click.BadParameter(f"{name!r} is no folder and no date (YYYY-MM-DD, YYYY-MM, YYYY)") from None
    return select(read_folder(out if day else Path(name)).extractions, Selection(as_of=day))


COMMANDS = (diff,)
