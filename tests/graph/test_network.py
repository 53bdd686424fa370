"""Entities and edges as a networkx graph."""

from builders import article, claim, entity, extraction
from norland import BERG, BUND, DAHL, NORLAND, norland

from kg.graph import aggregate_edges, measure_standings, merge_entities, strongest, to_networkx


def _network():
    told = norland()
    return to_networkx(merge_entities(told), aggregate_edges(told))


def test_nodes_and_edges_carry_the_documented_attributes() -> None:
    graph = _network()
    assert graph.nodes[NORLAND.id] == {
        "name": "Norland",
        "type": "Country",
        "iso2": "NX",
        "wikidata": "Q901",
        "aliases": "Norlanders",
    }
    assert graph.edges[NORLAND.id, DAHL.id, "support bid-for-the-chair"] == {
        "stance": "support",
        "aspect": "held",
        "modality": "asserted",
        "topic": "bid for the chair",
        "first_date": "2024-05-20",
        "last_date": "2024-05-20",
        "until": "",
        "current": True,
        "articles": 2,
        "claims": 2,
        "confidence": 0.95,
        "cues": "backs | is for",
        "quotes": "=SUM(A1) Norland is for Dahl. | 2024-05-20: Norland backs him.",
    }


def test_both_stances_of_one_pair_are_parallel_edges() -> None:
    graph = _network()
    assert set(graph[BERG.id][DAHL.id]) == {"oppose bid-for-the-chair", "support bid-for-the-chair"}


def test_entity_that_only_a_claim_knows_becomes_a_node() -> None:
    told = [extraction(claims=(claim("Ann", "support", "Bo"),))]
    graph = to_networkx([], aggregate_edges(told))
    assert [graph.nodes[n]["type"] for n in graph] == ["", ""]


def test_text_is_one_line_that_xml_can_carry() -> None:
    told = [
        extraction(
            article(),
            (entity("Ann\x00\x0b"), entity("Bo\ud800")),
            (claim(entity("Ann\x00\x0b"), "support", entity("Bo\ud800"), quote="One\n\ttwo\x0c\x1b[31m"),),
        )
    ]
    graph = to_networkx(merge_entities(told), aggregate_edges(told))
    assert {data["name"] for _, data in graph.nodes(data=True)} == {"Ann", "Bo"}
    assert [data["quotes"] for *_, data in graph.edges(data=True)] == ["One two [31m"]


def test_standings_count_what_holds_now() -> None:
    standings = {s.name: s for s in measure_standings(_network())}
    assert (standings["Carl Dahl"].supported, standings["Carl Dahl"].opposed) == (2.7, 0.8)
    assert (standings["Sudland"].opposes, standings["Sudland"].opposed) == (0.0, 0.0)
    assert (standings["Anna Berg"].supports, standings["Anna Berg"].opposes) == (0.95, 0.0)
    assert standings["Norland Bund"].articles == 0


def test_strongest_are_ranked_and_those_without_weight_left_out() -> None:
    standings = measure_standings(_network())
    assert [s.name for s in strongest(standings, "supports")] == [
        "Norland",
        "Anna Berg",
        "Carl Dahl",
        "Erik Falk",
    ]
    assert [s.name for s in strongest(standings, "opposed", limit=1)] == ["Carl Dahl"]
    assert BUND.id not in {s.id for s in strongest(standings, "supported", limit=99)}
