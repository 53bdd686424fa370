"""Positions: the stretches of time in which somebody held a stance, by what is asserted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from kg.graph.gather import gather
from kg.graph.identity import article_hash, edge_key, effective_date, most_common_topic
from kg.graph.stories import find_stories
from kg.iris import DEFAULT_BASE, hashed_iri
from kg.records import Aspect, Extraction, Modality, Stance, Support

#: Sorts after every date.
_OPEN = "~"
#: Holder, target, stance, folded topic, number.
PositionKey = tuple[str, str, str, str, int]
#: Of one holder and target: stance and folded topic.
_Thread = tuple[Stance, str]


@dataclass(frozen=True, slots=True)
class Position:
    """A stretch of time in which a holder held a stance towards a target, on one topic or none.

    Attributes:
        number: Of the positions with the same holder, target, stance and topic, from 1.
        since: The first day, month or year that it is reported for; None when unknown.
        until: When it stopped or was overtaken; None while it holds, or when unknown.
        current: It holds.
        ended_by: What reports the end, or the first claim of the position that overtook it.
        replaces: Keys of the opposite positions that it took over from.
        articles: Number of distinct articles that report it.
        stories: Number of independent ones.
        confidence: In [0, 1]; one minus the product of its stories' doubts.
        evidence: What reports it or its end, by date.
    """

    holder: str
    target: str
    stance: Stance
    topic: str | None
    number: int
    since: str | None
    until: str | None
    current: bool
    ended_by: Support | None
    replaces: tuple[PositionKey, ...]
    articles: int
    stories: int
    confidence: float
    evidence: tuple[Support, ...]


@dataclass(slots=True, eq=False)
class _Span:
    """A position in the making; days are empty where unknown."""

    thread: _Thread
    since: str
    evidence: list[Support] = field(default_factory=list)
    until: str = ""
    ended_by: Support | None = None
    replaces: list[_Span] = field(default_factory=list)
    number: int = 0

    def close(self, day: str, by: Support) -> None:
        self.until, self.ended_by = day, by


def find_positions(extractions: Iterable[Extraction], *, as_of: str | None = None) -> tuple[Position, ...]:
    """All positions, ordered by holder, target, stance, topic and number.

    Args:
        as_of: Leave out what is dated later than this day, month or year: the positions as they
            stood by then. What is undated counts as known from the first.
    """
    found = gather(extractions)
    supports = [s for s in found.supports.values() if is_by(s, as_of)]
    return trace_positions(supports, find_stories(found.articles.values()))


def trace_positions(supports: Iterable[Support], stories: Mapping[str, str]) -> tuple[Position, ...]:
    """The positions that these claims give.

    Claims bear on each other when their topics are equal or one names none: backing a man's bid
    does not undo having opposed his budget. A report of the opposite stance overtakes a position
    from a later day on, not on a day on which both are reported; a report of its end wins.

    Args:
        supports: Claims with their articles, each once.
        stories: For the hash of each article's text, that of its story.
    """
    pairs: dict[tuple[str, str], list[Support]] = defaultdict(list)
    for support in supports:
        if support.claim.modality is Modality.ASSERTED:
            pairs[support.claim.holder, support.claim.target].append(support)
    return tuple(
        _position(pair, span, stories)
        for pair in sorted(pairs)
        for span in sorted(_sweep(pairs[pair]), key=lambda s: (s.thread[0].value, s.thread[1], s.number))
    )


def holds_on(position: Position, day: str) -> bool:
    """Whether, by all that is known now, the position held on this day, month or year."""
    if position.since is not None and position.since[: len(day)] > day:
        return False
    return position.current or (position.until is not None and position.until[: len(day)] > day)


def position_key(position: Position) -> PositionKey:
    """What tells one position from all others."""
    return *edge_key(position), position.number


def position_node(key: PositionKey, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of a position."""
    return hashed_iri("position", *key[:4], str(key[4]), base=base)


def is_by(support: Support, as_of: str | None) -> bool:
    """Whether a claim is undated, or dated no later than the end of this day, month or year."""
    return as_of is None or (effective_date(support) or "")[: len(as_of)] <= as_of


def evidence_order(support: Support) -> tuple[object, ...]:
    """Sort key of claims: by date, then by article, place and speaker."""
    evidence = support.claim.evidence
    return (
        effective_date(support) or "",
        article_hash(support.article),
        evidence.start,
        evidence.end,
        support.claim.attributed_to or "",
    )


