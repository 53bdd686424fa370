"""Files of articles to articles: one reader per suffix, page furniture marked, never cut.

The text is what the file holds; `Article.furniture` says which spans of it are no running text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.errors import ReadError
from kg.read.draft import Draft, Warn, finish
from kg.read.files import read_html, read_markdown, read_plain, shown
from kg.read.paths import find_files
from kg.read.tables import read_csv, read_jsonl
from kg.records import Article

__all__ = ["READERS", "read_articles"]

Reader = Callable[[Path, Warn], Iterator[Draft]]

READERS: dict[str, Reader] = {
    ".csv": read_csv,
    ".htm": read_html,
    ".html": read_html,
    ".jsonl": read_jsonl,
    ".md": read_markdown,
    ".txt": read_plain,
}


def read_articles(paths: Sequence[str], *, warn: Warn) -> Iterator[Article]:
    """Read the articles of files, folders (to the bottom) and glob patterns, in their order.

    A file named twice is read once. A file or row that cannot be read, or is not English, gives
    one warning and is passed over; the caller counts the warnings.

    Args:
        paths: What the user named.
        warn: Called with one line: where, why, and what to do.

    Raises:
        ReadError: Not one article could be read.
    """
    count = 0
    for path in find_files(paths, suffixes=READERS, warn=warn):
        for article in _read_file(path, warn):
            count += 1
            yield article
    if not count:
        raise ReadError(
            f"no article to read in {_named(paths)}; give files, folders or patterns of {', '.join(READERS)}"
        )


def _named(paths: Sequence[str]) -> str:
    named = ", ".join(shown(path) for path in paths[:3])
    return f"{named} and {len(paths) - 3} more" if len(paths) > 3 else named or "nothing"


def _read_file(path: Path, warn: Warn) -> Iterator[Article]:
    name = shown(path)
    if path.exists() and not path.is_file():
        warn(f"{name}: is not a regular file; save the article as a file")
        return
    try:
        for draft in READERS[path.suffix.lower()](path, warn):
            try:
                yield finish(draft)
            except ReadError as error:
                warn(f"{draft.where}: {error}")
    except ReadError as error:
        warn(f"{name}: {error}")
    except OSError as error:
        warn(f"{name}: cannot be read ({error.strerror or error}); check that it exists and its permissions")
