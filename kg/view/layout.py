"""Where each node goes: computed here, so that the page opens at once and always the same.

Each connected part is laid out by stress majorisation (Gansner, Koren and North 2004: distances
on the page follow distances in the graph), parts too large for that by pivot MDS (Brandes and
Pich 2006); then labels are pushed apart, nodes pushed off the lines of others, and the parts
set in rows. No random numbers.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Point = tuple[float, float]


class Box(NamedTuple):
    """Room that a node and its label need, and how far above its centre the lines meet; in pixels."""

    width: float
    height: float
    rise: float = 0.0


#: Width over height that the whole drawing aims at.
ASPECT = 1.34
#: Largest part that is laid out by stress, which takes time and memory with the square.
STRESS_LIMIT = 2000
#: Largest graph whose nodes are pushed off the lines of others.
CLEARING_LIMIT = 150
#: Page area per area of the labels, room for the lines between them: of a few, and of many nodes.
ROOM = (4.0, 2.4)
#: Power of the steps that is laid out: below 1, the busy middle gets room and the rim comes nearer.
NEARING = 0.5
#: Least distance between the centres of two nodes that a line joins, in pixels.
SHORTEST = 120.0
#: Distance between parts, in pixels.
GAP = 30.0


def place_nodes(boxes: Sequence[Box], pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Place nodes on the plane.

    Args:
        boxes: The room that each node needs.
        pairs: Nodes that an edge joins, as places in ``boxes``.

    Returns:
        The centre of each box, in whole pixels, around the origin.
    """
    joined: list[set[int]] = [set() for _ in boxes]
    for left, right in pairs:
        if left != right:
            joined[left].add(right)
            joined[right].add(left)
    neighbours = [sorted(others) for others in joined]
    parts = _find_parts(neighbours)
    if not parts:
        return []
    areas = [_area([boxes[i] for i in part]) for part in parts]
    width = math.sqrt(ASPECT * sum(areas))
    placed = [
        _place_part(part, neighbours, boxes, width if number == 0 else None)
        for number, part in enumerate(parts)
    ]
    return _set_in_rows(parts, placed, boxes, width)


def _find_parts(neighbours: Sequence[Sequence[int]]) -> list[list[int]]:
    """Connected parts, largest first, each in breadth-first order from its busiest node."""
    seen: set[int] = set()
    parts: list[list[int]] = []
    for start in sorted(range(len(neighbours)), key=lambda i: (-len(neighbours[i]), i)):
        if start in seen:
            continue
        part = list(_measure_from(start, neighbours))
        seen.update(part)
        parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _measure_from(start: int, neighbours: Sequence[Sequence[int]]) -> dict[int, int]:
    """Steps from one node to each that it reaches, nearest first."""
    steps = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in neighbours[node]:
            if other not in steps:
                steps[other] = steps[node] + 1
                queue.append(other)
    return steps


def _area(boxes: Sequence[Box]) -> float:
    crowd = min(max((len(boxes) - 25) / 35, 0.0), 1.0)
    room = ROOM[0] + (ROOM[1] - ROOM[0]) * crowd
    return room * sum(box.width * box.height for box in boxes)


def _place_part(
    part: Sequence[int], neighbours: Sequence[Sequence[int]], boxes: Sequence[Box], width: float | None
) -> list[Point]:
    """Place one connected part; ``width`` is what the largest one should fill."""
    index = {node: i for i, node in enumerate(part)}
    local = [sorted(index[other] for other in neighbours[node]) for node in part]
    own = [boxes[node] for node in part]
    shape = _pivot_mds(local)
    if len(part) <= STRESS_LIMIT:
        shape = _majorise(shape, _measure_all(local) ** NEARING)
    points = _scale(shape, own, width)
    return _clear(points, own, local, small=len(neighbours) <= CLEARING_LIMIT)


