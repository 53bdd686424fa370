"""Where nodes go."""

import itertools
import math
import time

import pytest

from kg.view.layout import Box, place_nodes


def make_graph(size: int, *, hub: int = 0) -> list[tuple[int, int]]:
    """A hub with leaves, a ring and some chords: plain arithmetic instead of chance."""
    pairs = [(0, i) for i in range(1, hub + 1)]
    pairs += [(i, (i * 7 + 3) % size) for i in range(size)]
    return [pair for pair in pairs if pair[0] != pair[1]]


def overlap(one: tuple[int, int], other: tuple[int, int], box: Box) -> bool:
    return abs(one[0] - other[0]) < box.width and abs(one[1] - other[1]) < box.height


@pytest.mark.parametrize(("size", "hub"), [(1, 0), (2, 0), (3, 0), (12, 0), (40, 25), (60, 30)])
def test_no_two_labels_overlap(size: int, hub: int) -> None:
    box = Box(100, 50, 10)
    places = place_nodes([box] * size, make_graph(size, hub=hub))
    assert not [pair for pair in itertools.combinations(places, 2) if overlap(*pair, box)]


def test_parts_lie_apart_in_rows() -> None:
    box = Box(100, 50)
    places = place_nodes([box] * 40, [(i, i + 1) for i in range(0, 40, 2)])
    assert not [pair for pair in itertools.combinations(places, 2) if overlap(*pair, box)]
    wide = max(x for x, _ in places) - min(x for x, _ in places)
    high = max(y for _, y in places) - min(y for _, y in places)
    assert 0.5 < wide / high < 3


def test_neighbours_lie_nearer_than_strangers() -> None:
    path = [(i, i + 1) for i in range(9)]
    places = place_nodes([Box(60, 30)] * 10, path)
    assert math.dist(places[0], places[1]) < math.dist(places[0], places[9])


def test_nothing_to_place() -> None:
    assert place_nodes([], []) == []


def test_same_graph_same_places() -> None:
    pairs = make_graph(50, hub=20)
    assert place_nodes([Box(90, 40)] * 50, pairs) == place_nodes([Box(90, 40)] * 50, pairs[::-1])


def test_a_large_graph_takes_seconds() -> None:
    start = time.process_time()
    assert len(set(place_nodes([Box(90, 40)] * 1500, make_graph(1500, hub=40)))) == 1500
    assert time.process_time() - start < 60


def test_a_graph_too_large_for_stress_is_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.layout.STRESS_LIMIT", 50)
    assert len(set(place_nodes([Box(90, 40)] * 200, make_graph(200, hub=20)))) == 200
