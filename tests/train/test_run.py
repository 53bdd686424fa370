"""A run rises and falls, goes on where it was stopped, and ends on averaged weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from kg.train.run import Rates, Run  # noqa: E402


def _model() -> Any:
    torch.manual_seed(1)
    return torch.nn.Linear(3, 1)


def _learn(run: Run, units: int = 10) -> None:
    run.learn((run.model(torch.ones(2, 3)) - 1).pow(2).mean(), units)


def _run(work: Path, total: int = 100) -> Run:
    work.mkdir(exist_ok=True)
    return Run(_model(), work, Rates(0.1, 0.1, 0.2), total, "cpu")


def test_progress_counts_units_and_ends_at_one(tmp_path: Path) -> None:
    run = _run(tmp_path)
    for _ in range(12):
        _learn(run)
    assert run.progress == 1.0


def test_stopped_run_goes_on_to_the_weights_of_one_that_was_not(tmp_path: Path) -> None:
    whole, first = _run(tmp_path / "whole"), _run(tmp_path / "parts")
    for _ in range(6):
        _learn(whole)
    for _ in range(3):
        _learn(first)
    first.save(0, 3)
    second = _run(tmp_path / "parts")
    assert (second.epoch, second.step, second.done) == (0, 3, 30)
    for _ in range(3):
        _learn(second)
    assert torch.equal(second.model.weight, whole.model.weight)


def test_final_weights_are_the_average_where_there_is_one(tmp_path: Path) -> None:
    run = _run(tmp_path)
    seen = []
    for _ in range(3):
        _learn(run)
        run.add_to_average()
        seen.append(run.model.weight.detach().clone())
    final = torch.load(run.finish({"epochs": 1}, {"a.txt": "0" * 64}), weights_only=True)
    assert torch.allclose(final["weight"], sum(seen) / 3)
    told = json.loads((tmp_path / "run.json").read_text())
    assert told["settings"] == {"epochs": 1}
    assert told["command"][0] == "kg"


def test_loss_that_is_no_number_stops_the_run(tmp_path: Path) -> None:
    run = _run(tmp_path)
    with pytest.raises(FloatingPointError, match="not finite"):
        run.learn(run.model(torch.full((1, 3), float("nan"))).sum(), 1)
