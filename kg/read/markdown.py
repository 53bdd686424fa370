"""Markdown: front matter, and the spans of its markup, so that offsets of the text hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_FIELD = re.compile(
    r"""^(?P<key>[A-Za-z_][\w -]*?)[ \t]*:[ \t]*(?P<value>"[^"\n]*"|'[^'\n]*'|[^\n]*?)[ \t]*$""", re.MULTILINE
)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<title>[^\n]*?)[ \t#]*$", re.MULTILINE)

#: Markup that leaves nothing to read.
_WHOLE: tuple[re.Pattern[str], ...] = (
    re.compile(
        r"^ {0,3}(?P<fence>```+|~~~+).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
    ),
    re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL),
    re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])"),
    re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]+\S.*$", re.MULTILINE),
    re.compile(r"^ {0,3}(?:=+|-{3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})[ \t]*$", re.MULTILINE),
    re.compile(r"</?[A-Za-z][^<>\n]*>|<https?://[^<>\s]+>"),
)
#: Markup around something to read, which is group ``kept``.
_AROUND: tuple[re.Pattern[str], ...] = (
    re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<kept>[^\n]*?)[ \t#]*$", re.MULTILINE),
    re.compile(r"^[ \t]*(?:>[ \t]?)+(?P<kept>[^\n]*)$", re.MULTILINE),
    re.compile(r"\[(?P<kept>[^\[\]\n]+)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])"),
    re.compile(r"(?<!\\)(?P<fence>\*{1,3})(?=\S)(?P<kept>[^*\n]+?)(?<=[^\s\\])(?P=fence)"),
    re.compile(r"(?<!\w)(?P<fence>_{1,3})(?=\S)(?P<kept>[^\n]+?)(?<=\S)(?P=fence)(?!\w)"),
    re.compile(r"(?P<fence>`+)(?P<kept>[^`\n]+)(?P=fence)"),
    re.compile(r"\\(?P<kept>[\\`*_{}\[\]()#+.!>|~-])"),
)


def front_matter(text: str) -> tuple[dict[str, str], int]:
    r"""Read the fields between the opening ``---`` lines, keys folded, and where the text begins.

    Only plain ``key: value`` lines are understood.

    >>> front_matter('---\ntitle: "A pact"\ndate: 2024-06-20\n---\nText')
    ({'title': 'A pact', 'date': '2024-06-20'}, 41)
    """
    matched = _FRONT_MATTER.match(text)
    if not matched:
        return {}, 0
    fields = {
        m["key"].casefold(): m["value"].strip().strip("\"'").strip()
        for m in _FIELD.finditer(matched["fields"])
    }
    return fields, matched.end()


def first_heading(text: str) -> str | None:
    """The text of the first heading, when it opens the article.

    >>> first_heading("# Norway backs **Malta**\\n\\nOslo said so.")
    'Norway backs Malta'
    """
    matched = _HEADING.match(text.lstrip("\n"))
    return (
        " ".join(re.sub(r"[*_`]+|\\[|\\]\\([^)]*\\)", "", matched["title"]).split()) or None
        if matched
        else None
    )


def find_markup(text: str, start: int = 0) -> tuple[tuple[int, int], ...]:
    """Find the spans of markup from an offset on; list bullets stay, as in plain text.

    >>> text = "**Norway** backs [Malta](https://example.org)."
    >>> [text[a:b] for a, b in find_markup(text)]
    ['**', '**', '[', '](https://example.org)']
    """
    return tuple(sorted(_iter_markup(text, start)))


def _iter_markup(text: str, start: int) -> Iterator[tuple[int, int]]:
    if start:
        yield 0, start
    for pattern in _WHOLE:
        for match in pattern.finditer(text, start):
            yield match.span()
    for pattern in _AROUND:
        for match in pattern.finditer(text, start):
            kept_start, kept_end = match.span("kept")
            yield match.start(), kept_start
            yield kept_end, match.end()
