"""Questions to the graph: find a query, read its header, bind its parameters, run it, print rows."""

from __future__ import annotations

from collections.abc import Mapping

from kg.query.bind import bind_params
from kg.query.results import FORMATS, format_answer
from kg.query.rows import Rows, to_rows
from kg.query.saved import Param, SavedQuery, find_query, list_queries
from kg.query.worker import query_apart
from kg.store import Answer, Store
from kg.vocab import PREFIXES

__all__ = [
    "FORMATS",
    "Param",
    "Rows",
    "SavedQuery",
    "ask_query",
    "find_query",
    "format_answer",
    "list_queries",
    "run_query",
]


def run_query(
    store: Store,
    query: str | SavedQuery,
    params: Mapping[str, str] | None = None,
    *,
    limit: int | None = None,
    timeout: float | None = None,
) -> Rows:
    """Run a query and give its rows as plain values; arguments and errors are those of `ask_query`."""
    return to_rows(ask_query(store, query, params, limit=limit, timeout=timeout))


def ask_query(
    store: Store,
    query: str | SavedQuery,
    params: Mapping[str, str] | None = None,
    *,
    limit: int | None = None,
    timeout: float | None = None,
) -> Answer:
    """Run a query and give its answer, all of it or the first ``limit`` rows.

    Args:
        query: A saved query or its name, a file, or SPARQL text. The prefixes of
            `kg.vocab.PREFIXES` need not be declared.
        params: Values by parameter name; entities by name, alias or IRI.
        timeout: Seconds after which the query is stopped. It then runs in a process of its
            own, which takes a fifth of a second to start and needs a database on disk.

    Raises:
        QueryError: The query is unknown or malformed, took too long, or a parameter is missing,
            unknown or of the wrong kind.
        ValueError: A time limit on a database in memory.
    """
    if timeout is not None and store.path is None:
        raise ValueError("only a query on a database on disk can have a time limit")
    found = query if isinstance(query, SavedQuery) else find_query(query)
    text = bind_params(store, found, params or {})
    if timeout is None or store.path is None:
        return store.query(text, prefixes=PREFIXES, limit=limit)
    return query_apart(store.path, text, prefixes=PREFIXES, limit=limit, timeout=timeout)
