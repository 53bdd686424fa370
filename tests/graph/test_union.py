"""Graphs built apart and joined are the graph built at once."""

import random
from dataclasses import replace

import pytest
from builders import article, claim, entity, extraction, fact
from norland import norland
from rdflib import Graph, Literal, URIRef

from kg.errors import GraphError
from kg.graph import claim_layer, merge_graphs, to_graph
from kg.records import Extraction, Run
from kg.vocab import KG, PROV, RDF, SKOS, new_graph

_WIRE = " ".join(f"word{i}" for i in range(90))
_PEOPLE = [
    entity("Ann Aas", "Person", "Aas"),
    entity("Bo Bye", "Person", "Mr Bye"),
    entity("Cy Coe", "Person", "Coe"),
]
_TOPICS = [None, "bid for the Chair", "Bid for the chair", "candidacy for Chair of the Bund"]
_OFFICES = ["Prime Minister", "prime minister"]
_COUNTRY = entity("Norland", "Country", "Oslund", wikidata="Q1")
_OFFICE = entity("Chair of the Bund", "Position")
_RUN = Run("1.0", "abc", (("pipeline", "12"), ("stance", "34")))


def _articles(seed: int) -> tuple[Extraction, ...]:
    """A few articles with all that can differ: copies, near-copies, names, dates, topics, runs."""
    rng = random.Random(seed)
    return tuple(_article(rng, at) for at in range(9))


def _article(rng: random.Random, at: int) -> Extraction:
    text = rng.choice([_WIRE, f"Update {at}: {_WIRE}", f"Copy number {at % 3}", f"Text of its own {at}"])
    date = rng.choice([None, "2024-01-05", "2024-02", "2024-03-01", "2024-03-02"])
    who = [replace(p, name=rng.choice([p.name, *p.aliases])) for p in rng.sample(_PEOPLE, 2)]
    country = replace(_COUNTRY, name=rng.choice(["Norland", "Kingdom of Norland"]))
    claims = tuple(
        claim(
            *rng.sample([*who, country], 1),
            rng.choice(["support", "oppose"]),
            rng.choice(_PEOPLE),
            start=10 * rng.randrange(3),
            aspect=rng.choice(["held", "held", "ended"]),
            modality=rng.choice(["asserted", "asserted", "denied"]),
            topic=rng.choice(_TOPICS),
            date=rng.choice([None, "2024-02-14"]),
            by=rng.choice([None, who[0]]),
            confidence=rng.choice([0.5, 0.75, 0.9]),
        )
        for _ in range(3)
    )
    facts = (
        fact(who[0], "candidate_for", _OFFICE, start=50, withdrawn=rng.random() < 0.3),
        fact(
            who[1],
            "holds_position",
            country,
            position=rng.choice(_OFFICES),
            start=60,
        ),
        fact(who[1], "holds_position", country, position="Envoy", former=rng.random() < 0.5, start=70),
    )
    source = rng.choice([None, "The Daily Example", "the daily example", "Wire"])
    told_in = article(f"a{at}", text, date=date, title=rng.choice([None, f"Title {at}"]), source=source)
    run = rng.choice([None, _RUN, replace(_RUN, version="1.1")])
    return Extraction(told_in, (*who, country, _OFFICE), claims, facts, run)


@pytest.mark.parametrize("seed", range(12))
def test_built_apart_and_joined_is_built_at_once(seed: int) -> None:
    told = _articles(seed)
    shuffled = random.Random(seed).sample(told, len(told))
    cut = 1 + seed % (len(told) - 1)
    parts = [to_graph(shuffled[:cut]), to_graph(shuffled[cut:])]
    assert set(merge_graphs(parts)) == set(to_graph(told))


def test_graph_joined_with_itself_stays_the_same() -> None:
    graph = to_graph(norland())
    assert set(merge_graphs([graph, graph])) == set(graph)


def test_derived_layer_can_be_made_anew_from_the_claim_layer_alone() -> None:
    claims = new_graph()
    for triple in claim_layer(norland()):
        claims.add(triple)
    assert set(merge_graphs([claims], as_of="2024-04")) == set(to_graph(norland(), as_of="2024-04"))


def test_as_of_a_date_the_claims_stay_and_what_holds_is_of_then() -> None:
    then, now = to_graph(norland(), as_of="2024-03"), to_graph(norland())
    assert set(then.subjects(RDF.type, KG.Claim)) == set(now.subjects(RDF.type, KG.Claim))
    assert len(set(then.subject_objects(KG.opposes))) == 2
    assert not set(then.subject_objects(KG.opposes)) & set(now.subject_objects(KG.opposes))


def test_base_of_its_own_is_joined_under_that_base() -> None:
    graph = to_graph(norland(), base="https://x.test/")
    assert set(merge_graphs([graph], base="https://x.test/")) == set(graph)
    with pytest.raises(GraphError, match="give its --base-iri"):
        merge_graphs([graph])


@pytest.mark.parametrize(
    ("predicate", "value", "message"),
    [
        (KG.holder, None, "has no https://kg.example.org/ns#holder"),
        (KG.stance, KG.Held, "which is none of ours"),
        (PROV.hadPrimarySource, URIRef("https://x.test/a"), "is not in the graph"),
        (KG.confidence, Literal("sure"), "confidence"),
    ],
)
def test_malformed_claim_is_an_error_that_says_where(predicate, value, message: str) -> None:
    graph: Graph = to_graph([extraction(claims=(claim("Ann", "support", "Bo"),))])
    (node,) = graph.subjects(RDF.type, KG.Claim)
    graph.remove((node, predicate, None))
    if value is not None:
        graph.add((node, predicate, value))
    with pytest.raises(GraphError, match=message):
        merge_graphs([graph])


def test_claim_knows_the_run_that_made_it_but_its_iri_does_not() -> None:
    plain = to_graph(norland())
    run = to_graph([replace(e, run=_RUN) for e in norland()])
    assert set(plain.subjects(RDF.type, KG.Claim)) == set(run.subjects(RDF.type, KG.Claim))
    (activity,) = set(run.objects(None, PROV.wasGeneratedBy))
    assert run.value(activity, KG.rules) == Literal("abc")
    assert len(list(run.objects(activity, PROV.used))) == 2
    assert not list(plain.objects(None, PROV.wasGeneratedBy))


def test_names_are_joined() -> None:
    ann = entity("Ann", "Person", "A.")
    parts = [extraction(article(name, name), (replace(ann, name=name),)) for name in ("Ann", "Annie")]
    merged = merge_graphs([to_graph([part]) for part in parts])
    assert {str(o) for o in merged.objects(URIRef(ann.id), SKOS.altLabel)} == {"A.", "Ann", "Annie"}