def _pivot_mds(neighbours: Sequence[Sequence[int]], pivots: int = 60) -> Floats:
    """Place a connected part by the distances to some nodes spread over it."""
    size = len(neighbours)
    nearest = np.full(size, np.inf)
    columns: list[Floats] = []
    pivot = 0
    while len(columns) < min(pivots, size):
        steps = _measure_from(pivot, neighbours)
        column = np.array([steps[i] for i in range(size)], dtype=np.float64)
        columns.append(column)
        nearest = np.minimum(nearest, column)
        pivot = int(nearest.argmax())
    squares = np.column_stack(columns) ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, ::-1][:, :2]
    if axes.shape[1] < 2:
        axes = np.column_stack([axes, np.zeros(len(axes))])
    # An eigenvector's sign is free: let its largest part be positive.
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(2)] + 1e-300)
    shape = -centred @ axes
    spread = np.abs(shape).max() or 1.0
    # Leaves of one hub coincide: a spiral of small steps sets them apart.
    turn = np.arange(size) * 2.399963
    reach = 0.02 + 0.08 * np.sqrt(np.arange(size) / size)
    spiral = np.column_stack([np.cos(turn), np.sin(turn)]) * reach[:, None]
    return np.asarray(shape / spread * math.sqrt(size) + spiral, dtype=np.float64)


def _measure_all(neighbours: Sequence[Sequence[int]]) -> Floats:
    """Steps between every two nodes of a connected part, all starts at a time."""
    size = len(neighbours)
    adjacent = np.zeros((size, size), dtype=np.float32)
    for node, others in enumerate(neighbours):
        adjacent[node, others] = 1
    steps = np.zeros((size, size))
    seen = np.eye(size, dtype=bool)
    front = seen
    distance = 0
    while not seen.all():
        distance += 1
        front = (front.astype(np.float32) @ adjacent > 0) & ~seen
        steps[front] = distance
        seen = seen | front
    return steps


