"""Words to word pieces, each word by itself and cached, with its case as a class of its own.

The encoder's vocabulary is uncased (WordPiece, Devlin et al. 2019); the case class of a word
gives back what lower-casing took.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

PAD, UNK, CLS, SEP = 0, 100, 101, 102
#: Classes of ``case_class``; padding and the two marks around a chunk are class 0.
CASES = ("pad", "lower", "title", "upper", "mixed", "digit", "other", "initial")
#: A word of more pieces than this is cut; what it is shows in its beginning.
MAX_PIECES = 12

_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "−": "-",
        "…": "...",
        "\xa0": " ",
        "\u200b": "",
        "\u200e": "",
        "\u200f": "",
        "\ufeff": "",
        "\xad": "",
    }
)


def plain(word: str) -> str:
    """Straighten quotes and dashes and drop zero-width characters.

    >>> plain("Orban’s")
    "Orban's"
    """
    return word.translate(_PLAIN)


def case_class(word: str) -> int:
    """Index into ``CASES``.

    >>> [CASES[case_class(w)] for w in ("nato", "Rutte", "NATO", "McCain", "2024", "—", "J.")]
    ['lower', 'title', 'upper', 'mixed', 'digit', 'other', 'initial']
    """
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 5 if any(c.isdigit() for c in word) else 6
    if all(c.islower() for c in letters):
        return 1
    if len(letters) == 1:
        return 7
    if all(c.isupper() for c in letters):
        return 3
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return 2
    return 4


@dataclass(frozen=True, slots=True)
class Form:
    """What a word's spelling tells."""

    text: str
    pieces: tuple[int, ...]
    case: int
    is_space: bool


class WordPieces:
    """A WordPiece vocabulary that encodes one word at a time and remembers it."""

    def __init__(self, tokens: Sequence[str]) -> None:
        table = {token: index for index, token in enumerate(tokens) if token}
        self._tokenizer = Tokenizer(models.WordPiece(table, unk_token="[UNK]", max_input_chars_per_word=100))
        self._tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        self._cache: dict[str, tuple[int, ...]] = {}

    @classmethod
    def from_text(cls, text: str) -> WordPieces:
        """From the text of a ``vocab.txt``: one piece a line."""
        return cls(text.split("\n"))

    def __call__(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces: at least one, at most ``MAX_PIECES``."""
        ids = self._cache.get(word)
        if ids is None:
            found = self._tokenizer.encode(plain(word), add_special_tokens=False).ids
            ids = tuple(found[:MAX_PIECES]) or (UNK,)
            if len(self._cache) < 200_000:
                self._cache[word] = ids
        return ids
