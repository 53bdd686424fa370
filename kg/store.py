"""The RDF database: written in one go, replaced atomically, opened read-only.

The only module that knows pyoxigraph. Results are plain values and never leave their thread
half read: pyoxigraph's own must not.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.guard import OPAQUE, check_query
from kg.swap import put_in_place
from kg.terms import Answer, AnswerForm, Quad, Term, TermKind

__all__ = [
    "GRAPH_FORMATS",
    "OPAQUE",
    "Answer",
    "AnswerForm",
    "Quad",
    "Source",
    "Store",
    "Term",
    "TermKind",
    "is_store",
    "memory_store",
    "open_store",
    "read_triples",
    "write_graph",
    "write_store",
    "write_term",
    "write_turtle",
]

#: RDF to load: Turtle as bytes, or a file in the format that its suffix names.
Source = bytes | Path

#: Name of a format -> how triples are written in it.
GRAPH_FORMATS: dict[str, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}

_Row = TypeVar("_Row")


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
        self,
        text: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        limit: int | None = None,
        base: str | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Answer:
        """Run a SPARQL query to its end, or to ``limit`` rows, and give the answer.

        Args:
            base: What relative IRIs in the query are relative to.
            default_graphs, named_graphs: The graphs to ask, in place of those that the query
                names with FROM and FROM NAMED.

        Raises:
            QueryError: The text is no SPARQL query, asks another server or changes the graph.
        """
        check_query(text)
        try:
            has_dataset = bool(default_graphs or named_graphs)
            result = self._database.query(
                text,
                prefixes=dict(prefixes or {}),
                base_iri=base,
                default_graph=[ox.NamedNode(iri) for iri in default_graphs or ()] if has_dataset else None,
                named_graphs=[ox.NamedNode(iri) for iri in named_graphs or ()] if has_dataset else None,
            )
            return _to_answer(result, limit)
        except SyntaxError as error:
            raise QueryError(f"not a SPARQL query: {_first_line(error)}; check it near that place") from error
        except (RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be run: {_first_line(error)}") from error
        except OSError as error:
            raise StoreError(f"{self._name}: {_first_line(error)}; run `kg build` again") from error

    def match(
        self,
        subject: Term | None = None,
        predicate: Term | None = None,
        object_: Term | None = None,
        graph: Term | None = None,
        *,
        any_graph: bool = False,
    ) -> Iterator[Quad]:
        """Every quad that fits, in the order of the database, which follows from the data alone.

        Args:
            graph: A named graph; without it the default graph, or with ``any_graph`` all.
        """
        within = _from_term(graph) if graph else None if any_graph else ox.DefaultGraph()
        s, p, o = (None if term is None else _from_term(term) for term in (subject, predicate, object_))
        for quad in self._database.quads_for_pattern(s, p, o, within):  # type: ignore[arg-type]
            name = None if isinstance(quad.graph_name, ox.DefaultGraph) else _to_term(quad.graph_name)
            yield _to_term(quad.subject), _to_term(quad.predicate), _to_term(quad.object), name

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted."""
        return tuple(sorted(node.value for node in self._database.named_graphs()))

    def ntriples(self, graph: str | None = None) -> Iterator[str]:
        """The triples of one graph, each as a line of N-Triples with its line end, in `match` order."""
        within = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        for quad in self._database.quads_for_pattern(None, None, None, within):
            yield f"{quad.triple} .\n"


def write_store(path: Path, *sources: Source) -> None:
    """Write a database with these graphs at ``path``, in place of what is there.

    It is loaded in bulk into a temporary sibling that takes the place of the old one in one
    step when it is complete; who has the old one open goes on reading it.

    Raises:
        StoreError: A source is malformed, the folder cannot be written, or something else is
            in its place.
    """
    if path.exists() and not is_store(path):
        raise StoreError(f"{path}: exists and is no graph database; name another folder")
    fresh = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
        database = ox.Store(str(fresh))
        for source in sources:
            if isinstance(source, Path):
                database.bulk_load(path=str(source), format=_format_of(source))
            else:
                database.bulk_load(source, ox.RdfFormat.TURTLE)
        database.flush()
        database.optimize()
        del database  # closes it: RocksDB has no other way from Python
        fresh.chmod(0o755)
        put_in_place(fresh, path)
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise StoreError(f"{path}: cannot be written: {_first_line(error)}; name another folder") from error
    finally:
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)


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


def memory_store(*sources: Source) -> Store:
    """A database in memory, for small graphs and tests.

    Raises:
        StoreError: A source is malformed or cannot be read.
    """
    database = ox.Store()
    for source in sources:
        try:
            if isinstance(source, Path):
                database.load(path=str(source), format=_format_of(source))
            else:
                database.load(source, ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            what = f"{source}: not RDF" if isinstance(source, Path) else "not Turtle"
            raise StoreError(f"{what}: {_first_line(error)}; mend it near that place") from error
        except OSError as error:
            raise StoreError(
                f"{source!r}: cannot be read: {_first_line(error)}; name another file"
            ) from error
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
    return write_graph(answer, "turtle", prefixes)


def write_graph(answer: Answer, format_: str, prefixes: Mapping[str, str]) -> bytes:
    """The triples of an answer in one of `GRAPH_FORMATS`."""
    stream = io.BytesIO()
    triples = (ox.Triple(*(_from_term(term) for term in row)) for row in answer.rows)  # type: ignore[arg-type]
    ox.serialize(triples, stream, GRAPH_FORMATS[format_], prefixes=dict(prefixes))
    return stream.getvalue()


def read_triples(source: Source) -> Iterator[tuple[str, str, str]]:
    """Subject and predicate of each triple and the triple as N-Triples, in the order of the source.

    Yields:
        IRI, IRI, a line without its end. One triple at a time is in memory.

    Raises:
        StoreError: The source is malformed or cannot be read.
    """
    for quad in _parse(source):
        yield quad.subject.value, quad.predicate.value, f"{quad.triple} ."  # type: ignore[union-attr]


def _parse(source: Source) -> Iterator[ox.Quad]:
    try:
        if isinstance(source, Path):
            yield from ox.parse(path=str(source), format=_format_of(source))
        else:
            yield from ox.parse(source, ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise StoreError(f"not Turtle: {_first_line(error)}; run `kg build` again") from error
    except OSError as error:
        where = source if isinstance(source, Path) else "the graph"
        raise StoreError(f"{where}: cannot be read: {_first_line(error)}; run `kg build` again") from error


def _format_of(path: Path) -> ox.RdfFormat:
    found = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if found is None:
        raise StoreError(
            f"{path}: no RDF format has this suffix; known: .ttl, .nt, .nq, .trig, .rdf, .jsonld"
        )
    return found


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
