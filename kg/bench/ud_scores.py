"""Treebanks read and parses scored against them, as in the CoNLL 2018 shared task.

Words are aligned by their place among the characters of the text, white space left out, so that
a text can be scored whatever cut it into words (Zeman et al. 2018, section 4).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BenchError

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word.

    Attributes:
        start: Its first character among those that are no white space.
        end: The character after its last.
        head: Index of its head among the words of the document, -1 for a root.
    """

    form: str
    start: int
    end: int
    head: int
    dep: str
    upos: str
    xpos: str
    lemma: str


@dataclass(slots=True)
class Parse:
    """A document's words, the index of the first of each sentence, and its text.

    Attributes:
        spaces: For each word whether white space follows; for making a Doc of the words.
    """

    words: list[Word] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What is right, of what was found and of what there is; ``f1`` is in [0, 1]."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right ones of those found; 0 where nothing was."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right ones of those that there are; 0 where there are none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; the accuracy where both counts are the same."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.found + other.found, self.gold + other.gold)


def read_lines(path: Path) -> Iterator[str]:
    """Lines of a gzip file, without line ends."""
    if not path.exists():
        raise BenchError(f"{path}: not found; name the folder that has data/ with --shared DIR")
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            yield line.rstrip("\n")


def read_blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Stretches of lines between empty ones."""
    block: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def read_treebank(path: Path, *, prefix: str = "") -> list[Parse]:
    """The documents of a CoNLL-U file whose ``sent_id`` starts with ``prefix``.

    A document's text is its sentences in a row; where a paragraph begins, a blank line stands.
    """
    found: list[Parse] = []
    is_new = True
    for block in read_blocks(read_lines(path)):
        comments = [line for line in block if line.startswith("#")]
        is_new = is_new or any(line.startswith("# newdoc") for line in comments)
        if not any(line.startswith(f"# sent_id = {prefix}") for line in comments):
            continue
        if is_new:
            found.append(Parse())
            is_new = False
        if any(line.startswith("# newpar") for line in comments) and found[-1].text:
            found[-1].text = found[-1].text.rstrip() + "\n\n"
        add_sentence(found[-1], [line.split("\t") for line in block if not line.startswith("#")])
    return found


def add_sentence(parse: Parse, rows: Sequence[Sequence[str]]) -> None:
    """Append a CoNLL-U sentence; words of a multiword token share out its characters."""
    offset = len(parse.words)
    parse.starts.append(offset)
    at = parse.words[-1].end if parse.words else 0
    surface = ""
    until = 0
    for row in rows:
        if len(row) != _COLUMNS:
            raise BenchError(f"a line has {len(row)} columns, not {_COLUMNS}: {' '.join(row)[:60]!r}")
        is_spaced = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            until = int(row[0].split("-")[1])
            surface, spaced_after = row[1], is_spaced
            parse.text += surface + " " * is_spaced
        elif row[0].isdigit():
            inside = int(row[0]) <= until
            if not inside:
                parse.text += row[1] + " " * is_spaced
            form = "".join(row[1].split())
            size = len(form)
            if inside and not surface.startswith(form):
                # The surface shows the word in another spelling: what is left goes to the last one.
                size = len(surface) if int(row[0]) == until else min(size, len(surface))
            surface = surface[size:] if inside else ""
            head = int(row[6])
            parse.words.append(
                Word(row[1], at, at + size, offset + head - 1 if head else -1, row[7], row[3], row[4], row[2])
            )
            parse.spaces.append((int(row[0]) == until and spaced_after) if inside else is_spaced)
            at += size


def to_doc(parse: Parse, vocab: Vocab) -> Doc:
    """A Doc of the treebank's own words with the sentence starts set."""
    from spacy.tokens import Doc

    starts = set(parse.starts)
    words = [word.form for word in parse.words]
    return Doc(vocab, words=words, spaces=parse.spaces, sent_starts=[i in starts for i in range(len(words))])


def from_doc(doc: Doc) -> Parse:
    """What a pipeline made of a text, white-space tokens left out."""
    parse = Parse(text=doc.text)
    index: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            index[token.i] = len(index)
    at = 0
    for token in doc:
        if token.is_space:
            continue
        size = len("".join(token.text.split()))
        # A word that hangs on white space has no head that could be right.
        head = -1 if token.head.i == token.i else index.get(token.head.i, len(index))
        dep = "root" if token.dep_ == "ROOT" else token.dep_
        parse.words.append(Word(token.text, at, at + size, head, dep, token.pos_, token.tag_, token.lemma_))
        parse.spaces.append(bool(token.whitespace_))
        at += size
    firsts = (next((t.i for t in sent if not t.is_space), None) for sent in doc.sents)
    parse.starts = [index[i] for i in firsts if i is not None]
    return parse


def score_parse(gold: Parse, found: Parse) -> dict[str, Share]:
    """Shares of words, tags, lemmas, arcs and sentences, by measure.

    ``LAS`` compares the universal part of a label, ``LAS with subtypes`` all of it.

    Raises:
        ValueError: The two are not of the same text.
    """
    if (gold.words[-1].end if gold.words else 0) != (found.words[-1].end if found.words else 0):
        raise ValueError("the parses are of different texts")
    place = {(word.start, word.end): index for index, word in enumerate(found.words)}
    right = dict.fromkeys(MEASURES, 0)
    for word in gold.words:
        index = place.get((word.start, word.end))
        if index is None:
            continue
        other = found.words[index]
        right["words"] += 1
        right["UPOS"] += word.upos == other.upos
        right["XPOS"] += word.xpos == other.xpos
        right["lemmas"] += word.lemma in ("_", other.lemma)
        if _place(gold, word.head) == _place(found, other.head):
            right["UAS"] += 1
            right["LAS"] += word.dep.split(":")[0] == other.dep.split(":")[0]
            right["LAS with subtypes"] += word.dep == other.dep
    shares = {name: Share(count, len(found.words), len(gold.words)) for name, count in right.items()}
    both = _sentences(gold) & _sentences(found)
    shares["sentences"] = Share(len(both), len(found.starts), len(gold.starts))
    return shares


#: What is counted of words, in the order of the shared task's tables.
MEASURES = ("words", "UPOS", "XPOS", "lemmas", "UAS", "LAS", "LAS with subtypes")


def _place(parse: Parse, index: int) -> tuple[int, int] | None:
    """Characters of a head; None for the root, an impossible place for what is no word."""
    if index < 0:
        return None
    return (parse.words[index].start, parse.words[index].end) if index < len(parse.words) else (-1, -1)


def _sentences(parse: Parse) -> set[tuple[int, int]]:
    ends = [*parse.starts[1:], len(parse.words)]
    return {
        (parse.words[first].start, parse.words[end - 1].end)
        for first, end in zip(parse.starts, ends, strict=True)
    }
