"""The store's bench: the same claims everywhere, every figure measured, every miss named."""

from itertools import islice

import pytest

from kg.bench import store
from kg.bench.claims import BODY, OTHER, OUTLET, PERSON, make_extractions
from kg.bench.store import LOOKUPS, QUERIES, Figure, find_missed, measure_store, to_table


def test_made_up_claims_are_as_many_as_asked_for_and_always_the_same() -> None:
    extractions = list(make_extractions(203))
    assert sum(len(extraction.claims) for extraction in extractions) == 203
    assert extractions == list(make_extractions(203))
    assert extractions != list(make_extractions(203, seed=2))


def test_small_graph_is_the_beginning_of_nothing_but_knows_the_parameters() -> None:
    extractions = list(make_extractions(3_000))
    names_of = {entity.id: entity.name for extraction in extractions for entity in extraction.entities}
    names = set(names_of.values())
    assert {PERSON, OTHER, BODY} <= names
    pairs = [(names_of[claim.holder], names_of[claim.target]) for e in extractions for claim in e.claims]
    assert pairs.count((PERSON, OTHER)) >= 10
    assert OUTLET in {extraction.article.source for extraction in extractions}
    for extraction in islice(extractions, 50):
        ids = {entity.id for entity in extraction.entities}
        assert all({claim.holder, claim.target} <= ids for claim in extraction.claims)
        assert all({fact.subject, fact.object} <= ids for fact in extraction.facts)


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each query is run once."""
    monkeypatch.setattr(store, "_RUNS", 1)


def test_every_query_and_look_up_is_measured_beside_rdflib(once: None) -> None:
    figures = list(measure_store([150]))
    assert [f.name for f in figures if f.kind == "query"] == list(QUERIES)
    assert [f.name for f in figures if f.kind == "look-up"] == list(LOOKUPS)
    assert all(f.rdflib is not None for f in figures if f.kind != "step")
    assert len(to_table(figures).splitlines()) == len(figures) + 2


def test_query_that_rdflib_does_not_finish_is_given_up(once: None) -> None:
    figures = [f for f in measure_store([150], patience=0.0) if f.kind == "query"]
    assert all(f.gave_up and f.rdflib == 0.0 for f in figures)
    assert "> " in to_table(figures)


def test_missed_demands_are_named() -> None:
    figures = [
        Figure(10, "query", "fast enough", 0.001, 0.1),
        Figure(10, "query", "too slow", 0.050, 0.1),
        Figure(10, "query", "not worth comparing", 0.010, 0.015),
        Figure(10, "look-up", "flat", 0.001, 0.01),
        Figure(10, "look-up", "rising", 0.001, 0.01),
        Figure(100, "look-up", "flat", 0.0015, 0.01),
        Figure(100, "look-up", "rising", 0.006, 0.01),
    ]
    assert find_missed(figures) == [
        "too slow at 10 claims: 2.0 times faster, not 10",
        "rising at 100 claims: 6.0 ms, not below 5.0",
        "rising at 100 claims: 6.0 ms, 1.0 in the smallest graph",
    ]
