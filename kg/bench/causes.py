"""Why claims are missed or wrong, by cause, on annotated articles.

Each claim that is missed, and each of ours that is wrong, aspect and modality included, has one cause:
the first that holds in the order of `CAUSES`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.bench.gold import GoldArticle, GoldClaim, pair_up
from kg.bench.tables import to_markdown
from kg.records import Aspect, Claim, Entity, Extraction, Modality, Stance

#: What each cause means, of claims missed and of claims that are wrong.
CAUSES: Final = {
    "wrong aspect or modality": "held for ended, asserted for denied or possible, or the reverse",
    "wrong stance": "the pair has a claim, of the other stance",
    "wrong direction": "the claim is there from target to holder",
    "missed mention": "one end is no entity of ours",
    "wrong link": "both are entities, but in the sentence an end is linked to none or to another",
    "no claim": "both ends are linked in the sentence, and nothing was made of it",
    "spurious": "nobody holds such a stance",
}


#: Holder, stance and target, and those with aspect and modality.
Ends = tuple[str, Stance, str]
Full = tuple[str, Stance, str, Aspect, Modality]


@dataclass(frozen=True, slots=True)
class Case:
    """One claim that is missed or wrong.

    Attributes:
        is_missed: It is the gold's; else it is ours.
        evidence: The sentence; of a missed claim the first that the annotator gives.
    """

    gold_set: str
    article: str
    cause: str
    is_missed: bool
    holder: str
    stance: Stance
    target: str
    aspect: Aspect
    modality: Modality
    evidence: str
    reason: str = ""


def find_cases(
    gold_set: str, gold: Iterable[GoldArticle], extractions: Sequence[Extraction]
) -> Iterator[Case]:
    """All cases of a set, article by article: first what is missed, then what is wrong."""
    for article, extraction in pair_up(gold, extractions):
        yield from _Reading(gold_set, article, extraction).find_cases()


class _Reading:
    """An annotated article beside our extraction of it, all by the gold's names."""

    def __init__(self, gold_set: str, gold: GoldArticle, ours: Extraction) -> None:
        self.gold_set, self.gold, self.ours = gold_set, gold, ours
        names = {entity.id: gold.name_of(entity) for entity in ours.entities}
        self.entities: dict[str, list[Entity]] = {}
        for entity in ours.entities:
            self.entities.setdefault(names[entity.id], []).append(entity)
        self.claims: dict[Full, Claim] = {}
        for claim in ours.claims:
            holder, target = names[claim.holder], names[claim.target]
            if holder != target:
                self.claims.setdefault((holder, claim.stance, target, claim.aspect, claim.modality), claim)
        #: Ours and the gold's without aspect and modality.
        self.found = {key[:3] for key in self.claims}
        self.there = {(claim.holder, claim.stance, claim.target) for claim in gold.claims}

    def find_cases(self) -> Iterator[Case]:
        """What is missed, then what is wrong, each by its ends."""
        gold = {_full(claim): claim for claim in self.gold.claims}
        for key, claim in sorted(gold.items(), key=lambda item: item[0]):
            if claim.is_core and key not in self.claims:
                yield self._case(key, claim.evidence[0], "", self._cause_of_miss(claim), is_missed=True)
        for key, ours in sorted(self.claims.items(), key=lambda item: item[0]):
            if key not in gold:
                cause = self._cause_of_wrong(key[:3], ours)
                yield self._case(key, ours.evidence.text, ours.reason, cause, is_missed=False)

    def _case(self, key: Full, evidence: str, reason: str, cause: str, *, is_missed: bool) -> Case:
        return Case(self.gold_set, self.gold.stem, cause, is_missed, *key, evidence, reason)

    def _cause_of_miss(self, claim: GoldClaim) -> str:
        pair = (claim.holder, claim.target)
        backwards = (claim.target, claim.stance, claim.holder)
        if (claim.holder, claim.stance, claim.target) in self.found:
            return "wrong aspect or modality"
        if any((holder, target) == pair for holder, _, target in self.found):
            return "wrong stance"
        if backwards in self.found and backwards not in self.there:
            return "wrong direction"
        if not all(name in self.entities for name in pair):
            return "missed mention"
        return "no claim" if any(self._links_both(pair, text) for text in claim.evidence) else "wrong link"

    def _links_both(self, pair: tuple[str, str], evidence: str) -> bool:
        """Whether a sentence has a mention of each."""
        start = self.ours.article.text.find(evidence)
        end = start + len(evidence)
        return start >= 0 and all(
            any(m.start < end and start < m.end for entity in self.entities[name] for m in entity.mentions)
            for name in pair
        )

    def _cause_of_wrong(self, ends: Ends, claim: Claim) -> str:
        holder, stance, target = ends
        if ends in self.there:
            return "wrong aspect or modality"
        if any((h, t) == (holder, target) for h, _, t in self.there):
            return "wrong stance"
        if (target, stance, holder) in self.there:
            return "wrong direction"
        for other in self.gold.claims:
            same = (other.holder == holder) + (other.target == target)
            if same == 1 and other.stance is stance and _is_of(claim, other):
                unknown = target if other.holder == holder else holder
                return "missed mention" if unknown.startswith("?") else "wrong link"
        return "spurious"


def _full(claim: GoldClaim) -> Full:
    return claim.holder, claim.stance, claim.target, claim.aspect, claim.modality


def _is_of(claim: Claim, gold: GoldClaim) -> bool:
    """Whether both rest on one sentence."""
    ours = claim.evidence.text
    return any(ours in text or text in ours for text in gold.evidence)


def to_table(cases: Iterable[Case]) -> str:
    """Counts by set and cause, as a Markdown table."""
    counts = Counter((case.gold_set, case.cause, case.is_missed) for case in cases)
    sets = list(dict.fromkeys(name for name, _, _ in counts))
    rows = [("set", "cause", "missed", "wrong", "meaning")]
    rows += [
        (name, cause, str(counts[name, cause, True]), str(counts[name, cause, False]), meaning)
        for name in sets
        for cause, meaning in CAUSES.items()
    ]
    return to_markdown(rows)


def to_lines(cases: Iterable[Case]) -> Iterator[str]:
    """One line for each case, to read."""
    for case in cases:
        kind = "missed" if case.is_missed else "wrong"
        text = " ".join(case.evidence.split())
        why = f" ({case.reason})" if case.reason else ""
        claim = f"{case.holder} {case.stance} {case.target}, {case.aspect}, {case.modality}{why}"
        yield f"{case.article}: {kind}, {case.cause}: {claim}: {text}"
