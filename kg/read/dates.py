"""Publication dates as written in metadata and in the head of an article, as ISO 8601.

Nothing is guessed: an ambiguous date (06/07/2024), one without a year, or none gives None.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:18|19|20|21)\d\d)"
#: One alternative per way to write a day; group names end in the number of the alternative.
_DATE = "|".join(
    (
        rf"{_WEEKDAY}{_MONTH.format('m1')}\s+{_DAY.format('d1')},?\s+{_YEAR.format('y1')}",
        rf"{_WEEKDAY}{_DAY.format('d2')}\s+(?:of\s+)?{_MONTH.format('m2')},?\s+{_YEAR.format('y2')}",
        rf"{_YEAR.format('y3')}[-/.](?P<m3>\d\d)[-/.](?P<d3>\d\d)",
        rf"(?P<a4>\d{{1,2}})[/.](?P<b4>\d{{1,2}})[/.]{_YEAR.format('y4')}",
    )
)
_TIME = (
    r"(?:T|,?\s*(?:at|[-–—|·•])?\s*)\d{1,2}[:.h]\d\d(?:[:.]\d\d(?:\.\d+)?)?\s*(?:[ap]\.?\s?m\.?)?"
    r"\s*(?:Z|[+-]\d\d:?\d\d|\(?[A-Z]{2,5}\)?(?:[+-]\d+)?)?"
)
_LABEL = (
    r"(?:(?:first\s+|last\s+)?(?:published|updated|posted|modified|issued|created)(?:\s+(?:on|at))?"
    r"|date(?:\s+of\s+publication)?|publication\s+date|on)\s*[:|-]?\s*"
)
_ISO_PART = re.compile(r"(?:18|19|20|21)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_VALUE = re.compile(rf"(?:{_LABEL})?(?:{_DATE})(?:{_TIME}|T?[\s,]*)?", re.IGNORECASE)
_LATER = r"(?:\s*[-–—|·•,;(]?\s*(?:last\s+)?(?:updated|modified|published)\b.{0,60})?"
_LINE = re.compile(rf"[(\[]?(?:{_LABEL})?(?:{_DATE})(?:{_TIME})?{_LATER}\s*[)\]|.]?", re.IGNORECASE)
#: A place, then the day, and nothing else: "Port Kesi, 12 March 2021".
_PLACE_LINE = re.compile(rf"[A-Z][\w .'’/-]{{1,40}},\s*(?:{_DATE})\.?", re.IGNORECASE)
_SIGN_OFF = re.compile(
    rf"(?:interview(?:ed)?(?:\s+by)?|by|text|report|published|updated|posted)\b.{{0,60}}?[\s,]+(?:{_DATE})\.?",
    re.I,
)
_LEADING = re.compile(r"\s*date:?[ \t]+(?P<iso>\d{4}-\d\d-\d\d)\b[ \t]*", re.IGNORECASE)


def parse_date(text: str) -> str | None:
    """Read a date as metadata writes it: a day in any of the usual forms, an ISO month or a year.

    >>> parse_date("2024-06-20T10:15:00Z"), parse_date("Thursday, June 20, 2024"), parse_date("2024-06")
    ('2024-06-20', '2024-06-20', '2024-06')
    >>> parse_date("06/07/2024") is None
    True
    """
    value = text.strip()
    if _ISO_PART.fullmatch(value):
        return value
    matched = _VALUE.fullmatch(value)
    return _to_iso(matched) if matched else None


def leading_date(text: str) -> tuple[str, int, int] | None:
    """Find a leading ``date 2024-06-20``: the date and the span of the prefix.

    >>> leading_date(" date 2024-06-20 Romania said")
    ('2024-06-20', 0, 17)
    """
    matched = _LEADING.match(text)
    if not matched or not (iso := parse_date(matched["iso"])):
        return None
    return iso, matched.start(), matched.end()


def line_date(line: str) -> str | None:
    """Read a line that holds a date of publication and nothing else.

    >>> line_date("Updated Nov. 7, 2019, 18:42 CET"), line_date("June 20, 2024 was a Thursday")
    ('2019-11-07', None)
    """
    matched = _LINE.fullmatch(line.strip())
    return _to_iso(matched) if matched else None


def place_date(line: str) -> str | None:
    """Read a line of a place and a day, as press releases have.

    >>> place_date("Port Kesi, 12 March 2021")
    '2021-03-12'
    """
    matched = _PLACE_LINE.fullmatch(line.strip())
    return _to_iso(matched) if matched else None


def sign_off_date(line: str) -> str | None:
    """Read the day in a line that signs an article off.

    >>> sign_off_date("Interview: Jan Holub, 3 May 2022")
    '2022-05-03'
    """
    matched = _SIGN_OFF.fullmatch(line.strip())
    return _to_iso(matched) if matched else None


def _to_iso(matched: re.Match[str]) -> str | None:
    groups = matched.groupdict()
    year = next(groups[key] for key in ("y1", "y2", "y3", "y4") if groups[key])
    if name := groups["m1"] or groups["m2"]:
        month, day = _MONTHS.index(name[:3].lower()) + 1, int(groups["d1"] or groups["d2"])
    elif groups["m3"]:
        month, day = int(groups["m3"]), int(groups["d3"])
    else:
        month, day = _unambiguous(int(groups["a4"]), int(groups["b4"]))
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return None


def _unambiguous(first: int, second: int) -> tuple[int, int]:
    """Month and day of 20/06 or 06/20; the impossible month 0 when either could be meant."""
    if first == second or second > 12:
        return first, second
    return (second, first) if first > 12 else (0, 0)
