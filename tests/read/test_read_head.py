"""Title and date from the head of a plain text."""

import pytest

from kg.read.head import find_date, find_title

PARAGRAPH = (
    "Norway said on Monday that it would back Malta for the empty seat in spite of its partners' doubts."
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Norway backs Malta"], "Norway backs Malta"),
        (["Who backs Malta?"], "Who backs Malta?"),
        (['"Nobody loves Malta, everybody needs it"'], '"Nobody loves Malta, everybody needs it"'),
        (["NORWAY BACKS MALTA AGAIN"], "NORWAY BACKS MALTA AGAIN"),
        (["THE HARBOUR POST", "Norway backs Malta"], "Norway backs Malta"),
        (["CBN", "Norway backs Malta"], "Norway backs Malta"),
        (["(The Harbour Post)", "Norway backs Malta"], "Norway backs Malta"),
        (["Malta Friends", "Port Kesi, 12 March 2021", "Network hails pact"], "Network hails pact"),
        (["OSLO - VALLETTA: THE PACT HOLDS"], "OSLO - VALLETTA: THE PACT HOLDS"),
        (["Norway backed Malta."], None),
        (["He said: “They did.”"], None),
        (["- Norway backs Malta"], None),
        (["1. Norway backs Malta"], None),
        (["What others say:"], None),
        (["OSLO (Agency) - The minister arrived"], None),
        ([], None),
    ],
)
def test_find_title(lines: list[str], expected: str | None) -> None:
    assert find_title("\n\n".join([*lines, PARAGRAPH])) == expected


def test_first_line_of_a_wrapped_paragraph_is_no_title() -> None:
    assert find_title("Norway said on Monday that it\nwould back Malta for the seat") is None


def test_lone_sentence_without_full_stop_is_no_title() -> None:
    assert find_title("Norway backs Malta") is None


def test_subheading_after_a_masthead_and_a_paragraph_is_no_title() -> None:
    assert find_title(f"{PARAGRAPH}\n\nWhat Oslo said\n\n{PARAGRAPH}") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f" date 2024-06-20 {PARAGRAPH}", "2024-06-20"),
        (f"Norway backs Malta\n\nJune 20, 2024\n\n{PARAGRAPH}", "2024-06-20"),
        (f"Friends of Malta\nPort Kesi, 12 March 2021\n\n{PARAGRAPH}", "2021-03-12"),
        (f"{PARAGRAPH}\n\nInterview: Ada Berg, 3 May 2022", "2022-05-03"),
        (f"{PARAGRAPH}\n\nJune 20, 2024\n\nThe treaty was signed.", None),
        ("On June 20, 2024, Norway backed Malta.", None),
        (PARAGRAPH, None),
        ("", None),
    ],
)
def test_find_date(text: str, expected: str | None) -> None:
    assert find_date(text) == expected
