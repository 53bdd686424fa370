"""Values of records as RDF literals."""

from __future__ import annotations

from datetime import date

from rdflib import Literal, URIRef

from kg.vocab import XSD

Triple = tuple[URIRef, URIRef, URIRef | Literal]

_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def to_decimal(value: float) -> Literal:
    """A decimal of at most four places, always with one, as both Turtle writers here print it."""
    return Literal(str(round(value, 4)), datatype=XSD.decimal)


def to_offset(value: int) -> Literal:
    """A place in a text."""
    return Literal(str(value), datatype=XSD.nonNegativeInteger)


def to_date(text: str) -> Literal:
    """An ISO 8601 day, month or year with its own type; anything else stays a plain string."""
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return Literal(text)
    return Literal(text, datatype=_DATE_TYPES[len(text)])
