"""Names that users give, to the entities they mean."""

from __future__ import annotations

import difflib

from kg.errors import QueryError
from kg.iris import slug
from kg.store import Store, Term, write_term
from kg.vocab import PREFIXES

_KNOWN = "ASK {{ {iri} a kg:Entity }}"
_EXACT = """
SELECT DISTINCT ?entity ?label ?name {{
  VALUES ?name {{ {name} }}
  ?entity skos:altLabel ?name ; a kg:Entity ; rdfs:label ?label .
}}"""
_ALL = "SELECT ?entity ?label ?name { ?entity a kg:Entity ; rdfs:label ?label ; skos:altLabel ?name }"

#: Entity IRI, the name shown, the name that matched.
_Row = tuple[str, str, str]


def find_entity(store: Store, name: str) -> str:
    """The IRI of the entity with this name, alias or IRI; case and accents do not matter.

    A name shown goes before an alias, and the spelling given before another.

    Raises:
        QueryError: None has it, or several have.
    """
    if "://" in name:
        return _check_iri(store, name.strip("<>"))
    exact = _rows(store, _EXACT.format(name=write_term(Term.from_text(name))))
    for rows, spelling in ((exact, str), (_rows(store, _ALL) if not exact else [], slug)):
        wanted = spelling(name)
        for shown in (True, False):
            found = {row[0]: row[1] for row in rows if spelling(row[1 if shown else 2]) == wanted}
            if len(found) == 1:
                return next(iter(found))
            if found:
                choices = ", ".join(f"{label} <{iri}>" for iri, label in sorted(found.items()))
                raise QueryError(f"several entities are called {name!r}; give one of these IRIs: {choices}")
    raise QueryError(f"no entity is called {name!r}; {_near(name, _rows(store, _ALL))}")


def _rows(store: Store, query: str) -> list[_Row]:
    answer = store.query(query, prefixes=PREFIXES)
    return [(row[0].value, row[1].value, row[2].value) for row in answer.rows if row[0] and row[1] and row[2]]


def _check_iri(store: Store, iri: str) -> str:
    try:
        answer = store.query(_KNOWN.format(iri=write_term(Term.from_iri(iri))), prefixes=PREFIXES)
    except ValueError:
        raise QueryError(f"{iri!r} is no IRI; give a name instead") from None
    if answer.rows[0][0] is None or answer.rows[0][0].value != "true":
        raise QueryError(f"no entity has the IRI {iri}; give a name instead")
    return iri


def _near(name: str, rows: list[_Row]) -> str:
    """The names most like this one, for the user to choose from."""
    wanted = slug(name)
    labels: dict[str, str] = {}
    for _, label, alias in sorted(rows):
        labels.setdefault(slug(alias), label)
        labels.setdefault(slug(label), label)
    inside = sorted(key for key in labels if wanted in key.split("-") or f"-{wanted}" in key or wanted in key)
    like = difflib.get_close_matches(wanted, labels, n=5, cutoff=0.6)
    names = list(dict.fromkeys(labels[key] for key in [*like, *inside]))[:5]
    return f"near: {', '.join(names)}" if names else "no name is near it"
