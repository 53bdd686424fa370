"""Commands that look a graph over: validate."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.console import Warnings, check_base_iri, one_line


def _check_engine(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    from kg.validate import ENGINES

    if value not in ENGINES:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(ENGINES)}")
    return value


def _check_base(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    return None if value is None else check_base_iri(ctx, param, value)


@click.command()
@click.argument("graph", metavar="[OUT|FILE]", type=click.Path(path_type=Path), default=Path("out"))
@click.option(
    "--articles",
    metavar="PATH",
    multiple=True,
    help="A file or folder with articles to hold the quotes against; may be given again.",
)
@click.option(
    "--engine",
    metavar="NAME",
    default="pyshacl",
    show_default=True,
    callback=_check_engine,
    help="What checks the shapes: pyshacl, or rust (needs the extra `shacl`).",
)
@click.option("--base-iri", metavar="IRI", callback=_check_base, help="What the IRIs start with, for a file.")
def validate(graph: Path, articles: tuple[str, ...], engine: str, base_iri: str | None) -> None:
    """Check a graph: every node has what it needs, every quote stands in its article.

    Takes the folder that `kg build` wrote, or a file of triples. Prints one line for each thing
    that is wrong: the node, what is wrong with it, what to do. The exit status is 1 when there
    is a violation, and 0 when there are warnings alone.

    \b
    Example:
      kg validate
      kg validate graph.ttl --articles seeds
    """
    from kg.validate import read_subject, validate_graph

    warnings = Warnings()
    subject = read_subject(graph, articles=articles, base=base_iri, warn=warnings)
    report = validate_graph(subject.graph, texts=subject.texts, engine=engine, also=subject.findings)
    for finding in report.findings:
        click.echo(one_line(str(finding)))
    found = [_count(report.violations, "violation")]
    if warned := len(report.findings) - report.violations:
        found.append(_count(warned, "warning"))
    click.echo(
        f"{', '.join(found)} in {report.triples} triples; "
        f"{report.compared} of {_count(report.quotes, 'quote')} held against the articles"
    )
    if report.violations:
        click.get_current_context().exit(1)
    warnings.exit()


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


COMMANDS = (validate,)
