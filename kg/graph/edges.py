"""Claims gathered into edges, and what of them holds now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.graph.gather import gather
from kg.graph.identity import FIRMNESS, article_hash, edge_key, effective_date, most_common_topic
from kg.graph.positions import Position, evidence_order, is_by, story_of, trace_positions, weigh
from kg.graph.stories import find_stories
from kg.records import Aspect, Edge, Extraction, Modality, Support

EdgeKey = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class EdgeState:
    """What the whole set of edges says about one of them.

    Attributes:
        current: One of its positions holds.
        until: When the last of them stopped, if none holds and a date is known.
        replaces: Keys of the opposite edges that it took over from and that hold no more.
    """

    current: bool
    until: str | None = None
    replaces: tuple[EdgeKey, ...] = ()


def aggregate_edges(extractions: Iterable[Extraction], *, as_of: str | None = None) -> tuple[Edge, ...]:
    """Gather claims with the same holder, target, stance and topic, ordered by that key.

    Copies of a text count once, and near-copies are one story. Aspect and confidence rest on the
    firmest claims alone, so that "is expected to drop its veto" neither ends a veto nor
    strengthens it; an end reported on the same day as the stance wins. Holds all claims in memory.

    Args:
        as_of: Leave out what is dated later than this day, month or year.
    """
    found = gather(extractions)
    supports = [s for s in found.supports.values() if is_by(s, as_of)]
    return group_edges(supports, find_stories(found.articles.values()))


def group_edges(
    supports: Iterable[Support], stories: Mapping[str, str], *, by_topic: bool = True
) -> tuple[Edge, ...]:
    """Gather claims, each once, into edges of one topic, or whatever the topic.

    Args:
        stories: For the hash of each article's text, that of its story.
    """
    groups: dict[tuple[str, ...], list[Support]] = defaultdict(list)
    for support in supports:
        groups[edge_key(support.claim)[: 4 if by_topic else 3]].append(support)
    return tuple(_gather(groups[key], stories, by_topic=by_topic) for key in sorted(groups))


def find_states(edges: Sequence[Edge]) -> dict[EdgeKey, EdgeState]:
    """Say of each edge of one topic whether it holds now, until when it held, and what it replaced.

    Edges of one holder and target bear on each other when their topics are equal or one names
    none: backing a man's bid does not undo having opposed his budget. Undated claims come
    before dated ones.
    """
    positions = trace_positions((s for edge in edges for s in edge.evidence), {})
    own: dict[EdgeKey, list[Position]] = defaultdict(list)
    for position in positions:
        own[edge_key(position)].append(position)
    return {edge_key(edge): _state(edge, own) for edge in edges}


def find_deciding(edge: Edge, *, current: bool) -> Support:
    """The claim that gives the edge its aspect: the latest among the firmest.

    Args:
        current: The edge holds, so that only what says so decides, where there is any.
    """
    firm = [s for s in edge.evidence if s.claim.modality is edge.modality]
    held = [s for s in firm if s.claim.aspect is Aspect.HELD]
    return max(held if current and held else firm, key=_lateness)


def _gather(supports: list[Support], stories: Mapping[str, str], *, by_topic: bool) -> Edge:
    supports = sorted(supports, key=evidence_order)
    first = supports[0].claim
    modality = min((s.claim.modality for s in supports), key=FIRMNESS.__getitem__)
    firm = [s for s in supports if s.claim.modality is modality]
    dates = sorted(date for s in supports if (date := effective_date(s)))
    return Edge(
        holder=first.holder,
        target=first.target,
        stance=first.stance,
        topic=most_common_topic(supports) if by_topic else None,
        aspect=max(firm, key=_lateness).claim.aspect,
        modality=modality,
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
        articles=len({article_hash(s.article) for s in supports}),
        confidence=weigh(firm, stories),
        evidence=tuple(supports),
        stories=len({story_of(s, stories) for s in supports}),
    )


def _lateness(support: Support) -> tuple[str, bool]:
    return effective_date(support) or "", support.claim.aspect is Aspect.ENDED


def _state(edge: Edge, own: Mapping[EdgeKey, Sequence[Position]]) -> EdgeState:
    positions = own.get(edge_key(edge), ())
    if any(position.current for position in positions):
        replaced = {key[:4] for position in positions for key in position.replaces}
        gone = (key for key in replaced if not any(position.current for position in own[key]))
        return EdgeState(current=True, replaces=tuple(sorted(gone)))
    # An end may have been counted with a position on another topic, or on none.
    days = [p.until for p in positions] or [
        effective_date(s) for s in edge.evidence if s.claim.modality is Modality.ASSERTED
    ]
    return EdgeState(current=False, until=max((day for day in days if day), default=None))
