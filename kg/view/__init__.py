"""Entities and edges to one interactive HTML page that needs no network.

Three rooms: `data` turns records into plain dicts, `markup` (with `layout`) turns dicts into
HTML, `style` holds what both and the legend agree on; `select` chooses what is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Edge, Entity, Stance
from .data import to_page_data
from .markup import to_html
from .select import find_entities, keep_neighbourhood, keep_since, keep_stance

__all__ = ["render_page"]


def render_page(
    entities: Sequence[Entity],
    edges: Sequence[Edge],
    *,
    title: str = "Who supports and opposes whom",
    focus: str | None = None,
    stance: Stance | None = None,
    since: str | None = None,
) -> str:
    """Draw who supports and opposes whom as one self-contained page, to be written as UTF-8.

    The page holds everything in memory at once. Its fragment opens an edge by number or an
    entity by name: ``graph.html#edge=3``, ``graph.html#node=Hungary``.

    Args:
        focus: Name, alias or IRI of an entity: draw it, its neighbours, and what joins them.
        stance: Draw only this stance.
        since: ISO date: draw only edges last reported then or later.

    Raises:
        ViewError: No entity is called ``focus``, ``since`` is no date, or an edge ends at an
            entity that is not given.
    """
    notes: list[str] = []
    drawn = list(edges)
    if stance is not None:
        drawn = keep_stance(drawn, stance)
        notes.append(f"only {stance.value}")
    if since is not None:
        undated = sum(edge.last_date is None for edge in drawn)
        drawn = keep_since(drawn, since)
        notes.append(f"since {since}" + (f" ({undated} undated left out)" if undated else ""))
    shown: Sequence[Entity] = entities
    if focus is not None:
        centre = find_entities(entities, focus)
        drawn = keep_neighbourhood(drawn, centre)
        notes.append(f"around {centre[0].name}")
        shown = entities if drawn else centre
    return to_html(to_page_data(shown, drawn, title=title, notes=notes))
