"""GEXF 1.3 for Gephi: entities, and stances with the time that they were held, for its timeline."""

from __future__ import annotations

import calendar
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from typing import IO, Any

from kg.correct import Outcome
from kg.export.network import to_networkx
from kg.graph import Position, edge_key, find_positions
from kg.iris import DEFAULT_BASE
from kg.records import Extraction

NAMESPACE = "http://gexf.net/1.3"
_TYPES = {bool: "boolean", int: "integer", float: "double", str: "string"}
_Span = tuple[str | None, str | None]


def write_gexf(
    extractions: Sequence[Extraction],
    stream: IO[bytes],
    *,
    base: str = DEFAULT_BASE,
    outcomes: Sequence[Outcome] = (),
) -> None:
    """Write the attributes that `to_networkx` documents, names as labels, weights as confidence.

    An edge is there while a position of its holder, target, stance and topic held, from the first
    day of the month or year where no day is known; one of unknown beginning from the first, one
    that holds now to the last. What was only denied or possible is there from its first report to
    its last. ``base`` and ``outcomes`` change nothing here.
    """
    graph = to_networkx(extractions)
    spans: dict[tuple[str, ...], list[_Span]] = {}
    for position in find_positions(extractions):
        spans.setdefault(edge_key(position), []).append(_span(position))
    root = ET.Element("gexf", {"xmlns": NAMESPACE, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "kg"
    ET.SubElement(meta, "description").text = "Who supports and who opposes whom, and when"
    place = ET.SubElement(
        root,
        "graph",
        {
            "mode": "dynamic",
            "defaultedgetype": "directed",
            "timeformat": "date",
            "timerepresentation": "interval",
        },
    )
    nodes = [(iri, data) for iri, data in graph.nodes(data=True)]
    edges = list(graph.edges(keys=True, data=True))
    node_titles = _declare(place, "node", [data for _, data in nodes])
    edge_titles = _declare(place, "edge", [data for *_, data in edges])
    parent = ET.SubElement(place, "nodes", {"count": str(len(nodes))})
    for iri, data in nodes:
        _values(ET.SubElement(parent, "node", {"id": iri, "label": data["name"]}), data, node_titles)
    parent = ET.SubElement(place, "edges", {"count": str(len(edges))})
    for number, (holder, target, key, data) in enumerate(edges):
        stance, _, topic = key.partition(" ")
        attributes = {"id": str(number), "source": holder, "target": target, "kind": key, "label": stance}
        element = ET.SubElement(parent, "edge", attributes | {"weight": str(data["confidence"])})
        _values(element, data, edge_titles)
        reported = (_day(data["first_date"]), _day(data["last_date"], is_last=True))
        _spells(element, spans.get((holder, target, stance, topic), [reported]))
    ET.indent(root)
    stream.write(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _declare(place: ET.Element, class_: str, rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Declare the attributes of nodes or edges; their ids by title."""
    if not rows:
        return {}
    parent = ET.SubElement(place, "attributes", {"class": class_, "mode": "static"})
    titles = {title: f"{class_}-{title}" for title in rows[0]}
    for title, id_ in titles.items():
        ET.SubElement(parent, "attribute", {"id": id_, "title": title, "type": _TYPES[type(rows[0][title])]})
    return titles


def _values(element: ET.Element, data: dict[str, Any], titles: dict[str, str]) -> None:
    parent = ET.SubElement(element, "attvalues")
    for title, id_ in titles.items():
        value = data[title]
        text = str(value).lower() if isinstance(value, bool) else str(value)
        ET.SubElement(parent, "attvalue", {"for": id_, "value": text})


def _spells(element: ET.Element, spans: Iterable[_Span]) -> None:
    """The times of an edge; one without beginning and end is always there."""
    known = [(start, end) for start, end in spans if start or end]
    if not known:
        return
    parent = ET.SubElement(element, "spells")
    for start, end in known:
        times = {"start": start, "end": end}
        ET.SubElement(parent, "spell", {name: day for name, day in times.items() if day})


def _span(position: Position) -> _Span:
    start = _day(position.since)
    if position.current:
        return start, None
    dates = [s.claim.date or s.article.date or "" for s in position.evidence]
    end = _day(position.until or max(dates, default="") or position.since)
    return start, max(start, end) if start and end else end


def _day(text: str | None, *, is_last: bool = False) -> str | None:
    """The first or last day of a day, month or year."""
    if not text:
        return None
    if len(text) == len("2024"):
        text += "-12" if is_last else "-01"
    if len(text) == len("2024-06"):
        year, month = map(int, text.split("-"))
        text += f"-{calendar.monthrange(year, month)[1] if is_last else 1:02}"
    return text
