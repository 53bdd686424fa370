"""Words to pieces with a tiny vocabulary."""

from __future__ import annotations

import pytest

from kg.pipeline.pieces import CASES, MAX_PIECES, UNK, WordPieces, case_class, plain

KNOWN = {"rutte": 200, "or": 201, "##ban": 202, "'": 203, "s": 204, "##s": 205, "-": 206, '"': 207, "a": 208}
KNOWN |= {"##a": 209, ".": 210, "u": 211, "mette": 212}


@pytest.fixture
def pieces() -> WordPieces:
    tokens = [f"[unused{i}]" for i in range(220)]
    tokens[0], tokens[UNK] = "[PAD]", "[UNK]"
    for piece, index in KNOWN.items():
        tokens[index] = piece
    return WordPieces(tokens)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("nato", "lower"),
        ("Rutte", "title"),
        ("Orban’s", "title"),
        ("NATO", "upper"),
        ("U.S.", "upper"),
        ("McCain", "mixed"),
        ("eBay", "mixed"),
        ("2024", "digit"),
        ("20th", "lower"),
        ("G7", "initial"),
        ("J.", "initial"),
        ("a", "lower"),
        ("—", "other"),
        ("", "other"),
        ("Čaputová", "title"),
        ("O’Brien", "mixed"),
        ("Jean-Claude", "mixed"),
    ],
)
def test_case_class(word: str, case: str) -> None:
    assert CASES[case_class(word)] == case


@pytest.mark.parametrize(
    ("word", "expected", "note"),
    [
        ("Rutte", ["rutte"], "upper case is gone"),
        ("Orban", ["or", "##ban"], "two pieces"),
        ("Orbán", ["or", "##ban"], "accents are gone"),
        ("Orban's", ["or", "##ban", "'", "s"], "apostrophe"),
        ("Orban’s", ["or", "##ban", "'", "s"], "curly apostrophe"),
        ("“", ['"'], "curly quote"),
        ("–", ["-"], "dash"),
        ("Rut\u200bte", ["rutte"], "zero-width space"),
        ("\ufeffRutte\u200f", ["rutte"], "marks of order and direction"),
        ("Rut\xadte", ["rutte"], "soft hyphen"),
        ("U.S.", ["u", ".", "s", "."], "dots stand alone"),
    ],
)
def test_pieces_of_word(pieces: WordPieces, word: str, expected: list[str], note: str) -> None:
    assert list(pieces(word)) == [KNOWN[piece] for piece in expected], note


@pytest.mark.parametrize("word", ["", "\u200b", "🦆", "ржд", "x" * 1000])
def test_what_is_unknown_has_one_piece(pieces: WordPieces, word: str) -> None:
    assert pieces(word) == (UNK,)


def test_long_word_is_cut(pieces: WordPieces) -> None:
    assert pieces("a" * 90) == (KNOWN["a"], *[KNOWN["##a"]] * (MAX_PIECES - 1))


def test_word_is_remembered(pieces: WordPieces) -> None:
    assert pieces("Rutte") is pieces("Rutte")


def test_plain_keeps_other_characters() -> None:
    assert plain("Ærø–Fanø…") == "Ærø-Fanø..."
