"""Building a folder: incremental, the same as in one go, written whole."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import claim, entity
from norland import norland

import kg.building.keys
from kg.build import BuildSummary, build, format_summary
from kg.errors import KgError, ReadError
from kg.export import read_folder, to_record
from kg.export.turtle import to_turtle
from kg.graph import to_graph
from kg.iris import entity_iri
from kg.query import run_query
from kg.records import Article, Entity, EntityType, Extraction
from kg.store import open_store

_SAID = re.compile(r"(\w+) (backs|rejects) (\w+)\.")


def _read(paths, *, warn) -> Iterator[Article]:
    """Every .txt below the paths, sorted; its first line may be a date; empty ones are skipped."""
    for given in paths:
        path = Path(given)
        for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
            text = file.read_text(encoding="utf-8")
            if not text:
                warn(f"{file}: empty; skipped")
                continue
            first = text.split("\n")[0]
            yield Article(file.stem, text, path=str(file), date=first if first[:2] == "20" else None)


class _Extractor:
    """Finds "A backs B." and counts what it reads."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, articles: Iterable[Article], *, nlp=None, base="", min_confidence=None):
        for article in articles:
            self.read.append(article.id)
            found = list(_SAID.finditer(article.text))
            names = sorted({name for match in found for name in (match[1], match[3])})
            iris = {name: entity_iri(name, "Person", base=base) for name in names}
            yield Extraction(
                article,
                tuple(Entity(iris[name], name, EntityType.PERSON) for name in names),
                tuple(
                    replace(
                        claim(
                            m[1],
                            "support" if m[2] == "backs" else "oppose",
                            m[3],
                            quote=m[0],
                            start=m.start(),
                            cue=m[2],
                        ),
                        holder=iris[m[1]],
                        target=iris[m[3]],
                    )
                    for m in found
                ),
            )


def _render(entities, edges) -> str:
    return f"<p>{len(entities)} entities, {len(edges)} edges</p>"


@pytest.fixture
def extractor() -> _Extractor:
    return _Extractor()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in {
        "a": "2024-01-01\nAnn backs Bo. Cy backs Bo.",
        "b": "2024-02-01\nDi rejects Bo.",
        "c": "Ann rejects Bo.\nAnn backs Cy.",
    }.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def _build(paths, out: Path, extractor: _Extractor, **options) -> BuildSummary:
    options.setdefault("warn", pytest.fail)
    return build([str(path) for path in paths], out, read=_read, extract=extractor, render=_render, **options)


def _bytes(out: Path) -> dict[str, bytes]:
    return {
        name: (out / name).read_bytes()
        for name in ("graph.ttl", "records.jsonl", "manifest.json", "graph.html")
    }


def test_folder_holds_store_turtle_records_and_page(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    summary = _build([news], tmp_path / "out", extractor)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "graph.html",
        "graph.ttl",
        "manifest.json",
        "records.jsonl",
        "search.sqlite",
        "store",
    ]
    folder = read_folder(tmp_path / "out")
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == to_turtle(to_graph(folder.extractions))
    store = open_store(tmp_path / "out" / "store")
    assert len(store) == len(to_graph(folder.extractions))
    assert [row[0] for row in run_query(store, "who-supports", {"name": "Bo"}).rows] == ["Ann", "Cy"]
    assert (summary.articles, summary.read, summary.reused, summary.entities, summary.claims) == (
        3,
        3,
        0,
        4,
        5,
    )


def test_second_run_reads_nothing_and_changes_no_file(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    out = tmp_path / "out"
    _build([news], out, extractor)
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in out.rglob("*")}
    extractor.read.clear()
    summary = _build([news], out, extractor)
    assert extractor.read == []
    assert (summary.read, summary.reused) == (0, 3)
    assert {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in out.rglob("*")} == before


