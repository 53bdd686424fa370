"""The seed articles, from file to article."""

from pathlib import Path

import pytest

from kg.read import read_articles
from kg.records import Article

SEEDS = Path(__file__).parents[2] / "seeds"

EXPECTED = {
    "iohannis-enters-race": (None, "2024-03-13", [" date 2024-03-13 "]),
    "iohannis-withdraws": (None, None, ["This report was produced with automated writing tools"]),
    "romania-patriot-pledge": (None, "2024-06-20", [" date 2024-06-20 "]),
    "rutte-all-but-certain": (None, None, ["What You Need To Know", "• Bullet four goes here"]),
    "rutte-set-to-lead-nato": (
        "Mark Rutte on course to lead NATO as rival drops out",
        "2024-06-20",
        [
            "1. Skip to the article",
            "2. Skip to main menu",
            "3. Skip to our other sites",
            "June 20, 2024",
            "Dutch Prime Minister Mark Rutte",
            "Image: Femke Oosting/NORDPRESS",
            "mk/jt (NPA, Nordpress)",
            "Correction: An earlier version of this report",
        ],
    ),
}


@pytest.fixture(scope="module")
def seeds() -> dict[str, Article]:
    return {article.id: article for article in read_articles([str(SEEDS)], warn=pytest.fail)}


def test_all_seeds_are_read(seeds: dict[str, Article]) -> None:
    assert list(seeds) == sorted(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_title_date_and_furniture_of_a_seed(seeds: dict[str, Article], name: str) -> None:
    article = seeds[name]
    title, date, furniture = EXPECTED[name]
    assert (article.title, article.date) == (title, date)
    found = [article.text[start:end] for start, end in article.furniture]
    assert len(found) == len(furniture)
    assert all(text.startswith(expected) for text, expected in zip(found, furniture, strict=True))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_text_of_a_seed_is_that_of_its_file(seeds: dict[str, Article], name: str) -> None:
    assert seeds[name].text == (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    assert len(seeds[name].body) == len(seeds[name].text)


def test_words_of_the_caption_stay_text(seeds: dict[str, Article]) -> None:
    assert "had come round to Dutch Prime Minister" in seeds["rutte-set-to-lead-nato"].body
