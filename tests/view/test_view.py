"""The page as a whole, as the rest of the program asks for it."""

import json
import re

import pytest
from view_builders import EDGES, ENTITIES

from kg.errors import ViewError
from kg.records import Stance
from kg.view import render_page


def details_of(html: str) -> dict:
    island = re.search(r'id="details">(.*?)</script>', html)
    assert island
    return json.loads(island[1])


def test_a_page_without_edges_or_entities() -> None:
    assert details_of(render_page(ENTITIES, []))["edges"] == []
    assert details_of(render_page([], []))["nodes"] == []


def test_focus_stance_and_since_narrow_the_page_and_are_named() -> None:
    page = details_of(render_page(ENTITIES, EDGES, focus="Lund", stance=Stance.SUPPORT, since="2024-06"))
    assert {edge["stance"] for edge in page["edges"]} == {"support"}
    assert [node["name"] for node in page["nodes"]] == ["Jonas Lund", "Norway", "Trade Board", "Turkey"]
    assert page["notes"] == ["only support", "since 2024-06", "around Jonas Lund"]


def test_undated_edges_left_out_are_counted() -> None:
    assert details_of(render_page(ENTITIES, EDGES, since="2020"))["notes"] == [
        "since 2020 (1 undated left out)"
    ]


def test_an_entity_without_edges_stands_alone_in_focus() -> None:
    assert [node["name"] for node in details_of(render_page(ENTITIES, EDGES, focus="Lisbon"))["nodes"]] == [
        "Lisbon"
    ]


def test_an_unknown_focus_is_refused() -> None:
    with pytest.raises(ViewError, match="near names: Norway"):
        render_page(ENTITIES, EDGES, focus="Norwai")
