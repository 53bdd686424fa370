"""The claim layer: what articles say, as triples; graphs of it merge by set union."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Literal, URIRef

from kg.graph.identity import (
    appearance_node,
    article_node,
    candidacy_node,
    distinct_claims,
    fact_node,
    post_node,
    run_node,
    topic_node,
)
from kg.graph.stories import sketch_article
from kg.graph.terms import Triple, to_date, to_decimal, to_offset
from kg.iris import DEFAULT_BASE, hashed_iri, sentence_iri, software_iri, source_iri
from kg.records import Article, Claim, Entity, Extraction, Fact, Modality, Relation, Run, Stance
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
    RELATIONS,
    SDO,
    SKOS,
    STANCES,
    XSD,
)

_EVER = {Stance.SUPPORT: KG.hasSupported, Stance.OPPOSE: KG.hasOpposed}
#: Direct ties for facts that have no end in the text.
_TIES = {
    Relation.MEMBER_OF: ORG.memberOf,
    Relation.PART_OF: DCTERMS.isPartOf,
    Relation.SUCCEEDS: KG.succeeds,
    Relation.CANDIDATE_FOR: KG.hasBeenCandidateFor,
}


def claim_layer(extractions: Iterable[Extraction], *, base: str = DEFAULT_BASE) -> Iterator[Triple]:
    """What the articles say, one article at a time; triples may repeat."""
    for extraction in extractions:
        article = article_node(extraction.article, base=base)
        yield from _article(extraction.article, URIRef(article), base)
        names = {entity.id: entity.name for entity in extraction.entities}
        for entity in extraction.entities:
            yield from _entity(entity)
            yield from _appearance(entity, article, base)
        made_by = None
        if extraction.run is not None:
            made_by = URIRef(run_node(extraction.run, base=base))
            yield from _run(made_by, extraction.run, base)
        for iri, claim in distinct_claims(extraction, base=base).items():
            node = URIRef(iri)
            yield from _claim(node, claim, extraction.article, article, base)
            if made_by is not None:
                yield node, PROV.wasGeneratedBy, made_by
        for fact in extraction.facts:
            node = URIRef(fact_node(fact, article, base=base))
            yield from _fact(node, fact, article, names, base)
            if made_by is not None:
                yield node, PROV.wasGeneratedBy, made_by


def _article(article: Article, node: URIRef, base: str) -> Iterator[Triple]:
    yield node, RDF.type, SDO.NewsArticle
    yield node, DCTERMS.identifier, Literal(article.id)
    yield node, SDO.inLanguage, Literal(article.language)
    if article.title:
        yield node, SDO.headline, Literal(article.title)
    if article.date:
        yield node, SDO.datePublished, to_date(article.date)
    if article.url:
        yield node, SDO.url, Literal(article.url, datatype=XSD.anyURI)
    if sketch := sketch_article(article):
        yield node, KG.sketch, Literal(sketch)
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


def _appearance(entity: Entity, article: str, base: str) -> Iterator[Triple]:
    node = URIRef(appearance_node(entity.id, article, base=base))
    yield URIRef(article), SDO.mentions, URIRef(entity.id)
    yield node, RDF.type, KG.Appearance
    yield node, KG.entity, URIRef(entity.id)
    yield node, PROV.hadPrimarySource, URIRef(article)
    yield node, SDO.name, Literal(entity.name)


def _run(node: URIRef, run: Run, base: str) -> Iterator[Triple]:
    software = URIRef(software_iri(run.version, base=base))
    yield node, RDF.type, PROV.Activity
    yield node, KG.rules, Literal(run.rules)
    yield node, PROV.wasAssociatedWith, software
    yield software, RDF.type, PROV.SoftwareAgent
    yield software, SDO.name, Literal("kg")
    yield software, SDO.softwareVersion, Literal(run.version)
    for name, digest in run.models:
        model = URIRef(hashed_iri("model", name, digest, base=base))
        yield node, PROV.used, model
        yield model, RDF.type, PROV.Entity
        yield model, SDO.name, Literal(name)
        yield model, DCTERMS.identifier, Literal(f"sha256:{digest}")


def _sentence(start: int, end: int, text: str, article: str) -> Iterator[Triple]:
    node = URIRef(sentence_iri(article, start, end))
    yield node, RDF.type, NIF.OffsetBasedString
    yield node, NIF.referenceContext, URIRef(article)
    yield node, NIF.beginIndex, to_offset(start)
    yield node, NIF.endIndex, to_offset(end)
    yield node, NIF.anchorOf, Literal(text)


def _evidence(node: URIRef, item: Claim | Fact, article: str) -> Iterator[Triple]:
    evidence = item.evidence
    yield node, KG.evidence, URIRef(sentence_iri(article, evidence.start, evidence.end))
    yield node, KG.cue, Literal(evidence.cue)
    yield node, PROV.hadPrimarySource, URIRef(article)
    yield from _sentence(evidence.start, evidence.end, evidence.text, article)


def _topic(node: str, name: str, target: str) -> Iterator[Triple]:
    topic = URIRef(node)
    yield topic, RDF.type, KG.Topic
    yield topic, SDO.about, URIRef(target)
    yield topic, SKOS.altLabel, Literal(name)


def _claim(node: URIRef, claim: Claim, told_in: Article, article: str, base: str) -> Iterator[Triple]:
    holder, target = URIRef(claim.holder), URIRef(claim.target)
    yield node, RDF.type, KG.Claim
    yield node, KG.holder, holder
    yield node, KG.target, target
    yield node, KG.stance, STANCES[claim.stance]
    yield node, KG.aspect, ASPECTS[claim.aspect]
    yield node, KG.modality, MODALITIES[claim.modality]
    yield node, KG.confidence, to_decimal(claim.confidence)
    yield from _evidence(node, claim, article)
    if claim.reason:
        yield node, KG.reason, Literal(claim.reason)
    if claim.date:
        yield node, KG.date, to_date(claim.date)
    if claim.topic:
        topic = topic_node(claim.target, claim.topic, base=base)
        yield node, KG.topic, URIRef(topic)
        yield from _topic(topic, claim.topic, claim.target)
    if claim.attributed_to:
        yield node, KG.assertedBy, URIRef(claim.attributed_to)
    elif told_in.source:
        yield node, KG.assertedBy, URIRef(source_iri(told_in.source, base=base))
    if claim.modality is Modality.ASSERTED:
        yield holder, _EVER[claim.stance], target


def _fact(node: URIRef, fact: Fact, article: str, names: dict[str, str], base: str) -> Iterator[Triple]:
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
    if fact.relation in _TIES and not (fact.former and fact.relation is Relation.MEMBER_OF):
        yield subject, _TIES[fact.relation], object_
    if fact.relation is Relation.CANDIDATE_FOR and fact.object in names:
        # The topic of stances on the bid is about the office as well as about the candidate.
        topic, name = candidacy_node(fact.subject, names[fact.object], base=base)
        yield node, KG.topic, URIRef(topic)
        yield from _topic(topic, name, fact.subject)
        yield URIRef(topic), SDO.about, object_
    if fact.relation is Relation.HOLDS_POSITION and fact.position:
        post = URIRef(post_node(fact.object, fact.position, base=base))
        yield node, KG.post, post
        yield subject, KG.hasHeld, post
        yield post, RDF.type, ORG.Post
        yield post, ORG.postIn, object_
        yield post, SKOS.altLabel, Literal(fact.position)
