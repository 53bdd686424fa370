"""The query operation of the SPARQL 1.1 Protocol: an HTTP request -> what to ask, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.guard import find_update

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = "this endpoint is read-only; no update is run"
#: More text than any query has.
MAX_BODY = 1_000_000


class ProtocolError(Exception):
    """A request that is none of the protocol's, with the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Operation:
    """A query with the graphs to ask."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def parse_operation(method: str, query_string: str, content_type: str, body: bytes) -> Operation | None:
    """What a request asks; None for a GET without parameters, which asks about the service itself.

    Raises:
        ProtocolError: The request breaks the protocol, or is an update.
    """
    params = _parse_form(query_string)
    if method in ("GET", "HEAD"):
        return _from_params(params) if params else None
    media_type, charset = _parse_type(content_type)
    if media_type == _UPDATE:
        raise ProtocolError(403, _READ_ONLY)
    if media_type not in (_FORM, _QUERY):
        raise ProtocolError(
            415, f"a query is posted as {_FORM} or {_QUERY}, not as {media_type or 'no type at all'}"
        )
    if charset not in ("", "utf-8", "utf8"):
        raise ProtocolError(415, f"a query is posted in UTF-8, not in {charset}")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"the body is not UTF-8: {error.reason} at byte {error.start}") from error
    if media_type == _FORM:
        return _from_params([*params, *_parse_form(text)])
    if any(name in ("query", "update") for name, _ in params):
        raise ProtocolError(400, "a query in the body and one in the URL; send one")
    return _from_params([*params, ("query", text)])


def _parse_form(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"a parameter is not UTF-8: {error.reason}") from error
    except ValueError as error:
        raise ProtocolError(400, f"the parameters cannot be read: {error}") from error


def _parse_type(content_type: str) -> tuple[str, str]:
    """Media type and charset, in lower case."""
    media_type, *params = (part.strip() for part in content_type.lower().split(";"))
    charsets = [
        value.strip('"') for name, _, value in (p.partition("=") for p in params) if name == "charset"
    ]
    return media_type, charsets[0] if charsets else ""


def _from_params(params: Sequence[tuple[str, str]]) -> Operation:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in params if key == name)

    if values("update") or values("using-graph-uri") or values("using-named-graph-uri"):
        raise ProtocolError(403, _READ_ONLY)
    queries = values("query")
    if len(queries) != 1:
        raise ProtocolError(400, f"{len(queries) or 'no'} query parameters; send exactly one")
    if find_update(queries[0]):
        raise ProtocolError(403, _READ_ONLY)
    return Operation(queries[0], values("default-graph-uri"), values("named-graph-uri"))
