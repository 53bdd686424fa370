"""Choose what to draw: one stance, from a day on, around one entity."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from ..errors import ViewError
from ..records import Edge, Entity, Stance

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def find_entities(entities: Sequence[Entity], name: str) -> tuple[Entity, ...]:
    """Find whom a name means: by IRI, by canonical name, else by alias.

    Raises:
        ViewError: Nobody has the name, or several share it as an alias; the message lists them.
    """
    wanted = _fold(name)
    named = tuple(e for e in entities if e.id == name or _fold(e.name) == wanted)
    if named:
        return named
    aliased = tuple(e for e in entities if wanted in map(_fold, e.aliases))
    if len(aliased) > 1:
        meant = ", ".join(sorted(e.name for e in aliased))
        raise ViewError(f"{name!r} may mean {meant}; use the full name")
    if not aliased:
        raise ViewError(f"no entity is called {name!r}; {_suggest(entities, wanted)}")
    return aliased


def _suggest(entities: Sequence[Entity], wanted: str) -> str:
    names: dict[str, str] = {}
    for entity in sorted(entities, key=lambda e: (e.name, e.id)):
        for string in (entity.name, *entity.aliases):
            names.setdefault(_fold(string), entity.name)
    within = [
        folded
        for folded in names
        if wanted and (wanted in folded or set(wanted.split()) & set(folded.split()))
    ]
    close = difflib.get_close_matches(wanted, names, n=5, cutoff=0.6)
    near = list(dict.fromkeys(names[folded] for folded in [*close, *within]))[:5]
    if near:
        return "near names: " + ", ".join(near)
    known = sorted({entity.name for entity in entities})
    return (
        "known names: " + ", ".join(known[:8]) + (", ..." if len(known) > 8 else "")
        if known
        else "the graph is empty"
    )


def keep_stance(edges: Iterable[Edge], stance: Stance) -> list[Edge]:
    """Keep the edges of one stance."""
    return [edge for edge in edges if edge.stance == stance]


def keep_since(edges: Iterable[Edge], since: str) -> list[Edge]:
    """Keep the edges that were last reported on a day or later; those without a date go.

    An edge known to the month stays when its month reaches into the time asked for.

    Raises:
        ViewError: ``since`` is no ISO date.
    """
    if not _DATE.fullmatch(since):
        raise ViewError(f"not a date: {since!r}; write YYYY-MM-DD, YYYY-MM or YYYY")
    return [edge for edge in edges if edge.last_date and edge.last_date >= since[: len(edge.last_date)]]


def keep_neighbourhood(edges: Iterable[Edge], centre: Iterable[Entity]) -> list[Edge]:
    """Keep the edges of some entities, and those among their neighbours."""
    edges = list(edges)
    centres = {entity.id for entity in centre}
    near = set(centres)
    for edge in edges:
        if edge.holder in centres or edge.target in centres:
            near.update((edge.holder, edge.target))
    return [edge for edge in edges if edge.holder in near and edge.target in near]
