"""Where sentences can start: line breaks and bullets, plain ends of sentences, quotation marks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

_FINAL = frozenset(".!?…")
_CLOSING = frozenset("\"'”’)]»")
_OPENING = frozenset("\"'“‘([«")
_BULLETS = frozenset("•▪◦‣·*-–—►●")
#: Quotation marks that show by themselves which end they are, and those that do not.
_OPENING_QUOTES, _CLOSING_QUOTES, _STRAIGHT = frozenset("“‘«„``"), frozenset("”»''"), frozenset("\"'")
#: Abbreviations after which a capital does not open a sentence.
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sen rep gov gen lt col sgt capt cmdr maj adm rev hon st jr sr vs no nos jan feb
    mar apr jun jul aug sept sep oct nov dec u.s u.n u.k e.u d.c ph.d inc corp co ltd ft mt dept est
    approx fig
    """.split()
)


def hard_starts(words: Sequence[str], text: str) -> set[int]:
    """Indices of tokens that must start a sentence, because a line or an item begins there.

    Args:
        words: All tokens, those of white space too.
        text: The whole text.
    """
    wrapped = _is_wrapped(text)
    starts: set[int] = set()
    breaks = False
    blank = True
    for i, word in enumerate(words):
        if word.isspace():
            count = word.count("\n")
            blank = blank or count > 1
            breaks = breaks or count > 0
            continue
        if blank or (breaks and not (wrapped and not _ends_sentence(words, i))):
            starts.add(i)
        blank = breaks = False
    return starts


def _is_wrapped(text: str) -> bool:
    """Whether lines were broken to a width, so that a line break alone means nothing."""
    lines = [line for block in text.split("\n\n") for line in block.split("\n")[:-1] if line.strip()]
    return len(lines) >= 5 and sum(55 <= len(line) <= 100 for line in lines) > 0.8 * len(lines)


def _ends_sentence(words: Sequence[str], index: int) -> bool:
    """Whether the token before ``index``, white space and closing marks aside, is final."""
    i = index - 1
    while i >= 0 and (words[i].isspace() or words[i] in _CLOSING):
        i -= 1
    return i >= 0 and words[i][-1:] in _FINAL


def soft_starts(words: Sequence[str], spaced: Sequence[bool]) -> set[int]:
    """Indices of words that plainly start a sentence: after a final mark, before a capital.

    Args:
        words: Tokens without those of white space.
        spaced: For each whether white space stands before it.
    """
    starts: set[int] = set()
    for k in range(1, len(words)):
        word = words[k]
        if words[k - 1][-1] not in _FINAL and words[k - 1] not in _CLOSING:
            continue
        first = word[0]
        if not (first.isupper() or first in _OPENING or first.isdigit() or first in _BULLETS):
            continue
        if first in _CLOSING and word not in _OPENING:
            continue
        back = k - 1
        while back > 0 and words[back] in _CLOSING:
            back -= 1
        last = words[back]
        if last[-1:] not in _FINAL or word in _FINAL:
            continue
        if last != "." and last.endswith("."):
            # An abbreviation or initial with its dot: "Mr.", "Oct.", "J.", "U.S."
            stem = last[:-1].casefold()
            if stem in _ABBREVIATIONS or len(stem) == 1 or "." in stem:
                continue
        if word in _STRAIGHT and not spaced[k]:
            continue
        starts.add(k)
    return starts


def settle_starts(
    words: Sequence[str], spaced: Sequence[bool], starts: Collection[int], fixed: Collection[int]
) -> set[int]:
    """Starts moved to the right side of quotation marks, and out of rows of one sign.

    A closing mark belongs to the sentence before, an opening one to the sentence after; a
    straight one tells by the white space around it.

    Args:
        words: Tokens without those of white space.
        spaced: For each whether white space stands before it.
        starts: Indices at which a sentence seems to start.
        fixed: Those of them that stay.

    >>> sorted(settle_starts(["Yes", ".", "”", "No"], [False, False, False, True], [0, 2], [0]))
    [0, 3]
    """
    settled: set[int] = set()
    for k in sorted(starts):
        if k in fixed:
            settled.add(k)
            continue
        word, before = words[k], words[k - 1]
        if not spaced[k] and before[-1] == word[0] and not word[0].isalnum():
            continue
        if word in _CLOSING_QUOTES or (word in _STRAIGHT and not spaced[k]):
            if k + 1 < len(words) and k + 1 not in fixed:
                settled.add(k + 1)
        elif before in _OPENING_QUOTES or (before in _STRAIGHT and spaced[k - 1] and not spaced[k]):
            settled.add(k - 1)
        elif not (before in _STRAIGHT and k - 1 in settled):
            settled.add(k)
    return settled
