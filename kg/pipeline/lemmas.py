"""Lemmas from a table of (form, tag) pairs, with suffix rules for what the table lacks."""

from __future__ import annotations

from collections.abc import Mapping

_VOWELS = frozenset("aeiou")
#: Tag -> (suffix, replacement), tried in order; a candidate among the known lemmas wins.
_RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "NNS": (
        ("ies", "y"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("sses", "ss"),
        ("xes", "x"),
        ("zes", "ze"),
        ("men", "man"),
        ("s", ""),
    ),
    "VBZ": (
        ("ies", "y"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("sses", "ss"),
        ("xes", "x"),
        ("oes", "o"),
        ("s", ""),
    ),
    "VBD": (("ied", "y"), ("ed", ""), ("ed", "e"), ("d", "")),
    "VBN": (("ied", "y"), ("ed", ""), ("ed", "e"), ("d", "")),
    "VBG": (("ying", "y"), ("ing", ""), ("ing", "e")),
    "JJR": (("ier", "y"), ("er", ""), ("er", "e")),
    "JJS": (("iest", "y"), ("est", ""), ("est", "e")),
    "RBR": (("er", ""), ("er", "e")),
    "RBS": (("est", ""), ("est", "e")),
}
_CONTRACTED = {"n't": "not", "'ll": "will", "'re": "be", "'ve": "have", "'m": "be", "ca": "can", "wo": "will"}


class Lemmas:
    """A look-up that falls back to rules.

    Args:
        table: "form\\ttag" (form in lower case) -> lemma.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self.table = dict(table)
        self._known = set(self.table.values())

    def find(self, form: str, tag: str) -> str:
        """Lemma of a word with its Penn tag.

        >>> Lemmas({}).find("objections", "NNS")
        'objection'
        """
        form = form.replace("’", "'")
        if tag in ("NNP", "NNPS"):
            return form
        low = form.casefold()
        if low in _CONTRACTED:
            return _CONTRACTED[low]
        found = self.table.get(f"{low}\t{tag}")
        if found:
            return found
        rules = _RULES.get(tag)
        if not rules or not low.isascii():
            return low
        candidates = [
            low[: -len(old)] + new for old, new in rules if low.endswith(old) and len(low) > len(old) + 1
        ]
        for candidate in candidates:
            if candidate in self._known:
                return candidate
        if tag in ("VBD", "VBN", "VBG") and candidates:
            return _stem(candidates)
        return candidates[0] if candidates else low


def _stem(candidates: list[str]) -> str:
    """An unknown verb's lemma from its bare stem: double consonants halved, silent e put back."""
    bare = candidates[0]
    if bare.endswith("y") or len(bare) < 3:
        return bare
    if bare[-1] == bare[-2] and bare[-1] not in "lsz":
        return bare[:-1]
    if bare[-1] in "vcsguz" or (
        bare[-1] not in _VOWELS and bare[-2] in "iau" and bare[-3] not in _VOWELS and bare[-1] in "t"
    ):
        return bare + "e"
    return bare
