"""The derived layer: what follows from all that articles say, as triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rdflib import Literal, URIRef

from kg.graph.edges import find_deciding, group_edges
from kg.graph.gather import Gathered, gather
from kg.graph.identity import article_node, claim_node, edge_node, most_common, topic_node
from kg.graph.positions import (
    Position,
    PositionKey,
    is_by,
    position_key,
    position_node,
    trace_positions,
)
from kg.graph.stories import find_stories
from kg.graph.terms import Triple, to_date, to_decimal
from kg.graph.ties import find_ties, tie_triples
from kg.iris import DEFAULT_BASE, dataset_iri, named_article_iri
from kg.records import Aspect, Edge, Extraction, Stance, Support
from kg.vocab import ASPECTS, DCTERMS, KG, MODALITIES, PREFIXES, PROV, RDF, RDFS, SDO, STANCES, VOID

_NOW = {Stance.SUPPORT: KG.supports, Stance.OPPOSE: KG.opposes}
_OTHER = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}
#: Vocabularies that the data use, by prefix.
_VOCABULARIES = ("dcterms", "kg", "nif", "org", "owl", "prov", "schema", "skos")
_Pair = tuple[str, str, Stance]


def derived_layer(
    extractions: Iterable[Extraction], *, base: str = DEFAULT_BASE, as_of: str | None = None
) -> Iterator[Triple]:
    """What follows from all claims together; holds all in memory.

    Args:
        as_of: Leave out what is dated later than this day, month or year, so that what holds is
            what held by then. What is undated counts as known from the first.
    """
    return derive(gather(extractions, base=base), base=base, as_of=as_of)


def derive(found: Gathered, *, base: str = DEFAULT_BASE, as_of: str | None = None) -> Iterator[Triple]:
    """The derived layer over what was gathered."""
    stories = find_stories(found.articles.values())
    supports = [s for s in found.supports.values() if is_by(s, as_of)]
    positions = trace_positions(supports, stories)
    edges = group_edges(supports, stories, by_topic=False)
    ties = find_ties(found.stated.values(), stories, as_of=as_of)
    for iri, counter in found.names.items():
        yield URIRef(iri), RDFS.label, Literal(most_common(counter))
    yield from _dates(found)
    yield from _stories(stories, base)
    yield from _edges(edges, positions, base)
    for position in positions:
        yield from _position(position, base)
    for tie in ties:
        yield from tie_triples(tie, base=base)
    counts = {
        SDO.NewsArticle: len(found.articles),
        KG.Entity: len(found.entities),
        KG.Claim: len(found.supports),
        KG.Fact: len(found.stated),
        KG.Edge: len(edges),
        KG.Position: len(positions),
        KG.Tie: len(ties),
    }
    yield from _describe(counts, base)


def _dates(found: Gathered) -> Iterator[Triple]:
    """The date each claim and fact stands for."""
    for iri, support in found.supports.items():
        if day := support.claim.date or support.article.date:
            yield URIRef(iri), KG.asOf, to_date(day)
    for iri, stated in found.stated.items():
        if stated.article.date:
            yield URIRef(iri), KG.asOf, to_date(stated.article.date)


def _stories(stories: Mapping[str, str], base: str) -> Iterator[Triple]:
    for article, head in stories.items():
        node, first = (URIRef(named_article_iri(key, base=base)) for key in (article, head))
        yield node, KG.story, first
        if node != first:
            yield node, KG.sameStoryAs, first


def _edges(edges: Sequence[Edge], positions: Sequence[Position], base: str) -> Iterator[Triple]:
    own: dict[_Pair, list[Position]] = defaultdict(list)
    for position in positions:
        own[_pair(position)].append(position)
    for edge in edges:
        mine = own.get(_pair(edge), [])
        current = any(position.current for position in mine)
        node = URIRef(edge_node(edge, base=base))
        yield from _edge(edge, node, base, current=current)
        until = max((p.until for p in mine if p.until), default=None)
        if until and not current:
            yield node, KG.until, to_date(until)
        rivals = own.get((edge.holder, edge.target, _OTHER[edge.stance]), [])
        if current and any(p.replaces for p in mine) and not any(p.current for p in rivals):
            yield node, KG.replaces, URIRef(edge_node(rivals[0], base=base))
        if current:
            yield URIRef(edge.holder), _NOW[edge.stance], URIRef(edge.target)


def _pair(item: Edge | Position) -> _Pair:
    return item.holder, item.target, item.stance


def _edge(edge: Edge, node: URIRef, base: str, *, current: bool) -> Iterator[Triple]:
    deciding = find_deciding(edge, current=current)
    yield node, RDF.type, KG.Edge
    yield from _common(node, edge, base)
    yield node, KG.aspect, ASPECTS[Aspect.HELD if current else deciding.claim.aspect]
    yield node, KG.modality, MODALITIES[edge.modality]
    yield node, KG.current, Literal(current)
    if edge.first_date:
        yield node, KG.since, to_date(edge.first_date)
    if edge.last_date:
        yield node, KG.latestDate, to_date(edge.last_date)
    yield node, KG.latestClaim, _claim(deciding, base)


def _position(position: Position, base: str) -> Iterator[Triple]:
    node = _position_iri(position_key(position), base)
    held = [s for s in position.evidence if s.claim.aspect is Aspect.HELD] or position.evidence
    yield node, RDF.type, KG.Position
    yield node, KG.edge, URIRef(edge_node(position, base=base))
    yield from _common(node, position, base)
    yield node, KG.current, Literal(position.current)
    yield node, KG.latestClaim, _claim(held[-1], base)
    if position.topic:
        yield node, KG.topic, URIRef(topic_node(position.target, position.topic, base=base))
    if position.since:
        yield node, KG["from"], to_date(position.since)
    if position.until:
        yield node, KG.until, to_date(position.until)
    if position.ended_by:
        yield node, KG.endedBy, _claim(position.ended_by, base)
    for key in position.replaces:
        yield node, KG.replaces, _position_iri(key, base)


def _common(node: URIRef, item: Edge | Position, base: str) -> Iterator[Triple]:
    yield node, KG.holder, URIRef(item.holder)
    yield node, KG.target, URIRef(item.target)
    yield node, KG.stance, STANCES[item.stance]
    yield node, KG.confidence, to_decimal(item.confidence)
    yield node, KG.articleCount, Literal(item.articles)
    yield node, KG.storyCount, Literal(item.stories)
    yield node, KG.claimCount, Literal(len(item.evidence))
    yield node, KG.firstClaim, _claim(item.evidence[0], base)
    for support in item.evidence:
        yield node, PROV.wasDerivedFrom, _claim(support, base)


def _claim(support: Support, base: str) -> URIRef:
    return URIRef(claim_node(support.claim, article_node(support.article, base=base), base=base))


def _position_iri(key: PositionKey, base: str) -> URIRef:
    return URIRef(position_node(key, base=base))


def _describe(counts: Mapping[URIRef, int], base: str) -> Iterator[Triple]:
    """What the data set is, and how much is in it."""
    node = URIRef(dataset_iri(base=base))
    yield node, RDF.type, VOID.Dataset
    yield node, DCTERMS.title, Literal("Who backs whom, since when, and who says so", lang="en")
    yield node, VOID.uriSpace, Literal(base)
    yield node, VOID.documents, Literal(counts[SDO.NewsArticle])
    for prefix in _VOCABULARIES:
        yield node, VOID.vocabulary, URIRef(PREFIXES[prefix])
    for class_, count in counts.items():
        part = URIRef(dataset_iri(class_.rpartition("#")[2].rpartition("/")[2], base=base))
        yield node, VOID.classPartition, part
        yield part, RDF.type, VOID.Dataset
        yield part, VOID["class"], class_
        yield part, VOID.entities, Literal(count)
