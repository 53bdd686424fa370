"""Questions to the graph: find a query, read its header, bind its parameters, run it, print rows."""

from __future__ import annotations

from collections.abc import Mapping

from kg.query.bind import bind_params
from kg.query.rows import FORMATS, Rows, format_rows, to_rows
from kg.query.saved import Param, SavedQuery, find_query, list_queries
from kg.store import Store
from kg.vocab import PREFIXES

__all__ = [
    "FORMATS",
    "Param",
    "Rows",
    "SavedQuery",
    "find_query",
    "format_rows",
    "list_queries",
    "run_query",
]


def run_query(
    store: Store,
    query: str | SavedQuery,
    params: Mapping[str, str] | None = None,
    *,
    limit: int | None = None,
) -> Rows:
    """Run a query and give its rows, all of them or the first ``limit``.

    Args:
        query: A saved query or its name, a file, or SPARQL text. The prefixes of
            `kg.vocab.PREFIXES` need not be declared.
        params: Values by parameter name; entities by name, alias or IRI.

    Raises:
        QueryError: The query is unknown or malformed, or a parameter is missing, unknown or
            of the wrong kind.
    """
    found = query if isinstance(query, SavedQuery) else find_query(query)
    rows = to_rows(store.query(bind_params(store, found, params or {}), prefixes=PREFIXES))
    return rows if limit is None else Rows(rows.columns, rows.rows[:limit])
