"""Who is who, measured: chains on OntoGUM, pronouns on GAP.

Our mentions are those of actors (people, bodies, countries and places, groups, offices), so chains of
other things are left out of OntoGUM. What is compared, on the gold words and sentences of the news,
interviews and speeches of its dev and test parts:

- gold chains of a person, organisation or place (GUM's types) in which a name stands, against our chains
  in which a name stands; one mention alone is no chain on either side;
- a mention is told by the word that heads it in the gold tree, so that "Berg" in "Prime Minister Anna
  Berg, who ..." is found whatever else the annotators take in;
- of ours, what the scheme never marks is left out: titles and descriptions beside a name, relative
  pronouns, adjectives ("Dutch"), and "they" or "both" where they mean several entities.

GAP asks of each pronoun whether it means name A, name B or neither; the spans are given, the rest is
ours. A name that we have no mention of is one that the pronoun does not mean.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.bench.coref_scores import CONLL, MEASURES, Chain, Tally
from kg.bench.tables import to_markdown
from kg.bench.ud_scores import Parse, add_sentence, read_blocks, read_lines, to_doc
from kg.errors import BenchError
from kg.records import MentionKind
from kg.resolve import Link, Resolution, resolve_mentions

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARTS: Final = ("dev", "test")
GENRES: Final = ("news", "interview", "speech")
_TYPES: Final = frozenset({"person", "organization", "place"})
#: Rules of ours that give a mention where OntoNotes has a part of a larger one.
_BESIDE: Final = frozenset({"title before the name", "apposition"})
_ONTOGUM: Final = "data/coref/ontogum/{}.conllu.gz"
_GUM: Final = "data/ud/gum/{}.conllu.gz"
GAP: Final = {"validation": "data/coref/gap/validation.tsv.gz", "test": "data/coref/gap/test.tsv.gz"}
_MARK: Final = re.compile(r"(\()?(\d+)(?:-([a-z]+)[^()]*)?(\))?")
_FEMALE: Final = frozenset({"she", "her", "hers", "herself"})

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; shares in [0, 1].

    Attributes:
        value: F1, or what the measure is.
    """

    gold_set: str
    measure: str
    value: float
    precision: float | None = None
    recall: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with its chains, in words: (start, end), the end excluded.

    Attributes:
        types: GUM's type of a span, where it marks the same one.
    """

    id: str
    parse: Parse
    chains: tuple[frozenset[Span], ...]
    types: Mapping[Span, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A pronoun and two names of one text, by offsets, and which of them it means."""

    text: str
    pronoun: str
    at: int
    names: tuple[Span, Span]
    means: tuple[bool, bool]


def measure_coref(root: Path, *, nlp: Language, gap: Sequence[str] = tuple(GAP)) -> Iterator[Figure]:
    """All figures, one by one as they are measured.

    Args:
        root: The shared folder.
        gap: Which parts of GAP.

    Raises:
        BenchError: A file is missing below ``root``, or malformed.
    """
    tallies = dict.fromkeys(MEASURES, Tally())
    pronouns = Tally()
    count = 0
    for part in PARTS:
        for text in read_chains(root, part):
            doc = nlp(to_doc(text.parse, nlp.vocab))
            resolution = resolve_mentions(doc)
            gold, found = gold_chains(text), our_chains(doc, resolution, text.parse)
            for name, score in MEASURES.items():
                tallies[name] += score(gold, found)
            pronouns += score_pronouns(text, gold, doc, resolution)
            count += 1
    named = f"OntoGUM {', '.join(GENRES)}; named actors"
    for name, tally in tallies.items():
        yield _figure(named, name, tally)
    conll = sum(tallies[name].f1 for name in CONLL) / len(CONLL)
    yield Figure(named, "CoNLL", conll, detail=f"mean of {', '.join(CONLL)}; {count} documents")
    detail = f"{pronouns.gold_right:.0f} right of {pronouns.found:.0f} found, {pronouns.gold:.0f} gold"
    yield _figure(named, "pronouns", pronouns, detail)
    for part in gap:
        yield from _measure_gap(f"GAP {part}", read_questions(root / GAP[part]), nlp)


