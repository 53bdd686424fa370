"""Lay corrections over extractions, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kg.correct.claims import add, confirm, flip, reject
from kg.correct.desk import Desk, NoMatchError, article_order
from kg.correct.entities import delete, merge, rename, retype, split
from kg.correct.records import Corrected, Correction, Outcome
from kg.iris import DEFAULT_BASE
from kg.records import Evidence, Extraction

_APPLY: dict[str, Callable[[Desk, Correction], Outcome]] = {
    "merge": merge,
    "split": split,
    "rename": rename,
    "retype": retype,
    "delete": delete,
    "reject": reject,
    "flip": flip,
    "confirm": confirm,
}


def apply_corrections(
    extractions: Iterable[Extraction],
    corrections: Iterable[Correction],
    *,
    spans: Mapping[str, Evidence] | None = None,
    base: str = DEFAULT_BASE,
) -> Corrected:
    """Lay the corrections over what was extracted; holds all in memory.

    Each sees what those before it did, so that a rename may be followed by a merge under the
    new name. One that matches nothing changes nothing, and its outcome says why.

    Args:
        spans: Where the quotes of added claims stand, from `find_spans`.
    """
    extracted = tuple(extractions)
    desk = Desk(list(extracted), base)
    outcomes = tuple(_apply(desk, correction, spans or {}) for correction in corrections)
    if len(desk.extractions) == len(extracted):
        return Corrected(tuple(desk.extractions), outcomes)
    return Corrected(tuple(sorted(desk.extractions, key=article_order)), outcomes)


def _apply(desk: Desk, correction: Correction, spans: Mapping[str, Evidence]) -> Outcome:
    try:
        if correction.action == "add":
            return add(desk, correction, spans)
        return _APPLY[correction.action](desk, correction)
    except NoMatchError as problem:
        return Outcome(correction, str(problem))