def _majorise(shape: Floats, steps: Floats) -> Floats:
    """Move nodes until distances on the plane follow the steps between them."""
    size = len(shape)
    if size < 3:
        return np.array([[0.0, 0.0], [1.0, 0.0]])[:size]
    weights = 1 / (steps + np.eye(size)) ** 2
    np.fill_diagonal(weights, 0)
    inverse = np.linalg.inv(np.diag(weights.sum(axis=1)) - weights + 1 / size)
    pull = weights * steps
    for _ in range(200 if size <= 300 else 15):
        apart = np.sqrt(((shape[:, None, :] - shape[None, :, :]) ** 2).sum(axis=2)) + np.eye(size)
        ratio = -pull / np.maximum(apart, 1e-9)
        np.fill_diagonal(ratio, 0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        shape = inverse @ (ratio @ shape)
    return shape


def _scale(shape: Floats, boxes: Sequence[Box], width: float | None) -> list[Point]:
    """Turn the shape's long side level and stretch it to the room that its labels need."""
    shape = shape - shape.mean(axis=0)
    _, vectors = np.linalg.eigh(shape.T @ shape)
    shape = shape @ vectors[:, ::-1]
    shape = shape * np.where(shape[np.abs(shape).argmax(axis=0), [0, 1]] < 0, -1, 1)
    spans = np.maximum(shape.max(axis=0) - shape.min(axis=0), 1e-6)
    area = _area(boxes)
    if len(boxes) < 3:
        return [(float(x) * (90 + boxes[0].width), 0.0) for x in shape[:, 0] / spans[0]]
    across = width or math.sqrt(ASPECT * area)
    ratio = min(max((across / spans[0]) / (area / across / spans[1]), 0.6), 2.0)
    unit = math.sqrt(area / (spans[0] * spans[1]))
    factors = np.array([unit * math.sqrt(ratio), unit / math.sqrt(ratio)])
    # Rounded, so that the last digits of the arithmetic do not tip the steps that follow.
    return [(round(float(x), 2), round(float(y), 2)) for x, y in shape * factors]


def _clear(
    points: Sequence[Point], boxes: Sequence[Box], neighbours: Sequence[Sequence[int]], *, small: bool
) -> list[Point]:
    """Push labels apart, and nodes off lines that are not theirs, until nothing moves."""
    moved = [list(point) for point in points]
    lines = [(i, j) for i, others in enumerate(neighbours) for j in others if i < j]
    for turn in range(240 if small else 40):
        shifted = False
        if small and turn < 200:
            shifted = _push_off_lines(moved, boxes, lines)
            shifted = _lengthen(moved, lines) or shifted
        shifted = _push_apart(moved, boxes) or shifted
        if not shifted:
            break
    return [(x, y) for x, y in moved]


def _push_apart(points: list[list[float]], boxes: Sequence[Box], margin: float = 8.0) -> bool:
    """Move every two boxes that overlap apart, along the axis where it takes less."""
    cell = max((max(box.width, box.height) for box in boxes), default=1.0) + margin
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, (x, y) in enumerate(points):
        grid[math.floor(x / cell), math.floor(y / cell)].append(i)
    shifted = False
    for (column, row), members in sorted(grid.items()):
        near = [j for dx in (-1, 0, 1) for dy in (-1, 0, 1) for j in grid.get((column + dx, row + dy), ())]
        for i in members:
            for j in near:
                if i < j and _separate(points[i], points[j], boxes[i], boxes[j], margin):
                    shifted = True
    return shifted


def _separate(left: list[float], right: list[float], one: Box, other: Box, margin: float) -> bool:
    over_x = (one.width + other.width) / 2 + margin - abs(left[0] - right[0])
    over_y = (one.height + other.height) / 2 + margin - abs(left[1] - right[1])
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    axis, step = (0, over_x) if over_x < over_y else (1, over_y)
    sign = 1 if right[axis] >= left[axis] else -1
    left[axis] -= sign * step / 2
    right[axis] += sign * step / 2
    return True


def _push_off_lines(
    points: list[list[float]], boxes: Sequence[Box], lines: Sequence[tuple[int, int]]
) -> bool:
    """Move nodes that lie on the line between two others sideways, a part of the way each time."""
    shifted = False
    for start, end in lines:
        x1, y1 = points[start][0], points[start][1] - boxes[start].rise
        x2, y2 = points[end][0], points[end][1] - boxes[end].rise
        length = math.hypot(x2 - x1, y2 - y1)
        if length < 1:
            continue
        along = ((x2 - x1) / length, (y2 - y1) / length)
        for i, (x, y) in enumerate(points):
            if i in (start, end):
                continue
            at = (x - x1) * along[0] + (y - y1) * along[1]
            if not 0 < at < length:
                continue
            aside = (y - y1) * along[0] - (x - x1) * along[1]
            # A line beside the shape is readable where it crosses no more than the label's edge.
            need = 0.42 * (boxes[i].width * abs(along[1]) + boxes[i].height * abs(along[0])) + 2
            if abs(aside) < need:
                push = (need - abs(aside)) * 0.35 * (1 if aside >= 0 else -1)
                points[i][0] -= push * along[1]
                points[i][1] += push * along[0]
                shifted = shifted or abs(push) > 0.5
    return shifted


def _lengthen(points: list[list[float]], lines: Sequence[tuple[int, int]]) -> bool:
    """Move the ends of a line that is too short to read apart, a part of the way each time."""
    shifted = False
    for start, end in lines:
        (x1, y1), (x2, y2) = points[start], points[end]
        length = math.hypot(x2 - x1, y2 - y1)
        if not 1 < length < SHORTEST:
            continue
        push = (SHORTEST - length) * 0.2 / length
        points[start] = [x1 - (x2 - x1) * push, y1 - (y2 - y1) * push]
        points[end] = [x2 + (x2 - x1) * push, y2 + (y2 - y1) * push]
        shifted = True
    return shifted


def _set_in_rows(
    parts: Sequence[Sequence[int]], placed: Sequence[Sequence[Point]], boxes: Sequence[Box], width: float
) -> list[tuple[int, int]]:
    """Set the parts in rows under the largest, and the whole around the origin."""
    where: dict[int, Point] = {}
    x = y = height = 0.0
    for part, points in zip(parts, placed, strict=True):
        left = min(px - boxes[i].width / 2 for i, (px, _) in zip(part, points, strict=True))
        right = max(px + boxes[i].width / 2 for i, (px, _) in zip(part, points, strict=True))
        top = min(py - boxes[i].height / 2 for i, (_, py) in zip(part, points, strict=True))
        bottom = max(py + boxes[i].height / 2 for i, (_, py) in zip(part, points, strict=True))
        width = max(width, right - left)
        if x and x + right - left > width:
            x, y, height = 0.0, y + height + GAP, 0.0
        where.update({i: (px - left + x, py - top + y) for i, (px, py) in zip(part, points, strict=True)})
        x, height = x + right - left + GAP, max(height, bottom - top)
    middle = (width / 2, (y + height) / 2)
    return [(round(where[i][0] - middle[0]), round(where[i][1] - middle[1])) for i in range(len(boxes))]
