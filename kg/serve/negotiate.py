"""Content negotiation: which of the types that we can write a client would rather have (RFC 9110)."""

from __future__ import annotations

from collections.abc import Sequence

#: Media types of SPARQL results -> the name of the format; of two for one format the first is sent.
RESULT_TYPES = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
#: Of an answer that is yes or no, which CSV and TSV cannot hold.
BOOLEAN_TYPES = {type_: name for type_, name in RESULT_TYPES.items() if name in ("json", "xml")}
#: Media types of graphs.
GRAPH_TYPES = {
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/n-triples": "ntriples",
    "application/xml": "rdfxml",
    "application/json": "jsonld",
    "text/plain": "ntriples",
}


def choose_type(accept: str, offered: Sequence[str]) -> str | None:
    """The offered media type that fits the Accept header best; None when none does.

    Of equally good ones the first offered is taken; a malformed part of the header is passed over.

    >>> choose_type("text/html, application/json;q=0.9, */*;q=0.1", ["text/turtle", "application/json"])
    'application/json'
    >>> choose_type("text/*", ["application/json", "text/csv"])
    'text/csv'
    >>> choose_type("image/png", ["text/csv"]) is None
    True
    """
    ranges = [_parse_range(part) for part in accept.split(",") if part.strip()]
    if not ranges:
        return offered[0]
    weights = [(_weigh(type_, ranges), -position) for position, type_ in enumerate(offered)]
    weight, position = max(weights)
    return offered[-position] if weight > 0 else None


def _parse_range(part: str) -> tuple[str, float]:
    range_, *params = (piece.strip() for piece in part.split(";"))
    for param in params:
        name, _, value = param.partition("=")
        if name.strip().lower() == "q":
            try:
                return range_.lower(), min(max(float(value), 0.0), 1.0)
            except ValueError:
                return range_.lower(), 0.0
    return range_.lower(), 1.0


def _weigh(type_: str, ranges: Sequence[tuple[str, float]]) -> float:
    """What the most specific range that fits says."""
    main = type_.partition("/")[0]
    for wanted in (type_, f"{main}/*", "*/*"):
        found = [weight for range_, weight in ranges if range_ == wanted]
        if found:
            return max(found)
    return 0.0
