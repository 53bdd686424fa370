"""Sentences with their mentions as rows of pieces."""

from __future__ import annotations

import numpy as np
import pytest

from kg.pipeline.pairs import LONGEST, ROLES, Marked, encode, role_of, softmax
from kg.pipeline.pieces import CLS, SEP, WordPieces
from kg.records import EntityType, MentionKind

PERSON = role_of(EntityType.PERSON, MentionKind.NAME)
GROUP = role_of(EntityType.GROUP, MentionKind.NOMINAL)


@pytest.fixture
def pieces() -> WordPieces:
    tokens = [f"[unused{i}]" for i in range(120)]
    tokens[0], tokens[100], tokens[CLS], tokens[SEP] = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
    tokens[110:115] = ["anna", "backs", "the", "os", "##lo"]
    return WordPieces(tokens)


def test_mentions_point_at_their_first_and_last_piece(pieces: WordPieces) -> None:
    row = encode(Marked(("Oslo", "backs", "Anna"), ((0, 1, PERSON), (2, 3, GROUP))), pieces)
    assert row["ids"] == [CLS, 113, 114, 111, 110, SEP]
    assert row["roles"] == [0, PERSON, PERSON, 0, GROUP, 0]
    assert (row["first"], row["last"]) == ([1, 4], [2, 4])
    assert row["cases"] == [0, 2, 2, 1, 2, 0]


def test_inner_mention_keeps_its_role_inside_a_longer_one(pieces: WordPieces) -> None:
    for spans in (((0, 3, GROUP), (1, 2, PERSON)), ((1, 2, PERSON), (0, 3, GROUP))):
        row = encode(Marked(("the", "Anna", "backs"), spans), pieces)
        assert row["roles"] == [0, GROUP, PERSON, GROUP, 0]


def test_mention_beyond_the_end_has_no_pieces(pieces: WordPieces) -> None:
    words = ("Anna",) * (LONGEST + 10)
    last = LONGEST - 2
    spans = (
        (0, 1, PERSON),
        (last, last + 1, PERSON),
        (last, last + 2, PERSON),
        (LONGEST + 5, LONGEST + 6, PERSON),
    )
    row = encode(Marked(words, spans), pieces)
    assert len(row["ids"]) == len(row["cases"]) == len(row["roles"]) == LONGEST + 1
    assert row["ids"][-1] == SEP
    assert row["first"] == [1, LONGEST - 1, 0, 0]
    assert row["last"] == [1, LONGEST - 1, 0, 0]


def test_sentence_without_mentions(pieces: WordPieces) -> None:
    row = encode(Marked(("Anna",), ()), pieces)
    assert (row["first"], row["last"]) == ([], [])


def test_every_type_and_kind_has_a_role_of_its_own() -> None:
    roles = {role_of(t, k) for t in EntityType for k in MentionKind}
    assert len(roles) == len(EntityType) * len(MentionKind) == len(ROLES) - 2
    assert ROLES[role_of(None, MentionKind.NAME)] == "unknown"
    assert 0 not in roles


def test_softmax_sums_to_one_at_great_scores() -> None:
    out = softmax(np.array([[900.0, 0.0], [-900.0, -900.0]], np.float32))
    np.testing.assert_allclose(out, [[1, 0], [0.5, 0.5]])
