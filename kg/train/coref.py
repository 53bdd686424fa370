"""What each sign weighs when a pronoun's antecedent is sought: learnt from annotated texts.

Each text is read as any article is, by the packaged pipeline and our own rules, but with the annotators
for a judge: at every pronoun they say which of the candidates is meant, or none. From these cases a
conditional logistic regression learns the weights, one set for each kind of pronoun.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from kg.errors import TrainError
from kg.records import MentionKind
from kg.resolve.antecedents import Option, weigh
from kg.resolve.coref import read_article
from kg.resolve.types import Referent
from kg.train.chains import Question, Text, read_gap, read_litbank, read_ontogum

if TYPE_CHECKING:
    from spacy.language import Language

#: The packaged table.
TABLE = Path(__file__).parents[1] / "data" / "antecedents.tsv"
Slope = Callable[[NDArray[np.float64]], NDArray[np.float64]]
KINDS = ("person", "thing", "many")
#: How much a case of each source counts: news and encyclopedia before novels.
SHARES = {"ontogum": 1.0, "gap": 1.0, "litbank": 0.3}
#: Of OntoGUM's genres, those nearest to what is read count more.
GENRES = {"news": 3.0, "interview": 2.0, "speech": 2.0, "bio": 1.5}
#: How many times a case counts that means an actor: news speak of named actors more.
_MEANT = {"person": 2.0, "thing": 4.0, "many": 3.0}
#: Of LitBank's hundred, the rest is kept to look at.
_LITBANK = 80
#: What the annotators' word counts for; below what tells a gender for good.
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class Case:
    """One pronoun: the features of its options, and which is right."""

    kind: str
    options: tuple[tuple[str, ...], ...]
    right: int
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How is learnt.

    Attributes:
        least: Features seen less often than this are left out.
        decay: Weight of the squared weights against the mean loss, by kind: the fewer cases, the more.
    """

    least: int = 8
    decay: Mapping[str, float] = field(default_factory=lambda: {"person": 2e-3, "thing": 8e-3, "many": 8e-3})
    steps: int = 600
    rate: float = 0.05


def train(data: Path, nlp: Language, settings: Settings | None = None) -> dict[tuple[str, str], float]:
    """Weights by kind and feature, learnt from the training parts below ``data``.

    Raises:
        TrainError: A file is missing or malformed.
    """
    cases = list(find_cases(data / "coref", nlp))
    weights: dict[tuple[str, str], float] = {}
    for kind in KINDS:
        own = [case for case in cases if case.kind == kind]
        weights |= {(kind, name): value for name, value in learn(own, settings or Settings()).items()}
    return weights


def find_cases(folder: Path, nlp: Language) -> Iterator[Case]:
    """Cases of all training texts."""
    for text in read_ontogum(folder / "ontogum" / "train.conllu.gz"):
        share = SHARES["ontogum"] * GENRES.get(text.id.split("_")[1], 1.0)
        yield from cases_of(nlp(_to_doc(text, nlp)), text.spans, share)
    for text in islice(read_litbank(folder / "litbank" / "all.conll.gz"), _LITBANK):
        yield from cases_of(nlp(_to_doc(text, nlp)), text.spans, SHARES["litbank"])
    for question in read_gap(folder / "gap" / "development.tsv.gz"):
        yield from case_of(nlp(question.text), question, SHARES["gap"])


def _to_doc(text: Text, nlp: Language) -> Doc:
    return Doc(nlp.vocab, words=text.words, spaces=text.spaces)


def write_weights(weights: dict[tuple[str, str], float], path: Path) -> None:
    """Write the table that ``kg.lexicon`` reads, sorted."""
    lines = [f"{kind}\t{name}\t{value:.3f}" for (kind, name), value in sorted(weights.items())]
    path.write_text("\n".join(["kind\tfeature\tweight", *lines, ""]), encoding="utf-8")


# Cases


