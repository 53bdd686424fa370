"""Corrections as provenance: what stands says who corrected it, what stood is kept apart."""

from correct_builders import correct, correction
from norland import DAHL, norland
from rdflib import Graph, Literal, URIRef

from kg.correct import correction_log, describe_changes
from kg.graph import claim_layer
from kg.iris import entity_iri
from kg.vocab import DCTERMS, KG, PROV, RDF, RDFS, SKOS, XSD

_FLIP = correction(
    "flip", holder="Anna Berg", stance="oppose", target="Carl Dahl", author="Bea Lind", date="2024-06-01"
)
_REJECT = correction("reject", holder="Norland", target="Carl Dahl")
_MERGE = correction("merge", entity="Erik Falk", to="Anna Berg")
_IDLE = correction("delete", entity="Nobody")


def _graphs(*corrections) -> tuple[Graph, Graph]:
    corrected = correct(norland(), *corrections)
    graph, log = Graph(), Graph()
    for triple in (*claim_layer(corrected.extractions), *describe_changes(corrected)):
        graph.add(triple)
    for triple in correction_log(corrected):
        log.add(triple)
    return graph, log


def test_flipped_claim_says_by_whom_and_what_it_was() -> None:
    graph, log = _graphs(_FLIP)
    node = URIRef(_FLIP.iri())
    (claim,) = graph.subjects(KG.correctedBy, node)
    assert (claim, RDF.type, KG.Claim) in graph
    assert (claim, KG.stance, KG.Support) in graph
    old = graph.value(claim, PROV.wasRevisionOf)
    assert (old, None, None) not in graph
    assert (old, RDF.type, KG.RetractedClaim) in log
    assert (old, KG.stance, KG.Oppose) in log
    assert (old, PROV.wasInvalidatedBy, node) in log
    agent = graph.value(node, PROV.wasAssociatedWith)
    assert (agent, SKOS.altLabel, Literal("Bea Lind")) in graph
    assert (node, RDFS.comment, Literal("typo")) in graph
    assert (node, DCTERMS.date, Literal("2024-06-01", datatype=XSD.date)) in graph


def test_rejected_claims_leave_the_graph_for_the_log() -> None:
    graph, log = _graphs(_REJECT)
    retracted = set(log.subjects(RDF.type, KG.RetractedClaim))
    assert len(retracted) == 2
    assert all((claim, None, None) not in graph for claim in retracted)
    assert not list(graph.subjects(KG.correctedBy))
    assert not list(log.subjects(RDF.type, KG.Claim))


def test_replaced_entity_says_by_what() -> None:
    graph, log = _graphs(_MERGE)
    falk = URIRef(entity_iri("Erik Falk", "Person"))
    assert (falk, DCTERMS.isReplacedBy, URIRef(entity_iri("Anna Berg", "Person"))) in log
    assert (falk, RDF.type, None) not in graph


def test_split_entity_is_derived_from_the_one_before() -> None:
    _, log = _graphs(correction("split", entity="Carl Dahl", to="Carl Dahl II", article="march"))
    new = URIRef(entity_iri("Carl Dahl II", "Person"))
    assert (new, PROV.wasDerivedFrom, URIRef(DAHL.id)) in log


def test_claim_changed_twice_keeps_its_history() -> None:
    graph, log = _graphs(_FLIP, _MERGE, correction("rename", entity="Anna Berg", to="Anna Holm"))
    (now,) = graph.subjects(KG.correctedBy, URIRef(_FLIP.iri()))
    assert (now, RDF.type, KG.Claim) in graph
    chain = [now]
    both = graph + log
    while (before := both.value(chain[-1], PROV.wasRevisionOf)) is not None:
        chain.append(before)
    assert len(chain) == 3
    assert (chain[-1], RDF.type, KG.RetractedClaim) in log


def test_idle_correction_leaves_no_trace() -> None:
    graph, log = _graphs(_IDLE)
    assert not len(log)
    assert (None, RDF.type, KG.Correction) not in graph