def test_one_article_more_reads_only_that_one(news: Path, tmp_path: Path, extractor: _Extractor) -> None:
    _build([news], tmp_path / "out", extractor)
    (news / "bb.txt").write_text("Ann backs Bo. Bo backs Ann.", encoding="utf-8")
    extractor.read.clear()
    _build([news], tmp_path / "out", extractor)
    assert extractor.read == ["bb"]
    _build([news], tmp_path / "fresh", extractor)
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_changed_and_removed_articles_leave_nothing_behind(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    _build([news], tmp_path / "out", extractor)
    (news / "a.txt").unlink()
    (news / "b.txt").write_text("2024-02-02\nDi backs Bo.", encoding="utf-8")
    extractor.read.clear()
    _build([news], tmp_path / "out", extractor)
    assert extractor.read == ["b"]
    _build([news], tmp_path / "fresh", extractor)
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")
    assert b"Cy backs" not in (tmp_path / "out" / "records.jsonl").read_bytes()


def test_turtle_is_the_same_in_any_order_and_from_anywhere(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    files = sorted(news.iterdir())
    _build(files, tmp_path / "out", extractor)
    elsewhere = tmp_path / "else" / "where"
    elsewhere.mkdir(parents=True)
    for file in files:
        (elsewhere / file.name).write_bytes(file.read_bytes())
    for seed in range(3):
        shuffled = random.Random(seed).sample(sorted(elsewhere.iterdir()), 3)
        _build(shuffled, tmp_path / str(seed), extractor)
        assert (tmp_path / str(seed) / "graph.ttl").read_bytes() == (
            tmp_path / "out" / "graph.ttl"
        ).read_bytes()


def test_moved_article_is_not_read_again_but_found_at_its_new_path(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    _build([news], tmp_path / "out", extractor)
    extractor.read.clear()
    news.rename(tmp_path / "moved")
    _build([tmp_path / "moved"], tmp_path / "out", extractor)
    assert extractor.read == []
    assert {e.article.path for e in read_folder(tmp_path / "out").extractions} == {
        str(tmp_path / "moved" / f"{name}.txt") for name in "abc"
    }


def test_same_article_twice_counts_once(news: Path, tmp_path: Path, extractor: _Extractor) -> None:
    (news / "copy").mkdir()
    (news / "copy" / "a.txt").write_bytes((news / "a.txt").read_bytes())
    summary = _build([news], tmp_path / "out", extractor)
    assert (summary.articles, summary.copies) == (3, 1)
    assert "3 articles (3 read, 0 unchanged, 1 copy left out)" in format_summary(summary)


def test_same_text_under_two_names_is_two_records_and_one_article(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    (news / "z.txt").write_bytes((news / "a.txt").read_bytes())
    assert _build([news], tmp_path / "out", extractor).articles == 4
    turtle = (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert turtle.count("a schema:NewsArticle") == 3


@pytest.mark.parametrize(
    "options", [{"base": "https://x.test/"}, {"min_confidence": 0.5}, {"pipeline": "other"}]
)
def test_other_options_read_all_again(
    news: Path, tmp_path: Path, extractor: _Extractor, options: dict
) -> None:
    _build([news], tmp_path / "out", extractor)
    extractor.read.clear()
    _build([news], tmp_path / "out", extractor, **options)
    assert extractor.read == ["a", "b", "c"] or sorted(extractor.read) == ["a", "b", "c"]
    assert read_folder(tmp_path / "out").base == options.get("base", "https://kg.example.org/")


def test_other_rules_read_all_again(
    news: Path, tmp_path: Path, extractor: _Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    (package / "data").mkdir(parents=True)
    (package / "models").mkdir()
    monkeypatch.setattr(kg.building.keys, "_PACKAGE", package)
    _build([news], tmp_path / "out", extractor)
    for changed in ("data/cues.tsv", "models/model.onnx", "fact.py"):
        extractor.read.clear()
        (package / changed).write_text("new")
        _build([news], tmp_path / "out", extractor)
        assert sorted(extractor.read) == ["a", "b", "c"], changed
    extractor.read.clear()
    (package / "view.py").write_text("new")
    _build([news], tmp_path / "out", extractor)
    assert extractor.read == []


@pytest.mark.parametrize("name", ["records.jsonl", "manifest.json"])
@pytest.mark.parametrize("damage", ["{}\n", "", "nonsense"])
def test_damaged_folder_is_built_anew(
    news: Path, tmp_path: Path, extractor: _Extractor, name: str, damage: str
) -> None:
    _build([news], tmp_path / "out", extractor)
    expected = _bytes(tmp_path / "out")
    (tmp_path / "out" / name).write_text(damage)
    _build([news], tmp_path / "out", extractor)
    assert _bytes(tmp_path / "out") == expected
    assert len(extractor.read) == 6


def test_missing_store_is_written_again(news: Path, tmp_path: Path, extractor: _Extractor) -> None:
    _build([news], tmp_path / "out", extractor)
    for file in (tmp_path / "out" / "store").iterdir():
        file.unlink()
    _build([news], tmp_path / "out", extractor)
    assert len(open_store(tmp_path / "out" / "store")) > 0
    assert len(extractor.read) == 3


def test_failure_while_reading_leaves_the_old_folder(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    _build([news], tmp_path / "out", extractor)
    expected = _bytes(tmp_path / "out")
    (news / "d.txt").write_text("Ann backs Bo.", encoding="utf-8")

    def fail(articles, **_options):
        raise RuntimeError("no")
        yield

    with pytest.raises(RuntimeError):
        build([str(news)], tmp_path / "out", read=_read, extract=fail, render=_render, warn=pytest.fail)
    assert _bytes(tmp_path / "out") == expected


def test_skipped_input_is_warned_of_and_what_lies_in_out_is_not_read(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    out = news / "out"
    _build([news], out, extractor)
    (out / "own.txt").write_text("Eve backs Bo.")
    (out / "empty.txt").write_text("")
    (news / "empty.txt").write_text("")
    warnings: list[str] = []
    summary = _build([news], out, extractor, warn=warnings.append)
    assert warnings == [f"{news / 'empty.txt'}: empty; skipped"]
    assert summary.articles == 3


def test_nothing_to_read_is_an_error_and_writes_nothing(tmp_path: Path, extractor: _Extractor) -> None:
    (tmp_path / "news").mkdir()
    with pytest.raises(ReadError, match="no article to read"):
        _build([tmp_path / "news"], tmp_path / "out", extractor)
    assert not (tmp_path / "out").exists()


def test_out_that_is_a_file_is_one_line(news: Path, tmp_path: Path, extractor: _Extractor) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(KgError, match="name another folder with --out"):
        _build([news], tmp_path / "out", extractor)


def test_progress_counts_what_is_read(news: Path, tmp_path: Path, extractor: _Extractor) -> None:
    seen: list[tuple[int, int]] = []
    _build([news], tmp_path / "out", extractor, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_records_keep_the_contract_and_their_order(news: Path, tmp_path: Path, extractor: _Extractor) -> None:
    _build([news], tmp_path / "out", extractor)
    lines = (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["article"]["id"] for line in lines] == ["a", "b", "c"]


def test_summary_names_the_strongest_on_either_side(
    news: Path, tmp_path: Path, extractor: _Extractor
) -> None:
    summary = _build([news], tmp_path / "out", extractor)
    assert format_summary(summary).splitlines() == [
        "3 articles (3 read, 0 unchanged): 4 entities, 5 claims, 0 facts; 5 edges, 4 of them now",
        "",
        "strongest supporters  weight  of",
        "--------------------  ------  ------",
        "Ann                     1.80  Bo, Cy",
        "Cy                      0.90  Bo",
        "",
        "strongest opponents  weight  of",
        "-------------------  ------  --",
        "Di                     0.90  Bo",
    ]


def test_whole_affair_comes_through_unchanged(tmp_path: Path) -> None:
    told = {e.article.id: e for e in norland()}

    def read(paths, *, warn):
        yield from (e.article for e in told.values())

    def extract(articles, **_options):
        yield from (told[article.id] for article in articles)

    summary = build(["x"], tmp_path / "out", read=read, extract=extract, render=_render, warn=pytest.fail)
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == to_turtle(to_graph(norland()))
    found = {e.article.id: to_record(e) for e in read_folder(tmp_path / "out").extractions}
    assert found == {id_: to_record(e) for id_, e in told.items()}
    assert [r.standing.name for r in summary.opponents] == ["Erik Falk"]
    assert entity("Erik Falk").id == summary.opponents[0].standing.id
