"""Every step is timed, and what extraction adds is told beside the pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.bench.speed import ADDED, STEPS, Clock, Figure, default_paths, measure_speed, to_table
from kg.errors import ReadError


def test_a_clock_adds_up_the_time_of_each_step() -> None:
    ticks = iter([1.0, 3.0, 10.0, 10.5])
    clock = Clock(now=lambda: next(ticks))
    assert clock.time("read", lambda: "a") == "a"
    clock.time("read", lambda: "b")
    assert clock.spent["read"] == 2.5
    assert set(clock.spent) == set(STEPS)


def test_table_shows_shares_of_the_pipeline() -> None:
    table = to_table([Figure("claims", 0.0125, 80.0, 24000.0, 0.25)])
    assert [cell.strip() for cell in table.splitlines()[2].split("|")[1:-1]] == [
        "claims", "12.5", "80.0", "24,000", "25 %",
    ]  # fmt: skip


def test_articles_that_are_timed_lie_in_the_shared_folder(tmp_path: Path) -> None:
    assert all(path.startswith(str(tmp_path)) for path in default_paths(tmp_path))


@pytest.mark.model
def test_all_steps_are_measured(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Germany backed Carl Dahl on Tuesday. Turkey criticized Dahl.\n")
    figures = measure_speed([str(tmp_path)], rounds=2, warn=print)
    assert [figure.step for figure in figures] == [*STEPS, " + ".join(ADDED)]
    assert all(figure.seconds > 0 and figure.words > figure.articles for figure in figures)
    shares = {figure.step: figure.share for figure in figures}
    assert shares["pipeline"] == 1.0
    assert shares[" + ".join(ADDED)] == pytest.approx(sum(shares[step] for step in ADDED))


@pytest.mark.model
def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        measure_speed([str(tmp_path)], warn=print)
