"""Scores to structures: spanning trees for parses, Viterbi paths for names."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def find_heads(scores: Floats, sentence: Ints) -> Ints:
    """Heads of the words of several sentences: for each sentence its best single-root tree.

    Args:
        scores: [n, n + 1], of dependent and head, the root's column first.
        sentence: [n], the number of each word's sentence, from 0 upwards.

    Returns:
        [n] heads, 0 for the root, else 1 + the index of the head.
    """
    n = len(scores)
    points = scores.copy()
    points[:, 1:][sentence[:, None] != sentence[None, :]] = -np.inf
    points[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads: Ints = points.argmax(1)
    count = int(sentence[-1]) + 1
    roots = np.bincount(sentence[heads == 0], minlength=count)
    # Each word's ancestor after twice as many steps each time: in a tree all end at the root.
    ancestors = np.concatenate([[0], heads])
    for _ in range(n.bit_length()):
        ancestors = ancestors[ancestors]
    wrong = roots != 1
    wrong[sentence[ancestors[1:] != 0]] = True
    for number in np.flatnonzero(wrong):
        begin, end = np.searchsorted(sentence, [number, number + 1])
        tree = find_tree(points[begin:end][:, [0, *range(begin + 1, end + 1)]])
        heads[begin:end] = np.where(tree == 0, 0, tree + begin)
    return heads


def find_tree(scores: Floats) -> Ints:
    """Heads of the best single-root tree.

    Args:
        scores: [n, n + 1], of dependent and head, the root's column first. Diagonal entries
            (a word as its own head) are ignored.

    Returns:
        [n] heads, 0 for the root, else 1 + the index of the head.
    """
    n = len(scores)
    points = scores.astype(np.float64)
    points[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads: Ints = points.argmax(1)
    if _is_tree(heads):
        return heads
    # Each word as the only root, likeliest first, until no other can do better: a tree scores at
    # most what its words' best heads do.
    others = points[:, 1:].max(1)
    bounds = others.sum() - others + points[:, 0]
    best, best_score = heads, -np.inf
    for root in np.argsort(-bounds, kind="stable"):
        if bounds[root] <= best_score:
            break
        tree = _spanning_tree(_with_root(points, int(root)))
        total = points[np.arange(n), tree].sum()
        if total > best_score:
            best, best_score = tree, total
    return best


def _with_root(scores: NDArray[np.float64], root: int) -> NDArray[np.float64]:
    """Scores that leave the root's arc to one word alone."""
    forced = scores.copy()
    forced[:, 0] = -np.inf
    forced[root] = -np.inf
    forced[root, 0] = 0.0
    return forced


def _is_tree(heads: Ints) -> bool:
    return np.count_nonzero(heads == 0) == 1 and not _find_cycle(heads)


def _find_cycle(heads: Ints) -> list[int]:
    """Words (from 1) of a cycle in the head graph, or nothing."""
    state = [0] * (len(heads) + 1)
    state[0] = 2
    for start in range(1, len(heads) + 1):
        path = []
        at = start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at - 1])
        if state[at] == 1:
            return path[path.index(at) :]
        for seen in path:
            state[seen] = 2
    return []


def _spanning_tree(scores: NDArray[np.float64]) -> Ints:
    """Maximum spanning arborescence by contracting cycles (Chu and Liu 1965, Edmonds 1967)."""
    n = len(scores)
    heads: Ints = scores.argmax(1)
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(n + 1, bool)
    inside[cycle] = True
    outside = [i for i in range(1, n + 1) if not inside[i]]
    members = np.array(cycle)
    # Contracted graph: the words outside keep their order, the cycle is the last word.
    columns = np.array([0, *outside])
    m = len(outside)
    small = np.full((m + 1, m + 2), -np.inf)
    rows = np.array(outside, dtype=int) - 1
    small[:m, : m + 1] = scores[np.ix_(rows, columns)]
    leave = np.zeros(m, int)
    if m:
        out = scores[np.ix_(rows, members)]
        leave = members[out.argmax(1)]
        small[:m, m + 1] = out.max(1)
    loss = scores[members - 1, heads[members - 1]]
    enter = scores[np.ix_(members - 1, columns)] - loss[:, None]
    small[m, : m + 1] = enter.max(0)
    entered = members[enter.argmax(0)]
    tree = _spanning_tree(small)
    result: Ints = heads.copy()
    for i, word in enumerate(outside):
        result[word - 1] = columns[tree[i]] if tree[i] <= m else leave[i]
    source = tree[m]
    result[entered[source] - 1] = columns[source]
    return result


@lru_cache(maxsize=8)
def _transitions(labels: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Penalties of label pairs and of first labels: an I must go on what a B or I began."""
    pairs = np.zeros((len(labels), len(labels)), np.float32)
    first = np.zeros(len(labels), np.float32)
    for j, label in enumerate(labels):
        if label.startswith("I-"):
            first[j] = -1e6
            for i, before in enumerate(labels):
                if before[2:] != label[2:] or before == "O":
                    pairs[i, j] = -1e6
    return pairs, first


def find_names(scores: Floats, sentence: Ints, labels: tuple[str, ...]) -> Ints:
    """Best valid BIO labels of the words of several sentences.

    Args:
        scores: [n, labels], on the scale of logarithms.
        sentence: [n], the number of each word's sentence, from 0 upwards.
        labels: ``O``, ``B-...`` and ``I-...``.
    """
    pairs, first = _transitions(labels)
    found: Ints = scores.argmax(1)
    opens = np.concatenate([[True], sentence[1:] != sentence[:-1]])
    penalty = np.where(opens, first[found], pairs[np.concatenate([[0], found[:-1]]), found])
    for number in np.unique(sentence[penalty != 0]):
        begin, end = np.searchsorted(sentence, [number, number + 1])
        found[begin:end] = find_path(scores[begin:end], labels)
    return found


def find_path(scores: Floats, labels: tuple[str, ...]) -> list[int]:
    """Best sequence of BIO labels for one sentence's scores [n, labels] (Viterbi 1967)."""
    pairs, first = _transitions(labels)
    best = scores[0] + first
    back = []
    for row in scores[1:]:
        step = best[:, None] + pairs
        back.append(step.argmax(0))
        best = step.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
