"""Annotated articles are read whole, and our entities matched by any of their names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import article, entity, extraction, mention

from kg.bench.gold import fold_name, pair_up, read_gold
from kg.errors import BenchError
from kg.records import Stance

RECORD = {
    "article": "first",
    "entities": [
        {"name": "Anna Berg", "aliases": ["Berg", "the chair"], "weight": "core"},
        {"name": "Bund", "aliases": ["the chair"], "weight": "optional"},
    ],
    "claims": [
        {
            "holder": "Anna Berg",
            "target": "Bund",
            "stance": "support",
            "aspect": "held",
            "modality": "asserted",
            "evidence": "Berg backs the Bund.",
            "weight": "core",
        }
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one annotated article."""
    (tmp_path / "a.json").write_text(json.dumps(RECORD), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "folded"),
    [("The Bund", "bund"), ("Berg’s", "berg"), ("“Berg\xa0Line”,", "berg line"), ("its chair", "chair")],
)
def test_names_are_compared_without_edges(text: str, folded: str) -> None:
    assert fold_name(text) == folded


def test_an_entity_is_known_by_name_alias_or_mention(folder: Path) -> None:
    (gold,) = read_gold(folder)
    assert gold.name_of(entity("Berg")) == "Anna Berg"
    assert gold.name_of(entity("Ms A.B.", "Person", "The chair")) == "Anna Berg"
    assert gold.name_of(entity("A.B.", mentions=(mention("Anna Berg"),))) == "Anna Berg"
    assert gold.name_of(entity("A.B.", mentions=(mention("Anna Berg", kind="nominal"),))) == "?A.B."


def test_a_single_sentence_of_evidence_is_one_too(folder: Path) -> None:
    (claim,) = read_gold(folder)[0].claims
    assert (claim.evidence, claim.stance, claim.is_core) == (("Berg backs the Bund.",), Stance.SUPPORT, True)


@pytest.mark.parametrize(("id_", "path"), [("x", "news/a.txt"), ("first", None), ("a", None)])
def test_articles_are_paired_by_file_or_id(folder: Path, id_: str, path: str | None) -> None:
    ours = extraction(article(id_, path=path))
    assert [found for _, found in pair_up(read_gold(folder), [ours])] == [ours]


def test_an_article_that_was_not_extracted_is_an_error(folder: Path) -> None:
    with pytest.raises(BenchError, match="a: annotated"):
        pair_up(read_gold(folder), [])


def test_a_folder_without_annotations_names_the_option(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="--shared"):
        read_gold(tmp_path)


def test_a_malformed_file_is_named(folder: Path) -> None:
    (folder / "b.json").write_text('{"entities": []}', encoding="utf-8")
    with pytest.raises(BenchError, match=r"b\.json"):
        read_gold(folder)
