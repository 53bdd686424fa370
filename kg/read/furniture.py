"""Find the parts of a plain text that are page furniture rather than running text.

Navigation, share bars, captions' credits, date lines, notes of the editors. The text itself is
never changed: spans are reported, and `Article.body` blanks them. Headings and the words of a
caption stay, because they say who did what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.read.dates import leading_date, line_date, sign_off_date
from kg.read.phrases import KICKERS, LINE_RULES, MENU_WORDS, NOTE_PREFIX

#: A line of this many words opens the running text: the head of the page is over.
PARAGRAPH_WORDS = 18
#: Lines that may be the head of a page.
HEAD_LINES = 14
#: A link of a "read more" list, or the text of a picture, is shorter than this.
_LINK_WORDS = 16

_BULLET = re.compile(r"(?:[-*•·▪◦‣–—]\s+|\(?\d{1,2}[.)]\s+|>\s*)?")
_SEPARATOR = re.compile(r"\s*[|•·»›>]\s*|\s{2,}|\t+")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_RELATED = re.compile(
    r"(?:read (?:more|also|next)|more on this(?: story| topic)?|see also|most read|trending(?: now)?"
    r"|related(?: stories| articles| links| topics)?)\s*:?",
    re.IGNORECASE,
)
_AGENCIES = (
    r"(?:Getty Images|AFP|AP|EPA|EFE|REUTERS|Reuters|dpa|DPA|ANSA|TASS|Xinhua|Anadolu|IMAGO|Imago"
    r"|picture[ -]alliance|Shutterstock|ZUMA)"
)
_LABELS = r"(?:(?:Image|Photo|Picture)(?: credit| source)?|Foto|Photograph|Credit|Source)s?"
#: Who took the picture: at most eight words.
_WHO = r"(?:©\s*)?[\w.'’-]+(?:[ /&,]+(?:(?:via|by|of|de|van|von|der) )?[\w.'’-]+){0,7}"
_CREDIT = rf"{_LABELS}\s*(?::|by(?=\s+[A-Z])|©)\s*{_WHO}\.?"
#: The credit at the end of a caption, often glued to its last word: "... her jobImage: A. Name/AGENCY".
_CREDIT_END = re.compile(rf"(?<=[\w.,!?)\]\"”’])\s*(?P<credit>{_CREDIT}\s*\]?)$")
_CREDIT_PARENTHESIS = re.compile(
    r"\s*(?P<credit>[(\[](?:(?:(?:AP|EPA|AFP|Reuters|REUTERS|File|Pool|Courtesy)\s*)?(?:Photo|Image|Picture|photo)s?\b"
    rf"[^()\[\]]{{0,80}}|[^()\[\]]{{0,60}}\b{_AGENCIES}/[^()\[\]]{{1,40}}|[^()\[\]]{{1,40}}/{_AGENCIES})[)\]]\.?)$"
)
_CREDIT_LINE = re.compile(
    rf"{_CREDIT}"
    rf"|[\[(]?(?:[\w.'’-]+ ){{0,4}}{_AGENCIES}(?:\s*(?:/|via)\s*[\w.'’-]+(?: [\w.'’-]+){{0,3}})?[\])]?"
    rf"|(?:[\w.'’-]+ ){{0,4}}[\w.'’-]+\s*/\s*{_AGENCIES}"
)
_CAPTION_LABEL = re.compile(
    r"[\[(]?\s*(?:(?:(?:file |archive )?(?:photo|image|picture)|photograph)(?:\s+caption)?|caption)\s*:\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A non-empty line with the offsets of its stripped text; ``bare`` is without bullet or number."""

    start: int
    end: int
    text: str
    bare: str
    words: int
    gap_before: bool
    gap_after: bool


def find_furniture(text: str) -> tuple[tuple[int, int], ...]:
    """Find the spans of page furniture in a plain text, in reading order and disjoint.

    >>> text = "Skip to content\\n\\nHungary backs Norway\\n\\nkl/rm (AFP, dpa)"
    >>> [text[start:end] for start, end in find_furniture(text)]
    ['Skip to content', 'kl/rm (AFP, dpa)']
    """
    spans: list[tuple[int, int]] = []
    body_start = 0
    if leading := leading_date(text):
        body_start = leading[2]
        spans.append((leading[1], body_start))
    lines = list(split_lines(text, body_start))
    head = head_length(lines)
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if _is_link_of_list(lines, number, spans) or _is_picture_text(line, following):
            spans.append((line.start, line.end))
        else:
            spans.extend(_find_in_line(line, in_head=number < head, last=number == len(lines) - 1))
    return merge_spans(spans)


