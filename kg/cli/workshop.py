"""Commands for those who work on kg itself: bench, train."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from kg.cli.console import Decorator, pipeline_option, report
from kg.errors import TrainError

_WORK = Path("out/train")
_WORK_HELP = "Where the state lies; a run that was stopped goes on from it."


def _folder_option(*names: str, **options: Any) -> Decorator:
    return click.option(*names, type=click.Path(file_okay=False, path_type=Path), metavar="DIR", **options)


shared_option = _folder_option(
    "--shared", help="The folder with the annotated sets; without it, ../shared beside the checkout."
)
data_option = _folder_option("--data", required=True, help="The folder with the training data.")
epochs_option: Decorator = click.option(
    "--epochs", type=click.IntRange(min=1), help="Passes over the data; without it, as the packaged weights."
)
device_option: Decorator = click.option(
    "--device", type=click.Choice(["cpu", "cuda"]), default="cpu", show_default=True, help="Where to compute."
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
    from kg.bench.shared import find_shared

    root = find_shared(shared)
    from kg.bench.accuracy import SETS, measure_accuracy, to_table
    from kg.pipeline import load_pipeline

    figures = measure_accuracy(
        root,
        names=names or tuple(SETS),
        nlp=load_pipeline(pipeline),
        warn=lambda message: report("warning", message),
    )
    click.echo(json.dumps([asdict(f) for f in figures], indent=1) if is_json else to_table(figures))


@bench.command("pipeline")
@shared_option
@click.option(
    "--pipeline",
    "--model",
    metavar="NAME",
    help="A spaCy pipeline, by name or folder, in place of the packaged one.",
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON in place of the table.")
def bench_pipeline(shared: Path | None, pipeline: str | None, is_json: bool) -> None:
    """Score the language pipeline on treebanks and names, and time it.

    \b
    Example:
      kg bench pipeline --shared ../shared
    """
    from kg.bench.shared import find_shared

    root = find_shared(shared)
    from kg.bench.pipeline import measure_pipeline, to_table

    figures = list(measure_pipeline(root, name=pipeline))
    click.echo(json.dumps([asdict(f) for f in figures], indent=1) if is_json else to_table(figures))


@click.group()
def train() -> None:
    """Make the packaged weights anew; needs the extra `train`."""


@train.command("pipeline")
@data_option
@_folder_option("--work", default=_WORK / "pipeline", show_default=True, help=_WORK_HELP)
@_folder_option("--out", help="Where to write the pipeline; without it, in place of the packaged one.")
@epochs_option
@device_option
def train_pipeline(data: Path, work: Path, out: Path | None, epochs: int | None, device: str) -> None:
    """Train the language pipeline: about 45 minutes on two cores.

    \b
    Example:
      kg train pipeline --data ../shared/data
    """
    from kg.pipeline import MODEL

    training = _training("pipeline")
    weights = training.train(data, work, _settings(training, epochs), device=device)
    package = _training("package")
    package.write_pipeline(weights, work / "labels.json", data, out or MODEL, _read_run(work))
    click.echo(f"Wrote {out or MODEL}")


@train.command("stance")
@data_option
@_folder_option("--work", default=_WORK / "stance", show_default=True, help=_WORK_HELP)
@click.option(
    "--weights",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    default=_WORK / "pipeline" / "final.pt",
    show_default=True,
    help="What the pipeline's training left, to start from.",
)
@_folder_option("--out", help="Where to write the model; without it, in place of the packaged one.")
@epochs_option
@device_option
def train_stance(
    data: Path, work: Path, weights: Path, out: Path | None, epochs: int | None, device: str
) -> None:
    """Train the stance model, after the pipeline: about 30 minutes on two cores.

    \b
    Example:
      kg train stance --data ../shared/data
    """
    from kg.pipeline.pairs import FOLDER

    training = _training("stance")
    trained = training.train(data, work, weights, _settings(training, epochs), device=device)
    training.write_stance(trained, out or FOLDER, _read_run(work))
    click.echo(f"Wrote {out or FOLDER}")


def _settings(training: ModuleType, epochs: int | None) -> object:
    """The settings of the packaged weights, or those with another number of passes."""
    return training.Settings() if epochs is None else training.Settings(epochs=epochs)


def _read_run(work: Path) -> dict[str, Any]:
    """Settings and checksums as the training wrote them down, and the command line of now.

    The command says what makes these weights: folders of this machine are left out.
    """
    run: dict[str, Any] = json.loads((work / "run.json").read_text(encoding="utf-8"))
    context = click.get_current_context()
    epochs, device = run["settings"]["epochs"], context.params["device"]
    command = f"kg train {context.info_name} --data DATA --epochs {epochs} --device {device}"
    return run | {"command": command}


def _training(module: str) -> ModuleType:
    try:
        return import_module(f"kg.train.{module}")
    except ModuleNotFoundError as error:
        if (error.name or "kg").startswith("kg"):
            raise
        remedy = "install what training needs with: pip install 'kg[train]'"
        raise TrainError(f"no module {error.name}; {remedy}") from error


COMMANDS = (bench, train)
