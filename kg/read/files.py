"""Readers of files that hold one article: plain text, Markdown, HTML."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ReadError
from kg.read.dates import parse_date
from kg.read.decode import decode, decode_html
from kg.read.draft import Draft, Warn
from kg.read.markdown import find_markup, first_heading, front_matter

#: A larger file is no single article; it is not loaded.
_MAX_BYTES = 20_000_000
#: Front matter keys, in order of preference.
_SOURCE_KEYS = ("source", "publisher", "publication", "site")
_URL_KEYS = ("url", "link", "canonical", "permalink")
_DATE_KEYS = ("date", "published", "pubdate", "published_time")


def read_plain(path: Path, warn: Warn) -> Iterator[Draft]:
    """Read a plain text file."""
    name = shown(path)
    yield Draft(where=name, path=name, id=shown(path.stem), text=decode(_read_bytes(path)))


def read_markdown(path: Path, warn: Warn) -> Iterator[Draft]:
    """Read a Markdown file, its front matter and first heading."""
    name = shown(path)
    text = decode(_read_bytes(path))
    fields, start = front_matter(text)
    yield Draft(
        where=name,
        path=name,
        id=shown(path.stem),
        text=text,
        title=fields.get("title") or first_heading(text[start:]),
        date=_field_date(fields, name, warn),
        source=_first(fields, _SOURCE_KEYS),
        url=_first(fields, _URL_KEYS),
        markup=find_markup(text, start),
    )


def read_html(path: Path, warn: Warn) -> Iterator[Draft]:
    """Read a web page; its text is what the extraction library takes for the article.

    Raises:
        ReadError: The page holds no article.
    """
    # Importing the library takes half a second that other formats need not wait for.
    from trafilatura import bare_extraction
    from trafilatura.settings import DEFAULT_CONFIG, Document

    config = copy.deepcopy(DEFAULT_CONFIG)
    # Under this size the library falls back to the bare text of the page, captions included.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "50")
    name = shown(path)
    page = bare_extraction(
        decode_html(_read_bytes(path)),
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
        config=config,
    )
    text = page.text if isinstance(page, Document) else None
    if not isinstance(page, Document) or not text or not text.strip():
        raise ReadError("holds no article text; save the page with its content, or give it as text")
    yield Draft(
        where=name,
        path=name,
        id=shown(path.stem),
        # Paragraphs come as lines; a blank line between them keeps headline and text apart.
        text="\n\n".join(line for line in text.split("\n") if line.strip()),
        title=page.title or None,
        date=parse_date(page.date) if page.date else None,
        source=page.sitename or None,
        url=page.url or None,
    )


def shown(path: Path | str) -> str:
    """A path as text that any output can hold: undecodable bytes and control characters replaced."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "�" for c in text)


def _read_bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > _MAX_BYTES:
        raise ReadError(f"has {size:,} bytes, too many for one article; split it, or give .jsonl or .csv")
    return path.read_bytes()


def _first(fields: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((fields[key] for key in keys if fields.get(key)), None)


def _field_date(fields: dict[str, str], name: str, warn: Warn) -> str | None:
    value = _first(fields, _DATE_KEYS)
    found = parse_date(value) if value else None
    if value and not found:
        warn(f"{name}: date {value[:40]!r} is not understood and is left out; write it as YYYY-MM-DD")
    return found
