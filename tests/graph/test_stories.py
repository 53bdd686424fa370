"""Near-copies of one text are one story; two reports of one event are two."""

import random

import pytest
from builders import article

from kg.graph.identity import article_hash
from kg.graph.stories import SAME_STORY, compare_sketches, find_stories, sketch_article, sketch_text
from kg.records import Article

_WORDS = "bund chair vote council harbour treaty ferry minister bridge letter budget market".split()


def _text(seed: int, length: int = 240) -> str:
    rng = random.Random(seed)
    return " ".join(f"{rng.choice(_WORDS)}{rng.randrange(40)}" for _ in range(length))


def _stories(*articles: Article) -> dict[str, str]:
    """Id of each article -> id of the one that stands for its story."""
    ids = {article_hash(a): a.id for a in articles}
    return {ids[key]: ids[head] for key, head in find_stories(articles).items()}


def _cut(text: str, share: float) -> str:
    words = text.split()
    return " ".join(words[: int(len(words) * share)])


WIRE = _text(1)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (WIRE.upper().replace(" ", ",\n "), True),
        ("(Reuters) - " + WIRE + " Additional reporting by the desk.", True),
        (_cut(WIRE, 0.7), True),
        (WIRE.replace("bund", "league", 2), True),
        (_text(2), False),
        (_cut(WIRE, 0.15) + " " + _text(3), False),
    ],
)
def test_reprints_are_one_story_and_other_reports_are_not(other: str, same: bool) -> None:
    assert (compare_sketches(sketch_text(WIRE), sketch_text(other)) >= SAME_STORY) is same
    found = _stories(article("wire", WIRE, date="2024-05-01"), article("other", other, date="2024-05-02"))
    assert found == {"wire": "wire", "other": "wire" if same else "other"}


def test_earliest_stands_for_the_story_whatever_the_order() -> None:
    told = [
        article("undated", WIRE + " ends"),
        article("second", "Update: " + WIRE, date="2024-05-02"),
        article("first", _cut(WIRE, 0.9), date="2024-05-01"),
        article("apart", _text(9), date="2024-01-01"),
    ]
    for seed in range(4):
        found = _stories(*random.Random(seed).sample(told, len(told)))
        assert found == {"undated": "first", "second": "first", "first": "first", "apart": "apart"}


def test_sketch_is_of_the_words_alone_and_stays_the_same() -> None:
    sketch = sketch_text("Anna Berg backs Carl Dahl for the chair of the Bund.")
    assert sketch == sketch_text("anna berg BACKS Carl Dahl\n\nfor the chair of the Bund")
    assert sketch is not None
    assert sketch.startswith("2:QQdQxpLZ79Cl")
    assert len(sketch) < 700


def test_furniture_has_no_say() -> None:
    menu = "Home News Sport Weather Subscribe to our letter today "
    framed = article("framed", menu + WIRE, furniture=((0, len(menu)),))
    assert sketch_article(framed) == sketch_text(WIRE)


@pytest.mark.parametrize("broken", ["", "nonsense", "2:AAAA", "2:!!", ":"])
def test_what_is_no_sketch_is_like_nothing(broken: str) -> None:
    assert compare_sketches(broken, broken) == 0.0
    told = Article("x", "", text_hash="a", sketch=broken), Article("y", "", text_hash="b", sketch=broken)
    assert find_stories(told) == {"a": "a", "b": "b"}


def test_sketches_made_in_another_way_do_not_compare() -> None:
    sketch = sketch_text(WIRE)
    assert sketch is not None
    assert compare_sketches(sketch, "1" + sketch) == 0.0


def test_text_without_words_has_no_sketch() -> None:
    assert sketch_text(" … — ") is None
    assert find_stories([article("dots", "…")])
