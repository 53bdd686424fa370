"""Name sets read, and found names scored against them: exact span and type."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.bench.ud_scores import Share, read_blocks, read_lines
from kg.errors import BenchError

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

#: Types that are compared; what a pipeline finds of other types is passed over.
TYPES = ("PER", "ORG", "LOC")
#: Labels of other pipelines (OntoNotes) as ours.
_SAME = {"PERSON": "PER", "GPE": "LOC", "FAC": "LOC"}
_ACTORS = {"Person": "PER", "Organisation": "ORG", "Country": "LOC", "Place": "LOC"}

Name = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of one document with the names in them, in words: (start, end, type)."""

    words: tuple[str, ...]
    starts: frozenset[int]
    names: frozenset[Name]


@dataclass(frozen=True, slots=True)
class Actors:
    """A sentence with its named actors, in characters.

    Attributes:
        states: Spans of countries, which an adjective may name.
        open: Spans of which nothing is asked: descriptions, offices, groups.
    """

    text: str
    names: frozenset[Name]
    states: frozenset[tuple[int, int]]
    open: tuple[tuple[int, int], ...]


def read_names(path: Path) -> list[Marked]:
    """An IOB2 file as documents: sentences whose ``sent_id`` differ in the last part alone."""
    documents: list[tuple[list[str], list[int], list[str]]] = []
    last = ""
    for block in read_blocks(read_lines(path)):
        rows = [line.split("\t") for line in block if "\t" in line]
        ids = [line for line in block if line.startswith("# sent_id = ") and "\t" not in line]
        key = ids[0].rsplit("-", 1)[0] if ids else ""
        if not key or key != last:
            documents.append(([], [], []))
        last = key
        words, starts, labels = documents[-1]
        starts.append(len(words))
        words.extend(row[0] for row in rows)
        labels.extend(row[1] for row in rows)
    return [
        Marked(tuple(words), frozenset(starts), frozenset(find_spans(labels)))
        for words, starts, labels in documents
    ]


def find_spans(labels: Iterable[str]) -> Iterator[Name]:
    """Names of the compared types in IOB2 labels.

    >>> list(find_spans(["B-PER", "I-PER", "O", "B-LOC", "B-MISC"]))
    [(0, 2, 'PER'), (3, 4, 'LOC')]
    """
    start, type_ = 0, ""
    index = -1
    for index, label in enumerate((*labels, "O")):
        if type_ and label != f"I-{type_}":
            if type_ in TYPES:
                yield start, index, type_
            type_ = ""
        if label.startswith("B-"):
            start, type_ = index, label[2:]


def read_actors(path: Path) -> list[Actors]:
    """Sentences annotated with actors (JSON lines: ``text``, ``actors``)."""
    if not path.exists():
        raise BenchError(f"{path}: not found; name the folder that has data/ with --shared DIR")
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        named = [a for a in row["actors"] if a[3] == "name" and a[2] in _ACTORS]
        found.append(
            Actors(
                row["text"],
                frozenset((start, end, _ACTORS[type_]) for start, end, type_, _ in named),
                frozenset((start, end) for start, end, type_, _ in named if type_ == "Country"),
                tuple((a[0], a[1]) for a in row["actors"] if a not in named),
            )
        )
    return found


def to_doc(marked: Marked, vocab: Vocab) -> Doc:
    """A Doc of the set's own words with the sentence starts set."""
    from spacy.tokens import Doc

    words = list(marked.words)
    return Doc(vocab, words=words, sent_starts=[i in marked.starts for i in range(len(words))])


def score_names(gold: frozenset[Name], doc: Doc) -> Share:
    """Names of a Doc that has the gold words."""
    found = {(e.start, e.end, _SAME.get(e.label_, e.label_)) for e in doc.ents}
    found = {name for name in found if name[2] in TYPES}
    return Share(len(found & gold), len(found), len(gold))


def score_actors(gold: Actors, doc: Doc) -> Share:
    """Names of a Doc of the sentence's text; a country may be found by its adjective (NORP).

    Names inside a longer description are left out on both sides.
    """
    found: set[Name] = set()
    for ent in doc.ents:
        span = (ent.start_char, ent.end_char)
        is_state = ent.label_ == "NORP" and span in gold.states
        found.add((*span, "LOC" if is_state else _SAME.get(ent.label_, ent.label_)))
    found = {n for n in found if n[2] in TYPES and not _overlaps(n, gold.open)}
    names = {n for n in gold.names if not _overlaps(n, gold.open)}
    return Share(len(found & names), len(found), len(names))


def _overlaps(name: Name, spans: Iterable[tuple[int, int]]) -> bool:
    return any(name[0] < end and start < name[1] for start, end in spans)
