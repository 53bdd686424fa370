"""The namespaces of the graph: our own closed terms, and the shared vocabularies beside them.

A misspelt term of ours raises; every term is documented in ``kg/data/vocabulary.ttl``.
"""

from __future__ import annotations

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import (
    DCTERMS,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    VOID,
    XSD,
    DefinedNamespace,
)

from kg.iris import VOCABULARY
from kg.records import Aspect, EntityType, Modality, Relation, Stance

__all__ = [
    "ASPECTS",
    "DCTERMS",
    "ENTITY_CLASSES",
    "KG",
    "MODALITIES",
    "NIF",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "RELATIONS",
    "SDO",
    "SKOS",
    "STANCES",
    "VOID",
    "XSD",
    "new_graph",
]


class KG(DefinedNamespace):
    """Who backs whom, since when, and who says so."""

    _fail = True
    _NS = Namespace(VOCABULARY)
    #: Terms that are words of Python: ``KG["from"]``.
    _extras = ["from"]  # noqa: RUF012 - as the base class has it

    # Classes
    Appearance: URIRef
    Claim: URIRef
    Correction: URIRef
    Edge: URIRef
    Entity: URIRef
    Fact: URIRef
    Group: URIRef
    Position: URIRef
    RetractedClaim: URIRef
    Tie: URIRef
    Topic: URIRef

    # Concepts
    Aspect: URIRef
    Asserted: URIRef
    CandidateFor: URIRef
    Denied: URIRef
    Ended: URIRef
    Held: URIRef
    HoldsPosition: URIRef
    MemberOf: URIRef
    Modality: URIRef
    Oppose: URIRef
    PartOf: URIRef
    Possible: URIRef
    Relation: URIRef
    Stance: URIRef
    Succeeds: URIRef
    Support: URIRef

    # What a claim or fact says
    aspect: URIRef
    assertedBy: URIRef
    confidence: URIRef
    cue: URIRef
    date: URIRef
    entity: URIRef
    evidence: URIRef
    former: URIRef
    holder: URIRef
    iso2: URIRef
    modality: URIRef
    object: URIRef
    post: URIRef
    reason: URIRef
    relation: URIRef
    rules: URIRef
    sketch: URIRef
    stance: URIRef
    subject: URIRef
    target: URIRef
    topic: URIRef
    withdrawn: URIRef

    # Direct ties that stay true whatever is added
    hasBeenCandidateFor: URIRef
    hasHeld: URIRef
    hasOpposed: URIRef
    hasSupported: URIRef
    succeeds: URIRef

    # Corrections by hand
    action: URIRef
    correctedBy: URIRef

    # Derived from all claims at hand
    articleCount: URIRef
    asOf: URIRef
    candidateFor: URIRef
    claimCount: URIRef
    current: URIRef
    edge: URIRef
    endedBy: URIRef
    factCount: URIRef
    firstClaim: URIRef
    latestClaim: URIRef
    latestDate: URIRef
    opposes: URIRef
    replaces: URIRef
    sameStoryAs: URIRef
    since: URIRef
    story: URIRef
    storyCount: URIRef
    supports: URIRef
    until: URIRef


class NIF(DefinedNamespace):
    """The terms used of the NLP Interchange Format: stretches of text by offset."""

    _fail = True
    _NS = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")

    OffsetBasedString: URIRef
    anchorOf: URIRef
    beginIndex: URIRef
    endIndex: URIRef
    referenceContext: URIRef


#: Every prefix of the project's graphs and queries.
PREFIXES: dict[str, str] = {
    "dcterms": str(DCTERMS),
    "kg": VOCABULARY,
    "nif": str(NIF),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "skos": str(SKOS),
    "void": str(VOID),
    "xsd": str(XSD),
}

ENTITY_CLASSES: dict[EntityType, URIRef] = {
    EntityType.PERSON: SDO.Person,
    EntityType.COUNTRY: SDO.Country,
    EntityType.ORGANISATION: SDO.Organization,
    EntityType.PLACE: SDO.Place,
    EntityType.POSITION: ORG.Post,
    EntityType.GROUP: KG.Group,
}
STANCES: dict[Stance, URIRef] = {Stance.SUPPORT: KG.Support, Stance.OPPOSE: KG.Oppose}
ASPECTS: dict[Aspect, URIRef] = {Aspect.HELD: KG.Held, Aspect.ENDED: KG.Ended}
MODALITIES: dict[Modality, URIRef] = {
    Modality.ASSERTED: KG.Asserted,
    Modality.DENIED: KG.Denied,
    Modality.POSSIBLE: KG.Possible,
}
RELATIONS: dict[Relation, URIRef] = {
    Relation.HOLDS_POSITION: KG.HoldsPosition,
    Relation.CANDIDATE_FOR: KG.CandidateFor,
    Relation.MEMBER_OF: KG.MemberOf,
    Relation.PART_OF: KG.PartOf,
    Relation.SUCCEEDS: KG.Succeeds,
}


def new_graph() -> Graph:
    """An empty graph that knows the project's prefixes and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph
