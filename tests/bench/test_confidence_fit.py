"""Lines fitted to how often claims were right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.bench.confidence import TABLE, Point, fit_points, write_table
from kg.claim.confidence import log_odds
from kg.lexicon import read_rows

if TYPE_CHECKING:
    from pathlib import Path


def points(score: float, right: int, wrong: int) -> list[Point]:
    return [Point("model", log_odds(score), n < right, 1.0) for n in range(right + wrong)]


def test_scores_that_promise_too_much_are_lowered() -> None:
    slope, offset = fit_points([*points(0.9, 500, 500), *points(0.6, 200, 800)])
    for score, share in ((0.9, 0.5), (0.6, 0.2)):
        odds = slope * log_odds(score) + offset
        assert odds == pytest.approx(log_odds(share), abs=0.1)


def test_certain_scores_do_not_lead_astray() -> None:
    slope, offset = fit_points([*points(0.99, 60, 40), *points(0.97, 90, 10), *points(0.55, 40, 60)])
    assert 0 < slope < 2
    assert abs(offset) < 2


def test_without_claims_scores_stay() -> None:
    assert fit_points([]) == (1.0, 0.0)


def test_few_claims_hardly_move_the_line() -> None:
    slope, offset = fit_points(points(0.9, 0, 1))
    assert (slope, offset) == pytest.approx((1.0, 0.0), abs=0.3)


def test_the_table_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_table({"model": (0.9, -0.25)}.items(), tmp_path / TABLE.name)
    monkeypatch.setattr("kg.lexicon._DATA", tmp_path)
    (row,) = read_rows(TABLE.name, ("way", "slope", "offset"))
    assert dict(row.cells) == {"way": "model", "slope": "0.9", "offset": "-0.25"}
