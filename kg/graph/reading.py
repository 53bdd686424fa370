"""The claim layer read back from triples, so that graphs built apart can be joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from rdflib import Graph, URIRef

from kg.errors import GraphError
from kg.graph.gather import Gathered, Stated, merge_readings
from kg.graph.identity import most_common
from kg.iris import DEFAULT_BASE, article_hash_of
from kg.records import Article, Claim, Evidence, Fact, Relation, Support
from kg.vocab import (
    ASPECTS,
    DCTERMS,
    KG,
    MODALITIES,
    NIF,
    ORG,
    PROV,
    RDF,
    RELATIONS,
    SDO,
    SKOS,
    STANCES,
)

_Value = TypeVar("_Value")
#: Classes whose names are their skos:altLabel, each counted once.
_NAMED = (SDO.NewsMediaOrganization, KG.Topic, ORG.Post)


def gather_graph(graph: Graph, *, base: str = DEFAULT_BASE) -> Gathered:
    """What the articles say, from the triples of their claim layers; others are not looked at.

    Raises:
        GraphError: A node lacks what every one of its class has, or was minted under another base.
    """
    found = Gathered()
    found.entities = {str(node) for node in graph.subjects(RDF.type, KG.Entity)}
    for node in _nodes(graph, SDO.NewsArticle):
        found.articles[node] = _article(graph, node, base)
        titles = _texts(graph, node, SDO.headline) or _texts(graph, node, DCTERMS.identifier)
        found.names[node] = Counter(titles)
    for class_ in _NAMED:
        for node in _nodes(graph, class_):
            if node not in found.entities:
                found.names[node] = Counter(_texts(graph, node, SKOS.altLabel))
    for node in _nodes(graph, KG.Appearance):
        found.names[_one(graph, node, KG.entity)].update(_texts(graph, node, SDO.name))
    for node in _nodes(graph, KG.Claim):
        found.supports[node] = _support(graph, node, found)
    for node in _nodes(graph, KG.Fact):
        found.stated[node] = _stated(graph, node, found)
    return found


def _nodes(graph: Graph, class_: URIRef) -> list[str]:
    return sorted(str(node) for node in graph.subjects(RDF.type, class_))


def _texts(graph: Graph, node: str, predicate: URIRef) -> list[str]:
    """The values, sorted."""
    return sorted(str(value) for value in graph.objects(URIRef(node), predicate))


def _some(graph: Graph, node: str, predicate: URIRef) -> list[str]:
    values = _texts(graph, node, predicate)
    if not values:
        raise GraphError(f"{node}: has no {predicate}; check the graph with `kg validate`")
    return values


def _one(graph: Graph, node: str, predicate: URIRef) -> str:
    return _some(graph, node, predicate)[0]


def _numbers(graph: Graph, node: str, predicate: URIRef) -> list[float]:
    try:
        return [float(value) for value in _some(graph, node, predicate)]
    except ValueError as error:
        raise GraphError(f"{node}: {predicate} is no number: {error}; see `kg validate`") from error


def _terms(graph: Graph, node: str, predicate: URIRef, table: Mapping[_Value, URIRef]) -> list[_Value]:
    known = {str(term): value for value, term in table.items()}
    values = _some(graph, node, predicate)
    for value in values:
        if value not in known:
            raise GraphError(f"{node}: {predicate} is {value}, which is none of ours; see `kg validate`")
    return [known[value] for value in values]


def _article(graph: Graph, node: str, base: str) -> Article:
    text_hash = article_hash_of(node, base=base)
    if text_hash is None:
        raise GraphError(f"{node}: an article that was not minted under {base}; give its --base-iri")
    return Article(
        id=_one(graph, node, DCTERMS.identifier),
        text="",
        date=min(_texts(graph, node, SDO.datePublished), default=None),
        text_hash=text_hash,
        sketch=min(_texts(graph, node, KG.sketch), default=None),
    )


def _evidence(graph: Graph, node: str) -> Evidence:
    sentence = _one(graph, node, KG.evidence)
    begin, end = (_numbers(graph, sentence, p)[0] for p in (NIF.beginIndex, NIF.endIndex))
    return Evidence(int(begin), int(end), _one(graph, sentence, NIF.anchorOf), _one(graph, node, KG.cue))


def _told_in(graph: Graph, node: str, found: Gathered) -> Article:
    article = _one(graph, node, PROV.hadPrimarySource)
    if article not in found.articles:
        raise GraphError(f"{node}: its article {article} is not in the graph; join all of its parts")
    return found.articles[article]


def _support(graph: Graph, node: str, found: Gathered) -> Support:
    speakers = [s for s in _texts(graph, node, KG.assertedBy) if s in found.entities]
    claim = Claim(
        holder=_one(graph, node, KG.holder),
        target=_one(graph, node, KG.target),
        stance=_terms(graph, node, KG.stance, STANCES)[0],
        evidence=_evidence(graph, node),
        attributed_to=speakers[0] if speakers else None,
    )
    return Support(merge_readings(list(_readings(graph, node, claim, found))), _told_in(graph, node, found))


def _readings(graph: Graph, node: str, claim: Claim, found: Gathered) -> Iterator[Claim]:
    """The claim with each value of what may have several, one at a time."""
    modalities = _terms(graph, node, KG.modality, MODALITIES)
    sureness = _numbers(graph, node, KG.confidence)
    claim = replace(claim, modality=modalities[0], confidence=sureness[0])
    yield from (replace(claim, modality=value) for value in modalities)
    yield from (replace(claim, aspect=value) for value in _terms(graph, node, KG.aspect, ASPECTS))
    yield from (replace(claim, confidence=value) for value in sureness)
    yield from (replace(claim, date=value) for value in _texts(graph, node, KG.date))
    for topic in _texts(graph, node, KG.topic):
        yield replace(claim, topic=most_common(found.names[topic]))


def _stated(graph: Graph, node: str, found: Gathered) -> Stated:
    fact = Fact(
        subject=_one(graph, node, KG.subject),
        relation=_terms(graph, node, KG.relation, RELATIONS)[0],
        object=_one(graph, node, KG.object),
        evidence=_evidence(graph, node),
        former="true" in _texts(graph, node, KG.former),
        withdrawn="true" in _texts(graph, node, KG.withdrawn),
    )
    is_office = fact.relation is Relation.HOLDS_POSITION
    return Stated(
        node,
        fact,
        _told_in(graph, node, found),
        post=min(_texts(graph, node, KG.post), default=None) if is_office else None,
        topic=min(_texts(graph, node, KG.topic), default=None),
    )
