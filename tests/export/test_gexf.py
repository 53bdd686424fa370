"""GEXF 1.3: the structure that its schema asks for, and the times that Gephi's timeline shows."""

import io
import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from builders import article, claim, entity, extraction
from norland import norland

from kg.export.gexf import NAMESPACE, write_gexf

_ANN, _BO = entity("Ann"), entity("Bo")
_DAY = r"\d{4}-\d\d-\d\d"
#: Element -> its attributes with what they may hold, and its children in order, after the schema.
_SCHEMA: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "gexf": ({"version": "1.3"}, ("meta", "graph")),
    "meta": ({}, ("creator", "description")),
    "creator": ({}, ()),
    "description": ({}, ()),
    "graph": (
        {
            "mode": "dynamic",
            "defaultedgetype": "directed",
            "timeformat": "date",
            "timerepresentation": "interval",
        },
        ("attributes", "nodes", "edges"),
    ),
    "attributes": ({"class": "node|edge", "mode": "static"}, ("attribute",)),
    "attribute": ({"id": ".+", "title": ".+", "type": "string|integer|double|boolean"}, ()),
    "nodes": ({"count": r"\d+"}, ("node",)),
    "node": ({"id": ".+", "label": ".+"}, ("attvalues",)),
    "edges": ({"count": r"\d+"}, ("edge",)),
    "edge": (
        {"id": r"\d+", "source": ".+", "target": ".+", "kind": ".+", "label": ".+", "weight": r"[0-9.]+"},
        ("attvalues", "spells"),
    ),
    "attvalues": ({}, ("attvalue",)),
    "attvalue": ({"for": ".+", "value": r"[\s\S]*"}, ()),
    "spells": ({}, ("spell",)),
    "spell": ({"start": _DAY, "end": _DAY}, ()),
}
_OPTIONAL = {"start", "end"}


def _write(extractions) -> ET.Element:
    stream = io.BytesIO()
    write_gexf(extractions, stream)
    return ET.fromstring(stream.getvalue())


def _spells(root: ET.Element, holder: str) -> list[dict[str, str]]:
    space = {"g": NAMESPACE}
    return [
        dict(spell.attrib)
        for edge in root.iterfind(".//g:edge", space)
        if edge.get("source") == entity(holder).id
        for spell in edge.iterfind("g:spells/g:spell", space)
    ]


def _said(*claims, day: str | None = None):
    return [extraction(article("a", "A", date=day), (_ANN, _BO), claims)]


def test_structure_is_that_of_the_schema() -> None:
    root = _write(norland())
    places = [root]
    while places:
        element = places.pop()
        name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        attributes, children = _SCHEMA[name]
        assert set(element.attrib) <= set(attributes)
        assert set(attributes) - _OPTIONAL <= set(element.attrib)
        assert all(re.fullmatch(attributes[key], value) for key, value in element.attrib.items())
        order = [children.index(child.tag.removeprefix(f"{{{NAMESPACE}}}")) for child in element]
        assert order == sorted(order)
        places += element


def test_ids_are_unique_and_refer_to_what_is_there() -> None:
    root = _write(norland())
    nodes = [node.get("id") for node in root.iter(f"{{{NAMESPACE}}}node")]
    declared = [a.get("id") for a in root.iter(f"{{{NAMESPACE}}}attribute")]
    edges = list(root.iter(f"{{{NAMESPACE}}}edge"))
    assert len(nodes) == len(set(nodes))
    assert len(declared) == len(set(declared))
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= set(nodes)
    assert {value.get("for") for value in root.iter(f"{{{NAMESPACE}}}attvalue")} == set(declared)
    assert len({(e.get("source"), e.get("target"), e.get("kind")) for e in edges}) == len(edges)


def test_spells_are_days_in_order() -> None:
    for spell in _write(norland()).iter(f"{{{NAMESPACE}}}spell"):
        days = [date.fromisoformat(spell.attrib[name]) for name in ("start", "end") if name in spell.attrib]
        assert days == sorted(days)


def test_stance_lasts_until_the_opposite_begins() -> None:
    assert _spells(_write(norland()), "Anna Berg") == [
        {"start": "2024-03-05", "end": "2024-05-17"},
        {"start": "2024-05-17"},
    ]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([claim("Ann", "support", "Bo", date="2024-02")], [{"start": "2024-02-01"}]),
        ([claim("Ann", "support", "Bo")], []),
        (
            [
                claim("Ann", "support", "Bo", date="2024-01-05"),
                claim("Ann", "support", "Bo", start=9, date="2024-02", aspect="ended"),
                claim("Ann", "support", "Bo", start=18, date="2024-03-01"),
            ],
            [{"start": "2024-01-05", "end": "2024-02-01"}, {"start": "2024-03-01"}],
        ),
        (
            [claim("Ann", "support", "Bo", date="2024", modality="possible")],
            [{"start": "2024-01-01", "end": "2024-12-31"}],
        ),
        (
            [claim("Ann", "support", "Bo", date="2024-02", modality="denied")],
            [{"start": "2024-02-01", "end": "2024-02-29"}],
        ),
    ],
)
def test_times_of_an_edge(claims, expected) -> None:
    assert _spells(_write(_said(*claims)), "Ann") == expected