def split_lines(text: str, start: int = 0) -> Iterator[Line]:
    """Yield the lines of a text that hold something, from an offset on."""
    found = [m for m in re.finditer(r"[^\n]+", text[start:]) if m.group().strip()]
    for number, match in enumerate(found):
        stripped = match.group().strip()
        at = start + match.start() + match.group().index(stripped[0])
        bare = stripped[_BULLET.match(stripped).end() :] or stripped  # type: ignore[union-attr]
        before = text[start + found[number - 1].end() : start + match.start()] if number else "\n\n"
        after = (
            text[start + match.end() : start + found[number + 1].start()]
            if number + 1 < len(found)
            else "\n\n"
        )
        yield Line(
            at,
            at + len(stripped),
            stripped,
            bare,
            len(_WORD.findall(stripped)),
            before.count("\n") > 1,
            after.count("\n") > 1,
        )


def head_length(lines: list[Line]) -> int:
    """Count the lines above the first paragraph."""
    paragraphs = (number for number, line in enumerate(lines) if line.words >= PARAGRAPH_WORDS)
    return min(next(paragraphs, HEAD_LINES), HEAD_LINES)


def merge_spans(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sort spans and join those that touch or overlap; empty ones fall away."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _find_in_line(line: Line, *, in_head: bool, last: bool) -> Iterator[tuple[int, int]]:
    if _is_whole_line(line, in_head=in_head, last=last):
        yield line.start, line.end
        return
    if in_head and (note := NOTE_PREFIX.match(line.text)):
        yield line.start, line.start + note.end()
    yield from _find_menu(line, in_head=in_head)
    yield from _find_credit(line)


def _is_whole_line(line: Line, *, in_head: bool, last: bool) -> bool:
    if (in_head and line_date(line.text)) or (last and sign_off_date(line.text)):
        return True
    if line.words <= 12 and _CREDIT_LINE.fullmatch(line.text) and _names_source(line.text):
        return True
    return any(
        line.words <= rule.max_words and (in_head or not rule.head_only) and rule.pattern.fullmatch(line.bare)
        for rule in LINE_RULES
    )


def _names_source(text: str) -> bool:
    """A credit names somebody: it has a capital, or says archive, agency, handout, private."""
    return bool(re.search(r"[A-Z]|archive|agency|handout|private", text.partition(":")[2] or text))


def _find_menu(line: Line, *, in_head: bool) -> Iterator[tuple[int, int]]:
    """Yield the menu words of a navigation line; a masthead or headline among them stays text."""
    at = line.text.find(line.bare)
    cells: list[tuple[int, int]] = []
    for match in _SEPARATOR.finditer(line.text, at):
        cells.append((at, match.start()))
        at = match.end()
    cells.append((at, len(line.text)))
    known = [line.text[start:end].strip().rstrip(":").casefold() in MENU_WORDS for start, end in cells]
    if len(cells) == 1:
        # Alone on its line a menu word is a kicker when it shouts or stands above the headline.
        if known[0] and in_head and (line.text.isupper() or line.gap_after):
            yield line.start, line.end
        return
    if 2 * sum(known) < len(cells) and not _is_kicker(line.text, cells):
        return
    for number, (start, end) in enumerate(cells):
        if known[number] or (number and 2 * sum(known) > len(cells) and len(cells) > 2):
            # The separators beside a dropped cell go with it.
            left = cells[number - 1][1] if number else start
            right = cells[number + 1][0] if number + 1 < len(cells) and not number else end
            yield line.start + left, line.start + right


def _is_kicker(text: str, cells: list[tuple[int, int]]) -> bool:
    return text[cells[0][0] : cells[0][1]].strip().casefold() in KICKERS


def _find_credit(line: Line) -> Iterator[tuple[int, int]]:
    """Yield label and credit of a caption; the caption's own words stay text."""
    label = _CAPTION_LABEL.match(line.text)
    if label:
        yield line.start, line.start + label.end()
    if label or line.words <= 60:
        for pattern in (_CREDIT_END, _CREDIT_PARENTHESIS):
            credit = pattern.search(line.text)
            if credit:
                yield line.start + credit.start("credit"), line.end
    if label and line.text[0] in "[(" and line.text[-1] in "])":
        yield line.end - 1, line.end


def _is_picture_text(line: Line, following: Line | None) -> bool:
    """A short line right above a credited caption describes the picture a second time."""
    return (
        following is not None
        and not line.gap_after
        and line.words <= _LINK_WORDS
        and line.text[-1] not in '.!?:;"”'
        and bool(_CREDIT_END.search(following.text) or _CREDIT_LINE.fullmatch(following.text))
        and following.words <= 60
    )


def _is_link_of_list(lines: list[Line], number: int, spans: list[tuple[int, int]]) -> bool:
    """A headline in the block under "Read more", where the block is all headlines."""
    line = lines[number]
    above = number
    while above and not lines[above].gap_before:
        above -= 1
        if _RELATED.fullmatch(lines[above].bare):
            break
    else:
        return False
    return (
        line.words <= _LINK_WORDS
        and line.text[-1] not in ".;,"
        and (lines[above].start, lines[above].end) in spans
    )
