"""Short names by where the article is set."""

from __future__ import annotations

import pytest

from kg.lexicon import find_bodies_in_short
from kg.resolve.setting import Setting


@pytest.mark.parametrize(
    ("named", "text", "at", "expected"),
    [
        (["SE", "SE", "SE"], "Social Democrats", 9, "Swedish Social Democratic Party"),
        (["DE", "DE", "AT"], "Social Democrats", 9, "Social Democratic Party of Germany"),
        (["US", "US"], "House", 5, "United States House of Representatives"),
        (["GB", "GB", "US"], "Conservatives", 5, "Conservative Party"),
        (["US"], "House", 5, None),
        ([], "Democrats", 0, None),
        (["NO", "NO", "NO", "NO", "NO", "US", "US"], "Democrats", 70, None),
    ],
)
def test_a_short_name_is_its_countrys(named: list[str], text: str, at: int, expected: str | None) -> None:
    setting = Setting.from_votes(enumerate(named), ())
    chosen = setting.choose(find_bodies_in_short(text), at)
    assert (chosen.name if chosen else None) == expected


def test_the_country_named_nearby_counts_more() -> None:
    setting = Setting.from_votes([(1, "DE"), (2, "DE"), (100, "AT"), (101, "AT")], ())
    greens = find_bodies_in_short("Greens")
    names = [body.name for at in (5, 99) if (body := setting.choose(greens, at)) is not None]
    assert names == ["Alliance 90/The Greens", "The Greens (Austria)"]


def test_short_names_together_tell_where_they_are() -> None:
    short = [
        (at, find_bodies_in_short(text)) for at, text in enumerate(("Lib Dem", "Commons", "Lords", "Tories"))
    ]
    setting = Setting.from_votes([(9, "GB")], short)
    labour = setting.choose(find_bodies_in_short("Labour"), 4)
    assert labour is not None and labour.country == "GB"
