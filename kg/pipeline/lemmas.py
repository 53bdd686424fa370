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
#: Tags whose words keep their case.
_NAMES = frozenset({"NNP", "NNPS"})
#: Tags whose words stay as they are.
_KEPT = frozenset({"ADD", "LS"})
#: What verbs end in before an e that their forms drop: "create", "execute", "retire", "require".
_SILENT = ("at", "ut", "ir", "ur")
_CONTRACTED = {"n't": "not", "'ll": "will", "'re": "be", "'ve": "have", "'m": "be", "ca": "can", "wo": "will"}


class Lemmas:
    """A look-up that falls back to rules.

    Args:
        table: "form\\ttag" -> lemma, the form in lower case but for names.
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
        low = form.casefold()
        if tag in _KEPT:
            return form
        if low in _CONTRACTED and tag not in _NAMES:
            return _CONTRACTED[low]
        found = self.table.get(f"{form if tag in _NAMES else low}\t{tag}")
        if found:
            return found
        if tag in _NAMES:
            return _name_as_written(form, self._by_rule(low, "NNS") if tag == "NNPS" else low)
        if tag == "CD" and low[:1].isdigit():
            return low.replace(",", "")
        return self._by_rule(low, tag)

    def _by_rule(self, low: str, tag: str) -> str:
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


def _name_as_written(form: str, low: str) -> str:
    """The lemma of a name in the case of its form; one in lower case gets its capital."""
    if form.islower() and form.isalpha() and len(form) > 2:
        return low[:1].upper() + low[1:]
    if low.startswith(form[: len(low)].casefold()):
        return form[: len(low)]
    return form[:1] + low[1:]


def _stem(candidates: list[str]) -> str:
    """An unknown verb's lemma from its bare stem: double consonants halved, silent e put back."""
    bare = candidates[0]
    if bare.endswith("y") or len(bare) < 3:
        return bare
    if bare[-1] == bare[-2] and bare[-1] not in "lsz":
        return bare[:-1]
    if (bare[-1] in "vcsguz" and not bare.endswith("ss")) or bare.endswith(_SILENT):
        return bare + "e"
    return bare
