"""Parameters into a query: each becomes a typed term in the VALUES block that waits for it.

Nothing a user gives is pasted: a name is looked up and only the IRI found goes in; other values
are written as escaped literals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from rdflib import URIRef

from kg.errors import QueryError
from kg.query.entities import find_entity, find_outlet
from kg.query.saved import Param, SavedQuery
from kg.store import OPAQUE, Store, Term, TermKind, write_term
from kg.vocab import ENTITY_CLASSES, MODALITIES, STANCES, XSD

_Word = TypeVar("_Word", bound=StrEnum)
_Binder = Callable[[Store, str], Term | None]

#: A block that waits for a parameter, outside strings, IRIs and comments.
_BLOCK = re.compile(
    rf"(?P<opaque>{OPAQUE.pattern})|\b(?i:VALUES)\s+\?_(?P<name>\w+)\s*\{{[^{{}}]*\}}",
    re.DOTALL | re.ASCII,
)


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
    missing = blocks.keys() - {match["name"] for match in _BLOCK.finditer(query.text)}
    if missing:
        name = min(missing)
        raise QueryError(f"{query.name}: nowhere to put {name!r}; add `VALUES ?_{name} {{ UNDEF }}`")
    return _BLOCK.sub(lambda match: blocks.get(match["name"], match[0]), query.text)


def _bind(store: Store, query: SavedQuery, param: Param, value: str | None) -> str:
    given = param.default if value is None else value if param.type == "text" else value.strip()
    if given is None:
        raise QueryError(
            f"{query.name}: needs {param.name!r} ({param.description}); give it with --set {param.name}=..."
        )
    try:
        term = _TERMS[param.type](store, given)
    except ValueError as error:
        raise QueryError(f"{query.name}: {param.name}: {error}") from error
    return f"VALUES ?_{param.name} {{ {'UNDEF' if term is None else write_term(term)} }}"


def _entity(store: Store, value: str) -> Term | None:
    return Term.from_iri(find_entity(store, value)) if value else None


def _outlet(store: Store, value: str) -> Term | None:
    return Term.from_iri(find_outlet(store, value)) if value else None


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
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", value, re.ASCII):
        raise ValueError(f"{value!r} is no number")
    return Term(TermKind.LITERAL, value, str(XSD.decimal if "." in value else XSD.integer))


def _word(words: Mapping[_Word, URIRef]) -> _Binder:
    """One of a closed set of words; empty for any."""

    def bind(_store: Store, value: str) -> Term | None:
        known = {str(word): iri for word, iri in words.items()}
        if value and value not in known:
            raise ValueError(f"{value!r} is none of {', '.join(known)}")
        return Term.from_iri(str(known[value])) if value else None

    return bind


_TERMS: dict[str, _Binder] = {
    "date": _date,
    "entity": _entity,
    "modality": _word(MODALITIES),
    "number": _number,
    "outlet": _outlet,
    "stance": _word(STANCES),
    "text": _text,
    "type": _word(ENTITY_CLASSES),
}