def to_table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = [("set", "measure", "P", "R", "F1", "counts")]
    rows += [
        (f.gold_set, f.measure, _share(f.precision), _share(f.recall), _share(f.value), f.detail)
        for f in figures
    ]
    return to_markdown(rows)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _figure(gold_set: str, measure: str, tally: Tally, detail: str = "") -> Figure:
    return Figure(gold_set, measure, tally.f1, tally.precision, tally.recall, detail)


# OntoGUM


def read_chains(root: Path, part: str) -> Iterator[Annotated]:
    """Documents of the compared genres."""
    types = {name: spans for name, _, spans in _read_marked(root / _GUM.format(part))}
    for name, parse, spans in _read_marked(root / _ONTOGUM.format(part)):
        if name.split("_")[1:2] and name.split("_")[1] in GENRES:
            chains: dict[str, set[Span]] = {}
            for span, key, _ in spans:
                chains.setdefault(key, set()).add(span)
            kinds = {span: type_ for span, _, type_ in types.get(name, ())}
            yield Annotated(name, parse, tuple(frozenset(chain) for chain in chains.values()), kinds)


def _read_marked(path: Path) -> Iterator[tuple[str, Parse, list[tuple[Span, str, str]]]]:
    """Documents of a CoNLL-U file with the spans in ``Entity=``: (span, id, type)."""
    name, parse, spans = "", Parse(), list[tuple[Span, str, str]]()
    open_: dict[str, list[tuple[int, str]]] = {}
    for block in read_blocks(read_lines(path)):
        for line in block:
            if line.startswith("# newdoc id = "):
                if parse.words:
                    yield name, parse, spans
                name, parse, spans, open_ = line.removeprefix("# newdoc id = "), Parse(), [], {}
        rows = [_cells(line) for line in block if not line.startswith("#")]
        at = len(parse.words)
        add_sentence(parse, rows)
        for row in rows:
            if row[0].isdigit():
                spans += _close(row[9], at, open_)
                at += 1
    if parse.words:
        yield name, parse, spans


def _cells(line: str) -> list[str]:
    """Cells of a line; a word that a text has by mistake, with nothing in it, is an underscore."""
    cells = line.split("\t")
    return [*cells[:1], cells[1] or "_", *cells[2:]] if len(cells) > 1 else cells


def _close(misc: str, at: int, open_: dict[str, list[tuple[int, str]]]) -> Iterator[tuple[Span, str, str]]:
    """Spans that end at a word, given those that are open."""
    field = next((f for f in misc.split("|") if f.startswith("Entity=")), "")
    for opens, key, type_, closes in _MARK.findall(field.removeprefix("Entity=")):
        if opens:
            open_.setdefault(key, []).append((at, type_))
        if closes:
            if not open_.get(key):
                raise BenchError(f"Entity={field}: span {key} ends without a start; is the data whole?")
            start, kind = open_[key].pop()
            yield (start, at + 1), key, kind


def head_of(parse: Parse, span: Span) -> int:
    """The first word of a span that hangs on one outside it."""
    return next(i for i in range(*span) if not span[0] <= parse.words[i].head < span[1])


def gold_chains(text: Annotated) -> list[Chain]:
    """Chains of named actors as head words; of two mentions with one head the wider is told by its span."""
    kept = []
    for chain in text.chains:
        kinds = Counter(text.types[span] for span in chain if span in text.types)
        named = any(text.parse.words[head_of(text.parse, span)].upos == "PROPN" for span in chain)
        if named and kinds and min(kinds, key=lambda kind: (-kinds[kind], kind)) in _TYPES:
            kept.append(chain)
    # A coordination is headed by its first member, which may be a mention of its own.
    narrowest: dict[int, Span] = {}
    for span in sorted((s for chain in kept for s in chain), key=lambda s: (s[0] - s[1], s)):
        narrowest[head_of(text.parse, span)] = span

    def told(span: Span) -> Hashable:
        head = head_of(text.parse, span)
        return head if narrowest[head] == span else span

    chains = [frozenset(told(span) for span in chain) for chain in kept]
    return [chain for chain in chains if len(chain) > 1]


def our_chains(doc: Doc, resolution: Resolution, parse: Parse) -> list[Chain]:
    """Chains of ours in which a name stands, as head words; a word is in one chain alone."""
    chains: dict[str, set[int]] = {}
    named = {link.entity for link in resolution.links if link.kind is MentionKind.NAME}
    taken: set[int] = set()
    for link in sorted(
        _comparable(doc, resolution.links), key=lambda link: link.end_token - link.start_token
    ):
        head = head_of(parse, (link.start_token, link.end_token))
        if link.entity in named and head not in taken:
            taken.add(head)
            chains.setdefault(link.entity, set()).add(head)
    return [frozenset(chain) for chain in chains.values() if len(chain) > 1]


