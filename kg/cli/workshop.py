"""Commands for those who work on kg itself: bench, train."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click

from kg.cli.console import Decorator, one_line, pipeline_option, report
from kg.errors import BenchError, TrainError

if TYPE_CHECKING:
    from kg.records import Extraction

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
@click.option(
    "--errors", is_flag=True, help="Count the errors of annotated articles by cause, and list them."
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON in place of the tables.")
@pipeline_option
def accuracy(
    shared: Path | None, names: tuple[str, ...], errors: bool, is_json: bool, pipeline: str | None
) -> None:
    """Score the extraction against the annotated sets, and the confidence of its claims.

    With --errors only the annotated articles are read: what is missed and what is wrong, by cause.

    \b
    Example:
      kg bench accuracy --shared ../shared --set seeds
      kg bench accuracy --errors
    """
    from kg.bench.shared import find_shared

    root = find_shared(shared)
    from kg.bench import accuracy as measures
    from kg.bench import calibration, causes
    from kg.pipeline import load_pipeline

    if errors and not set(names or measures.ARTICLES) & set(measures.ARTICLES):
        raise BenchError(f"--errors reads annotated articles; name one of {', '.join(measures.ARTICLES)}")
    found: dict[str, Sequence[Extraction]] = {}
    figures = measures.measure_accuracy(
        root,
        names=names or (measures.ARTICLES if errors else tuple(measures.SETS)),
        nlp=load_pipeline(pipeline),
        warn=lambda message: report("warning", message),
        keep=found.__setitem__,
    )
    if errors:
        cases = measures.list_errors(root, found)
        lines = ["", *map(one_line, causes.to_lines(cases))]
        click.echo(to_json(cases) if is_json else "\n".join([causes.to_table(cases), *lines]))
        return
    samples = measures.calibrate(root, found)
    figures += measures.calibration_figures(samples)
    if is_json:
        click.echo(to_json(figures))
        return
    tables = [measures.to_table(figures)]
    tables += [calibration.to_reliability(samples), calibration.to_trade(samples)] if samples else []
    click.echo("\n\n".join(tables))


@bench.command()
@shared_option
@click.option(
    "--gap",
    type=click.Choice(["validation", "test"]),
    multiple=True,
    help="Only this part of GAP; may be given again.",
)
@pipeline_option
@click.option("--json", "is_json", is_flag=True, help="Print JSON in place of the table.")
def coref(shared: Path | None, gap: tuple[str, ...], pipeline: str | None, is_json: bool) -> None:
    """Score who is who: chains of named actors on OntoGUM, pronouns on GAP.

    \b
    Example:
      kg bench coref --shared ../shared
    """
    from kg.bench.shared import find_shared

    root = find_shared(shared)
    from kg.bench.coref import GAP, measure_coref, to_table
    from kg.pipeline import load_pipeline

    figures = list(measure_coref(root, nlp=load_pipeline(pipeline), gap=gap or tuple(GAP)))
    click.echo(to_json(figures) if is_json else to_table(figures))


@bench.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@shared_option
@click.option(
    "--rounds",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="How often all articles are gone through.",
)
@pipeline_option
@click.option("--json", "is_json", is_flag=True, help="Print JSON in place of the table.")
def speed(
    paths: tuple[str, ...], shared: Path | None, rounds: int, pipeline: str | None, is_json: bool
) -> None:
    """Time each step from file to graph, in CPU seconds of one thread.

    Without PATH, the annotated articles of the shared folder are read.

    \b
    Example:
      kg bench speed news/*.txt --rounds 5
    """
    from kg.bench.shared import find_shared

    named = list(paths)
    root = None if named else find_shared(shared)
    from kg.bench.speed import default_paths, measure_speed, to_table

    figures = measure_speed(
        named if root is None else default_paths(root),
        rounds=rounds,
        name=pipeline,
        warn=lambda message: report("warning", message),
    )
    click.echo(to_json(figures) if is_json else to_table(figures))


def to_json(figures: Iterable[Any]) -> str:
    """Records (dataclasses) as a JSON array."""
    return json.dumps([asdict(figure) for figure in figures], indent=1)


@bench.command("pipeline")
@shared_option
@click.option(
    "--pipeline",
    "--model",
    metavar="NAME",
    help="A spaCy pipeline, by name or folder, in place of the packaged one.",
)
@click.option("--compare", is_flag=True, help="Only its speed, beside that of a convolutional pipeline.")
@click.option(
    "--threads", type=click.IntRange(min=2), help="Only its speed on so many threads and processes."
)
@click.option("--stream", type=click.IntRange(min=10), help="Only its memory, over so many news articles.")
@click.option("--save", is_flag=True, help="Write the accuracy into the packaged pipeline's meta.json.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON in place of the table.")
def bench_pipeline(
    shared: Path | None,
    pipeline: str | None,
    compare: bool,
    threads: int | None,
    stream: int | None,
    save: bool,
    is_json: bool,
) -> None:
    """Score the language pipeline on treebanks and names, and time it.

    \b
    Example:
      kg bench pipeline --shared ../shared
      kg bench pipeline --compare
      kg bench pipeline --threads 2
      kg bench pipeline --stream 10000
    """
    from kg.bench.shared import find_shared

    root = find_shared(shared)
    from kg.bench import throughput
    from kg.bench.pipeline import measure_pipeline, save_performance, to_table

    if compare:
        found = throughput.compare_speeds(root, name=pipeline)
    elif threads:
        found = throughput.measure_scaling(root, threads, name=pipeline)
    elif stream:
        found = throughput.measure_memory(root, stream, name=pipeline)
    else:
        found = measure_pipeline(root, name=pipeline)
    figures = list(found)
    if save:
        save_performance(figures)
    click.echo(json.dumps([asdict(f) for f in figures], indent=1) if is_json else to_table(figures))


@bench.command("store")
@click.option(
    "--claims",
    "sizes",
    type=click.IntRange(min=100),
    multiple=True,
    help="How many made-up claims; may be given again. Without it, 10,000 and 100,000.",
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON in place of the table.")
def bench_store(sizes: tuple[int, ...], is_json: bool) -> None:
    """Time the store beside plain rdflib on made-up claims: half an hour, and 8 GB of memory.

    \b
    Example:
      kg bench store --claims 10000
    """
    from kg.bench.store import SIZES, find_missed, measure_store, to_table

    figures = list(measure_store(sorted(sizes) or SIZES))
    click.echo(json.dumps([asdict(f) for f in figures], indent=1) if is_json else to_table(figures))
    for line in find_missed(figures):
        report("warning", f"missed: {line}")


table_option = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write the table; without it, in place of the packaged one.",
)


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
    """Train the stance model, after the pipeline: about 45 minutes on one core.

    \b
    Example:
      kg train stance --data ../shared/data
    """
    from kg.pipeline.pairs import FOLDER

    training = _training("stance")
    trained = training.train(data, work, weights, _settings(training, epochs), device=device)
    training.write_stance(trained, out or FOLDER, _read_run(work))
    click.echo(f"Wrote {out or FOLDER}")


@train.command("coref")
@data_option
@table_option
def train_coref(data: Path, out: Path | None) -> None:
    """Learn who pronouns mean, with the packaged pipeline: about two minutes.

    \b
    Example:
      kg train coref --data ../shared/data
    """
    from kg.pipeline import load_pipeline

    training = _training("coref")
    path = out or training.TABLE
    training.write_weights(training.train(data, load_pipeline()), path)
    click.echo(f"Wrote {path}")


@train.command("confidence")
@shared_option
@table_option
def train_confidence(shared: Path | None, out: Path | None) -> None:
    """Fit claims' confidence to how often they are right on the development sets: a minute.

    \b
    Example:
      kg train confidence --shared ../shared
    """
    from kg.bench.confidence import TABLE, fit_confidence, write_table
    from kg.bench.shared import find_shared
    from kg.pipeline import load_pipeline

    path = out or TABLE
    write_table(fit_confidence(find_shared(shared), load_pipeline()).items(), path)
    click.echo(f"Wrote {path}")


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
