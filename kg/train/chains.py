"""Readers of texts that are annotated with who is who: OntoGUM, LitBank and GAP."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import TrainError
from kg.train.data import open_lines

_MARK = re.compile(r"\(?[^()|]+\)?")


@dataclass(slots=True)
class Text:
    """Words with chains: (start, end, chain), in words, the end excluded."""

    id: str
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    spans: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, word: str, *, space: bool = True) -> None:
        """Take a word, with or without white space after it."""
        self.words.append(word)
        self.spaces.append(space)


@dataclass(frozen=True, slots=True)
class Question:
    """A pronoun of a text and the names that it means, or does not mean, by offsets."""

    id: str
    text: str
    at: int
    means: tuple[tuple[int, int], ...]
    others: tuple[tuple[int, int], ...]


def read_ontogum(path: Path) -> Iterator[Text]:
    """Documents of a CoNLL-U file with ``Entity=(chain ... chain)``; a blank line parts paragraphs."""
    text, open_, joined = Text(""), dict[str, list[int]](), dict[int, bool]()
    for line in open_lines(path):
        if line.startswith("# newdoc id = "):
            if text.words:
                yield text
            text, open_ = Text(line.removeprefix("# newdoc id = ")), {}
        elif line.startswith("# newpar") and text.words and text.words[-1] != "\n\n":
            text.add("\n\n", space=False)
        elif line.startswith("# sent_id"):
            joined = {}
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != 10:
                raise TrainError(f"{path}: {len(cells)} cells, not 10, in {line!r}; is the file whole?")
            space = "SpaceAfter=No" not in cells[9]
            if "-" in cells[0]:
                first, last = (int(number) for number in cells[0].split("-"))
                joined |= dict.fromkeys(range(first, last), False) | {last: space}
            elif cells[0].isdigit():
                marks = next((f[7:] for f in cells[9].split("|") if f.startswith("Entity=")), "")
                _mark(text, _MARK.findall(marks), open_)
                text.add(cells[1] or "_", space=joined.get(int(cells[0]), space))
    if text.words:
        yield text


def read_litbank(path: Path) -> Iterator[Text]:
    """Documents of a CoNLL-2012 file; chains are in the last column."""
    text, open_ = Text(""), dict[str, list[int]]()
    for line in open_lines(path):
        if line.startswith("#begin document"):
            text, open_ = Text(line.partition("(")[2].partition(")")[0]), {}
        elif line.startswith("#end"):
            yield text
        elif line.strip():
            cells = [cell.strip() for cell in line.split("\t")]
            marks = cells[-1] if cells[-1] else cells[-2]
            _mark(text, [] if marks in {"_", "-"} else marks.split("|"), open_)
            text.add(cells[3] or "_")


def _mark(text: Text, marks: list[str], open_: dict[str, list[int]]) -> None:
    """Open and close the spans that the marks of the next word tell."""
    at = len(text.words)
    for mark in marks:
        chain = mark.strip("()")
        if mark.startswith("("):
            open_.setdefault(chain, []).append(at)
        if mark.endswith(")") and open_.get(chain):
            text.spans.append((open_[chain].pop(), at + 1, chain))


def read_gap(path: Path) -> Iterator[Question]:
    """Questions of a GAP table that have an answer."""
    lines = open_lines(path)
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        try:
            spans = {
                name: (int(row[f"{name}-offset"]), int(row[f"{name}-offset"]) + len(row[name]))
                for name in "AB"
            }
            right = tuple(spans[name] for name in "AB" if row[f"{name}-coref"] == "TRUE")
            wrong = tuple(spans[name] for name in "AB" if row[f"{name}-coref"] != "TRUE")
            if right:
                yield Question(row["ID"], row["Text"], int(row["Pronoun-offset"]), right, wrong)
        except (KeyError, TypeError, ValueError) as error:
            raise TrainError(f"{path}: not a GAP table ({error}); is the file whole?") from error
