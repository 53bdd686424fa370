"""Extractions -> RDF 1.1 triples, in two layers, without blank nodes.

The claim layer says what articles say: articles, their sentences, entities under every name,
claims, facts, and the ties that stay true whatever is added (``kg:hasSupported``). Graphs of
this layer that were built apart merge by set union. The derived layer looks at all claims at
hand: the one name shown (``rdfs:label``), the date a claim stands for, edges, and what holds
now (``kg:supports``). It is made anew after each union and can always be told apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rdflib import Graph, Literal, URIRef

from kg.graph.edges import aggregate_edges, find_states
from kg.graph.entities import merge_entities
from kg.graph.identity import (
    article_node,
    article_order,
    claim_node,
    distinct_claims,
    edge_key,
    edge_node,
    effective_date,
    fact_node,
    most_common,
    post_node,
    topic_node,
)
from kg.iris import DEFAULT_BASE, sentence_iri, source_iri
from kg.records import Article, Aspect, Claim, Edge, Entity, Extraction, Fact, Modality, Relation, Stance
from kg.vocab import (
    ASPECTS,
    DCTERMS,
    ENTITY_CLASSES,
    KG,
    MODALITIES,
    NIF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    RELATIONS,
    SDO,
    SKOS,
    STANCES,
    XSD,
    new_graph,
)

Triple = tuple[URIRef, URIRef, URIRef | Literal]

_EVER = {Stance.SUPPORT: KG.hasSupported, Stance.OPPOSE: KG.hasOpposed}
_NOW = {Stance.SUPPORT: KG.supports, Stance.OPPOSE: KG.opposes}
#: Direct ties for facts that have no end in the text.
_TIES = {
    Relation.MEMBER_OF: ORG.memberOf,
    Relation.PART_OF: DCTERMS.isPartOf,
    Relation.SUCCEEDS: KG.succeeds,
    Relation.CANDIDATE_FOR: KG.hasBeenCandidateFor,
}
_DERIVED_PREDICATES = {RDFS.label, KG.asOf, KG.supports, KG.opposes, ORG.holds, KG.candidateFor}
_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def to_graph(extractions: Iterable[Extraction], *, base: str = DEFAULT_BASE) -> Graph:
    """Both layers as one graph, the same whatever the order of the input; holds all in memory."""
    extractions = tuple(extractions)
    graph = new_graph()
    for layer in (claim_layer, derived_layer):
        for triple in layer(extractions, base=base):
            graph.add(triple)
    return graph


def claim_layer(extractions: Iterable[Extraction], *, base: str = DEFAULT_BASE) -> Iterator[Triple]:
    """What the articles say, one article at a time; triples may repeat."""
    for extraction in extractions:
        article = article_node(extraction.article, base=base)
        yield from _article(extraction.article, URIRef(article), base)
        for entity in extraction.entities:
            yield from _entity(entity)
            yield URIRef(article), SDO.mentions, URIRef(entity.id)
        for iri, claim in distinct_claims(extraction, base=base).items():
            yield from _claim(URIRef(iri), claim, extraction.article, article, base)
        for fact in extraction.facts:
            yield from _fact(fact, article, base)


def derived_layer(extractions: Iterable[Extraction], *, base: str = DEFAULT_BASE) -> Iterator[Triple]:
    """What follows from all claims together; holds all in memory."""
    extractions = sorted(extractions, key=lambda e: article_order(e.article))
    yield from _labels(extractions, base)
    yield from _dates(extractions, base)
    yield from _offices(extractions, base)
    edges = aggregate_edges(extractions)
    states = find_states(edges)
    nodes = {edge_key(edge): URIRef(edge_node(edge, base=base)) for edge in edges}
    for edge in edges:
        state, node = states[edge_key(edge)], nodes[edge_key(edge)]
        yield from _edge(edge, node, base)
        yield node, KG.current, Literal(state.current)
        if state.until:
            yield node, KG.until, _date(state.until)
        for key in state.replaces:
            yield node, KG.replaces, nodes[key]
        if state.current:
            yield URIRef(edge.holder), _NOW[edge.stance], URIRef(edge.target)


def is_derived(triple: tuple[object, object, object], graph: Graph) -> bool:
    """Whether a triple of the graph belongs to the derived layer."""
    subject, predicate, _ = triple
    if predicate in _DERIVED_PREDICATES:
        return True
    return isinstance(subject, URIRef) and (subject, RDF.type, KG.Edge) in graph


def _article(article: Article, node: URIRef, base: str) -> Iterator[Triple]:
    yield node, RDF.type, SDO.NewsArticle
    yield node, DCTERMS.identifier, Literal(article.id)
    yield node, SDO.inLanguage, Literal(article.language)
    if article.title:
        yield node, SDO.headline, Literal(article.title)
    if article.date:
        yield node, SDO.datePublished, _date(article.date)
    if article.url:
        yield node, SDO.url, Literal(article.url, datatype=XSD.anyURI)
    if article.source:
        source = URIRef(source_iri(article.source, base=base))
        yield node, SDO.publisher, source
        yield source, RDF.type, SDO.NewsMediaOrganization
        yield source, SKOS.altLabel, Literal(article.source)


def _entity(entity: Entity) -> Iterator[Triple]:
    node = URIRef(entity.id)
    yield node, RDF.type, KG.Entity
    yield node, RDF.type, ENTITY_CLASSES[entity.type]
    for name in (entity.name, *entity.aliases):
        yield node, SKOS.altLabel, Literal(name)
    for other in entity.same_as:
        yield node, OWL.sameAs, URIRef(other)
    if entity.iso2:
        yield node, KG.iso2, Literal(entity.iso2)


def _sentence(start: int, end: int, text: str, article: str) -> Iterator[Triple]:
    node = URIRef(sentence_iri(article, start, end))
    yield node, RDF.type, NIF.OffsetBasedString
    yield node, NIF.referenceContext, URIRef(article)
    yield node, NIF.beginIndex, Literal(str(start), datatype=XSD.nonNegativeInteger)
    yield node, NIF.endIndex, Literal(str(end), datatype=XSD.nonNegativeInteger)
    yield node, NIF.anchorOf, Literal(text)


def _evidence(node: URIRef, item: Claim | Fact, article: str) -> Iterator[Triple]:
    evidence = item.evidence
    yield node, KG.evidence, URIRef(sentence_iri(article, evidence.start, evidence.end))
    yield node, KG.cue, Literal(evidence.cue)
    yield node, PROV.hadPrimarySource, URIRef(article)
    yield from _sentence(evidence.start, evidence.end, evidence.text, article)


def _claim(node: URIRef, claim: Claim, told_in: Article, article: str, base: str) -> Iterator[Triple]:
    holder, target = URIRef(claim.holder), URIRef(claim.target)
    yield node, RDF.type, KG.Claim
    yield node, KG.holder, holder
    yield node, KG.target, target
    yield node, KG.stance, STANCES[claim.stance]
    yield node, KG.aspect, ASPECTS[claim.aspect]
    yield node, KG.modality, MODALITIES[claim.modality]
    yield node, KG.confidence, _decimal(claim.confidence)
    yield from _evidence(node, claim, article)
    if claim.reason:
        yield node, KG.reason, Literal(claim.reason)
    if claim.date:
        yield node, KG.date, _date(claim.date)
    if claim.topic:
        topic = URIRef(topic_node(claim.target, claim.topic, base=base))
        yield node, KG.topic, topic
        yield topic, RDF.type, KG.Topic
        yield topic, SDO.about, target
        yield topic, SKOS.altLabel, Literal(claim.topic)
    if claim.attributed_to:
        yield node, KG.assertedBy, URIRef(claim.attributed_to)
    elif told_in.source:
        yield node, KG.assertedBy, URIRef(source_iri(told_in.source, base=base))
    if claim.modality is Modality.ASSERTED:
        yield holder, _EVER[claim.stance], target


def _fact(fact: Fact, article: str, base: str) -> Iterator[Triple]:
    node = URIRef(fact_node(fact, article, base=base))
    subject, object_ = URIRef(fact.subject), URIRef(fact.object)
    yield node, RDF.type, KG.Fact
    yield node, KG.subject, subject
    yield node, KG.relation, RELATIONS[fact.relation]
    yield node, KG.object, object_
    yield from _evidence(node, fact, article)
    if fact.former:
        yield node, KG.former, Literal(True)
    if fact.withdrawn:
        yield node, KG.withdrawn, Literal(True)
    if fact.relation in _TIES:
        yield subject, _TIES[fact.relation], object_
    elif fact.position:
        post = URIRef(post_node(fact.object, fact.position, base=base))
        yield node, KG.post, post
        yield subject, KG.hasHeld, post
        yield post, RDF.type, ORG.Post
        yield post, ORG.postIn, object_
        yield post, SKOS.altLabel, Literal(fact.position)


def _labels(extractions: Sequence[Extraction], base: str) -> Iterator[Triple]:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    titles: dict[str, str] = {}
    for extraction in extractions:
        article = extraction.article
        titles.setdefault(article_node(article, base=base), article.title or article.id)
        if article.source:
            names[source_iri(article.source, base=base)][article.source] += 1
        for claim in extraction.claims:
            if claim.topic:
                names[topic_node(claim.target, claim.topic, base=base)][claim.topic] += 1
        for fact in extraction.facts:
            if fact.position and fact.relation is Relation.HOLDS_POSITION:
                names[post_node(fact.object, fact.position, base=base)][fact.position] += 1
    shown = {entity.id: entity.name for entity in merge_entities(extractions)}
    shown |= {iri: most_common(counts) for iri, counts in names.items()} | titles
    for iri, label in shown.items():
        yield URIRef(iri), RDFS.label, Literal(label)


def _dates(extractions: Sequence[Extraction], base: str) -> Iterator[Triple]:
    """The date each claim and fact stands for; of copies, what the earliest says."""
    dates: dict[str, str | None] = {}
    for extraction in extractions:
        article = article_node(extraction.article, base=base)
        for iri, claim in distinct_claims(extraction, base=base).items():
            dates.setdefault(iri, claim.date or extraction.article.date)
        for fact in extraction.facts:
            dates.setdefault(fact_node(fact, article, base=base), extraction.article.date)
    for iri, day in dates.items():
        if day:
            yield URIRef(iri), KG.asOf, _date(day)


def _offices(extractions: Sequence[Extraction], base: str) -> Iterator[Triple]:
    """Offices and candidacies not said to be over at the latest date; on one day, the end wins."""
    latest: dict[tuple[str, URIRef, str], tuple[str, bool]] = {}
    for extraction in extractions:
        for fact in extraction.facts:
            if fact.relation is Relation.CANDIDATE_FOR:
                key = fact.subject, KG.candidateFor, fact.object
            elif fact.relation is Relation.HOLDS_POSITION and fact.position:
                key = fact.subject, ORG.holds, post_node(fact.object, fact.position, base=base)
            else:
                continue
            state = extraction.article.date or "", fact.former or fact.withdrawn
            latest[key] = max(latest.get(key, state), state)
    for (subject, predicate, object_), (_, over) in latest.items():
        if not over:
            yield URIRef(subject), predicate, URIRef(object_)


def _edge(edge: Edge, node: URIRef, base: str) -> Iterator[Triple]:
    yield node, RDF.type, KG.Edge
    yield node, KG.holder, URIRef(edge.holder)
    yield node, KG.target, URIRef(edge.target)
    yield node, KG.stance, STANCES[edge.stance]
    yield node, KG.aspect, ASPECTS[edge.aspect]
    yield node, KG.modality, MODALITIES[edge.modality]
    yield node, KG.confidence, _decimal(edge.confidence)
    yield node, KG.articleCount, Literal(edge.articles)
    yield node, KG.claimCount, Literal(len(edge.evidence))
    if edge.topic:
        yield node, KG.topic, URIRef(topic_node(edge.target, edge.topic, base=base))
    if edge.first_date:
        yield node, KG.since, _date(edge.first_date)
    if edge.last_date:
        yield node, KG.latestDate, _date(edge.last_date)
    claims = [
        URIRef(claim_node(s.claim, article_node(s.article, base=base), base=base)) for s in edge.evidence
    ]
    for claim in claims:
        yield node, PROV.wasDerivedFrom, claim
    yield node, KG.firstClaim, claims[0]
    yield node, KG.latestClaim, claims[_deciding(edge)]


def _deciding(edge: Edge) -> int:
    """Index of the claim that gives the edge its aspect: its latest among the firmest."""
    return max(
        range(len(edge.evidence)),
        key=lambda i: (
            edge.evidence[i].claim.modality is edge.modality,
            effective_date(edge.evidence[i]) or "",
            edge.evidence[i].claim.aspect is Aspect.ENDED,
        ),
    )


def _decimal(value: float) -> Literal:
    """A decimal of at most four places, always with one, as both Turtle writers here print it."""
    return Literal(str(round(value, 4)), datatype=XSD.decimal)


def _date(text: str) -> Literal:
    """An ISO 8601 day, month or year with its own type; anything else stays a plain string."""
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return Literal(text)
    return Literal(text, datatype=_DATE_TYPES[len(text)])
