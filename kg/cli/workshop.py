"""Commands for those who work on kg itself: bench, train."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.console import Warnings, pipeline_option
from kg.errors import TrainError

shared_option = click.option(
    "--shared",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder with the annotated sets; without it, ../shared beside the checkout.",
)
data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    required=True,
    help="The folder with the training data.",
)


@click.group()
def bench() -> None:
    """Measure accuracy and speed; prints Markdown tables."""


@bench.command()
@shared_option
@click.option("--set", "names", metavar="NAME", multiple=True, help="Only this set; may be given again.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON in place of the table.")
@pipeline_option
def accuracy(shared: Path | None, names: tuple[str, ...], is_json: bool, pipeline: str | None) -> None:
    """Score the extraction against the annotated sets.

    \b
    Example:
      kg bench accuracy --shared ../shared --set seeds
    """
    from kg.bench.accuracy import SETS, measure_accuracy, to_table
    from kg.pipeline import load_pipeline

    warnings = Warnings()
    figures = measure_accuracy(shared, names=names or tuple(SETS), nlp=load_pipeline(pipeline), warn=warnings)
    click.echo(json.dumps([asdict(f) for f in figures], indent=1) if is_json else to_table(figures))


@click.group()
def train() -> None:
    """Make the packaged weights anew; needs the extra `train`."""


COMMANDS = (bench, train)
