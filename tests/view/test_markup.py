"""Plain dicts to HTML: what the page says, and what it escapes."""

import json
import re
from html.parser import HTMLParser

import pytest
from view_builders import EDGES, ENTITIES, HOSTILE, make_edge, make_entity

from kg.records import Aspect, EntityType, Modality, Stance
from kg.view.data import to_page_data
from kg.view.markup import curve_apart, to_html, to_island, to_network, wrap_label
from kg.view.style import NODES, STANCES, describe_stance, describe_state


class Reader(HTMLParser):
    """The elements of a page with their attributes, and the text of its data scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.islands: dict[str, str] = {}
        self._island = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        if tag == "script":
            self._island = values.get("id") or ""

    def handle_endtag(self, tag: str) -> None:
        self._island = "" if tag == "script" else self._island

    def handle_data(self, data: str) -> None:
        if self._island:
            self.islands[self._island] = self.islands.get(self._island, "") + data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def page_of(entities=ENTITIES, edges=EDGES, title="Who backs whom"):
    return to_page_data(entities, edges, title=title)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert to_html(page_of()) == to_html(page_of(ENTITIES[::-1], EDGES[::-1]))


def test_nothing_is_loaded_from_elsewhere() -> None:
    reader = read(to_html(page_of()))
    loading = {"src", "href", "srcset", "action", "data", "poster", "background"}
    assert [(tag, values) for tag, values in reader.tags if loading & values.keys()] == []
    assert not [tag for tag, _ in reader.tags if tag in {"link", "iframe", "img", "object", "base", "form"}]


def test_the_policy_forbids_the_network_and_other_scripts() -> None:
    policy = next(
        values["content"] or ""
        for tag, values in read(to_html(page_of())).tags
        if values.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "http" not in policy
    assert "unsafe" not in policy.split("style-src")[0]


def test_hostile_text_stays_text() -> None:
    entities = [make_entity(HOSTILE, EntityType.PERSON, HOSTILE + "alias"), make_entity("Norway")]
    edge = make_edge("Norway", "support", HOSTILE, quote=HOSTILE, cue="<img", topic=HOSTILE, title=HOSTILE)
    plain, attacked = (
        read(to_html(page_of(edges=EDGES))),
        read(to_html(page_of(entities, [edge], title=HOSTILE))),
    )
    assert [tag for tag, _ in attacked.tags if tag in {"img", "script"}] == ["script"] * 4
    assert {tag for tag, _ in attacked.tags} <= {tag for tag, _ in plain.tags}
    assert not [values for _, values in attacked.tags if any(name.startswith("on") for name in values)]
    details = json.loads(attacked.islands["details"])
    assert details["title"] == HOSTILE
    assert details["edges"][0]["topic"] == HOSTILE
    quote = details["edges"][0]["quotes"][0]
    assert quote["before"] + quote["cue"] + quote["after"] == HOSTILE
    for island in attacked.islands.values():
        assert not re.search("[<>\u2028\u2029]", island)


def test_templates_in_text_are_not_run() -> None:
    assert "49" not in read(to_html(page_of(title="{{ 7*7 }}"))).islands["details"][:60]


def test_json_for_a_script_element_keeps_its_value() -> None:
    value = {"text": HOSTILE}
    assert json.loads(to_island(json.dumps(value, ensure_ascii=False))) == value


def test_the_page_is_the_drawing_of_pyvis() -> None:
    drawing = json.loads(read(to_html(page_of())).islands["drawing"])
    network = to_network(page_of())
    assert drawing["nodes"] == json.loads(json.dumps(network.nodes))
    assert drawing["edges"] == json.loads(json.dumps(network.edges))
    assert drawing["options"]["physics"] == {"enabled": False}


def test_edges_point_from_holder_to_target_and_stances_differ_in_colour_and_line() -> None:
    page = page_of()
    for edge, drawn in zip(page["edges"], to_network(page).edges, strict=True):
        assert (drawn["from"], drawn["to"], drawn["arrows"]) == (edge["holder"], edge["target"], "to")
        assert drawn["color"]["color"] == STANCES[edge["stance"]].colour
        if not edge["state"]:
            assert bool(drawn["dashes"]) == (edge["stance"] == Stance.OPPOSE)
        else:
            assert drawn["color"]["opacity"] < 1
            assert drawn["label"] in {"ended", "possible"}


def test_every_type_has_its_own_shape_and_colour() -> None:
    assert set(NODES) == set(EntityType)
    colours = [style.colour for style in NODES.values()] + [style.colour for style in STANCES.values()]
    assert len(set(colours)) == len(colours)
    assert len({style.shape for style in NODES.values()}) == len(NODES)


def test_every_state_has_words() -> None:
    said = [
        describe_stance(stance, aspect, modality)
        for stance in Stance
        for aspect in Aspect
        for modality in Modality
    ]
    assert len(set(said)) == 12
    assert describe_state(Stance.SUPPORT, Aspect.HELD, Modality.ASSERTED) == ""
    assert describe_state(Stance.SUPPORT, Aspect.HELD, Modality.DENIED) == "support denied"


def test_parallel_edges_bend_apart() -> None:
    curves = curve_apart([(0, 1), (1, 0), (0, 1), (2, 2), (2, 2)])
    bends = []
    for (left, right), curve in zip([(0, 1), (1, 0), (0, 1)], curves[:3], strict=True):
        smooth = curve["smooth"]
        side = 0 if not smooth else smooth["roundness"] * (1 if smooth["type"] == "curvedCW" else -1)
        bends.append(side if left < right else -side)
    assert len(set(bends)) == 3
    assert curves[3]["selfReference"]["size"] != curves[4]["selfReference"]["size"]


@pytest.mark.parametrize(("name", "lines"), [("", 1), ("Norway", 1), ("a" * 80, 3), ("word " * 40, 3)])
def test_labels_are_short(name: str, lines: int) -> None:
    label = wrap_label(name)
    assert label
    assert len(label.split("\n")) <= lines


def test_the_table_lists_every_edge() -> None:
    rows = [values for tag, values in read(to_html(page_of())).tags if tag == "tr" and "data-row" in values]
    assert len(rows) == len(EDGES)
