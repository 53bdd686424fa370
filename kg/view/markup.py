"""Plain dicts to one HTML page: pyvis makes the network, our template the page around it."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import textwrap
from collections import defaultdict
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from pyvis.edge import Edge as VisEdge
from pyvis.network import Network
from pyvis.node import Node as VisNode

from ..records import Aspect, EntityType
from .data import EdgeData, NodeData, PageData
from .layout import Box, place_nodes
from .style import (
    CHARACTER_WIDTH,
    ENDED_DASHES,
    FADED,
    INK,
    LABEL_WIDTH,
    LINE_HEIGHT,
    NODES,
    OPTIONS,
    STANCES,
    UNSURE_DASHES,
)

_VIS = "lib/vis-9.1.2/vis-network.min.js"


def to_html(page: PageData) -> str:
    """Draw the page: one file that needs no other, and may ask no network for one.

    The scripts are allowed by their hashes alone, so that a script that came in with an
    article's text would not run even if it got past the escaping.
    """
    network = to_network(page)
    vis = PackageLoader("pyvis")
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("kg.view"), vis]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def read(name: str) -> str:
        # Read and not included: jinja2 need not parse half a megabyte of script for its own marks.
        text = environment.loader.get_source(environment, name)[0] if environment.loader else ""
        # A browser hashes a script as it parsed it: line ends are line feeds, a NUL is U+FFFD.
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")

    scripts = [read(_VIS), read("page.js")]
    environment.globals.update(
        page=page,
        css=read("page.css"),
        scripts=scripts,
        hashes=[_hash(script) for script in scripts],
        node_styles={type_.value: style for type_, style in NODES.items()},
        stance_styles={stance.value: style for stance, style in STANCES.items()},
        used_types=[type_.value for type_ in NODES if any(node["type"] == type_ for node in page["nodes"])],
        counts=_count(page["edges"]),
        dashes={"ended": ENDED_DASHES, "unsure": UNSURE_DASHES, "faded": FADED},
    )
    environment.filters["island"] = to_island
    network.templateEnv = environment
    network.path = "page.html"
    html: str = network.generate_html()
    return html


def to_island(json_text: str) -> str:
    r"""Escape JSON so that nothing in it can end the script element that holds it.

    >>> to_island('["</script>"]')
    '["\\u003c/script\\u003e"]'
    """
    for character in "<>&\u2028\u2029":
        json_text = json_text.replace(character, f"\\u{ord(character):04x}")
    return json_text


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _count(edges: list[EdgeData]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for edge in edges:
        for value in (edge["stance"].value, edge["aspect"], edge["modality"]):
            counts[value] += 1
    return counts


def to_network(page: PageData) -> Network:
    """Make the pyvis network: nodes at their places, parallel edges curved apart.

    The lists are filled at once, because pyvis looks through all nodes for each edge it adds.
    """
    network = Network(directed=True, cdn_resources="in_line", heading=page["title"])
    labels = [wrap_label(node["name"]) for node in page["nodes"]]
    sizes = [_size(node) for node in page["nodes"]]
    boxes = [_box(label, size) for label, size in zip(labels, sizes, strict=True)]
    places = place_nodes(boxes, [(edge["holder"], edge["target"]) for edge in page["edges"]])
    curves = curve_apart([(edge["holder"], edge["target"]) for edge in page["edges"]])
    network.nodes.extend(
        _draw_node(node, label, size, (x, round(y - box.rise)))
        for node, label, size, box, (x, y) in zip(page["nodes"], labels, sizes, boxes, places, strict=True)
    )
    network.node_ids.extend(node["id"] for node in page["nodes"])
    network.node_map.update({node["id"]: node for node in network.nodes})
    names = [node["name"] for node in page["nodes"]]
    network.edges.extend(
        _draw_edge(edge, curve, names) for edge, curve in zip(page["edges"], curves, strict=True)
    )
    network.set_options(json.dumps(OPTIONS))
    return network


def wrap_label(name: str, *, width: int = LABEL_WIDTH, lines: int = 3) -> str:
    """Break a name into a few short lines; the rest of a very long one is left to the panel.

    >>> wrap_label("Supreme Council of National Defence")
    'Supreme Council of\\nNational Defence'
    """
    return "\n".join(textwrap.wrap(name, width, max_lines=lines, placeholder=" …")) or "?"


def _size(node: NodeData) -> int:
    return round(min(9 + 2.6 * math.sqrt(node["degree"]), 24))


def _sink(label: str) -> float:
    """How far a label hangs below its shape, in pixels."""
    return LINE_HEIGHT * (label.count("\n") + 1) + 4


def _box(label: str, size: int) -> Box:
    longest = max(len(line) for line in label.split("\n"))
    sink = _sink(label)
    return Box(max(longest * CHARACTER_WIDTH, 2 * size), 2 * size + sink, sink / 2)


def _draw_node(node: NodeData, label: str, size: int, place: tuple[int, int]) -> dict[str, Any]:
    style = NODES[EntityType(node["type"])]
    fill = {"background": style.colour, "border": INK}
    drawn: dict[str, Any] = VisNode(
        node["id"],
        style.shape,
        label,
        color={**fill, "highlight": fill, "hover": fill},
        size=size,
        title=f"{node['name']} ({node['type'].value})",
        x=place[0],
        y=place[1],
    ).options
    return drawn


def _draw_edge(edge: EdgeData, curve: dict[str, Any], names: list[str]) -> dict[str, Any]:
    style = STANCES[edge["stance"]]
    state = edge["state"]
    dashes = style.dashes
    if state:
        dashes = ENDED_DASHES if edge["aspect"] == Aspect.ENDED else UNSURE_DASHES
    options: dict[str, Any] = {
        "id": edge["id"],
        "color": {
            "color": style.colour,
            "highlight": style.colour,
            "hover": style.colour,
            "opacity": FADED if state else 1.0,
        },
        "dashes": list(dashes) or False,
        "width": round(1.4 + 0.9 * math.log2(max(edge["articles"], 1)), 2),
        "title": f"{names[edge['holder']]} {edge['phrase']} {names[edge['target']]}"
        + (f" ({edge['topic']})" if edge["topic"] else ""),
        **curve,
    }
    if state:
        # The line's colour says which stance; the whole phrase would not fit between the nodes.
        options["label"] = state.split(" ", 1)[1]
        options["font"] = {"color": style.colour}
    drawn: dict[str, Any] = VisEdge(edge["holder"], edge["target"], True, **options).options
    return drawn


def curve_apart(pairs: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """Bend edges that join the same two nodes, in either direction, so that each is seen.

    >>> [curve["smooth"] for curve in curve_apart([(0, 1), (2, 3)])]
    [False, False]
    """
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (left, right) in enumerate(pairs):
        groups[min(left, right), max(left, right)].append(number)
    curves: list[dict[str, Any]] = [{} for _ in pairs]
    for (low, high), members in groups.items():
        step = min(0.22, 1.4 / len(members))
        for rank, number in enumerate(members):
            if low == high:
                curves[number] = {
                    "selfReference": {"size": 18 + 9 * rank, "angle": 0.8, "renderBehindTheNode": True}
                }
                continue
            bend = round((rank - (len(members) - 1) / 2) * step, 3)
            clockwise = (bend > 0) == (pairs[number][0] == low)
            smooth = {
                "enabled": True,
                "type": "curvedCW" if clockwise else "curvedCCW",
                "roundness": abs(bend),
            }
            curves[number] = {"smooth": smooth if bend else False}
    return curves
