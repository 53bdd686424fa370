"""Leaders of countries by surname."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.lexicon import leaders
from kg.names import fold, surname


@cache
def leaders_by_surname() -> Mapping[str, tuple[str, ...]]:
    """Folded surnames of leaders to their full names."""
    found: dict[str, set[str]] = {}
    for leader in leaders():
        found.setdefault(fold(surname(leader.name)), set()).add(leader.name)
    return MappingProxyType({name: tuple(sorted(full)) for name, full in found.items()})


def is_surname_of_leader(text: str) -> bool:
    """Tell whether a bare name is a surname that news need not explain.

    >>> is_surname_of_leader("Macron"), is_surname_of_leader("Norland")
    (True, False)
    """
    return fold(text) in leaders_by_surname()
