"""Dates of publication."""

import pytest

from kg.read.dates import leading_date, line_date, parse_date, place_date, sign_off_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-06-20", "2024-06-20"),
        ("2024-06", "2024-06"),
        ("2024", "2024"),
        ("2024-06-20T10:15:00+02:00", "2024-06-20"),
        ("2024-06-20 10:15:00", "2024-06-20"),
        ("2024/06/20", "2024-06-20"),
        ("June 20, 2024", "2024-06-20"),
        ("Jun. 20 2024", "2024-06-20"),
        ("20 June 2024", "2024-06-20"),
        ("Thu, 20 Jun 2024 10:15:00 GMT", "2024-06-20"),
        ("1st of May 2022", "2022-05-01"),
        ("20/06/2024", "2024-06-20"),
        ("06/20/2024", "2024-06-20"),
        ("05/05/2024", "2024-05-05"),
        ("06/07/2024", None),
        ("2024-13-01", None),
        ("February 30, 2024", None),
        ("20.20.2024", None),
        ("June 20", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_parse_date(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("June 20, 2024", "2024-06-20"),
        ("Thursday, June 20, 2024 10:15 GMT", "2024-06-20"),
        ("Thursday 20 June 2024, 10.15 BST", "2024-06-20"),
        ("Published 20 June 2024", "2024-06-20"),
        ("Published: June 20, 2024 at 6:42 p.m. EDT", "2024-06-20"),
        ("Published June 20, 2024 | Updated June 21, 2024", "2024-06-20"),
        ("Updated Nov. 7, 2019, 18:42 CET", "2019-11-07"),
        ("2024-06-20", "2024-06-20"),
        ("(June 20, 2024)", "2024-06-20"),
        ("June 20, 2024 was the day of the vote", None),
        ("On June 20, 2024, Norway backed Malta.", None),
        ("May 1998. The ministry sues the firm", None),
        ("Thursday, June 20", None),
        ("2024", None),
    ],
)
def test_line_date(line: str, expected: str | None) -> None:
    assert line_date(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" date 2024-06-20 Norway said", ("2024-06-20", 0, 17)),
        ("date: 2024-06-20\nNorway said", ("2024-06-20", 0, 16)),
        ("Date 2024-06-20 Norway said", ("2024-06-20", 0, 16)),
        (" date 2024-13-45 Norway said", None),
        ("The date 2024-06-20 was set", None),
        ("date 2024-06-201 x", None),
    ],
)
def test_leading_date(text: str, expected: tuple[str, int, int] | None) -> None:
    assert leading_date(text) == expected


def test_place_and_sign_off_lines() -> None:
    assert place_date("Port Kesi, 12 March 2021") == "2021-03-12"
    assert place_date("Norway backed Malta, and on 12 March 2021 it said so") is None
    assert sign_off_date("Interview: Ada Berg, 3 May 2022") == "2022-05-03"
    assert sign_off_date("Norway will vote on 3 May 2022") is None
