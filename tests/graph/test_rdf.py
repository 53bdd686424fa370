"""Extractions as triples: two layers, deterministic, safe to merge."""

import random
from pathlib import Path

from builders import article, claim, extraction, iri
from norland import BERG, BUND, CHAIR, COUNCIL, DAHL, FALK, NORLAND, OSTMARK, SUDLAND, WESTMARK, norland
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from kg.graph import is_derived, to_graph
from kg.vocab import DCTERMS, KG, NIF, ORG, PROV, RDF, RDFS, SDO, SKOS, XSD

_GOLDEN = Path(__file__).parents[1] / "golden" / "norland.ttl"


def _claims_only(graph: Graph) -> set[tuple[object, object, object]]:
    return {triple for triple in graph if not is_derived(triple, graph)}


def _holds(graph: Graph, subject, predicate, object_) -> bool:
    return (URIRef(subject.id), predicate, URIRef(object_.id)) in graph


def test_graph_is_the_golden_one() -> None:
    assert isomorphic(to_graph(norland()), Graph().parse(_GOLDEN))


def test_same_graph_whatever_the_order() -> None:
    expected = set(to_graph(norland()))
    for seed in range(4):
        shuffled = random.Random(seed).sample(norland(), 4)
        assert set(to_graph(shuffled)) == expected


def test_graphs_built_apart_and_merged_say_the_same_as_one_built_at_once() -> None:
    together = _claims_only(to_graph(norland()))
    for seed in range(6):
        parts = random.Random(seed).sample(norland(), 4)
        cut = 1 + seed % 3
        left, right = to_graph(parts[:cut]), to_graph(parts[cut:])
        assert _claims_only(left) | _claims_only(right) == together
        merged = left + right
        assert _claims_only(merged) == together


def test_copies_read_apart_share_one_article() -> None:
    copies = [
        extraction(article("x", "Same text", date="2024-01-02"), claims=(claim("Ann", "support", "Bo"),)),
        extraction(article("y", "Same  text", date="2024-01-01"), claims=(claim("Ann", "support", "Bo"),)),
    ]
    graph = to_graph(copies)
    (node,) = graph.subjects(RDF.type, SDO.NewsArticle)
    assert {str(o) for o in graph.objects(node, DCTERMS.identifier)} == {"x", "y"}
    (told,) = graph.subjects(RDF.type, KG.Claim)
    assert list(graph.objects(told, KG.asOf)) == [Literal("2024-01-01", datatype=XSD.date)]
    apart = to_graph(copies[:1]) + to_graph(copies[1:])
    assert _claims_only(apart) == _claims_only(graph)


def test_no_blank_nodes_and_no_path_of_a_machine() -> None:
    here = extraction(
        article("x", path="/somewhere/on/this/machine/x.txt"), claims=(claim("Ann", "support", "Bo"),)
    )
    graph = to_graph([here, *norland()])
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)
    assert "machine" not in graph.serialize(format="turtle")


def test_ever_edges_are_for_asserted_claims_alone() -> None:
    graph = to_graph(norland())
    assert _holds(graph, SUDLAND, KG.hasOpposed, DAHL)
    assert _holds(graph, BERG, KG.hasOpposed, DAHL)
    assert _holds(graph, BERG, KG.hasSupported, DAHL)
    assert not _holds(graph, WESTMARK, KG.hasSupported, DAHL)
    assert not _holds(graph, OSTMARK, KG.hasSupported, DAHL)


def test_what_holds_now_leaves_out_the_ended_and_the_overtaken() -> None:
    graph = to_graph(norland())
    backers = {str(s) for s in graph.subjects(KG.supports, URIRef(DAHL.id))}
    assert backers == {BERG.id, NORLAND.id, FALK.id}
    assert {str(s) for s in graph.subjects(KG.opposes, URIRef(DAHL.id))} == {FALK.id}


def test_every_edge_rests_on_claims_and_every_claim_on_a_sentence_of_an_article() -> None:
    graph = to_graph(norland())
    for edge in graph.subjects(RDF.type, KG.Edge):
        claims = list(graph.objects(edge, PROV.wasDerivedFrom))
        assert claims
        assert {graph.value(edge, KG.firstClaim), graph.value(edge, KG.latestClaim)} <= set(claims)
    for told in graph.subjects(RDF.type, KG.Claim):
        sentence = graph.value(told, KG.evidence)
        source = graph.value(told, PROV.hadPrimarySource)
        assert graph.value(sentence, NIF.referenceContext) == source
        assert graph.value(source, RDF.type) == SDO.NewsArticle
        begin, end = (int(graph.value(sentence, p)) for p in (NIF.beginIndex, NIF.endIndex))
        assert end - begin == len(graph.value(sentence, NIF.anchorOf))


def test_asserted_by_is_the_speaker_or_else_the_publisher() -> None:
    graph = to_graph(norland())
    speakers = {str(graph.value(told, KG.assertedBy)) for told in graph.subjects(RDF.type, KG.Claim)}
    assert speakers == {
        BERG.id,
        "https://kg.example.org/source/the-daily-example",
        "https://kg.example.org/source/nord-sud-wire",
        "None",
    }


def test_office_said_to_be_over_is_no_longer_held() -> None:
    graph = to_graph(norland())
    posts = {str(graph.value(p, RDFS.label)): p for p in graph.subjects(ORG.postIn, None)}
    assert set(posts) == {"Prime Minister", "Treasurer"}
    berg, falk = URIRef(BERG.id), URIRef(FALK.id)
    assert (berg, KG.hasHeld, posts["Prime Minister"]) in graph
    assert (berg, ORG.holds, posts["Prime Minister"]) not in graph
    assert (falk, ORG.holds, posts["Treasurer"]) in graph


def test_facts_have_a_node_and_a_direct_tie() -> None:
    graph = to_graph(norland())
    assert _holds(graph, SUDLAND, ORG.memberOf, BUND)
    assert _holds(graph, COUNCIL, DCTERMS.isPartOf, BUND)
    assert _holds(graph, FALK, KG.succeeds, BERG)
    assert _holds(graph, DAHL, KG.hasBeenCandidateFor, CHAIR)
    assert _holds(graph, DAHL, KG.candidateFor, CHAIR)
    assert len(set(graph.subjects(RDF.type, KG.Fact))) == 8


def test_entities_carry_every_name_and_one_label() -> None:
    graph = to_graph(norland())
    assert {str(o) for o in graph.objects(URIRef(DAHL.id), SKOS.altLabel)} == {"Carl Dahl", "Dahl", "Mr Dahl"}
    for entity in graph.subjects(RDF.type, KG.Entity):
        assert len(list(graph.objects(entity, RDFS.label))) == 1


def test_dates_have_the_type_of_their_length() -> None:
    days = ["2024-05-17", "2024-04", "2024", "last week", "2024-13"]
    told = [extraction(article(d, d), claims=(claim("Ann", "support", "Bo", date=d),)) for d in days]
    found = {o.datatype for o in to_graph(told).objects(None, KG.date) if isinstance(o, Literal)}
    assert found == {XSD.date, XSD.gYearMonth, XSD.gYear, None}


def test_base_moves_what_is_minted_here() -> None:
    graph = to_graph(
        [extraction(claims=(claim("Ann", "support", "Bo", topic="bid"),))], base="https://x.test/"
    )
    minted = {str(s) for s in graph.subjects()} - {iri("Ann"), iri("Bo")}
    assert all(s.startswith("https://x.test/") for s in minted)
