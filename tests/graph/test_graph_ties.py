"""Offices, candidacies and memberships over time."""

import pytest
from builders import article, entity, extraction, fact
from rdflib import URIRef

from kg.graph import to_graph
from kg.graph.gather import gather
from kg.graph.stories import find_stories
from kg.graph.ties import Tie, find_ties
from kg.vocab import KG, ORG, RDF

BUND, CHAIR = entity("Norland Bund", "Organisation"), entity("Chair of the Bund", "Position")


def _told(*rows: tuple[str | None, dict]) -> list:
    """One article per (date, fact) row."""
    return [
        extraction(article(f"a{i}", f"Text {i}", date=date), (BUND, CHAIR), facts=(fact("Ann", **row),))
        for i, (date, row) in enumerate(rows)
    ]


def _ties(*rows: tuple[str | None, dict], as_of: str | None = None) -> tuple[Tie, ...]:
    found = gather(_told(*rows))
    return find_ties(found.stated.values(), find_stories(found.articles.values()), as_of=as_of)


HOLDS = {"relation": "holds_position", "object_": BUND, "position": "Treasurer"}
RUNS = {"relation": "candidate_for", "object_": CHAIR}
MEMBER = {"relation": "member_of", "object_": BUND}


@pytest.mark.parametrize(
    ("rows", "since", "until", "current"),
    [
        ([("2024-02", HOLDS), ("2024-01", HOLDS)], "2024-01", None, True),
        ([("2024-01", HOLDS), ("2024-03", HOLDS | {"former": True})], "2024-01", "2024-03", False),
        ([("2024-03", HOLDS), ("2024-01", HOLDS | {"former": True})], "2024-03", None, True),
        ([("2024-03", HOLDS), ("2024-03", HOLDS | {"former": True})], "2024-03", "2024-03", False),
        ([(None, HOLDS | {"former": True})], None, None, False),
        ([("2024-01", RUNS), ("2024-02", RUNS | {"withdrawn": True})], "2024-01", "2024-02", False),
        ([("2024-01", MEMBER | {"former": True})], None, "2024-01", False),
    ],
)
def test_tie_has_begin_and_end(rows: list, since: str | None, until: str | None, current: bool) -> None:
    (tie,) = _ties(*rows)
    assert (tie.since, tie.until, tie.current) == (since, until, current)


def test_spelling_of_the_office_does_not_matter_and_offices_stay_apart() -> None:
    other = [("2024-02", HOLDS | {"position": "treasurer"}), ("2024-03", HOLDS | {"position": "Chair"})]
    found = _ties(("2024-01", HOLDS), *other)
    assert sorted(len(tie.stated) for tie in found) == [1, 2]


def test_as_of_a_date_later_facts_are_not_known() -> None:
    rows = [("2024-01", RUNS), ("2024-02-10", RUNS | {"withdrawn": True})]
    assert _ties(*rows, as_of="2024-02-09")[0].current
    assert not _ties(*rows, as_of="2024-02")[0].current
    assert _ties(*rows, as_of="2023") == ()


def test_candidacy_is_a_topic_about_candidate_and_office() -> None:
    graph = to_graph(_told(("2024-01", RUNS)))
    (topic,) = graph.subjects(RDF.type, KG.Topic)
    (tie,) = graph.subjects(RDF.type, KG.Tie)
    (told,) = graph.subjects(RDF.type, KG.Fact)
    assert {str(o) for o in graph.objects(topic, URIRef("https://schema.org/about"))} == {
        fact("Ann", **RUNS).subject,
        CHAIR.id,
    }
    assert graph.value(tie, KG.topic) == graph.value(told, KG.topic) == topic


def test_membership_that_is_over_is_no_membership_now() -> None:
    assert not list(to_graph(_told(("2024-01", MEMBER | {"former": True}))).subject_objects(ORG.memberOf))
    graph = to_graph(_told(("2024-01", MEMBER)))
    assert len(list(graph.subject_objects(ORG.memberOf))) == 1
    (tie,) = graph.subjects(RDF.type, ORG.Membership)
    assert graph.value(tie, ORG.organization) == URIRef(BUND.id)
