"""Claims gathered into edges, and what holds now."""

import random

import pytest
from builders import article, claim, extraction

from kg.graph import aggregate_edges, edge_key, find_states
from kg.records import Aspect, Edge, Modality


def _told(*rows: tuple[str | None, dict]) -> list:
    """One article per (date, claim) row, each with a text of its own."""
    return [
        extraction(article(f"a{i}", f"Text {i}", date=date), claims=(claim("Ann", target="Bo", **row),))
        for i, (date, row) in enumerate(rows)
    ]


def _now(*rows: tuple[str | None, dict]) -> dict[str, bool]:
    """Which (stance topic) holds after the rows."""
    edges = aggregate_edges(_told(*rows))
    states = find_states(edges)
    return {f"{e.stance} {e.topic or ''}".strip(): states[edge_key(e)].current for e in edges}


def test_edge_gathers_dates_articles_and_evidence_in_order() -> None:
    (edge,) = aggregate_edges(
        _told(
            ("2024-05-02", {"stance": "support", "confidence": 0.5}),
            (None, {"stance": "support", "confidence": 0.5, "date": "2024-04"}),
            (None, {"stance": "support", "confidence": 0.5}),
        )
    )
    assert (edge.first_date, edge.last_date, edge.articles, edge.confidence) == (
        "2024-04",
        "2024-05-02",
        3,
        0.875,
    )
    assert [s.article.id for s in edge.evidence] == ["a2", "a1", "a0"]


def test_copies_of_one_text_count_once_and_the_earliest_stands() -> None:
    copies = [
        extraction(article("late", "Same  text", date="2024-02-02"), claims=(claim("Ann", "support", "Bo"),)),
        extraction(article("none", "Same text"), claims=(claim("Ann", "support", "Bo"),)),
        extraction(
            article("early", "Same\ntext", date="2024-01-01"), claims=(claim("Ann", "support", "Bo"),)
        ),
    ]
    (edge,) = aggregate_edges(copies)
    assert (edge.articles, len(edge.evidence), edge.evidence[0].article.id) == (1, 1, "early")


def test_topics_that_differ_in_spelling_alone_are_one_edge() -> None:
    edges = aggregate_edges(
        _told(
            (None, {"stance": "support", "topic": "Bid for mayor"}),
            (None, {"stance": "support", "topic": "bid for Mayor"}),
            (None, {"stance": "support", "topic": "bid for Mayor"}),
            (None, {"stance": "support", "topic": "budget"}),
        )
    )
    assert [(e.topic, len(e.evidence)) for e in edges] == [("bid for Mayor", 3), ("budget", 1)]


@pytest.mark.parametrize(
    ("rows", "aspect"),
    [
        ([("2024-01-01", "held"), ("2024-02-01", "ended")], "ended"),
        ([("2024-02-01", "held"), ("2024-01-01", "ended")], "held"),
        ([("2024-01-01", "held"), ("2024-01-01", "ended")], "ended"),
        ([(None, "ended"), ("2024", "held")], "held"),
        ([(None, "held"), (None, "ended")], "ended"),
    ],
)
def test_aspect_is_the_one_at_the_latest_date(rows: list[tuple[str | None, str]], aspect: str) -> None:
    told = _told(*[(date, {"stance": "oppose", "aspect": a}) for date, a in rows])
    for order in (told, told[::-1]):
        assert aggregate_edges(order)[0].aspect == aspect


def test_possible_end_does_not_end_and_adds_no_confidence() -> None:
    (edge,) = aggregate_edges(
        _told(
            ("2024-01-01", {"stance": "oppose", "confidence": 0.6}),
            ("2024-02-01", {"stance": "oppose", "aspect": "ended", "modality": "possible"}),
        )
    )
    assert (edge.aspect, edge.modality, edge.confidence) == (Aspect.HELD, Modality.ASSERTED, 0.6)
    assert edge.last_date == "2024-02-01"


def test_readings_of_one_sentence_leave_the_firmer_one() -> None:
    both = (
        claim("Ann", "oppose", "Bo", modality="possible", aspect="ended"),
        claim("Ann", "oppose", "Bo", aspect="held"),
        claim("Ann", "oppose", "Bo", aspect="ended"),
    )
    (edge,) = aggregate_edges([extraction(claims=both)])
    assert [(s.claim.aspect, s.claim.modality) for s in edge.evidence] == [("ended", "asserted")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("2024-01-01", {"stance": "support"})], {"support": True}),
        ([("2024-01-01", {"stance": "support", "modality": "denied"})], {"support": False}),
        ([("2024-01-01", {"stance": "support", "modality": "possible"})], {"support": False}),
        ([("2024-01-01", {"stance": "oppose", "aspect": "ended"})], {"oppose": False}),
        (
            [("2024-01-01", {"stance": "oppose"}), ("2024-02-01", {"stance": "support"})],
            {"oppose": False, "support": True},
        ),
        (
            [("2024-01-01", {"stance": "oppose"}), ("2024-01-01", {"stance": "support"})],
            {"oppose": True, "support": True},
        ),
        (
            [
                ("2024-01-01", {"stance": "oppose", "topic": "bid"}),
                ("2024-02-01", {"stance": "support", "topic": "tax"}),
            ],
            {"oppose bid": True, "support tax": True},
        ),
        (
            [("2024-01-01", {"stance": "oppose"}), ("2024-02-01", {"stance": "support", "topic": "bid"})],
            {"oppose": False, "support bid": True},
        ),
        (
            [
                ("2024-01-01", {"stance": "oppose"}),
                ("2024-02-01", {"stance": "oppose", "topic": "bid", "aspect": "ended"}),
            ],
            {"oppose": False, "oppose bid": False},
        ),
        (
            [
                ("2024-02-01", {"stance": "oppose"}),
                ("2024-01-01", {"stance": "oppose", "topic": "bid", "aspect": "ended"}),
            ],
            {"oppose": True, "oppose bid": False},
        ),
    ],
)
def test_what_holds_now(rows: list, expected: dict[str, bool]) -> None:
    assert _now(*rows) == expected


def test_replaced_edge_ends_when_its_successor_is_reported() -> None:
    edges = aggregate_edges(
        _told(("2024-01-01", {"stance": "oppose"}), ("2024-03-01", {"stance": "support", "topic": "bid"}))
    )
    states = find_states(edges)
    oppose, support = edges
    assert states[edge_key(oppose)].until == "2024-03-01"
    assert states[edge_key(support)].replaces == (edge_key(oppose),)


def test_order_of_articles_does_not_matter() -> None:
    told = _told(
        *[
            (
                f"2024-0{1 + i % 5}-01",
                {"stance": ("support", "oppose")[i % 2], "topic": (None, "bid", "Bid")[i % 3]},
            )
            for i in range(12)
        ]
    )
    expected: tuple[Edge, ...] = aggregate_edges(told)
    for seed in range(5):
        shuffled = random.Random(seed).sample(told, len(told))
        assert aggregate_edges(shuffled) == expected


def test_sentences_of_one_article_do_not_add_up() -> None:
    said = [claim("Ann", "support", "Bo", confidence=sure, start=at) for at, sure in ((0, 0.5), (40, 0.6))]
    (edge,) = aggregate_edges([extraction(article("a", "Text"), claims=tuple(said))])
    assert (edge.confidence, edge.articles, len(edge.evidence)) == (0.6, 1, 2)
