"""Corrections and builds: build, correct, add an article, build again; nothing is lost or doubled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from correct_builders import correction
from test_build import _build, _bytes, _Extractor

from kg.build import format_summary, rebuild, try_corrections
from kg.correct import write_corrections
from kg.errors import KgError
from kg.export import read_folder
from kg.export.folder import CORRECTIONS, LOG, RECORDS
from kg.graph import merge_entities
from kg.query import run_query
from kg.store import open_store

_FLIP = correction("flip", holder="Di", stance="oppose", target="Bo")
_MERGE = correction("merge", entity="Cy", to="Ann", author="bea", reason="her pen name")
_ADD = correction("add", holder="Bo", stance="support", target="Di", article="b", quote="Di rejects Bo")


@pytest.fixture
def extractor() -> _Extractor:
    return _Extractor()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("2024-01-01\nAnn backs Bo. Cy backs Bo.", encoding="utf-8")
    (folder / "b.txt").write_text("2024-02-01\nDi rejects Bo.", encoding="utf-8")
    return folder


def _supporters(out: Path, name: str) -> list:
    return [row[0] for row in run_query(open_store(out / "store"), "who-supports", {"name": name}).rows]


def test_round_trip(news: Path, tmp_path: Path, extractor: _Extractor) -> None:
    """Build, correct, add an article, build again: as if built at once with the corrections."""
    out = tmp_path / "out"
    _build([news], out, extractor)
    extracted = (out / RECORDS).read_bytes()
    assert sorted(_supporters(out, "Bo")) == ["Ann", "Cy"]

    write_corrections(out / CORRECTIONS, [_FLIP, _MERGE, _ADD])
    extractor.read.clear()
    summary = _build([news], out, extractor)
    assert extractor.read == []
    assert [outcome.problem for outcome in summary.outcomes] == [None, None, None]
    assert "3 corrections by hand applied\n" in format_summary(summary)
    assert sorted(_supporters(out, "Bo")) == ["Ann", "Di"]
    assert _supporters(out, "Di") == ["Bo"]
    assert (out / RECORDS).read_bytes() == extracted

    (news / "c.txt").write_text("Cy rejects Di. Di rejects Bo.", encoding="utf-8")
    _build([news], out, extractor)
    assert extractor.read == ["c"]
    assert {e.name for e in merge_entities(read_folder(out).extractions)} == {"Ann", "Bo", "Di"}
    assert _supporters(out, "Bo") and "Di" in _supporters(out, "Bo")

    write_corrections(tmp_path / "fresh" / CORRECTIONS, [_FLIP, _MERGE, _ADD])
    _build([news], tmp_path / "fresh", extractor)
    assert _bytes(out) == _bytes(tmp_path / "fresh")
    assert (out / LOG).read_bytes() == (tmp_path / "fresh" / LOG).read_bytes()


def test_changed_and_removed_articles_with_corrections_give_the_bytes_of_one_build(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    write_corrections(tmp_path / "desk.csv", [_FLIP, _MERGE, _ADD])
    out, corrections = tmp_path / "out", tmp_path / "desk.csv"
    _build([news], out, extractor, corrections=corrections)
    (news / "a.txt").unlink()
    (news / "b.txt").write_text("2024-02-02\nWell: Di rejects Bo. Di rejects Cy.", encoding="utf-8")
    (news / "c.txt").write_text("Ann backs Di.", encoding="utf-8")
    _build([news], out, extractor, corrections=corrections)
    _build([news], tmp_path / "fresh", extractor, corrections=corrections)
    assert _bytes(out) == _bytes(tmp_path / "fresh")
    added = [c for e in read_folder(out).extractions for c in e.claims if c.reason == "added by hand"]
    assert [c.evidence.text for c in added] == ["Di rejects Bo"]
    assert added[0].evidence.start == len("2024-02-02\nWell: ")


def test_folder_read_back_is_corrected(news: Path, tmp_path: Path, extractor: _Extractor) -> None:
    out = tmp_path / "out"
    write_corrections(out / CORRECTIONS, [_FLIP, _ADD])
    _build([news], out, extractor)
    (out / CORRECTIONS).unlink()
    stances = {(c.stance.value, c.reason) for e in read_folder(out).extractions for c in e.claims}
    assert {("support", "added by hand"), ("support", "flipped by hand")} <= stances


def test_correction_that_matches_nothing_any_more_is_reported(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    out = tmp_path / "out"
    write_corrections(out / CORRECTIONS, [_FLIP, _MERGE])
    _build([news], out, extractor)
    (news / "b.txt").unlink()
    summary = _build([news], out, extractor)
    assert "1 correction by hand applied, 1 without effect:" in format_summary(summary)
    assert f"  flip Di oppose Bo ({_FLIP.id}): no entity is called Di" in format_summary(summary)


def test_correction_no_longer_given_is_reported_and_undone(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    out = tmp_path / "out"
    _build([news], out, extractor)
    plain = _bytes(out)
    write_corrections(tmp_path / "desk.csv", [_MERGE])
    _build([news], out, extractor, corrections=tmp_path / "desk.csv")
    assert _bytes(out) != plain
    summary = _build([news], out, extractor)
    assert summary.withdrawn == (_MERGE,)
    assert "1 correction of the build before no longer given:\n  merge Cy into Ann" in format_summary(summary)
    assert _bytes(out) == plain
    assert not (out / LOG).exists()


def test_rebuild_needs_no_extraction_and_gives_the_same_bytes(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    out = tmp_path / "out"
    _build([news], out, extractor)
    write_corrections(out / CORRECTIONS, [_FLIP, _ADD])
    from test_build import _read, _render

    summary = rebuild(out, read=_read, render=_render, warn=pytest.fail)
    assert (summary.articles, summary.read) == (2, 0)
    rebuilt = _bytes(out)
    _build([news], out, extractor)
    assert _bytes(out) == rebuilt
    (news / "b.txt").unlink()
    assert rebuild(out, read=_read, render=_render, warn=pytest.fail).outcomes[1].problem is None


def test_rebuild_without_a_build_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="run `kg build PATH"):
        rebuild(tmp_path, warn=pytest.fail)


def test_trying_out_writes_nothing(news: Path, tmp_path: Path, extractor: _Extractor) -> None:
    out = tmp_path / "out"
    _build([news], out, extractor)
    before = _bytes(out)
    (outcome,) = try_corrections(out, [_MERGE])
    assert (outcome.problem, len(outcome.changes)) == (None, 1)
    assert _bytes(out) == before


def test_manifest_keeps_what_was_corrected(news: Path, tmp_path: Path, extractor: _Extractor) -> None:
    out = tmp_path / "out"
    write_corrections(out / CORRECTIONS, [_ADD])
    _build([news], out, extractor)
    document = json.loads((out / "manifest.json").read_text())
    assert document["corrections"][0]["action"] == "add"
    assert document["spans"] == {_ADD.id: [11, 24, "Di rejects Bo"]}
