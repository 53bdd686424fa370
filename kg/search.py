"""Full-text search over quotes and names: an SQLite FTS5 file beside the database.

It is made from the database, so that it knows what the database knows, whoever made that.
Names match by the start of their last word, quotes by word stems, both whatever the case and
accents. What a user types is split into words and phrases and quoted: it has no syntax that
could be wrong.
"""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from kg.errors import QueryError, StoreError
from kg.store import Store
from kg.vocab import PREFIXES

#: Name of the file in the folder that `kg build` writes.
INDEX = "search.sqlite"
KINDS = ("name", "quote")

_FORMAT = 1
_NAMES = """
SELECT ?entity ?label ?name WHERE {
  ?entity a kg:Entity ; skos:altLabel ?name .
  OPTIONAL { ?entity rdfs:label ?label }
}"""
_QUOTES = """
SELECT ?sentence ?quote ?article ?title ?date ?source WHERE {
  ?sentence nif:anchorOf ?quote ; nif:referenceContext ?article .
  OPTIONAL { ?article rdfs:label ?title }
  OPTIONAL { ?article schema:datePublished ?date }
  OPTIONAL { ?article schema:publisher/rdfs:label ?source }
}"""
_CLAIMS = """
SELECT ?sentence ?who ?stance ?whom WHERE {
  ?claim kg:evidence ?sentence ; kg:stance ?is ; kg:holder/rdfs:label ?who ; kg:target/rdfs:label ?whom .
  BIND(LCASE(STRAFTER(STR(?is), "#")) AS ?stance)
}"""
_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE quote_row (
  id INTEGER PRIMARY KEY,
  sentence TEXT, text TEXT, article TEXT, title TEXT, date TEXT, source TEXT, claims TEXT
);
CREATE TABLE name_row (id INTEGER PRIMARY KEY, entity TEXT, text TEXT, label TEXT);
CREATE VIRTUAL TABLE quote USING fts5(
  text, claims, content='quote_row', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE name USING fts5(
  text, content='name_row', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
"""
#: Kind, IRI, text, title, article, date, claims, snippet; the best first.
_FIND = {
    "name": """
SELECT 'name', entity, name_row.text, label, NULL, NULL, NULL, snippet(name, 0, ?, ?, '…', 24)
FROM name JOIN name_row ON name_row.id = name.rowid WHERE name MATCH ?
ORDER BY name.rank, name_row.text, entity""",
    "quote": """
SELECT 'quote', sentence, quote_row.text, title, article, date, quote_row.claims,
  snippet(quote, 0, ?, ?, '…', 48)
FROM quote JOIN quote_row ON quote_row.id = quote.rowid WHERE quote MATCH ?
ORDER BY quote.rank, date DESC, sentence""",
}
_WORD = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, slots=True)
class Hit:
    """A name or a quote that was found.

    Attributes:
        kind: One of KINDS.
        iri: Of the entity, or of the sentence.
        text: The name that matched, or the whole quote.
        title: The name shown of the entity, or the title of the article.
        article: IRI of the article; of a quote only.
        claims: What the quote is evidence of: "Norland supports Carl Dahl; ...".
        snippet: Part of the text with what matched between the marks asked for.
    """

    kind: str
    iri: str
    text: str
    title: str
    article: str | None = None
    date: str | None = None
    claims: str | None = None
    snippet: str = ""


def write_index(path: Path, store: Store) -> None:
    """Write the index of a database at ``path``, in one step; the same database gives the same bytes.

    Raises:
        StoreError: The file cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        database = sqlite3.connect(fresh)
        try:
            _fill(database, store)
        finally:
            database.close()
        fresh.chmod(0o644)
        fresh.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"{path}: the search index cannot be written: {error}; name another folder"
        ) from error
    finally:
        fresh.unlink(missing_ok=True)


def search(
    path: Path,
    text: str,
    *,
    kinds: Sequence[str] = KINDS,
    limit: int = 20,
    marks: tuple[str, str] = ("", ""),
) -> tuple[Hit, ...]:
    """The names and the quotes that have all the words, the best first; at most ``limit`` of each kind.

    Args:
        text: Words; ``"several words"`` must stand together, ``word*`` is the start of a word,
            ``-word`` must not be there.
        marks: What to put before and after each match in the snippets.

    Raises:
        QueryError: There is no word to search for.
        StoreError: There is no index, or it is damaged.
    """
    if not path.is_file():
        raise StoreError(f"{path}: no search index here; make it with `kg build PATH... --out FOLDER`")
    hits: list[Hit] = []
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            for kind in kinds:
                pattern = _to_match(text, complete=kind == "name")
                hits += islice(_find(database, kind, (*marks, pattern)), limit)
        finally:
            database.close()
    except sqlite3.Error as error:
        raise StoreError(f"{path}: the search index cannot be read: {error}; run `kg build` again") from error
    return tuple(hits)


def _find(database: sqlite3.Connection, kind: str, values: tuple[str, ...]) -> Iterator[Hit]:
    """Each thing once, by the best of its names."""
    seen: set[str] = set()
    for row in database.execute(_FIND[kind], values):
        hit = Hit(*row)
        if hit.iri not in seen:
            seen.add(hit.iri)
            yield hit if hit.title else replace(hit, title=hit.text)


def _to_match(text: str, *, complete: bool) -> str:
    """The words as an FTS5 expression; with ``complete`` the last word may go on.

    >>> _to_match('back "veto on" Rut* -Dahl', complete=False)
    '("back" AND "veto on" AND "Rut"*) NOT "Dahl"'
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _WORD.findall(text):
        bare = (phrase or word).replace('"', " ").strip()
        is_start = not phrase and bare.endswith("*")
        bare = bare.strip("*")
        if not re.search(r"\w", bare):
            continue
        (unwanted if minus else wanted).append(f'"{bare}"' + "*" * is_start)
    if not wanted:
        raise QueryError(f"no word to search for in {text!r}; give one or more words")
    if complete and wanted[-1].endswith('"'):
        wanted[-1] += "*"
    return f"({' AND '.join(wanted)})" + "".join(f" NOT {term}" for term in unwanted)


def _fill(database: sqlite3.Connection, store: Store) -> None:
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    database.executescript(_TABLES)
    names = sorted({(row[0] or "", row[2] or "", row[1]) for row in _rows(store, _NAMES)}, key=repr)
    database.executemany("INSERT INTO name_row (entity, text, label) VALUES (?, ?, ?)", names)
    claims: dict[str, set[str]] = {}
    for sentence, who, stance, whom in _rows(store, _CLAIMS):
        claims.setdefault(sentence or "", set()).add(f"{who} {stance}s {whom}")
    quotes: dict[str, tuple[str | None, ...]] = {}
    for row in sorted(_rows(store, _QUOTES), key=repr):
        quotes.setdefault(row[0] or "", (*row, "; ".join(sorted(claims.get(row[0] or "", ())))))
    columns = "sentence, text, article, title, date, source, claims"
    database.executemany(
        f"INSERT INTO quote_row ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (quotes[sentence] for sentence in sorted(quotes)),
    )
    for table in KINDS:
        database.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
        database.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    database.execute("INSERT INTO about VALUES ('format', ?)", (_FORMAT,))
    database.commit()
    database.execute("VACUUM")


def _rows(store: Store, query: str) -> Iterable[tuple[str | None, ...]]:
    for row in store.query(query, prefixes=PREFIXES).rows:
        yield tuple(term.value if term else None for term in row)
