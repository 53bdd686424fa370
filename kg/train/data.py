"""Readers of the training sets: CoNLL-U treebanks, IOB2 name sets, annotated sentences."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import TrainError

NER_TYPES = ("PER", "ORG", "LOC", "NORP", "MISC")
NER_LABELS = ("O", *(f"{p}-{t}" for t in NER_TYPES for p in "BI"))
_INDEX = {label: index for index, label in enumerate(NER_LABELS)}


@dataclass(slots=True)
class Sentence:
    """One training sentence; the layers that its source has are set, the others are None.

    Attributes:
        ner: For each word the labels that it may have; more than one where the source
            does not tell them apart.
        doubtful: The names were marked by a machine.
    """

    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    lemmas: list[str] | None = None
    spaces: list[bool] | None = None
    ner: list[tuple[int, ...]] | None = None
    text: str = ""
    doubtful: bool = False


@dataclass(slots=True)
class Document:
    """Sentences that stand together; ``mark_starts`` says that their boundaries are gold."""

    sentences: list[Sentence] = field(default_factory=list)
    mark_starts: bool = False


def open_lines(path: Path) -> Iterator[str]:
    """Lines of a text or gzip file, without line ends."""
    if not path.exists():
        raise TrainError(f"{path}: not found; name the folder of the training data with --data")
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            yield line.rstrip("\n")


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in open_lines(path):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def read_treebank(path: Path) -> list[Document]:
    """A CoNLL-U file as documents of parsed sentences; words are syntactic words."""
    documents: list[Document] = []
    for block in _blocks(path):
        if not documents or any(line.startswith("# newdoc") for line in block):
            documents.append(Document(mark_starts=True))
        text = next((line[9:] for line in block if line.startswith("# text = ")), "")
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        joined: dict[int, bool] = {}
        for row in rows:
            if "-" in row[0]:
                first, last = (int(x) for x in row[0].split("-"))
                for index in range(first, last):
                    joined[index] = False
                joined[last] = "SpaceAfter=No" not in row[9]
        rows = [row for row in rows if row[0].isdigit()]
        documents[-1].sentences.append(
            Sentence(
                words=[r[1] for r in rows],
                lemmas=[r[2] for r in rows],
                upos=[r[3] for r in rows],
                xpos=[r[4] for r in rows],
                heads=[int(r[6]) for r in rows],
                deps=[r[7] for r in rows],
                spaces=[joined.get(int(r[0]), "SpaceAfter=No" not in r[9]) for r in rows],
                text=text,
            )
        )
    return documents


def allowed(label: str, types: Sequence[str]) -> tuple[int, ...]:
    """Labels that a word may have, given its label in a source that marks only ``types``."""
    silent = [t for t in NER_TYPES if t not in types]
    if label == "O":
        return (0, *(i for t in silent for i in (_INDEX[f"B-{t}"], _INDEX[f"I-{t}"])))
    if label.endswith("-MISC") and "NORP" in silent:
        return (_INDEX[label], _INDEX[f"{label[0]}-NORP"])
    return (_INDEX[label],)


def read_names(
    path: Path, types: Sequence[str], *, documents: bool, doubtful: bool = False, section: str = ""
) -> list[Document]:
    """An IOB2 file; ``types`` are those that the source marks throughout.

    Args:
        path: The file.
        types: Members of ``NER_TYPES``.
        documents: Neighbouring sentences belong together.
        doubtful: A machine marked the names.
        section: Read only the sentences with this ``# section =`` line.
    """
    found: list[Document] = []
    for block in _blocks(path):
        if section and f"# section = {section}" not in block:
            continue
        rows = [line.split("\t") for line in block if not (line.startswith("# ") and "\t" not in line)]
        if not rows:
            continue
        sentence = Sentence(
            words=[r[0] for r in rows], ner=[allowed(r[1], types) for r in rows], doubtful=doubtful
        )
        if not documents or not found or len(found[-1].sentences) >= 12:
            found.append(Document())
        found[-1].sentences.append(sentence)
    return found


_ACTOR = {
    "Person": ("PER",),
    "Country": ("LOC", "NORP"),
    "Place": ("LOC",),
    "Organisation": ("ORG",),
    "Group": ("NORP", "ORG", "MISC"),
    "Position": ("O",),
}


def read_actors(path: Path, words_of: object) -> list[Document]:
    """Sentences annotated with actors: named ones teach, described ones stay open.

    Args:
        path: JSON lines with ``text`` and ``actors`` ([start, end, type, kind]).
        words_of: A function from text to (word, start) pairs.
    """
    documents: list[Document] = []
    for line in open_lines(path):
        row = json.loads(line)
        pairs = words_of(row["text"])  # type: ignore[operator]
        words = [w for w, _ in pairs]
        labels: list[tuple[int, ...]] = [allowed("O", ("PER", "ORG", "LOC")) for _ in words]
        everything = tuple(range(len(NER_LABELS)))
        for start, end, kind, how in sorted(row["actors"], key=lambda a: (a[3] == "name", a[0] - a[1])):
            inside = [i for i, (w, s) in enumerate(pairs) if s < end and start < s + len(w)]
            if how == "nominal":
                for i in inside:
                    labels[i] = everything
            elif how == "name":
                types = _ACTOR[kind]
                if types == ("O",):
                    continue
                for n, i in enumerate(inside):
                    labels[i] = tuple(_INDEX[f"{'I' if n else 'B'}-{t}"] for t in types)
        documents.append(Document([Sentence(words=words, ner=labels, text=row["text"])]))
    return documents


def _is_bare(alias: str, entity: dict[str, str]) -> bool:
    """Whether the alias is a name without title or description around it."""
    words = alias.split()
    known = set(entity["name"].split())
    if entity["type"] == "Person":
        return known.issuperset(words)
    return words[0] != "The" and not any(w.islower() and len(w) > 3 for w in words)


def read_articles(folder: Path, words_of: object) -> list[Document]:
    """Annotated articles (``*.json`` with the ``entities``, ``*.txt`` with the text).

    Names and aliases with a capital teach where they stand; other words with a capital stay
    open, since not every name is annotated.
    """
    documents: list[Document] = []
    everything = tuple(range(len(NER_LABELS)))
    for path in sorted(folder.glob("*.json")):
        entities = json.loads(path.read_text(encoding="utf-8"))["entities"]
        names = sorted(
            {
                (alias, entity["type"], _is_bare(alias, entity))
                for entity in entities
                for alias in (entity["name"], *entity["aliases"])
                if alias[:1].isupper() and entity["type"] in ("Person", "Country", "Place", "Organisation")
            },
            key=lambda n: (-len(n[0]), n),
        )
        documents.append(Document(mark_starts=False))
        for text in path.with_suffix(".txt").read_text(encoding="utf-8").split("\n"):
            pairs = words_of(text)  # type: ignore[operator]
            if not pairs:
                continue
            outside = allowed("O", ("PER", "ORG", "LOC"))
            labels = [everything if word[0].isupper() else outside for word, _ in pairs]
            taken: set[int] = set()
            for alias, type_, is_name in names:
                for match in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w)", text):
                    inside = [
                        i for i, (w, s) in enumerate(pairs) if s < match.end() and match.start() < s + len(w)
                    ]
                    if not inside or taken.intersection(inside):
                        continue
                    taken.update(inside)
                    for n, i in enumerate(inside):
                        mark = "I" if n else "B"
                        kept = tuple(_INDEX[f"{mark}-{t}"] for t in _ACTOR[type_])
                        labels[i] = kept if is_name else everything
            documents[-1].sentences.append(Sentence(words=[w for w, _ in pairs], ner=labels, text=text))
    return documents
