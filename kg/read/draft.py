"""What a reader hands over, and its way to an article: furniture, title, date, language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import ReadError
from kg.read.decode import is_binary
from kg.read.furniture import find_furniture, merge_spans
from kg.read.head import find_date, find_title
from kg.read.language import foreign_language
from kg.records import Article

Warn = Callable[[str], None]

#: Longer than any article, and the length at which spaCy refuses a text.
MAX_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its file gives it.

    Attributes:
        where: File, or file and line, for messages.
        date: ISO 8601, from metadata; None leaves it to the head of the text.
        markup: Spans of ``text`` that are markup of its format.
    """

    where: str
    path: str
    id: str
    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    markup: tuple[tuple[int, int], ...] = ()


def finish(draft: Draft) -> Article:
    """Make the article of a draft.

    Raises:
        ReadError: There is no English running text; the message is the reason alone.
    """
    text = draft.text
    if not text.strip():
        raise ReadError("is empty; give a file or row with text")
    if is_binary(text):
        raise ReadError("holds control characters, so it is no plain text; convert it to text first")
    if len(text) > MAX_CHARACTERS:
        raise ReadError(
            f"has {len(text):,} characters, more than an article's {MAX_CHARACTERS:,}; split it into articles"
        )
    unmarked = blank(text, draft.markup)
    furniture = merge_spans([*draft.markup, *find_furniture(unmarked)])
    body = blank(text, furniture)
    if not any(c.isalpha() for c in body):
        raise ReadError("holds no running text, only navigation or markup; give the article itself")
    if language := foreign_language(body):
        raise ReadError(f"is not in English (it looks like '{language}'); only English is read")
    return Article(
        id=draft.id,
        text=text,
        path=draft.path,
        title=draft.title or find_title(body),
        date=draft.date or find_date(unmarked),
        source=draft.source,
        url=draft.url,
        furniture=furniture,
    )


def blank(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Replace spans by spaces and keep line breaks, so that offsets hold."""
    return Article(id="", text=text, furniture=merge_spans(list(spans))).body
