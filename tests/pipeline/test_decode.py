"""Scores to trees and label paths, against search through all of them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kg.pipeline.decode import find_heads, find_names, find_path, find_tree

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def is_single_root_tree(heads: tuple[int, ...]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen = set()
        while word and word not in seen:
            seen.add(word)
            word = heads[word - 1]
        if word:
            return False
    return True


def best_tree_score(scores: np.ndarray) -> float:
    n = len(scores)
    trees = (heads for heads in itertools.product(range(n + 1), repeat=n) if is_single_root_tree(heads))
    return max(sum(scores[i, h] for i, h in enumerate(heads)) for heads in trees)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_tree_is_the_best_of_all_with_one_root(size: int) -> None:
    rng = np.random.default_rng(size)
    for _ in range(150):
        scores = rng.normal(scale=3, size=(size, size + 1)).astype(np.float32)
        heads = tuple(int(h) for h in find_tree(scores))
        assert is_single_root_tree(heads)
        total = sum(float(scores[i, h]) for i, h in enumerate(heads))
        assert total == pytest.approx(best_tree_score(scores.astype(float)), abs=1e-5)


def test_one_word_is_the_root_whatever_its_score() -> None:
    assert find_tree(np.array([[-9.0, 5.0]], np.float32)).tolist() == [0]


@pytest.mark.parametrize(
    ("scores", "expected", "note"),
    [
        ([[0, -9, 9], [1, 9, -9]], [2, 0], "two words name each other; the second is the likelier root"),
        ([[5, -9, 0], [4, 1, -9]], [0, 1], "both claim the root; one is moved"),
        (
            [[9, 0, 0, 0, 0], [0, 0, 0, 9, 0], [0, 0, 0, 0, 9], [0, 3, 8, 0, 0]],
            [0, 3, 4, 1],
            "a cycle of three is broken where the loss is least",
        ),
        (
            [[0, 0, 9, 0, 1], [2, 9, 0, 1, 0], [0, 0, 1, 0, 9], [0, 0, 3, 9, 0]],
            [2, 0, 4, 2],
            "two cycles at once",
        ),
    ],
)
def test_cycles_are_broken(scores: list[list[float]], expected: list[int], note: str) -> None:
    assert find_tree(np.array(scores, np.float32)).tolist() == expected, note


def test_a_word_is_never_its_own_head() -> None:
    scores = np.zeros((3, 4), np.float32)
    scores[np.arange(3), np.arange(1, 4)] = 99
    heads = find_tree(scores)
    assert all(head != word for word, head in enumerate(heads, start=1))
    assert is_single_root_tree(tuple(heads.tolist()))


def test_long_sentence_gets_a_tree() -> None:
    rng = np.random.default_rng(5)
    heads = find_tree(rng.normal(size=(60, 61)).astype(np.float32))
    assert is_single_root_tree(tuple(heads.tolist()))


def test_scores_are_left_as_they_were() -> None:
    scores = np.ones((2, 3), np.float32)
    find_tree(scores)
    assert (scores == 1).all()


def is_legal(path: tuple[int, ...]) -> bool:
    before = "O"
    for index in path:
        label = LABELS[index]
        if label.startswith("I-") and before[2:] != label[2:]:
            return False
        before = label
    return True


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_path_is_the_best_legal_one(size: int) -> None:
    rng = np.random.default_rng(size)
    legal = [path for path in itertools.product(range(len(LABELS)), repeat=size) if is_legal(path)]
    for _ in range(60):
        scores = rng.normal(scale=2, size=(size, len(LABELS))).astype(np.float32)
        path = tuple(find_path(scores, LABELS))
        assert is_legal(path)
        total = sum(float(scores[i, label]) for i, label in enumerate(path))
        best = max(sum(float(scores[i, label]) for i, label in enumerate(other)) for other in legal)
        assert total == pytest.approx(best, abs=1e-5)


def test_name_never_goes_on_after_nothing_or_another_type() -> None:
    inside = np.full((3, len(LABELS)), -8.0, np.float32)
    inside[:, 2] = 0  # I-PER everywhere
    assert find_path(inside, LABELS) == [1, 2, 2]


def test_heads_of_several_sentences_are_those_of_each_alone() -> None:
    rng = np.random.default_rng(9)
    for _ in range(80):
        sizes = rng.integers(1, 7, size=3)
        sentence = np.repeat(np.arange(3), sizes)
        n = len(sentence)
        scores = rng.normal(scale=2, size=(n, n + 1)).astype(np.float32)
        heads = find_heads(scores, sentence)
        for number in range(3):
            inside = np.flatnonzero(sentence == number)
            alone = find_tree(scores[inside][:, [0, *(inside + 1)]])
            assert heads[inside].tolist() == np.where(alone == 0, 0, alone + inside[0]).tolist()


def test_names_of_several_sentences_are_those_of_each_alone() -> None:
    rng = np.random.default_rng(11)
    for _ in range(80):
        sizes = rng.integers(1, 7, size=3)
        sentence = np.repeat(np.arange(3), sizes)
        scores = rng.normal(scale=2, size=(len(sentence), len(LABELS))).astype(np.float32)
        names = find_names(scores, sentence, LABELS)
        for number in range(3):
            inside = sentence == number
            assert names[inside].tolist() == find_path(scores[inside], LABELS)
