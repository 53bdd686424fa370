"""Stances over time: since when, until when, and what took over from what."""

import random

import pytest
from builders import article, claim, extraction

from kg.graph import aggregate_edges, edge_key, find_positions, find_states, holds_on, position_key
from kg.graph.positions import Position


def _told(*rows: tuple[str | None, dict]) -> list:
    """One article per (date, claim) row, each with a text of its own."""
    return [
        extraction(article(f"a{i}", f"Text {i}", date=date), claims=(claim("Ann", target="Bo", **row),))
        for i, (date, row) in enumerate(rows)
    ]


def _name(position: Position) -> str:
    return f"{position.stance} {position.topic or ''}".strip() + f" {position.number}"


def _trace(*rows: tuple[str | None, dict], as_of: str | None = None) -> dict[str, tuple]:
    """Positions as name -> (from, until, whether it holds, names of what it replaces)."""
    positions = find_positions(_told(*rows), as_of=as_of)
    names = {position_key(p): _name(p) for p in positions}
    return {_name(p): (p.since, p.until, p.current, [names[k] for k in p.replaces]) for p in positions}


FOR, AGAINST = {"stance": "support"}, {"stance": "oppose"}
AGAINST_ENDED = {"stance": "oppose", "aspect": "ended"}
BID, TAX = {"topic": "bid"}, {"topic": "tax"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("2024-01", FOR), ("2024-03", FOR)], {"support 1": ("2024-01", None, True, [])}),
        ([(None, FOR)], {"support 1": (None, None, True, [])}),
        (
            [("2024-01", AGAINST), ("2024-03", FOR)],
            {
                "oppose 1": ("2024-01", "2024-03", False, []),
                "support 1": ("2024-03", None, True, ["oppose 1"]),
            },
        ),
        (
            [("2024-01", FOR), ("2024-02", AGAINST), ("2024-03", FOR)],
            {
                "support 1": ("2024-01", "2024-02", False, []),
                "oppose 1": ("2024-02", "2024-03", False, ["support 1"]),
                "support 2": ("2024-03", None, True, ["oppose 1"]),
            },
        ),
        ([("2024-05", AGAINST_ENDED)], {"oppose 1": (None, "2024-05", False, [])}),
        ([(None, AGAINST_ENDED)], {"oppose 1": (None, None, False, [])}),
        (
            [("2024-01", AGAINST), ("2024-05", AGAINST_ENDED), ("2024-06", AGAINST_ENDED)],
            {"oppose 1": ("2024-01", "2024-05", False, [])},
        ),
        (
            [("2024-01", AGAINST), ("2024-05", AGAINST_ENDED), ("2024-05", FOR)],
            {
                "oppose 1": ("2024-01", "2024-05", False, []),
                "support 1": ("2024-05", None, True, ["oppose 1"]),
            },
        ),
        (
            [("2024-05", AGAINST | BID), ("2024-05", AGAINST_ENDED | BID), ("2024-07", FOR)],
            {
                "oppose bid 1": ("2024-05", "2024-05", False, []),
                "support 1": ("2024-07", None, True, ["oppose bid 1"]),
            },
        ),
        (
            [("2024-01", AGAINST), ("2024-01", FOR)],
            {"oppose 1": ("2024-01", None, True, []), "support 1": ("2024-01", None, True, [])},
        ),
        (
            [("2024-01", AGAINST | BID), ("2024-03", FOR | TAX)],
            {"oppose bid 1": ("2024-01", None, True, []), "support tax 1": ("2024-03", None, True, [])},
        ),
        ([("2024-01", FOR | {"modality": "denied"}), ("2024-02", AGAINST | {"modality": "possible"})], {}),
        (
            [(None, AGAINST_ENDED), (None, FOR | {"aspect": "ended"})],
            {
                "oppose 1": (None, None, False, []),
                "support 1": (None, None, False, []),
            },
        ),
    ],
)
def test_positions_over_time(rows: list, expected: dict[str, tuple]) -> None:
    assert _trace(*rows) == expected


_AFFAIR = [
    ("2024-01-10", AGAINST | BID),
    ("2024-03-05", AGAINST_ENDED | BID),
    ("2024-04-20", FOR | BID),
    (None, FOR | TAX),
]


@pytest.mark.parametrize(
    ("day", "holding"),
    [
        ("2023", {"support tax 1"}),
        ("2024-01-10", {"oppose bid 1", "support tax 1"}),
        ("2024-03-04", {"oppose bid 1", "support tax 1"}),
        ("2024-03-05", {"support tax 1"}),
        ("2024-04", {"support bid 1", "support tax 1"}),
        ("2025", {"support bid 1", "support tax 1"}),
    ],
)
def test_what_holds_on_a_day(day: str, holding: set[str]) -> None:
    positions = find_positions(_told(*_AFFAIR))
    assert {_name(p) for p in positions if holds_on(p, day)} == holding


def test_as_of_a_date_later_claims_are_not_known() -> None:
    assert _trace(*_AFFAIR[:3], as_of="2024-03-04") == {"oppose bid 1": ("2024-01-10", None, True, [])}
    assert _trace(*_AFFAIR[:3], as_of="2024-03")["oppose bid 1"] == ("2024-01-10", "2024-03-05", False, [])
    assert set(_trace(*_AFFAIR, as_of="2023")) == {"support tax 1"}


def test_position_rests_on_its_claims_and_names_the_one_that_ended_it() -> None:
    first, second = find_positions(_told(("2024-01", AGAINST), ("2024-02", AGAINST), ("2024-03", FOR)))
    assert [s.article.id for s in first.evidence] == ["a0", "a1"]
    assert (first.articles, first.stories) == (2, 2)
    assert first.ended_by == second.evidence[0]


def test_reprints_do_not_outvote_reporting() -> None:
    wire = " ".join(f"word{i}" for i in range(80))
    texts = [wire, "Update: " + wire, wire + " More soon.", "Another report altogether, told by us."]
    told = [
        extraction(
            article(f"a{i}", text, date="2024-01-01"), claims=(claim("Ann", "support", "Bo", confidence=0.5),)
        )
        for i, text in enumerate(texts)
    ]
    (position,) = find_positions(told)
    (edge,) = aggregate_edges(told)
    for found in (position, edge):
        assert (found.articles, found.stories, found.confidence) == (4, 2, 0.75)


def test_edges_and_positions_agree_on_what_holds() -> None:
    rng = random.Random(5)
    for _ in range(200):
        rows = [
            (
                rng.choice([None, "2024-01", "2024-02", "2024-03"]),
                {
                    "stance": rng.choice(["support", "oppose"]),
                    "aspect": rng.choice(["held", "held", "ended"]),
                    "modality": rng.choice(["asserted", "asserted", "possible"]),
                    "topic": rng.choice([None, "bid", "tax"]),
                },
            )
            for _ in range(rng.randrange(1, 7))
        ]
        told = _told(*rows)
        positions = find_positions(told)
        edges = aggregate_edges(told)
        states = find_states(edges)
        assert {edge_key(e) for e in edges if states[edge_key(e)].current} == {
            edge_key(p) for p in positions if p.current
        }
        keys = {position_key(p) for p in positions}
        assert len(keys) == len(positions)
        for position in positions:
            assert set(position.replaces) <= keys
            assert position.current is (position.ended_by is None)
            assert position.until is None or (position.since or "") <= position.until
