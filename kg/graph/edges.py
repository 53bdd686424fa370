"""Claims gathered into edges, and what of them holds now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from kg.graph.identity import (
    FIRMNESS,
    article_hash,
    article_order,
    distinct_supports,
    edge_key,
    effective_date,
    most_common,
)
from kg.records import Aspect, Edge, Extraction, Modality, Support

EdgeKey = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class EdgeState:
    """What the whole set of edges says about one of them.

    Attributes:
        current: Asserted, not ended, and not overtaken by a later opposite stance.
        until: When it stopped, if it did and a date is known.
        replaces: Keys of the opposite edges that this one took over from.
    """

    current: bool
    until: str | None = None
    replaces: tuple[EdgeKey, ...] = ()


def aggregate_edges(extractions: Iterable[Extraction]) -> tuple[Edge, ...]:
    """Gather claims with the same holder, target, stance and topic, ordered by that key.

    Copies of a text count once. Aspect and confidence rest on the firmest claims alone, so that
    "is expected to drop its veto" neither ends a veto nor strengthens it; an end reported on the
    same day as the stance wins. Holds all claims in memory.
    """
    groups: dict[EdgeKey, list[Support]] = defaultdict(list)
    for support in distinct_supports(extractions):
        groups[edge_key(support.claim)].append(support)
    return tuple(_gather(groups[key]) for key in sorted(groups))


def find_states(edges: Sequence[Edge]) -> dict[EdgeKey, EdgeState]:
    """Say of each edge whether it holds now, until when it held, and what it replaced.

    Edges of one holder and target bear on each other when their topics are equal or one names
    none: backing a man's bid does not undo having opposed his budget. Undated claims come
    before dated ones.
    """
    pairs: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        pairs[edge.holder, edge.target].append(edge)
    states: dict[EdgeKey, EdgeState] = {}
    for pair in pairs.values():
        current = {edge_key(edge) for edge in pair if _is_current(edge, pair)}
        for edge in pair:
            states[edge_key(edge)] = _state(edge, pair, current)
    return states


def _gather(supports: list[Support]) -> Edge:
    supports = sorted(supports, key=_evidence_order)
    first = supports[0].claim
    modality = min((s.claim.modality for s in supports), key=FIRMNESS.__getitem__)
    firm = [s for s in supports if s.claim.modality is modality]
    latest = max(firm, key=lambda s: (effective_date(s) or "", s.claim.aspect is Aspect.ENDED))
    dates = sorted(date for s in supports if (date := effective_date(s)))
    topics = Counter(s.claim.topic for s in supports if s.claim.topic)
    return Edge(
        holder=first.holder,
        target=first.target,
        stance=first.stance,
        topic=most_common(topics) if topics else None,
        aspect=latest.claim.aspect,
        modality=modality,
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
        articles=len({article_hash(s.article) for s in supports}),
        confidence=_confidence(firm),
        evidence=tuple(supports),
    )


def _confidence(supports: Sequence[Support]) -> float:
    """One minus the product of the articles' doubts; an article is as sure as its surest sentence."""
    best: dict[str, float] = {}
    for support in supports:
        key = article_hash(support.article)
        best[key] = max(best.get(key, 0.0), support.claim.confidence)
    return round(1.0 - prod(1.0 - best[key] for key in sorted(best)), 4)


def _evidence_order(support: Support) -> tuple[object, ...]:
    evidence = support.claim.evidence
    return (
        effective_date(support) or "",
        article_order(support.article)[2:],
        article_hash(support.article),
        evidence.start,
        evidence.end,
        support.claim.attributed_to or "",
    )


def _latest(edge: Edge, aspect: Aspect) -> str | None:
    """Date of the edge's latest asserted claim of this aspect; empty when undated, None without one."""
    dates = [
        effective_date(s) or ""
        for s in edge.evidence
        if s.claim.aspect is aspect and s.claim.modality is Modality.ASSERTED
    ]
    return max(dates, default=None)


def _bears_on(left: Edge, right: Edge) -> bool:
    if left.modality is not Modality.ASSERTED or right.modality is not Modality.ASSERTED:
        return False
    topics = edge_key(left)[3], edge_key(right)[3]
    return topics[0] == topics[1] or "" in topics


def _is_current(edge: Edge, pair: Sequence[Edge]) -> bool:
    held = _latest(edge, Aspect.HELD)
    if edge.modality is not Modality.ASSERTED or edge.aspect is Aspect.ENDED or held is None:
        return False
    for other in pair:
        if other is edge or not _bears_on(edge, other):
            continue
        if other.stance is edge.stance:
            ended = _latest(other, Aspect.ENDED)
            if other.aspect is Aspect.ENDED and ended is not None and ended >= held:
                return False
        elif (_latest(other, Aspect.HELD) or "") > held:
            return False
    return True


def _state(edge: Edge, pair: Sequence[Edge], current: set[EdgeKey]) -> EdgeState:
    if edge.modality is not Modality.ASSERTED:
        return EdgeState(current=False)
    rivals = [other for other in pair if other.stance is not edge.stance and _bears_on(edge, other)]
    if edge_key(edge) in current:
        held = _latest(edge, Aspect.HELD) or ""
        replaced = [
            edge_key(other)
            for other in rivals
            if edge_key(other) not in current and (other.first_date or "") <= held
        ]
        return EdgeState(current=True, replaces=tuple(sorted(replaced)))
    like = [other for other in pair if other.stance is edge.stance and _bears_on(edge, other)]
    ends = [day for other in like if (day := _latest(other, Aspect.ENDED))]
    overtaken = [day for other in rivals if (day := _latest(other, Aspect.HELD))]
    return EdgeState(current=False, until=max(ends or overtaken, default=None))
