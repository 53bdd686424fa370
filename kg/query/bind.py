"""Parameters into a query: each becomes a typed term in the VALUES block that waits for it.

Nothing a user gives is pasted: a name is looked up and only the IRI found goes in; other values
are written as escaped literals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from kg.errors import QueryError
from kg.query.entities import find_entity
from kg.query.saved import Param, SavedQuery
from kg.records import Stance
from kg.store import Store, Term, TermKind, write_term
from kg.vocab import STANCES, XSD

_BLOCK = re.compile(r"\bVALUES\s+\?_(\w+)\s*\{[^{}]*\}", re.IGNORECASE | re.ASCII)


def bind_params(store: Store, query: SavedQuery, values: Mapping[str, str]) -> str:
    """The query's text with its parameters bound.

    Raises:
        QueryError: A parameter is missing, unknown or of the wrong kind.
    """
    known = {param.name: param for param in query.params}
    for name in values:
        if name not in known:
            has = f"it has: {', '.join(known)}" if known else "it has none"
            raise QueryError(f"{query.name}: no parameter {name!r}; {has}")
    blocks = {name: _bind(store, query, param, values.get(name)) for name, param in known.items()}
    missing = blocks.keys() - {match[1] for match in _BLOCK.finditer(query.text)}
    if missing:
        name = min(missing)
        raise QueryError(f"{query.name}: nowhere to put {name!r}; add `VALUES ?_{name} {{ UNDEF }}`")
    return _BLOCK.sub(lambda match: blocks.get(match[1], match[0]), query.text)


def _bind(store: Store, query: SavedQuery, param: Param, value: str | None) -> str:
    given = param.default if value is None else value if param.type == "text" else value.strip()
    if given is None:
        raise QueryError(
            f"{query.name}: needs {param.name!r} ({param.description}); give it with --set {param.name}=..."
        )
    try:
        term = _TERMS[param.type](store, given) if given or param.type != "entity" else None
    except ValueError as error:
        raise QueryError(f"{query.name}: {param.name}: {error}") from error
    return f"VALUES ?_{param.name} {{ {'UNDEF' if term is None else write_term(term)} }}"


def _entity(store: Store, value: str) -> Term:
    return Term.from_iri(find_entity(store, value))


def _text(_store: Store, value: str) -> Term:
    return Term.from_text(value)


def _date(_store: Store, value: str) -> Term:
    """As text: days, months and years compare as ISO 8601 strings, not as values of one type."""
    try:
        if value:
            date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7, 10) else "")
    except ValueError:
        raise ValueError(f"{value!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY") from None
    return Term.from_text(value)


def _number(_store: Store, value: str) -> Term:
    if not re.fullmatch(r"[+-]?\d+", value, re.ASCII):
        raise ValueError(f"{value!r} is no whole number")
    return Term(TermKind.LITERAL, value, str(XSD.integer))


def _stance(_store: Store, value: str) -> Term | None:
    if not value:
        return None
    try:
        return Term.from_iri(str(STANCES[Stance(value)]))
    except ValueError:
        raise ValueError(f"{value!r} is no stance; known: {', '.join(Stance)}") from None


_TERMS: dict[str, Callable[[Store, str], Term | None]] = {
    "entity": _entity,
    "text": _text,
    "date": _date,
    "number": _number,
    "stance": _stance,
}
