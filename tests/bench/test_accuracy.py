from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kg.bench import accuracy
from kg.bench.accuracy import SETS, Figure, measure_accuracy, parse_figures, to_table
from kg.bench.shared import find_shared
from kg.errors import BenchError

LINES = [
    (
        "claims-lenient  P 0.500  R 0.250  F1 0.333   (1 right, 1 wrong, 3 missed)",
        [Figure("s", "claims-lenient", 0.333, 0.5, 0.25, "1 right, 1 wrong, 3 missed")],
    ),
    (
        "support 1>2  P 0.700  R 0.600  F1 0.646  (120 gold)",
        [Figure("s", "support 1>2", 0.646, 0.7, 0.6, "120 gold")],
    ),
    (
        "polarity  8/10 = 0.800 of the gold pairs found",
        [Figure("s", "polarity", 0.8, detail="8/10 of the gold pairs found")],
    ),
    (
        "accuracy 0.8250  macro-F1 0.6670",
        [
            Figure("s", "all classes, micro", 0.825, detail="accuracy"),
            Figure("s", "all classes, macro", 0.667),
        ],
    ),
]


@pytest.mark.parametrize(("line", "figures"), LINES)
def test_each_kind_of_line_is_read(line: str, figures: list[Figure]) -> None:
    assert parse_figures("s", line) == figures


def test_a_scorer_without_figures_is_an_error() -> None:
    with pytest.raises(BenchError, match="no figure"):
        parse_figures("s", "nothing to see\n")


def test_table_is_aligned_and_leaves_absent_shares_empty() -> None:
    table = to_table([Figure("seeds", "facts", 0.5, 0.25, 1.0, "few"), Figure("seeds", "polarity", 0.75)])
    assert table.splitlines() == [
        "| set   | measure  | P     | R     | F1    | counts |",
        "|-------|----------|-------|-------|-------|--------|",
        "| seeds | facts    | 0.250 | 1.000 | 0.500 | few    |",
        "| seeds | polarity |       |       | 0.750 |        |",
    ]


def test_missing_folder_names_the_option(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="--shared"):
        find_shared(tmp_path)


def test_unknown_set_gets_the_known_ones_back(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="seeds, stories-dev"):
        measure_accuracy(tmp_path, names=["seed"], warn=print)


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shared folder with one set of lines, and a stance model that always says 3."""

    def score_pairs(lines: Iterable[str]) -> Iterator[tuple[int, tuple[float, ...]]]:
        for line in lines:
            assert "\t" not in line
            yield 3, (0.0, 0.0, 0.0, 1.0, 0.0)

    monkeypatch.setattr(accuracy, "score_pairs", score_pairs)
    for folder in ("eval", "data/stance"):
        (tmp_path / folder).mkdir(parents=True)
    gold = tmp_path / SETS["dse-valid"].gold
    gold.write_text("[A] hit [B].\tA\tB\t3\n\n[A] met [B].\tA\tB\t0\n", encoding="utf-8")
    return tmp_path


def test_lines_are_scored_by_the_script_beside_the_gold(shared: Path) -> None:
    """The scorer sees one prediction for each gold line that holds something."""
    scorer = (
        "import sys\ngold, ours = (open(p).read().split('\\n') for p in sys.argv[1:])\n"
        "print('accuracy 0.5000  macro-F1 0.1' if ours == ['3', '3', ''] else ours)\n"
        "print('missing   nothing')\n"
    )
    (shared / "eval" / "score_dse.py").write_text(scorer, encoding="utf-8")
    warnings: list[str] = []
    figures = measure_accuracy(shared, names=["dse-valid"], warn=warnings.append)
    assert [f.value for f in figures] == [0.5, 0.1]
    assert warnings == ["dse-valid: missing   nothing"]


def test_a_failing_scorer_is_one_clear_line(shared: Path) -> None:
    (shared / "eval" / "score_dse.py").write_text("import sys\nsys.exit('2 gold lines but 1')\n")
    with pytest.raises(BenchError, match="exit status 1: 2 gold lines but 1"):
        measure_accuracy(shared, names=["dse-valid"], warn=print)


def test_a_set_without_inputs_is_named(shared: Path) -> None:
    with pytest.raises(BenchError, match=r"seeds/\*\.txt: no such file"):
        measure_accuracy(shared, names=["seeds"], warn=print)
