"""The command that corrects a graph by hand: correct."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.console import Decorator, Warnings, check_date, corrections_option, out_option
from kg.errors import CorrectionError

if TYPE_CHECKING:
    from kg.correct import Correction, Outcome

_TYPES = ["Person", "Country", "Organisation", "Place", "Position", "Group"]
_STANCES = ["support", "oppose"]

_author_option: Decorator = click.option(
    "--author", envvar="KG_AUTHOR", metavar="NAME", help="Who corrects; else $KG_AUTHOR or your login."
)
_reason_option: Decorator = click.option("--reason", required=True, metavar="TEXT", help="Why.")
_article_option: Decorator = click.option(
    "--article", "articles", multiple=True, metavar="ID", help="Only there; may be given again."
)
_quote_option: Decorator = click.option("--quote", metavar="WORDS", help="Only where these words are said.")


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed((_author_option, _reason_option, corrections_option, out_option)):
        command = option(command)
    return command


@click.group()
def correct() -> None:
    """Correct the graph by hand, for this build and every later one.

    A correction is a row in corrections.csv, with author and reason; `kg correct apply` or the next
    `kg build` lays it over what was extracted. An entity is named by its name, by name and type
    ("Georgia [Country]") or by its IRI.

    \b
    Example:
      kg correct merge "M. Rutte" "Mark Rutte" --reason "the same man"
      kg correct reject Hungary support "Mark Rutte" --article a1 --reason "irony"
      kg correct apply
    """


@correct.command()
@click.argument("entity")
@click.argument("into")
@_shared
def merge(entity: str, into: str, **options: Any) -> None:
    """Say that ENTITY is the same as INTO, which gives the name.

    \b
    Example:
      kg correct merge "M. Rutte" "Mark Rutte" --reason "the same man"
    """
    _write("merge", {"entity": entity, "to": into}, **options)


@correct.command()
@click.argument("entity")
@click.argument("new")
@_article_option
@click.option("--mention", "mentions", multiple=True, metavar="WORDS", help="Words, or offsets like 118-128.")
@_shared
def split(
    entity: str, new: str, articles: tuple[str, ...], mentions: tuple[str, ...], **options: Any
) -> None:
    """Say that in some articles, or where some words stand, ENTITY is NEW.

    \b
    Example:
      kg correct split "George Bush" "George W. Bush" --article iraq --reason "the son"
    """
    row = {"entity": entity, "to": new, "article": "; ".join(articles), "mention": "; ".join(mentions)}
    _write("split", row, **options)


@correct.command()
@click.argument("entity")
@click.argument("name")
@_shared
def rename(entity: str, name: str, **options: Any) -> None:
    """Call ENTITY by another NAME; the old one stays an alias.

    \b
    Example:
      kg correct rename Turkey Türkiye --reason "its own name since 2022"
    """
    _write("rename", {"entity": entity, "to": name}, **options)


@correct.command()
@click.argument("entity")
@click.argument("type_", metavar="TYPE", type=click.Choice(_TYPES, case_sensitive=False))
@_shared
def retype(entity: str, type_: str, **options: Any) -> None:
    """Say that ENTITY is a Person, Country, Organisation, Place, Position or Group.

    \b
    Example:
      kg correct retype Benelux Group --reason "no country"
    """
    _write("retype", {"entity": entity, "to": type_}, **options)


@correct.command()
@click.argument("entity")
@_shared
def delete(entity: str, **options: Any) -> None:
    """Take ENTITY out, and every claim and fact that it is part of.

    \b
    Example:
      kg correct delete "Read More" --reason "a link, nobody"
    """
    _write("delete", {"entity": entity}, **options)


def _claim_command(name: str, help_: str) -> click.Command:
    @correct.command(name, help=help_)
    @click.argument("holder")
    @click.argument("stance", type=click.Choice(_STANCES))
    @click.argument("target")
    @_article_option
    @_quote_option
    @_shared
    def command(
        holder: str, stance: str, target: str, articles: tuple[str, ...], quote: str | None, **options: Any
    ) -> None:
        row = {"holder": holder, "stance": stance, "target": target, "article": "; ".join(articles)}
        _write(name, {**row, "quote": quote}, **options)

    return command


_claim_command(
    "reject",
    """Say that the articles make no such claim.

    \b
    Example:
      kg correct reject Hungary support "Mark Rutte" --article a1 --reason "irony"
    """,
)
_claim_command(
    "flip",
    """Say that a claim of support is one of opposition, or the reverse.

    \b
    Example:
      kg correct flip Hungary support "Mark Rutte" --quote "hardly a friend" --reason "it says the opposite"
    """,
)
_claim_command(
    "confirm",
    """Say that the claim is what the text says; its confidence becomes 1.

    \b
    Example:
      kg correct confirm Hungary oppose "Mark Rutte" --reason "read and checked"
    """,
)


@correct.command()
@click.argument("holder")
@click.argument("stance", type=click.Choice(_STANCES))
@click.argument("target")
@click.option("--quote", required=True, metavar="WORDS", help="The words that say so, as they stand.")
@click.option("--article", metavar="ID", help="The article of the graph that has them.")
@click.option("--aspect", type=click.Choice(["held", "ended"]), help="Whether it holds; held unless given.")
@click.option(
    "--modality", type=click.Choice(["asserted", "denied", "possible"]), help="asserted unless given."
)
@click.option("--topic", metavar="TEXT", help="What of TARGET it is about.")
@click.option("--claim-date", metavar="DATE", callback=check_date, help="When the stance was taken.")
@click.option("--speaker", metavar="ENTITY", help="Who says so, where the article quotes somebody.")
@click.option("--source", metavar="NAME", help="The outlet, for words from outside the graph.")
@click.option("--url", metavar="URL", help="Their address.")
@click.option("--title", metavar="TEXT", help="The title of their article.")
@click.option("--published", metavar="DATE", callback=check_date, help="Its date.")
@_shared
def add(author: str | None, reason: str, corrections: Path | None, out: Path, **row: str | None) -> None:
    """Add a claim with its own evidence, from an article of the graph or from outside.

    \b
    Example:
      kg correct add Sweden support "Mark Rutte" --article a1 --quote "Stockholm is for him" --reason "missed"
    """
    _write("add", row, author=author, reason=reason, corrections=corrections, out=out)


@correct.command("list")
@corrections_option
@out_option
def list_(corrections: Path | None, out: Path) -> None:
    """List the corrections, and what each does to the graph.

    \b
    Example:
      kg correct list
    """
    from kg.query.rows import Rows, format_table

    rows = [
        (o.correction.id, o.correction.describe(), o.correction.author, o.correction.reason, _effect(o))
        for o in _try(out, _read(corrections, out))
    ]
    click.echo(format_table(Rows(("id", "correction", "author", "reason", "effect"), tuple(rows))), nl=False)


@correct.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@corrections_option
@out_option
def undo(ids: tuple[str, ...], corrections: Path | None, out: Path) -> None:
    """Take corrections back, by the ids that `kg correct list` shows.

    \b
    Example:
      kg correct undo 1f0c2e9a77b1
    """
    from kg.correct import read_lines, write_corrections

    path = corrections or out / "corrections.csv"
    lines = read_lines(path)
    known = {line.correction.id for line in lines if line.correction}
    if unknown := [id_ for id_ in ids if id_ not in known]:
        raise CorrectionError(f"{path}: no correction {', '.join(unknown)}; `kg correct list` shows them")
    write_corrections(path, (), keep=[s for s in lines if not s.correction or s.correction.id not in ids])
    click.echo(f"Took {len(ids)} out of {path}; `kg correct apply` makes the graph anew")


@correct.command()
@corrections_option
@out_option
def apply(corrections: Path | None, out: Path) -> None:
    """Make the graph anew with the corrections; no article is extracted again.

    \b
    Example:
      kg correct apply
    """
    from kg.build import format_summary, rebuild

    warnings = Warnings()
    summary = rebuild(out, corrections=corrections, warn=warnings)
    click.echo(format_summary(summary), nl=False)
    warnings.exit()


def _write(
    action: str,
    row: Mapping[str, str | None],
    *,
    author: str | None,
    reason: str,
    corrections: Path | None,
    out: Path,
) -> None:
    """Write one row, and say what it will do."""
    from kg.correct import Correction, read_lines, write_corrections

    said = {"action": action, "author": author or _login(), "reason": reason}
    cells = {**row, **said, "date": date.today().isoformat()}
    correction = Correction.from_row({column: cell or "" for column, cell in cells.items()})
    path = corrections or out / "corrections.csv"
    lines = read_lines(path)
    earlier = [line.correction for line in lines if line.correction]
    if correction.id in {known.id for known in earlier}:
        raise CorrectionError(f"{path}: has this correction already ({correction.id})")
    outcome = _try(out, [*earlier, correction])[-1]
    write_corrections(path, [correction], keep=lines)
    click.echo(f"{correction.describe()} ({correction.id}): {_effect(outcome)}")
    click.echo(f"Wrote {path}; `kg correct apply` makes the graph anew")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise CorrectionError("no login to name as author; give --author or set KG_AUTHOR") from None


def _read(corrections: Path | None, out: Path) -> list[Correction]:
    from kg.correct import read_corrections

    return list(read_corrections(corrections or out / "corrections.csv"))


def _try(out: Path, corrections: list[Correction]) -> list[Outcome]:
    """What the corrections would do to the records of the graph."""
    from kg.build import try_corrections

    return list(try_corrections(out, corrections))


def _effect(outcome: Outcome) -> str:
    if outcome.problem:
        return f"none: {outcome.problem}"
    counts = ((len(outcome.changes), "claim"), (outcome.facts, "fact"), (outcome.articles, "article"))
    return ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n) or "a name"


COMMANDS = (correct,)
