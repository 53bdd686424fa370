"""Ties: offices, candidacies, memberships and successions over time, from the facts that state them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import Literal, URIRef

from kg.graph.gather import Stated
from kg.graph.identity import article_hash, tie_node
from kg.graph.terms import Triple, to_date
from kg.iris import DEFAULT_BASE
from kg.records import Relation
from kg.vocab import KG, ORG, PROV, RDF, RELATIONS

_MEMBERSHIPS = frozenset({Relation.HOLDS_POSITION, Relation.MEMBER_OF})


@dataclass(frozen=True, slots=True)
class Tie:
    """All facts of one subject, relation, object and post, across articles.

    Attributes:
        since: The first date that it is reported for, as holding where any article says so.
        latest: Its latest date.
        until: When it was first said to be over, after it last held.
        current: At its latest date it is not said to be over; on one day, the end wins.
        withdrawn: It is a candidacy, and at its latest date said to be withdrawn.
        stated: Its facts, by date.
    """

    subject: str
    relation: Relation
    object: str
    post: str | None
    topic: str | None
    since: str | None
    latest: str | None
    until: str | None
    current: bool
    withdrawn: bool
    articles: int
    stories: int
    stated: tuple[Stated, ...]


def find_ties(
    stated: Iterable[Stated], stories: Mapping[str, str], *, as_of: str | None = None
) -> tuple[Tie, ...]:
    """Gather facts, ordered by subject, relation, object and post.

    Args:
        stories: For the hash of each article's text, that of its story.
        as_of: Leave out what is dated later than this day, month or year.
    """
    groups: dict[tuple[str, str, str, str], list[Stated]] = defaultdict(list)
    for item in stated:
        if as_of is None or (item.article.date or "")[: len(as_of)] <= as_of:
            fact = item.fact
            groups[fact.subject, fact.relation.value, fact.object, item.post or ""].append(item)
    return tuple(_tie(groups[key], stories) for key in sorted(groups))


def tie_triples(tie: Tie, *, base: str = DEFAULT_BASE) -> Iterator[Triple]:
    """The tie's node, and the direct tie of an office or a candidacy that is not over."""
    fact = tie.stated[0].fact
    node, subject = URIRef(tie_node(fact, tie.post, base=base)), URIRef(tie.subject)
    yield node, RDF.type, KG.Tie
    yield node, KG.subject, subject
    yield node, KG.relation, RELATIONS[tie.relation]
    yield node, KG.object, URIRef(tie.object)
    yield node, KG.current, Literal(tie.current)
    yield node, KG.articleCount, Literal(tie.articles)
    yield node, KG.storyCount, Literal(tie.stories)
    yield node, KG.factCount, Literal(len(tie.stated))
    if tie.post:
        yield node, KG.post, URIRef(tie.post)
    if tie.topic:
        yield node, KG.topic, URIRef(tie.topic)
    if tie.withdrawn:
        yield node, KG.withdrawn, Literal(True)
    for predicate, day in ((KG["from"], tie.since), (KG.latestDate, tie.latest), (KG.until, tie.until)):
        if day:
            yield node, predicate, to_date(day)
    if tie.relation in _MEMBERSHIPS:
        yield node, RDF.type, ORG.Membership
        yield node, ORG.member, subject
        yield node, ORG.organization, URIRef(tie.object)
    for item in tie.stated:
        yield node, PROV.wasDerivedFrom, URIRef(item.iri)
    if tie.current and tie.relation is Relation.CANDIDATE_FOR:
        yield subject, KG.candidateFor, URIRef(tie.object)
    if tie.current and tie.post:
        yield subject, ORG.holds, URIRef(tie.post)


def _tie(stated: list[Stated], stories: Mapping[str, str]) -> Tie:
    stated = sorted(stated, key=_order)
    fact = stated[0].fact
    hashes = {article_hash(item.article) for item in stated}
    held = [_day(item) for item in stated if not _is_over(item)]
    over = [_day(item) for item in stated if _is_over(item) and _day(item) >= max(held, default="")]
    days = sorted(day for item in stated if (day := _day(item)))
    return Tie(
        subject=fact.subject,
        relation=fact.relation,
        object=fact.object,
        post=stated[0].post,
        topic=min((item.topic for item in stated if item.topic), default=None),
        since=min((day for day in held if day), default=None),
        latest=days[-1] if days else None,
        until=min((day for day in over if day), default=None),
        current=not over,
        withdrawn=bool(over) and any(item.fact.withdrawn for item in stated if _day(item) in over),
        articles=len(hashes),
        stories=len({stories.get(key, key) for key in hashes}),
        stated=tuple(stated),
    )


def _day(item: Stated) -> str:
    return item.article.date or ""


def _is_over(item: Stated) -> bool:
    return item.fact.former or item.fact.withdrawn


def _order(item: Stated) -> tuple[str, str, int, int]:
    return _day(item), article_hash(item.article), item.fact.evidence.start, item.fact.evidence.end
