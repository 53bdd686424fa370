from __future__ import annotations

import pytest

from kg.claim.dates import find_date

THURSDAY = "2024-06-20"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Tuesday, Norland lifted its veto.", "2024-06-18"),
        ("Norland lifted its veto Thursday.", "2024-06-20"),
        ("Norland lifted its veto last Thursday.", "2024-06-13"),
        ("Norland lifted its veto on June 3.", "2024-06-03"),
        ("Norland lifted its veto on 3 June.", "2024-06-03"),
        ("Norland lifted its veto on June 3, 2023.", "2023-06-03"),
        ("Norland lifted its veto on December 3.", "2023-12-03"),
        ("Norland lifted its veto yesterday.", "2024-06-19"),
        ("Norland lifted its veto last month.", "2024-05"),
        ("Norland lifted its veto earlier this month.", "2024-06"),
        ("Norland lifted its veto in April.", "2024-04"),
        ("Norland lifted its veto in April 2022.", "2022-04"),
        ("Norland lifted its veto (2024-06-17).", "2024-06-17"),
        ("Norland lifted its veto on Monday, June 3.", "2024-06-03"),
        ("On Monday, June 3, Norland lifted its veto.", "2024-06-03"),
        ("Norland lifted its veto on June 3rd.", "2024-06-03"),
        ("Norland lifted its veto three days ago.", "2024-06-17"),
        ("A week ago Norland lifted its veto.", "2024-06"),
        ("Norland lifted its veto six months ago.", "2023-12"),
        ("Norland lifted its veto last week.", "2024-06"),
        ("Norland lifted its veto earlier this week.", "2024-06"),
        ("Norland lifted its veto in July 2023.", "2023-07"),
        ("Norland lifted its veto in late March.", "2024-03"),
        ("Norland lifted its veto in mid-March.", "2024-03"),
        ("Norland lifted its veto last October.", "2023-10"),
        ("Norland lifted its veto Wednesday night.", "2024-06-19"),
        ("Norland lifted its veto.", None),
        ("Norland lifted its veto ahead of Tuesday's vote.", None),
        ("Norland wants to see the veto gone by Friday.", None),
        ("Norland may lift its veto.", None),
        ("Norland will lift its veto next Tuesday.", None),
        ("Norland lifted its veto on 45 June.", None),
    ],
)
def test_expressions_count_from_the_article(text: str, expected: str | None) -> None:
    assert find_date(text, text.index("veto"), THURSDAY) == expected


@pytest.mark.parametrize("article", [None, "2024-06", "2024", "2024-99-99"])
def test_without_the_articles_day_only_full_dates_are_taken(article: str | None) -> None:
    assert find_date("On Tuesday, it agreed.", 0, article) is None
    assert find_date("In April, it agreed.", 0, article) is None
    assert find_date("On June 18, 2024, it agreed.", 0, article) == "2024-06-18"


def test_a_date_with_a_time_of_day_will_do() -> None:
    assert find_date("On Tuesday, it agreed.", 0, "2024-06-20T22:15:00Z") == "2024-06-18"


def test_the_nearest_expression_wins() -> None:
    text = "Berg, who opposed him in March, backed him on Monday."
    assert find_date(text, text.index("opposed"), THURSDAY) == "2024-03"
    assert find_date(text, text.index("backed"), THURSDAY) == "2024-06-17"


def test_a_week_in_two_months_gives_neither() -> None:
    assert find_date("Norland lifted its veto last week.", 10, "2024-07-04T08:00") == "2024-06"
    assert find_date("Norland lifted its veto last week.", 10, "2024-08-08") is None


def test_what_will_be_done_on_a_day_is_done_on_the_next_one() -> None:
    text = "Norland will back him on Tuesday."
    assert find_date(text, text.index("back"), THURSDAY, ahead=True) == "2024-06-25"
    assert find_date("It will back him on Thursday.", 8, THURSDAY, ahead=True) == THURSDAY
