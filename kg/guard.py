r"""What may be asked of a graph that is read-only and has no network: no SERVICE, no update.

The database would send a SERVICE to any server, so that the check must see what its parser sees.
Only text that the parser cannot read as a keyword is passed over: strings, IRIs, comments (which
a carriage return ends, too) and escaped characters of names. Whether ``<'>`` is an IRI or a
comparison with a string depends on the place; a query with such a thing gets the stricter reading.
"""

from __future__ import annotations

import re

from kg.errors import QueryError

#: What a keyword cannot stand in.
OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|'
    r"'''(?:[^'\\]|\\.|'(?!''))*'''|"
    r'"(?:[^"\\\n\r]|\\.)*"|'
    r"'(?:[^'\\\n\r]|\\.)*'|"
    r"<[^<>\"{}|^`\\\s']*>|"
    r"\\.|"
    r"#[^\n\r]*",
    re.DOTALL,
)
_AMBIGUOUS = re.compile(r"<[^<>\"{}|^`\\\s]*'[^<>\"{}|^`\\\s]*>")
_SERVICE = re.compile(r"(?<![?$:\w-])SERVICE(?![\w:-])", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*(?:BASE\b|PREFIX\s+[^\s:]*:)\s*", re.IGNORECASE)
_UPDATE = re.compile(r"\s*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b(?!\s*:)", re.IGNORECASE)


def check_query(text: str) -> None:
    """Refuse what asks another server or changes the graph; whether the rest is SPARQL is not looked at.

    Raises:
        QueryError: It does one of these.
    """
    bare = OPAQUE.sub(" ", text)
    if _SERVICE.search(text if _AMBIGUOUS.search(text) else bare):
        raise QueryError("SERVICE asks another server, and no network is used; leave it out")
    operation = find_update(text)
    if operation:
        raise QueryError(
            f"{operation} changes the graph, and a query only reads it; change it with `kg build`"
        )


def find_update(text: str) -> str | None:
    """The keyword that makes the text a SPARQL update; None when it is none.

    >>> find_update("PREFIX x: <http://example.org/> load <http://example.org/a>")
    'LOAD'
    >>> find_update("SELECT * { ?load ?drop ?clear }") is None
    True
    """
    bare = OPAQUE.sub(" ", text)
    at = 0
    while match := _PROLOGUE.match(bare, at):
        at = match.end()
    update = _UPDATE.match(bare, at)
    return update[1].upper() if update else None
