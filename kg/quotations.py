"""What stands in quotation marks.

A base module, since two steps ask: who "I" is, and whose stance it is that is quoted.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

_OPENING: Final = frozenset("“„«")
_CLOSING: Final = frozenset("”»")
_STRAIGHT: Final = frozenset({'"', "``", "''"})
MARKS: Final = _OPENING | _CLOSING | _STRAIGHT
#: What may stand right before a quotation, with no space between.
_BEFORE: Final = frozenset({"(", "[", "-", "–", "—", "--"})


def quoted(doc: Doc) -> list[bool]:
    """For each token whether it stands in quotation marks.

    Many papers break the line within a quotation, and begin each of its paragraphs with an opening
    mark. So at a line break a quotation goes on only where the next mark closes it; a straight
    mark of unclear direction does not reach over a blank line.
    """
    sides = {token.i: _side(token) for token in doc if token.text in MARKS}
    ahead = _look_ahead(doc, sides)
    inside, found = False, []
    for token in doc:
        if inside and "\n" in token.text:
            coming = ahead[token.i]
            inside = coming == "closes" or (coming == "either" and token.text.count("\n") < 2)
        side = sides.get(token.i)
        if side is not None:
            inside = side == "opens" or (side == "either" and not inside)
        found.append(inside)
    return found


def _side(mark: Token) -> str:
    """Whether a mark opens or closes: by its shape, else by the white space beside it."""
    if mark.text in _OPENING or mark.text in _CLOSING:
        return "opens" if mark.text in _OPENING else "closes"
    before = mark.nbor(-1) if mark.i else None
    after = mark.nbor(1) if mark.i + 1 < len(mark.doc) else None
    free_before = before is None or before.is_space or bool(before.whitespace_) or before.text in _BEFORE
    free_after = after is None or after.is_space or bool(mark.whitespace_)
    if free_before == free_after:
        return "either"
    return "opens" if free_before else "closes"


def _look_ahead(doc: Doc, sides: dict[int, str]) -> list[str]:
    """For each token the side of the next mark after it; "" where there is none."""
    ahead, coming = [""] * len(doc), ""
    for at in range(len(doc) - 1, -1, -1):
        ahead[at] = coming
        coming = sides.get(at, coming)
    return ahead