def cases_of(doc: Doc, spans: Sequence[tuple[int, int, str]], share: float) -> list[Case]:
    """A case for each pronoun of a text with chains that has candidates."""
    chains = {doc[start:end].root.i: chain for start, end, chain in sorted(spans, key=_width)}
    pronouns = {start: chain for start, end, chain in spans if end - start == 1}
    cases: list[Case] = []

    def judge(token: Token, kind: str, options: Sequence[Option]) -> list[float]:
        chain = pronouns.get(token.i)
        right = len(options) - 1
        for at, option in enumerate(options[:-1]):
            if chain is not None and option.referent and _chain_of(doc, option.referent, chains) == chain:
                right = at
                break
        more = _MEANT[kind] if right < len(options) - 1 else 1.0
        cases.append(Case(kind, tuple(option.features for option in options), right, share * more))
        return _answer(len(options), right)

    read_article(doc, None, judge=judge)
    return cases


def _width(span: tuple[int, int, str]) -> int:
    """Sorts the narrowest span last, so that it has the word that both hang on."""
    return span[0] - span[1]


def _chain_of(doc: Doc, referent: Referent, chains: dict[int, str]) -> str | None:
    """The chain in which most of a referent's names and descriptions are."""
    found = Counter(
        chains[root]
        for phrase, _ in referent.phrases
        if phrase.kind != MentionKind.PRONOUN and (root := doc[phrase.start : phrase.end].root.i) in chains
    )
    return min(found, key=lambda chain: (-found[chain], chain)) if found else None


def case_of(doc: Doc, question: Question, share: float) -> list[Case]:
    """The case of the one pronoun that is asked about; the packaged weights judge the others."""
    cases: list[Case] = []

    def judge(token: Token, kind: str, options: Sequence[Option]) -> list[float]:
        if token.idx != question.at:
            return weigh(token, kind, options)
        right = [n for n, option in enumerate(options) if _is_at(doc, option.referent, question.means)]
        if right:
            cases.append(Case(kind, tuple(option.features for option in options), right[0], share))
        return _answer(len(options), right[0]) if right else weigh(token, kind, options)

    read_article(doc, None, judge=judge)
    return cases


def _is_at(doc: Doc, referent: Referent | None, places: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a name of a referent stands at one of the places."""
    phrases = [phrase for phrase, _ in referent.phrases] if referent else []
    return any(
        start <= doc[phrase.head].idx < end and phrase.kind == MentionKind.NAME
        for phrase in phrases
        for start, end in places
    )


def _answer(count: int, right: int) -> list[float]:
    rest = (1 - _SURE) / max(1, count - 1)
    return [_SURE if at == right else rest for at in range(count)]


# Learning


def learn(cases: Sequence[Case], settings: Settings) -> dict[str, float]:
    """Weights of a conditional logistic regression: each right option against the others of its case.

    Raises:
        TrainError: There are no cases.
    """
    if not cases:
        raise TrainError("no pronoun with a candidate in the training texts; is the data whole?")
    seen = Counter(name for case in cases for option in case.options for name in option)
    names = sorted(name for name, count in seen.items() if count >= settings.least)
    number = {name: n for n, name in enumerate(names)}
    sizes = np.array([len(case.options) for case in cases])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of_case = np.repeat(np.arange(len(cases)), sizes)
    options = [option for case in cases for option in case.options]
    at = np.array(
        [n for n, option in enumerate(options) for name in option if name in number], dtype=np.int64
    )
    what = np.array([number[name] for option in options for name in option if name in number], dtype=np.int64)
    truth = np.zeros(len(options))
    truth[first + np.array([case.right for case in cases])] = 1.0
    shares = np.array([case.share for case in cases])
    shares = (shares / shares.sum())[of_case]
    decay = settings.decay[cases[0].kind]

    def slope(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        scores = np.bincount(at, weights=weights[what], minlength=len(options))
        scores -= np.maximum.reduceat(scores, first)[of_case]
        likely = np.exp(scores)
        likely /= np.add.reduceat(likely, first)[of_case]
        pull = np.bincount(what, weights=((likely - truth) * shares)[at], minlength=len(names))
        return pull + decay * weights

    weights = _descend(slope, len(names), settings)
    return {name: round(float(weights[n]), 3) for name, n in number.items()}


def _descend(slope: Slope, size: int, settings: Settings) -> NDArray[np.float64]:
    """Adam with a rate that falls to nothing."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, settings.steps + 1):
        pull = slope(weights)
        mean = 0.9 * mean + 0.1 * pull
        square = 0.999 * square + 0.001 * pull**2
        rate = settings.rate * (1 - (step - 1) / settings.steps)
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
    return weights
