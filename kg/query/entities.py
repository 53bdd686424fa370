"""Names that users give, to the entities and outlets they mean."""

from __future__ import annotations

import difflib

from kg.errors import QueryError
from kg.iris import slug
from kg.store import Store, Term, write_term
from kg.vocab import PREFIXES

_KNOWN = "ASK {{ {iri} a {class_} }}"
_EXACT = """
SELECT DISTINCT ?it ?label ?name {{
  VALUES ?name {{ {name} }}
  ?it skos:altLabel ?name ; a {class_} ; rdfs:label ?label .
}}"""
_ALL = "SELECT ?it ?label ?name {{ ?it a {class_} ; rdfs:label ?label ; skos:altLabel ?name }}"

#: Entity IRI, the name shown, the name that matched.
_Row = tuple[str, str, str]


def find_entity(store: Store, name: str) -> str:
    """The IRI of the entity with this name, alias or IRI; case and accents do not matter.

    A name shown goes before an alias, and the spelling given before another.

    Raises:
        QueryError: None has it, or several have.
    """
    return _find(store, name, "kg:Entity", ("entity", "entities"))


def find_outlet(store: Store, name: str) -> str:
    """The IRI of the publisher with this name or IRI, found as entities are.

    Raises:
        QueryError: None has it, or several have.
    """
    return _find(store, name, "schema:NewsMediaOrganization", ("outlet", "outlets"))


def _find(store: Store, name: str, class_: str, nouns: tuple[str, str]) -> str:
    if "://" in name:
        return _check_iri(store, name.strip("<>"), class_, nouns[0])
    exact = _rows(store, _EXACT.format(name=write_term(Term.from_text(name)), class_=class_))
    rest = [] if exact else _rows(store, _ALL.format(class_=class_))
    for rows, spelling in ((exact, str), (rest, slug)):
        wanted = spelling(name)
        for shown in (True, False):
            found = {row[0]: row[1] for row in rows if spelling(row[1 if shown else 2]) == wanted}
            if len(found) == 1:
                return next(iter(found))
            if found:
                choices = ", ".join(f"{label} <{iri}>" for iri, label in sorted(found.items()))
                raise QueryError(f"several {nouns[1]} are called {name!r}; give one of these IRIs: {choices}")
    raise QueryError(f"no {nouns[0]} is called {name!r}; {_near(name, rest)}")


def _rows(store: Store, query: str) -> list[_Row]:
    answer = store.query(query, prefixes=PREFIXES)
    return [(row[0].value, row[1].value, row[2].value) for row in answer.rows if row[0] and row[1] and row[2]]


def _check_iri(store: Store, iri: str, class_: str, noun: str) -> str:
    try:
        known = _KNOWN.format(iri=write_term(Term.from_iri(iri)), class_=class_)
        answer = store.query(known, prefixes=PREFIXES)
    except ValueError:
        raise QueryError(f"{iri!r} is no IRI; give a name instead") from None
    if answer.rows[0][0] is None or answer.rows[0][0].value != "true":
        raise QueryError(f"no {noun} has the IRI {iri}; give a name instead")
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