def _comparable(doc: Doc, links: Sequence[Link]) -> Iterator[Link]:
    """Our mentions, without those that the scheme does not mark."""
    meanings = Counter((link.start_token, link.end_token) for link in links)
    for link in links:
        head = doc[link.head_token]
        is_several = meanings[link.start_token, link.end_token] > 1
        if not (is_several or link.reason in _BESIDE or head.tag_.startswith("W") or head.tag_ == "JJ"):
            yield link


def score_pronouns(text: Annotated, gold: Sequence[Chain], doc: Doc, resolution: Resolution) -> Tally:
    """Pronouns of the gold chains: whether ours are tied to the actor that the chain is of.

    Our entity stands for the gold chain with which it shares most mentions that are no pronouns.
    """
    chain_of = {mention: number for number, chain in enumerate(gold) for mention in chain}
    shared: dict[str, Counter[int]] = {}
    ours: dict[int, str] = {}
    for link in _comparable(doc, resolution.links):
        head = head_of(text.parse, (link.start_token, link.end_token))
        if link.kind is MentionKind.PRONOUN:
            ours[head] = link.entity
        elif head in chain_of:
            shared.setdefault(link.entity, Counter())[chain_of[head]] += 1
    means = {iri: min(counts, key=lambda n: (-counts[n], n)) for iri, counts in shared.items()}
    there = {head for head in chain_of if isinstance(head, int) and text.parse.words[head].upos == "PRON"}
    right = sum(means.get(ours[head]) == chain_of[head] for head in there & set(ours))
    # A pronoun of ours counts as found only where it is tied to an actor that the gold has.
    found = sum(iri in means for iri in ours.values())
    return Tally(right, found, right, len(there))


# GAP


def read_questions(path: Path) -> list[Question]:
    """The rows of a GAP file."""
    if not path.exists():
        raise BenchError(f"{path}: not found; name the folder that has data/ with --shared DIR")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Question(
            row["Text"],
            row["Pronoun"],
            int(row["Pronoun-offset"]),
            (_span(row, "A"), _span(row, "B")),
            (row["A-coref"] == "TRUE", row["B-coref"] == "TRUE"),
        )
        for row in rows
    ]


def _span(row: Mapping[str, str], name: str) -> Span:
    start = int(row[f"{name}-offset"])
    return start, start + len(row[name])


def answer(question: Question, resolution: Resolution) -> tuple[bool, bool]:
    """Whether the pronoun means A, and whether it means B, by our links."""
    pronoun = _meant(resolution, (question.at, question.at + len(question.pronoun)), MentionKind.PRONOUN)
    first, second = (bool(pronoun & _meant(resolution, span, MentionKind.NAME)) for span in question.names)
    return first, second


def _meant(resolution: Resolution, span: Span, kind: MentionKind) -> set[str]:
    return {
        link.entity
        for link in resolution.links
        if link.kind is kind and link.mention.start < span[1] and span[0] < link.mention.end
    }


def _measure_gap(name: str, questions: Sequence[Question], nlp: Language) -> Iterator[Figure]:
    """F1 over both names, for all and by the pronoun's gender; bias is the women's over the men's."""
    tallies = {"all": Tally(), "masculine": Tally(), "feminine": Tally()}
    docs = nlp.pipe(question.text for question in questions)
    for question, doc in zip(questions, docs, strict=True):
        given = answer(question, resolve_mentions(doc))
        right = sum(ours and gold for ours, gold in zip(given, question.means, strict=True))
        tally = Tally(right, sum(given), right, sum(question.means))
        gender = "feminine" if question.pronoun.casefold() in _FEMALE else "masculine"
        tallies["all"] += tally
        tallies[gender] += tally
    for group, tally in tallies.items():
        detail = f"{tally.gold_right:.0f} right of {tally.found:.0f} found, {tally.gold:.0f} gold"
        yield _figure(name, f"pronouns, {group}", tally, detail)
    if tallies["masculine"].f1:
        yield Figure(name, "bias", tallies["feminine"].f1 / tallies["masculine"].f1)
