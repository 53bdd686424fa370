"""kg correct and kg diff from the command line, over a folder made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from norland import norland

from kg.building.files import write_files
from kg.cli import main
from kg.export import read_folder, to_record
from kg.graph import merge_entities
from kg.iris import DEFAULT_BASE

Capture = pytest.CaptureFixture[str]
_WHY = ("--author", "al", "--reason", "typo")


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built folder ``out`` in the working folder."""
    monkeypatch.chdir(tmp_path)
    records = {e.article.id: to_record(e) for e in norland()}
    write_files(tmp_path / "out", records, [], {}, base=DEFAULT_BASE, render=lambda *_: "<p></p>")
    return tmp_path / "out"


def _names(out: Path) -> set[str]:
    return {entity.name for entity in merge_entities(read_folder(out).extractions)}


def test_correct_tells_its_effect_and_apply_makes_it_so(out: Path, capsys: Capture) -> None:
    assert main(["correct", "merge", "Erik Falk", "Anna Berg", *_WHY]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("merge Erik Falk into Anna Berg (")
    assert shown[0].endswith("): 2 claims, 2 facts, 3 articles")
    assert shown[1] == "Wrote out/corrections.csv; `kg correct apply` makes the graph anew"
    assert "Erik Falk" in _names(out)
    assert main(["correct", "apply"]) == 0
    assert "1 correction by hand applied\n" in capsys.readouterr().out
    assert "Erik Falk" not in _names(out)


@pytest.mark.parametrize(
    "args",
    [
        ["split", "Carl Dahl", "Carl Dahl II", "--article", "march"],
        ["rename", "Norland", "Kingdom of Norland"],
        ["retype", "Bund Council", "group"],
        ["delete", "Bund Council"],
        ["reject", "Sudland", "oppose", "Carl Dahl", "--article", "march", "--article", "may"],
        ["flip", "Sudland", "oppose", "Carl Dahl", "--quote", "vetoed"],
        ["confirm", "Sudland", "oppose", "Carl Dahl"],
        ["add", "Sudland", "support", "Anna Berg", "--quote", "Well done", "--url", "https://x.test/"],
    ],
)
def test_every_correction_is_written_and_listed(out: Path, args: list[str], capsys: Capture) -> None:
    assert main(["correct", *args, *_WHY]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert "none" not in first
    id_ = first.rpartition("(")[2].partition(")")[0]
    assert main(["correct", "list"]) == 0
    assert id_ in capsys.readouterr().out
    assert main(["correct", "undo", id_]) == 0
    capsys.readouterr()
    assert main(["correct", "list"]) == 0
    assert id_ not in capsys.readouterr().out


def test_correction_without_match_is_kept_and_said_to_have_none(out: Path, capsys: Capture) -> None:
    assert main(["correct", "delete", "Nobody", *_WHY]) == 0
    assert "): none: no entity is called Nobody\n" in capsys.readouterr().out
    assert main(["correct", "apply"]) == 0
    assert "0 corrections by hand applied, 1 without effect:\n  delete Nobody" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["correct", "undo", "abc"], "no correction abc; `kg correct list` shows them"),
        (
            ["correct", "add", "A", "support", "B", "--quote", "x", *_WHY],
            "add needs article or source or url",
        ),
    ],
)
def test_mistakes_are_one_line(out: Path, args: list[str], why: str, capsys: Capture) -> None:
    assert main(args) == 1
    captured = capsys.readouterr()
    assert why in captured.err
    assert captured.err.count("\n") == 1


def test_same_correction_twice_is_refused(out: Path, capsys: Capture) -> None:
    assert main(["correct", "delete", "Falk", *_WHY]) == 0
    assert main(["correct", "delete", "Falk", *_WHY]) == 1
    assert "has this correction already" in capsys.readouterr().err


def test_author_comes_from_the_environment(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("KG_AUTHOR", "Bea Lind")
    assert main(["correct", "delete", "Falk", "--reason", "x"]) == 0
    assert "Bea Lind" in (out / "corrections.csv").read_text()


def test_corrections_can_lie_elsewhere(out: Path, tmp_path: Path, capsys: Capture) -> None:
    desk = tmp_path / "desk" / "fixes.csv"
    assert main(["correct", "delete", "Falk", *_WHY, "--corrections", str(desk)]) == 0
    assert main(["correct", "apply", "--corrections", str(desk)]) == 0
    assert "Erik Falk" not in _names(out)
    assert not (out / "corrections.csv").exists()


def test_diff_of_dates_and_of_folders(out: Path, capsys: Capture) -> None:
    assert main(["diff", "2024-03", "2024-05"]) == 0
    assert "  + Ostmark (Country)\n" in capsys.readouterr().out
    assert main(["diff", "out", "out", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["claims"] == {"added": [], "gone": [], "changed": []}


def test_diff_of_neither_is_wrong_usage(out: Path, capsys: Capture) -> None:
    assert main(["diff", "yesterday", "out"]) == 2
    assert "is no folder and no date" in capsys.readouterr().err


def test_export_of_a_part(out: Path, capsys: Capture) -> None:
    args = ["export", "--format", "csv", "--as-of", "2024-03", "--entities", "Sudland", "-o", "part.csv"]
    assert main(args) == 0
    assert len(Path("part.csv").read_text().splitlines()) == 2
    assert main(["export", "--format", "csv", "--entities", "Nobody"]) == 1
    assert "no entity is called Nobody" in capsys.readouterr().err


def test_export_of_nquads_is_the_same_streamed_or_not(out: Path) -> None:
    assert main(["export", "--format", "nquads", "-o", "whole.nq"]) == 0
    assert main(["export", "--format", "nquads", "--as-of", "2999", "-o", "all.nq"]) == 0
    assert Path("whole.nq").read_bytes() == Path("all.nq").read_bytes() != b""
