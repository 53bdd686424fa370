"""The pipeline's table."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.bench.pipeline import GOLD, Figure, measure_pipeline, to_table
from kg.errors import BenchError


def test_table_shows_shares_and_speeds() -> None:
    figures = [
        Figure("EWT test", GOLD, "LAS", 87.456, detail="1 right of 2"),
        Figure("", "", "speed", 2791.4, "words/s"),
        Figure("", "", "size on disk", 25.66, "MB"),
    ]
    lines = to_table(figures).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert "| 87.5 " in lines[2]
    assert "| 2,791 " in lines[3]
    assert "| 25.7 MB |" in lines[4]


@pytest.mark.model
def test_missing_data_name_the_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_THREADS", "1")
    with pytest.raises(BenchError, match="--shared"):
        next(measure_pipeline(tmp_path))
