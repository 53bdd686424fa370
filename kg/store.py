"""The RDF database: written in one go, replaced atomically, opened read-only.

The only module that knows pyoxigraph. Results are plain values and never leave their thread
half read: pyoxigraph's own must not.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import QueryError, StoreError

#: What a keyword cannot stand in: strings, IRIs and comments.
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|'
    r"'''(?:[^'\\]|\\.|'(?!''))*'''|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'(?:[^'\\\n]|\\.)*'|"
    r"<[^<>\"{}|^`\\\s]*>|#[^\n]*",
    re.DOTALL,
)
_Row = TypeVar("_Row")
_SERVICE = re.compile(r"(?<![?$:\w])SERVICE(?![\w:])", re.IGNORECASE)


class TermKind(StrEnum):
    """What a term of an answer is."""

    IRI = "iri"
    LITERAL = "literal"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Term:
    """A value in an answer, or one to ask with.

    Attributes:
        value: The IRI, or the literal's text.
        datatype: IRI of a literal's datatype.
    """

    kind: TermKind
    value: str
    datatype: str | None = None
    language: str | None = None

    @classmethod
    def from_iri(cls, iri: str) -> Term:
        """An IRI."""
        return cls(TermKind.IRI, iri)

    @classmethod
    def from_text(cls, text: str) -> Term:
        """A plain string."""
        return cls(TermKind.LITERAL, text)


class AnswerForm(StrEnum):
    """What a query asked for: rows, yes or no, or a graph."""

    ROWS = "rows"
    BOOLEAN = "boolean"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of a SELECT; of a CONSTRUCT, three columns; of an ASK, one cell.

    Attributes:
        is_cut: There were more rows than the limit.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    form: AnswerForm = AnswerForm.ROWS
    is_cut: bool = False


class Store:
    """An open database; made by `open_store` or `memory_store`."""

    def __init__(self, database: ox.Store, name: str, path: Path | None = None) -> None:
        self._database = database
        self._name = name
        #: The folder of the database; None in memory.
        self.path = path

    def __len__(self) -> int:
        """Number of triples."""
        return len(self._database)

    def query(
        self, text: str, *, prefixes: Mapping[str, str] | None = None, limit: int | None = None
    ) -> Answer:
        """Run a SPARQL query to its end, or to ``limit`` rows, and give the answer.

        Raises:
            QueryError: The text is no SPARQL query, or asks another server.
        """
        if _SERVICE.search(_OPAQUE.sub(" ", text)):
            raise QueryError("SERVICE asks another server, and no network is used; leave it out")
        try:
            result = self._database.query(text, prefixes=dict(prefixes or {}))
            return _to_answer(result, limit)
        except SyntaxError as error:
            raise QueryError(f"not a SPARQL query: {_first_line(error)}; check it near that place") from error
        except (RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be run: {_first_line(error)}") from error
        except OSError as error:
            raise StoreError(f"{self._name}: {_first_line(error)}; run `kg build` again") from error


def write_store(path: Path, turtle: bytes) -> None:
    """Write a database with this Turtle at ``path``, in place of what is there.

    It is loaded into a temporary sibling that takes the place of the old one when it is
    complete; who has the old one open goes on reading it.

    Raises:
        StoreError: The folder cannot be written, or something else is in its place.
    """
    if path.exists() and not is_store(path):
        raise StoreError(f"{path}: exists and is no graph database; name another folder")
    fresh = stale = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
        database = ox.Store(str(fresh))
        database.bulk_load(turtle, ox.RdfFormat.TURTLE)
        database.flush()
        database.optimize()
        del database  # closes it: RocksDB has no other way from Python
        fresh.chmod(0o755)
        if path.exists():
            stale = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
            path.rename(stale / "old")
        fresh.rename(path)
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise StoreError(f"{path}: cannot be written: {_first_line(error)}; name another folder") from error
    finally:
        if stale is not None and not path.exists():
            (stale / "old").rename(path)
        for left in (fresh, stale):
            if left is not None:
                shutil.rmtree(left, ignore_errors=True)


def is_store(path: Path) -> bool:
    """Whether the folder looks like a database, or is an empty folder."""
    return path.is_dir() and ((path / "CURRENT").is_file() or not any(path.iterdir()))


def open_store(path: Path) -> Store:
    """Open a database for reading; others may have it open too.

    Raises:
        StoreError: There is none, or it is damaged.
    """
    if not (path / "CURRENT").is_file():
        raise StoreError(f"{path}: no graph database here; make one with `kg build PATH... --out FOLDER`")
    try:
        return Store(ox.Store.read_only(os.fspath(path)), str(path), path)
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{path}: cannot be opened: {_first_line(error)}; run `kg build` again") from error


def memory_store(turtle: bytes) -> Store:
    """A database in memory, for small graphs and tests."""
    database = ox.Store()
    try:
        database.load(turtle, ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise StoreError(f"not Turtle: {_first_line(error)}") from error
    return Store(database, "the graph in memory")


def write_term(term: Term) -> str:
    """The term as SPARQL text, escaped.

    Raises:
        ValueError: The IRI is not absolute or has characters that no IRI has.

    >>> write_term(Term.from_text('a "b" \\\\ c'))
    '"a \\\\"b\\\\" \\\\\\\\ c"'
    """
    if term.kind is TermKind.BLANK:
        raise ValueError("a blank node cannot be asked for")
    return str(_from_term(term))


def write_turtle(answer: Answer, prefixes: Mapping[str, str]) -> bytes:
    """The triples of an answer as Turtle."""
    stream = io.BytesIO()
    triples = (ox.Triple(*(_from_term(term) for term in row)) for row in answer.rows)  # type: ignore[arg-type]
    ox.serialize(triples, stream, ox.RdfFormat.TURTLE, prefixes=dict(prefixes))
    return stream.getvalue()


def _to_answer(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, limit: int | None) -> Answer:
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        rows, is_cut = _cut((tuple(_cells(solution)) for solution in result), limit)
        return Answer(columns, tuple(rows), is_cut=is_cut)
    if isinstance(result, ox.QueryTriples):
        triples, is_cut = _cut(
            (tuple(_to_term(term) for term in (t.subject, t.predicate, t.object)) for t in result), limit
        )
        triples.sort(key=lambda row: [(t.kind, t.value, t.datatype or "", t.language or "") for t in row])
        return Answer(("subject", "predicate", "object"), tuple(triples), AnswerForm.GRAPH, is_cut)
    boolean = Term(TermKind.LITERAL, str(bool(result)).lower(), str(ox.Literal(True).datatype.value))
    return Answer(("answer",), ((boolean,),), AnswerForm.BOOLEAN)


def _cut(rows: Iterator[_Row], limit: int | None) -> tuple[list[_Row], bool]:
    """The first ``limit`` rows, and whether there are more."""
    if limit is None:
        return list(rows), False
    first = list(islice(rows, limit))
    return first, next(rows, None) is not None


def _cells(solution: ox.QuerySolution) -> Iterator[Term | None]:
    for value in solution:
        yield None if value is None else _to_term(value)


def _to_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(term, ox.NamedNode):
        return Term.from_iri(term.value)
    if isinstance(term, ox.BlankNode):
        return Term(TermKind.BLANK, term.value)
    if isinstance(term, ox.Literal):
        return Term(TermKind.LITERAL, term.value, term.datatype.value, term.language)
    return Term(TermKind.LITERAL, str(term))


def _from_term(term: Term | None) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if term is None:
        raise ValueError("a triple has no empty place")
    if term.kind is TermKind.IRI:
        return ox.NamedNode(term.value)
    if term.kind is TermKind.BLANK:
        return ox.BlankNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype) if term.datatype else None)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
