"""Identifiers as strings: minting IRIs from content, so that graphs built apart agree."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

#: Where minted IRIs live unless the user names a base of their own (RFC 2606 domain).
DEFAULT_BASE = "https://kg.example.org/"
#: Namespace of the project's own vocabulary; it does not move with the base.
VOCABULARY = "https://kg.example.org/ns#"
WIKIDATA = "http://www.wikidata.org/entity/"


def slug(name: str) -> str:
    """Fold a name to lower-case ASCII words joined by hyphens; letters without ASCII form stay.

    >>> slug("Viktor Orbán")
    'viktor-orban'
    >>> slug("Romania's Supreme Council")
    'romania-s-supreme-council'
    """
    decomposed = unicodedata.normalize(
        "NFKD",
        name.replace("ß", "ss").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O"),
    )
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return re.sub(r"[\W_]+", "-", bare).strip("-") or "unnamed"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def entity_iri(name: str, type_: str, *, wikidata: str | None = None, base: str = DEFAULT_BASE) -> str:
    """Mint the IRI of an entity: its Wikidata id where linked, else its type and name.

    >>> entity_iri("Netherlands", "Country", wikidata="Q55")
    'https://kg.example.org/entity/Q55'
    >>> entity_iri("Mark Rutte", "Person")
    'https://kg.example.org/entity/person/mark-rutte'
    """
    if wikidata:
        return f"{base}entity/{wikidata}"
    return f"{base}entity/{quote(type_.casefold())}/{quote(slug(name))}"


def content_hash(text: str) -> str:
    """Hash of an article's text with white space and Unicode form normalised."""
    return _digest(re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip())


def article_iri(text: str, *, base: str = DEFAULT_BASE) -> str:
    """Mint the IRI of an article from its normalised text."""
    return f"{base}article/{content_hash(text)}"


def claim_iri(
    article: str,
    start: int,
    end: int,
    holder: str,
    stance: str,
    target: str,
    speaker: str | None,
    *,
    base: str = DEFAULT_BASE,
) -> str:
    """Mint the IRI of a claim from article IRI, evidence offsets, holder, stance, target and speaker."""
    return f"{base}claim/{_digest(article, str(start), str(end), holder, stance, target, speaker or '')}"


def sentence_iri(article: str, start: int, end: int) -> str:
    """The IRI of a stretch of an article, after RFC 5147 character fragments."""
    return f"{article}#char={start},{end}"


def hashed_iri(kind: str, *parts: str, base: str = DEFAULT_BASE) -> str:
    """Mint an IRI of some other ``kind`` (fact, position, topic) from its parts."""
    return f"{base}{kind}/{_digest(*parts)}"


def source_iri(name: str, *, base: str = DEFAULT_BASE) -> str:
    """Mint the IRI of a publisher as articles name it.

    >>> source_iri("The Daily Example")
    'https://kg.example.org/source/the-daily-example'
    """
    return f"{base}source/{quote(slug(name))}"


def named_article_iri(text_hash: str, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of an article whose text is gone but whose ``content_hash`` was kept."""
    return f"{base}article/{text_hash}"


def derived_graph_iri(*, base: str = DEFAULT_BASE) -> str:
    """The IRI of the named graph of what follows from all claims at hand."""
    return f"{base}graph/derived"


def article_hash_of(iri: str, *, base: str = DEFAULT_BASE) -> str | None:
    """The hash that an article's IRI was minted from; None for another IRI.

    >>> article_hash_of(named_article_iri("0a1b"))
    '0a1b'
    """
    prefix = named_article_iri("", base=base)
    return iri[len(prefix) :] if iri.startswith(prefix) and len(iri) > len(prefix) else None


def dataset_iri(part: str | None = None, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of the data set itself, or of one part of it.

    >>> dataset_iri("Claim")
    'https://kg.example.org/dataset/Claim'
    """
    return f"{base}dataset/{quote(part)}" if part else f"{base}dataset"


def software_iri(version: str, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of one version of the program that makes graphs."""
    return f"{base}software/kg-{quote(version)}"


def corrections_graph_iri(*, base: str = DEFAULT_BASE) -> str:
    """The IRI of the named graph of how things stood before they were corrected by hand."""
    return f"{base}graph/corrections"


def agent_iri(name: str, *, base: str = DEFAULT_BASE) -> str:
    """Mint the IRI of somebody who works on the graph."""
    return f"{base}agent/{quote(slug(name))}"
