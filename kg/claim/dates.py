"""When a stance was taken, where its sentence says so: "on Tuesday", "last week", "in April", "July 2023"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

_MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|(?:Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\\.)"
)
_DAY = "(?:3[01]|[12]\\d|[1-9])(?:st|nd|rd|th)?"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_COUNTS = "a one two three four five six seven eight nine ten eleven twelve".split()
_AGO = rf"({'|'.join(_COUNTS)}|\d\d?) (day|week|month)s? ago"
#: What is yet to come, or only bounds the time, gives no day.
_NOT_AFTER = "(?<!next )(?<!coming )(?<!before )(?<!by )(?<!ahead of )"
#: What may be a date, with the precision it gives: characters kept of YYYY-MM-DD.
_PATTERNS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"\b(?:(?:on |last )?(?:{_DAYS}), )?{_MONTHS} {_DAY}(?!\d)(?:, \d{{4}})?\b"), 10),
    (re.compile(rf"\b(?:(?:on |last )?(?:{_DAYS}),? )?{_DAY} {_MONTHS}(?:,? \d{{4}})?\b"), 10),
    (re.compile(r"\b\d{4}-\d{2}-\d{2}\b"), 10),
    (re.compile(rf"{_NOT_AFTER}\b(?:last |on |this )?(?:{_DAYS})\b"), 10),
    (re.compile(r"\b(?:yesterday|today|tonight|overnight)\b", re.IGNORECASE), 10),
    (re.compile(rf"\b{_AGO}\b", re.IGNORECASE), 10),
    (re.compile(rf"\b{_MONTHS},? \d{{4}}\b"), 7),
    (re.compile(r"\b(?:last|this) (?:month|week)\b", re.IGNORECASE), 7),
    (re.compile(rf"\b(?:[Ii]n|[Ss]ince|last|this|late|early|mid) {_MONTHS}(?!,? \d)"), 7),
    (re.compile(rf"\bmid-{_MONTHS}(?!,? \d)"), 7),
)


def find_date(text: str, at: int, article_date: str | None, *, ahead: bool = False) -> str | None:
    """The date expression nearest to a place in a sentence, as YYYY-MM-DD or YYYY-MM; commas part.

    A week gives the month that it lies in; one that lies in two gives none.

    Args:
        text: The sentence.
        at: Offset of the cue in it.
        article_date: What relative expressions count from; without it only full dates are taken.
        ahead: What is dated is yet to come: "will vote on Tuesday".
    """
    found: list[tuple[int, int, int, str, int]] = []
    for start, end, rank in _expressions(text):
        between = text[end:at] if end < at else text[at:start]
        found.append((between.count(","), abs(start - at), rank, text[start:end], _PATTERNS[rank][1]))
    for *_, words, precision in sorted(found):
        value = _parse(words, article_date, ahead)
        if value:
            return value[:precision]
    return None


@lru_cache(maxsize=64)
def _expressions(text: str) -> tuple[tuple[int, int, int], ...]:
    """Where a sentence may have dates: start, end and number of the pattern."""
    return tuple(
        (match.start(), match.end(), rank)
        for rank, (pattern, _) in enumerate(_PATTERNS)
        for match in pattern.finditer(text)
    )


@lru_cache(maxsize=4096)
def _parse(words: str, article_date: str | None, ahead: bool) -> str | None:
    """What an expression gives: a day, or where it gives no more, a month."""
    import dateparser

    base = _day(article_date)
    if base is None and not re.search(r"\d{4}", words):
        return None
    base = base or datetime(2000, 1, 1)
    plain = re.sub(r"^(on|in|this|since|late|early|mid)[ -]", "", words.casefold())
    plain = re.sub(rf"^(last )?({_DAYS.casefold()}),? (?=.)", "", plain)
    if plain in {"week", "last week"}:
        return _week(base - timedelta(weeks=int(plain != "week")))
    if plain == "month":
        return base.date().isoformat()
    if plain in {"tonight", "overnight"}:
        return base.date().isoformat()
    if ago := re.fullmatch(_AGO, plain):
        return _ago(ago[1], ago[2], base)
    if re.fullmatch(rf"(last )?({_DAYS.casefold()})", plain):
        return _weekday(plain, base, ahead)
    settings = {
        "RELATIVE_BASE": base,
        "PREFER_DATES_FROM": "future" if ahead else "past",
        "PREFER_DAY_OF_MONTH": "first",
    }
    parsed = dateparser.parse(re.sub("^last (?!month)", "", plain), languages=["en"], settings=settings)
    return parsed.date().isoformat() if parsed else None


def _day(date: str | None) -> datetime | None:
    """The article's date where it is known to the day."""
    try:
        return datetime.fromisoformat(date[:10]) if date and len(date) >= 10 else None
    except ValueError:
        return None


def _week(day: datetime) -> str | None:
    """The month of the week of a day, if it is one."""
    monday = day - timedelta(days=day.weekday())
    months = {f"{day:%Y-%m}" for day in (monday, monday + timedelta(days=6))}
    return months.pop() if len(months) == 1 else None


def _ago(count: str, unit: str, base: datetime) -> str:
    """So many days ago, or the month of so many weeks or months ago."""
    number = int(count) if count.isdigit() else max(_COUNTS.index(count), 1)
    if unit == "day":
        return (base - timedelta(days=number)).date().isoformat()
    if unit == "week":
        return f"{base - timedelta(weeks=number):%Y-%m}"
    months = base.year * 12 + base.month - 1 - number
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _weekday(words: str, base: datetime, ahead: bool) -> str:
    """The latest such day up to the article's own, or the first from it on; "last" is never the same day."""
    names = _DAYS.casefold().split("|")
    back = (base.weekday() - names.index(words.removeprefix("last "))) % 7
    if back == 0 and words.startswith("last "):
        back = 7
    if ahead and back:
        back -= 7
    return (base - timedelta(days=back)).date().isoformat()
