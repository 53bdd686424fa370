"""Coreference chains scored against gold ones: MUC, B3, CEAFe, LEA.

Chains are sets of mentions, a mention anything that can be told from others. Documents are scored one
by one and their counts added up, as the reference scorer of the CoNLL-2012 shared task does. CoNLL F1
is the mean of the first three (Pradhan et al. 2014); LEA is that of Moosavi and Strube (2016).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import networkx

Chain = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Tally:
    """Credits given, of those that could be given: for what was found, and for what there is."""

    found_right: float = 0.0
    found: float = 0.0
    gold_right: float = 0.0
    gold: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.found_right + other.found_right,
            self.found + other.found,
            self.gold_right + other.gold_right,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """In [0, 1]; 0 where nothing was found."""
        return self.found_right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """In [0, 1]; 0 where there is nothing."""
        return self.gold_right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score_mentions(gold: Sequence[Chain], found: Sequence[Chain]) -> Tally:
    """Mentions found, whatever chain they are in.

    >>> score_mentions([frozenset("ab")], [frozenset("bc")]).f1
    0.5
    """
    there, ours = frozenset[Hashable]().union(*gold), frozenset[Hashable]().union(*found)
    return Tally(len(there & ours), len(ours), len(there & ours), len(there))


def score_muc(gold: Sequence[Chain], found: Sequence[Chain]) -> Tally:
    """Links that hold each chain together (Vilain et al. 1995)."""
    return _both_ways(gold, found, _muc)


def score_b3(gold: Sequence[Chain], found: Sequence[Chain]) -> Tally:
    """For each mention the share of its chain that the other side's chain has (Bagga and Baldwin 1998)."""
    return _both_ways(gold, found, _b3)


def score_lea(gold: Sequence[Chain], found: Sequence[Chain]) -> Tally:
    """Links of each chain that the other side has, weighted by the chain's size.

    >>> score_lea([frozenset("abc")], [frozenset("ab")]).recall
    0.3333333333333333
    """
    return _both_ways(gold, found, _lea)


def score_ceaf(gold: Sequence[Chain], found: Sequence[Chain]) -> Tally:
    """The best one-to-one match of chains, by the share of mentions in common (Luo 2005, phi 4)."""
    match: networkx.Graph[tuple[str, int]] = networkx.Graph()
    for i, chain in enumerate(gold):
        for j, other in enumerate(found):
            if chain & other:
                match.add_edge(("gold", i), ("found", j), weight=_alike(chain, other))
    best = sorted((min(pair), max(pair)) for pair in networkx.max_weight_matching(match))
    credit = sum(float(match[left][right]["weight"]) for left, right in best)
    return Tally(credit, len(found), credit, len(gold))


def _alike(left: Chain, right: Chain) -> float:
    return 2 * len(left & right) / (len(left) + len(right))


Part = Callable[[Chain, Mapping[Hashable, Chain]], tuple[float, float]]


def _both_ways(gold: Sequence[Chain], found: Sequence[Chain], part: Part) -> Tally:
    """Credit and its maximum, summed over the chains of either side against those of the other."""
    in_gold = {mention: chain for chain in gold for mention in chain}
    in_found = {mention: chain for chain in found for mention in chain}
    recall = [part(chain, in_found) for chain in gold]
    precision = [part(chain, in_gold) for chain in found]
    return Tally(
        sum(credit for credit, _ in precision),
        sum(most for _, most in precision),
        sum(credit for credit, _ in recall),
        sum(most for _, most in recall),
    )


def _muc(chain: Chain, other: Mapping[Hashable, Chain]) -> tuple[float, float]:
    known = {other[mention] for mention in chain if mention in other}
    parts = len(known) + sum(mention not in other for mention in chain)
    return len(chain) - parts, len(chain) - 1


def _b3(chain: Chain, other: Mapping[Hashable, Chain]) -> tuple[float, float]:
    shared = sum(len(chain & other[mention]) / len(chain) for mention in chain if mention in other)
    return shared, len(chain)


def _lea(chain: Chain, other: Mapping[Hashable, Chain]) -> tuple[float, float]:
    known = {other[mention] for mention in chain if mention in other}
    links = sum(_links(len(chain & one)) for one in known)
    return len(chain) * links / _links(len(chain)) if len(chain) > 1 else 0.0, len(chain)


def _links(size: int) -> int:
    return size * (size - 1) // 2


#: The measures of chains, in the order of their table.
MEASURES: Final[dict[str, Callable[[Sequence[Chain], Sequence[Chain]], Tally]]] = {
    "mentions": score_mentions,
    "MUC": score_muc,
    "B3": score_b3,
    "CEAFe": score_ceaf,
    "LEA": score_lea,
}
#: Whose mean F1 is the CoNLL figure.
CONLL: Final = ("MUC", "B3", "CEAFe")
