"""Where sentences can start: line breaks and bullets, and plain ends of sentences."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

_FINAL = frozenset(".!?…")
_CLOSING = frozenset("\"'”’)]»")
_OPENING = frozenset("\"'“‘([«")
_BULLETS = frozenset("•▪◦‣·*-–—►●")
#: Abbreviations after which a capital does not open a sentence.
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sen rep gov gen lt col sgt capt cmdr maj adm rev hon st jr sr vs no nos jan feb
    mar apr jun jul aug sept sep oct nov dec u.s u.n u.k e.u d.c ph.d inc corp co ltd ft mt dept est
    approx fig
    """.split()
)


def hard_starts(doc: Doc) -> set[int]:
    """Indices of tokens that must start a sentence, because a line or an item begins there."""
    wrapped = _is_wrapped(doc.text)
    starts: set[int] = set()
    breaks = False
    blank = True
    for token in doc:
        if token.is_space:
            count = token.text.count("\n")
            blank = blank or count > 1
            breaks = breaks or count > 0
            continue
        if blank or (breaks and not (wrapped and not _ends_sentence(doc, token.i))):
            starts.add(token.i)
        blank = breaks = False
    return starts


def _is_wrapped(text: str) -> bool:
    """Whether lines were broken to a width, so that a line break alone means nothing."""
    lines = [line for block in text.split("\n\n") for line in block.split("\n")[:-1] if line.strip()]
    return len(lines) >= 5 and sum(55 <= len(line) <= 100 for line in lines) > 0.8 * len(lines)


def _ends_sentence(doc: Doc, index: int) -> bool:
    """Whether the token before ``index``, white space and closing marks aside, is final."""
    i = index - 1
    while i >= 0 and (doc[i].is_space or doc[i].text in _CLOSING):
        i -= 1
    return i >= 0 and doc[i].text[-1:] in _FINAL


def soft_starts(doc: Doc, words: Sequence[int]) -> set[int]:
    """Indices of tokens that plainly start a sentence: after a final mark, before a capital.

    Args:
        doc: The tokens.
        words: Indices of the tokens that are no white space.
    """
    starts: set[int] = set()
    for k in range(1, len(words)):
        token = doc[words[k]]
        back = k - 1
        if token.text[0] in _CLOSING and token.text not in _OPENING:
            continue
        while back > 0 and doc[words[back]].text in _CLOSING:
            back -= 1
        last = doc[words[back]]
        if last.text[-1:] not in _FINAL or token.text in _FINAL:
            continue
        if last.text != "." and last.text.endswith("."):
            # An abbreviation or initial with its dot: "Mr.", "Oct.", "J.", "U.S."
            stem = last.text[:-1].casefold()
            if stem in _ABBREVIATIONS or len(stem) == 1 or "." in stem:
                continue
        straight = token.text in "\"'" and doc[words[k - 1]].whitespace_ == ""
        first = token.text[0]
        if not straight and (first.isupper() or first in _OPENING or first.isdigit() or first in _BULLETS):
            starts.add(words[k])
    return starts
