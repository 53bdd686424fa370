"""Choosing what is drawn."""

import pytest
from view_builders import EDGES, ENTITIES, make_entity

from kg.errors import ViewError
from kg.records import EntityType, Stance
from kg.view.select import find_entities, keep_neighbourhood, keep_since, keep_stance


@pytest.mark.parametrize(
    "name", ["Jonas Lund", "jonas  lund", "Lund", "https://kg.example.org/entity/Jonas Lund", "JONAS LÜND"]
)
def test_an_entity_is_found_by_name_alias_or_iri(name: str) -> None:
    assert [entity.name for entity in find_entities(ENTITIES, name)] == ["Jonas Lund"]


def test_an_unknown_name_gets_the_near_ones_back() -> None:
    with pytest.raises(ViewError, match=r"no entity is called 'Jonas Lunt'; near names: Jonas Lund"):
        find_entities(ENTITIES, "Jonas Lunt")


def test_a_name_like_none_gets_the_known_ones_back() -> None:
    with pytest.raises(ViewError, match="known names: Greece, Jonas Lund"):
        find_entities(ENTITIES, "Qqqq")
    with pytest.raises(ViewError, match="the graph is empty"):
        find_entities([], "Lund")


def test_an_alias_of_two_is_refused() -> None:
    twins = [
        make_entity("Ann Berg", EntityType.PERSON, "Berg"),
        make_entity("Ole Berg", EntityType.PERSON, "Berg"),
    ]
    with pytest.raises(ViewError, match="may mean Ann Berg, Ole Berg; use the full name"):
        find_entities(twins, "Berg")


def test_a_canonical_name_wins_over_an_alias() -> None:
    pair = [make_entity("Berg"), make_entity("Ole Berg", EntityType.PERSON, "Berg")]
    assert find_entities(pair, "Berg") == (pair[0],)


def test_one_stance_is_kept() -> None:
    assert {edge.stance for edge in keep_stance(EDGES, Stance.OPPOSE)} == {Stance.OPPOSE}


@pytest.mark.parametrize(
    ("since", "kept"), [("2024", 4), ("2024-06-18", 4), ("2024-06-19", 0), ("2023-02-14", 5), ("2023-03", 4)]
)
def test_edges_reported_since_a_day_are_kept(since: str, kept: int) -> None:
    assert len(keep_since(EDGES, since)) == kept


@pytest.mark.parametrize("since", ["yesterday", "2024-13", "2024-06-18\n", "20240618", ""])
def test_a_date_that_is_none_is_refused(since: str) -> None:
    with pytest.raises(ViewError, match="write YYYY-MM-DD"):
        keep_since(EDGES, since)


def test_a_neighbourhood_has_what_joins_the_neighbours() -> None:
    kept = keep_neighbourhood(EDGES, [ENTITIES[3]])
    assert {(edge.holder[30:], edge.target[30:]) for edge in kept} == {
        ("Turkey", "Greece"),
        ("Greece", "Turkey"),
    }
    assert len(keep_neighbourhood(EDGES, [ENTITIES[0]])) == 4
