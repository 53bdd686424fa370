"""When a stance was taken, where its sentence says so: "on Tuesday", "last month", "in April"."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan\\.|Feb\\.|Aug\\.|Sept\\.|Oct\\.|Nov\\.|Dec\\."
)
_DAY = "(?:3[01]|[12]\\d|[1-9])"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
#: What may be a date, with the precision it gives: characters kept of YYYY-MM-DD.
_PATTERNS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"\b(?:{_MONTHS}) {_DAY}(?:, \d{{4}})?\b"), 10),
    (re.compile(rf"\b{_DAY} (?:{_MONTHS})(?: \d{{4}})?\b"), 10),
    (re.compile(r"\b\d{4}-\d{2}-\d{2}\b"), 10),
    (re.compile(rf"(?<!next )\b(?:last |on |this )?(?:{_DAYS})\b"), 10),
    (re.compile(r"\b(?:yesterday|today)\b", re.IGNORECASE), 10),
    (re.compile(rf"\b(?:{_MONTHS}) \d{{4}}\b"), 7),
    (re.compile(r"\b(?:last|this) month\b", re.IGNORECASE), 7),
    (re.compile(rf"\bin (?:{_MONTHS})(?! \d)"), 7),
)


def find_date(text: str, at: int, article_date: str | None) -> str | None:
    """The date expression nearest to a place in a sentence, as YYYY-MM-DD or YYYY-MM; commas part.

    Args:
        text: The sentence.
        at: Offset of the cue in it.
        article_date: What relative expressions count from; without it only full dates are taken.
    """
    found: list[tuple[int, int, int, str, int]] = []
    for rank, (pattern, precision) in enumerate(_PATTERNS):
        for match in pattern.finditer(text):
            between = text[match.end() : at] if match.end() < at else text[at : match.start()]
            far = abs(match.start() - at)
            found.append((between.count(","), far, rank, match.group(), precision))
    for *_, words, precision in sorted(found):
        value = _parse(words, article_date)
        if value:
            return value[:precision]
    return None


@lru_cache(maxsize=4096)
def _parse(words: str, article_date: str | None) -> str | None:
    import dateparser

    base = _day(article_date)
    if base is None and not re.search(r"\d{4}", words):
        return None
    base = base or datetime(2000, 1, 1)
    if words.casefold() == "this month":
        return base.date().isoformat()
    plain = re.sub(r"^(on|in|this) ", "", words)
    if re.fullmatch(rf"(last )?({_DAYS})", plain):
        return _weekday(plain, base)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first"}
    parsed = dateparser.parse(plain, languages=["en"], settings=settings)
    return parsed.date().isoformat() if parsed else None


def _day(date: str | None) -> datetime | None:
    """The article's date where it is known to the day."""
    try:
        return datetime.fromisoformat(date[:10]) if date and len(date) >= 10 else None
    except ValueError:
        return None


def _weekday(words: str, base: datetime) -> str:
    """The latest such day up to the article's own; "last Tuesday" is never the same day."""
    from datetime import timedelta

    names = _DAYS.split("|")
    back = (base.weekday() - names.index(words.removeprefix("last "))) % 7
    if back == 0 and words.startswith("last "):
        back = 7
    return (base - timedelta(days=back)).date().isoformat()
