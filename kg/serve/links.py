"""Where the page of an IRI lies on this server, and which IRI a path stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

#: What an IRI may hold in a query or a link (RFC 3987, less what SPARQL forbids).
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20<>\"{}|\\^`]*")
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Links:
    """Links between pages.

    Attributes:
        base: What the IRIs of the graph start with.
    """

    base: str

    def page(self, iri: str) -> str:
        """The path of the page about an IRI.

        >>> Links("https://kg.example.org/").page("https://kg.example.org/entity/person/anna-berg")
        '/entity/person/anna-berg'
        >>> Links("https://kg.example.org/").page("http://x.test/a#b")
        '/resource?iri=http%3A%2F%2Fx.test%2Fa%23b'
        """
        rest = iri.removeprefix(self.base)
        if rest != iri and re.fullmatch(r"[\w~%-][\w./~%-]*", rest, re.ASCII) and rest.partition("/")[2]:
            return f"/{rest}"
        return f"/resource?iri={quote(iri, safe='')}"

    def iri(self, path: str) -> str:
        """The IRI that a path, as the client wrote it, stands for."""
        return self.base + path.removeprefix("/")


def is_iri(text: str) -> bool:
    """Whether the text is an absolute IRI."""
    return _IRI.fullmatch(text) is not None


def is_web(text: str) -> bool:
    """Whether the text is a link that is safe to follow from a page.

    >>> is_web("javascript:alert(1)")
    False
    """
    return _WEB.match(text) is not None and is_iri(text)
