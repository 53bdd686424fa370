"""What commands share: warnings that are counted, the progress bar, and options."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.iris import DEFAULT_BASE

if TYPE_CHECKING:
    from tqdm import tqdm

#: An absolute IRI (RFC 3987, with the characters that Turtle forbids left out) to append names to.
_BASE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20<>\"{}|\\^`]+/")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)


def one_line(text: str) -> str:
    r"""Escape line breaks and control characters, so that no input can forge or repaint a line.

    >>> one_line("a\x1b[2Jb\nc")
    'a\\x1b[2Jb\\nc'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def report(level: str, message: str) -> None:
    """Print ``kg: LEVEL: message`` on standard error."""
    click.echo(f"kg: {level}: {one_line(message)}", err=True)


@dataclass(slots=True)
class Warnings:
    """Prints a warning for each input that was skipped, and counts them."""

    count: int = 0

    def __call__(self, message: str) -> None:
        """Print one warning, above the progress bar where there is one."""
        self.count += 1
        if sys.stderr.isatty():
            from tqdm import tqdm

            with tqdm.external_write_mode(file=sys.stderr):
                report("warning", message)
        else:
            report("warning", message)

    def exit(self) -> None:
        """Leave with exit status 1 and the count when anything was skipped."""
        if self.count:
            inputs = "1 input was" if self.count == 1 else f"{self.count} inputs were"
            report("error", f"{inputs} skipped; see the warnings above")
            click.get_current_context().exit(1)


def progress_bar() -> tqdm[Any]:
    """A bar on standard error with rate and, given a total, remaining time; only on a terminal."""
    from tqdm import tqdm

    return tqdm(unit=" articles", file=sys.stderr, disable=None, leave=False, dynamic_ncols=True)


def check_base_iri(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """Let through what names can be appended to."""
    if not _BASE_IRI.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no absolute IRI that ends with /")
    return value


def check_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Let through ISO 8601 days, months and years."""
    if value is not None:
        try:
            date.fromisoformat(f"{value}-01-01"[:10] if _DATE.fullmatch(value) else "")
        except ValueError:
            raise click.BadParameter(f"{value!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY") from None
    return value


def check_settings(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Split each ``name=value``."""
    settings: dict[str, str] = {}
    for setting in values:
        name, equals, value = setting.partition("=")
        if not (name and equals):
            raise click.BadParameter(f"{setting!r} is not of the form name=value")
        settings[name.strip()] = value
    return settings


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

articles_argument: Decorator = click.argument("paths", metavar="PATH...", nargs=-1, required=True)
pipeline_option: Decorator = click.option(
    "--pipeline", metavar="NAME", help="A spaCy pipeline, by name or folder, in place of the packaged one."
)
base_iri_option: Decorator = click.option(
    "--base-iri",
    metavar="IRI",
    default=DEFAULT_BASE,
    show_default=True,
    callback=check_base_iri,
    help="What the IRIs of entities, articles and claims start with.",
)
out_option: Decorator = click.option(
    "--out",
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    default="out",
    show_default=True,
    help="The folder that `kg build` writes.",
)
corrections_option: Decorator = click.option(
    "--corrections",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The file of corrections, in place of corrections.csv in the folder of the graph.",
)
