"""Records to plain dicts."""

import pytest
from view_builders import EDGES, ENTITIES, make_edge

from kg.errors import ViewError
from kg.view.data import cut_at_cue, to_page_data


def test_only_entities_with_an_edge_are_drawn() -> None:
    page = to_page_data(ENTITIES, EDGES, title="t")
    assert [node["name"] for node in page["nodes"]] == [
        "Greece",
        "Jonas Lund",
        "Norway",
        "Trade Board",
        "Turkey",
    ]


def test_without_edges_every_entity_is_drawn() -> None:
    assert len(to_page_data(ENTITIES, [], title="t")["nodes"]) == len(ENTITIES)


def test_the_order_of_the_input_does_not_matter() -> None:
    backwards = to_page_data(ENTITIES[::-1], EDGES[::-1], title="t")
    assert backwards == to_page_data(ENTITIES, EDGES, title="t")


def test_an_edge_to_nobody_is_refused() -> None:
    with pytest.raises(ViewError, match="none of the 6 entities"):
        to_page_data(ENTITIES, [make_edge("Norway", "support", "Atlantis")], title="t")


def test_a_quote_carries_article_date_cue_and_confidence() -> None:
    page = to_page_data(ENTITIES, EDGES[:1], title="t")
    assert page["edges"][0]["quotes"] == [
        {
            "before": "Norway ",
            "cue": "backed",
            "after": " Lund on Tuesday.",
            "article": "A vote",
            "source": "Daily Courier",
            "date": "2024-06-18",
            "speaker": None,
            "state": "",
            "confidence": 0.75,
        }
    ]


def test_an_ended_stance_says_so() -> None:
    page = to_page_data(ENTITIES, EDGES[1:2], title="t")
    assert page["edges"][0]["phrase"] == "no longer opposes"
    assert page["edges"][0]["state"] == "opposition ended"


def test_rankings_count_plain_stances_of_different_holders() -> None:
    page = to_page_data(
        ENTITIES, [*EDGES, make_edge("Norway", "support", "Jonas Lund", topic="remarks")], title="t"
    )
    supported = [(page["nodes"][node]["name"], count) for node, count in page["rankings"][0]["rows"]]
    assert supported == [("Jonas Lund", 1), ("Trade Board", 1)]


def test_a_cue_that_is_not_in_the_sentence_marks_nothing() -> None:
    assert cut_at_cue("They agreed.", "vetoed") == ("They agreed.", "", "")


def test_a_lone_surrogate_does_not_stop_the_page() -> None:
    page = to_page_data(
        ENTITIES, [make_edge("Norway", "support", "Turkey", quote="a\ud800b")], title="\ud800"
    )
    assert page["edges"][0]["quotes"][0]["before"] == "a?b"
    assert page["title"] == "?"
