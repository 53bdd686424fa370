"""Title and date from the head of a plain text."""

from __future__ import annotations

import re

from kg.read.dates import leading_date, line_date, parse_date, place_date, sign_off_date
from kg.read.furniture import HEAD_LINES, Line, head_length, split_lines

_MAX_TITLE_WORDS = 20
#: Agency or paper in parentheses, a place before a dash: what opens a text, not what heads it.
_DATELINE = re.compile(r"\(|[A-ZÀ-Þ][A-ZÀ-Þ .,/'’-]{2,}(?:\([^)]*\)\s*)?[-–—]\s.*[a-z]")
_NAME_LINE = re.compile(r"(?:[A-ZÀ-Þ][\w'’.-]*\s*){1,3}")


def find_date(text: str) -> str | None:
    """Find the day of publication: a leading ``date``, a date line in the head, a dated sign-off.

    >>> find_date("Norway backs Malta\\n\\nThursday, June 20, 2024 10:15 GMT\\n\\nNorway said so.")
    '2024-06-20'
    """
    if leading := leading_date(text):
        return leading[0]
    lines = list(split_lines(text))
    for line in lines[: max(head_length(lines), 1)]:
        found = line_date(line.text) or place_date(line.text)
        if found:
            return found
    # After the first paragraph a date line may head a section of a chronicle: it dates nothing.
    return sign_off_date(lines[-1].text) if lines else None


def find_title(body: str) -> str | None:
    """Find the headline: a short first line without a full stop, with a blank line under it.

    A masthead or kicker above the headline (capitals, a bare name) is passed over.

    Args:
        body: The article's text with furniture blanked.

    >>> find_title("THE HARBOUR POST\\n\\nNorway backs Malta\\n\\nNorway said on Monday that it would.")
    'Norway backs Malta'
    >>> find_title("Norway said on Monday that it would back Malta.") is None
    True
    """
    lines = list(split_lines(body))[:HEAD_LINES]
    for number, line in enumerate(lines[:-1]):
        if place_date(line.text):
            continue
        if not _is_headline(line):
            # "(The Post)" or an initialism alone on its line may stand above the headline.
            if (
                number == 0
                and line.gap_after
                and (line.words == 1 or (line.text[0] == "(" and line.words <= 6))
            ):
                continue
            return None
        if not (_is_masthead(line) and _is_headline(lines[number + 1]) and number + 2 < len(lines)):
            return line.text
    return None


def _is_headline(line: Line) -> bool:
    text = line.text
    return (
        1 < line.words <= _MAX_TITLE_WORDS
        and line.gap_after
        and line.bare == text
        and " | " not in text
        and not re.search(r"[.,;:…][\"'”’)]*$", text)
        and not _DATELINE.match(text)
        and not parse_date(text)
    )


def _is_masthead(line: Line) -> bool:
    """A few words in capitals or a bare name: a paper, a section, a kicker."""
    return (line.words <= 5 and line.text.isupper()) or bool(_NAME_LINE.fullmatch(line.text))