def weigh(supports: Iterable[Support], stories: Mapping[str, str]) -> float:
    """One minus the product of the stories' doubts; a story is as sure as its surest sentence."""
    best: dict[str, float] = {}
    for support in supports:
        key = story_of(support, stories)
        best[key] = max(best.get(key, 0.0), support.claim.confidence)
    return round(1.0 - prod(1.0 - best[key] for key in sorted(best)), 4)


def story_of(support: Support, stories: Mapping[str, str]) -> str:
    """The hash that stands for the story of the claim's article."""
    key = article_hash(support.article)
    return stories.get(key, key)


def _sweep(supports: Sequence[Support]) -> list[_Span]:
    """Walk through the asserted claims of one holder and target in the order of time."""
    days: dict[str, list[Support]] = defaultdict(list)
    for support in sorted(supports, key=evidence_order):
        days[effective_date(support) or ""].append(support)
    spans: list[_Span] = []
    for day in sorted(days):
        held = [s for s in days[day] if s.claim.aspect is Aspect.HELD]
        for support in held:
            _hold(spans, support, day)
        _overtake(spans, held, day)
        for support in days[day]:
            if support.claim.aspect is Aspect.ENDED:
                _end(spans, support, day)
    _number(spans)
    _succeed(spans)
    return spans


def _thread(support: Support) -> _Thread:
    key = edge_key(support.claim)
    return support.claim.stance, key[3]


def _bears(left: _Thread, right: _Thread) -> bool:
    return left[1] == right[1] or not left[1] or not right[1]


def _hold(spans: list[_Span], support: Support, day: str) -> None:
    thread = _thread(support)
    span = next((s for s in spans if s.thread == thread and s.ended_by is None), None)
    if span is None:
        span = _Span(thread, day)
        spans.append(span)
    span.evidence.append(support)


def _overtake(spans: list[_Span], held: Sequence[Support], day: str) -> None:
    """Close what is open, not reported again on this day, and contradicted."""
    told = {_thread(support) for support in held}
    for span in spans:
        if span.ended_by is not None or span.thread in told:
            continue
        rivals = [s for s in held if s.claim.stance is not span.thread[0] and _bears(_thread(s), span.thread)]
        if rivals:
            span.close(day, rivals[0])
            for thread in {_thread(rival) for rival in rivals}:
                heir = next(s for s in spans if s.thread == thread and s.ended_by is None)
                heir.replaces.append(span)


def _end(spans: list[_Span], support: Support, day: str) -> None:
    """Close what the report of an end bears on; a second report of one end adds to the first."""
    thread = _thread(support)
    like = [s for s in spans if s.thread[0] is thread[0] and _bears(s.thread, thread)]
    opened = [s for s in like if s.ended_by is None]
    for span in opened:
        span.close(day, support)
    if not like:
        implied = _Span(thread, "")
        implied.close(day, support)
        spans.append(implied)
        opened = [implied]
    for span in opened or [max(like, key=lambda s: (s.until, s.thread == thread))]:
        span.evidence.append(support)


def _number(spans: list[_Span]) -> None:
    count: dict[_Thread, int] = defaultdict(int)
    for span in spans:
        count[span.thread] += 1
        span.number = count[span.thread]


def _succeed(spans: list[_Span]) -> None:
    """Say what each position took over from where the other had ended before it began."""
    for span in spans:
        rivals: dict[_Thread, _Span] = {}
        for other in spans:
            if (
                other.thread[0] is not span.thread[0]
                and _bears(other.thread, span.thread)
                and other.ended_by is not None
                and other.until <= span.since
                and (other.since, other.until) < (span.since, span.until if span.ended_by else _OPEN)
            ):
                rivals[other.thread] = other
        earlier = [s for s in spans if s.thread == span.thread and s.number < span.number]
        for other in rivals.values():
            if not any(other in heir.replaces for heir in (span, *earlier)):
                span.replaces.append(other)


def _position(pair: tuple[str, str], span: _Span, stories: Mapping[str, str]) -> Position:
    stance, topic = span.thread
    firm = [s for s in span.evidence if s.claim.aspect is Aspect.HELD] or span.evidence
    keys = {(*pair, other.thread[0].value, other.thread[1], other.number) for other in span.replaces}
    return Position(
        holder=pair[0],
        target=pair[1],
        stance=stance,
        topic=most_common_topic(span.evidence) if topic else None,
        number=span.number,
        since=span.since or None,
        until=span.until or None,
        current=span.ended_by is None,
        ended_by=span.ended_by,
        replaces=tuple(sorted(keys)),
        articles=len({article_hash(s.article) for s in span.evidence}),
        stories=len({story_of(s, stories) for s in span.evidence}),
        confidence=weigh(firm, stories),
        evidence=tuple(span.evidence),
    )
