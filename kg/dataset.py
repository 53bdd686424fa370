"""A built graph as an rdflib Dataset, read from the database on disk.

For people who know rdflib: iterate, serialise, query. SPARQL goes to the database, unless
`initBindings` or a prepared query ask for rdflib's own engine, which is exact and slow. Of a
literal the value counts: the database keeps whole numbers of every kind as xsd:integer.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result
from rdflib.store import Store as RdflibStore
from rdflib.term import Identifier, Node, Variable

from kg.store import Answer, AnswerForm, Store, Term, TermKind, open_store
from kg.vocab import PREFIXES, XSD

_FORMS = {AnswerForm.ROWS: "SELECT", AnswerForm.BOOLEAN: "ASK", AnswerForm.GRAPH: "CONSTRUCT"}
_READ_ONLY = "the graph is read-only; change the articles or corrections and run `kg build`"


def open_dataset(out: str | Path = "out") -> Dataset:
    """The graph that `kg build` wrote in the folder ``out``, or a database folder, as a Dataset.

    Nothing is loaded: triples are read when asked for. Others may have it open, too.

    Raises:
        StoreError: There is no graph, or it is damaged.
    """
    out = Path(out)
    return to_dataset(open_store(out if (out / "CURRENT").is_file() else out / "store"))


def to_dataset(store: Store) -> Dataset:
    """An open database as a Dataset."""
    dataset = Dataset(store=_View(store))
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset


class _View(RdflibStore):
    """rdflib's store interface, reading only."""

    context_aware = True
    graph_aware = True
    formula_aware = False
    transaction_aware = False

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._prefixes: dict[str, URIRef] = {}

    def triples(
        self, triple_pattern: tuple[Any, Any, Any], context: Any = None
    ) -> Iterator[tuple[tuple[Any, Any, Any], Iterator[Any]]]:
        """Every triple that fits, with the graphs it is in."""
        terms = [_from_node(node) for node in triple_pattern]
        name = _name_of(context)
        if any(term is _NOWHERE for term in (*terms, name)):
            return
        subject, predicate, object_ = terms
        quads = self._store.match(subject, predicate, object_, name, any_graph=context is None)
        for *spo, graph in quads:
            where = Graph(self, _to_node(graph) if graph else DATASET_DEFAULT_GRAPH_ID)
            yield (_to_node(spo[0]), _to_node(spo[1]), _to_node(spo[2])), iter((where,))

    def __len__(self, context: Any = None) -> int:
        if context is None:
            return len(self._store)
        return sum(1 for _ in self.triples((None, None, None), context))

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:
        """The default graph and every named graph, or those that the triple is in."""
        names = (DATASET_DEFAULT_GRAPH_ID, *(URIRef(iri) for iri in self._store.graphs()))
        for graph in (Graph(self, name) for name in names):
            if triple is None or next(self.triples(triple, graph), None):
                yield graph

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Identifier],
        queryGraph: str,
        **kwargs: Any,
    ) -> Result:
        """Run SPARQL in the database."""
        if initBindings or not isinstance(query, str):
            raise NotImplementedError  # rdflib then runs the query itself
        prefixes = PREFIXES | {prefix: str(namespace) for prefix, namespace in initNs.items()}
        named = [str(queryGraph)] if isinstance(queryGraph, URIRef) else None
        default = None if named in (None, [str(DATASET_DEFAULT_GRAPH_ID)]) else named
        return _to_result(self._store.query(query, prefixes=prefixes, default_graphs=default))

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Remember a prefix for this view."""
        if override or prefix not in self._prefixes:
            self._prefixes[prefix] = namespace

    def namespace(self, prefix: str) -> URIRef | None:
        """The namespace of a prefix."""
        return self._prefixes.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        """The prefix of a namespace."""
        return next((p for p, n in self._prefixes.items() if n == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """All prefixes with their namespaces."""
        yield from self._prefixes.items()

    def add_graph(self, graph: Graph) -> None:
        """Do nothing: rdflib announces a graph also when it is only looked at."""

    def add(self, *args: Any, **kwargs: Any) -> None:
        """Refuse."""
        raise TypeError(_READ_ONLY)

    def addN(self, *args: Any, **kwargs: Any) -> None:
        """Refuse."""
        raise TypeError(_READ_ONLY)

    def remove(self, *args: Any, **kwargs: Any) -> None:
        """Refuse."""
        raise TypeError(_READ_ONLY)

    def remove_graph(self, graph: Graph) -> None:
        """Refuse."""
        raise TypeError(_READ_ONLY)

    def update(self, *args: Any, **kwargs: Any) -> None:
        """Refuse."""
        raise TypeError(_READ_ONLY)


#: Stands for a node that no database has: a graph in graph, a variable.
_NOWHERE = Term(TermKind.BLANK, "nowhere")


def _name_of(context: Any) -> Term | None:
    identifier = getattr(context, "identifier", context)
    return None if identifier in (None, DATASET_DEFAULT_GRAPH_ID) else _from_node(identifier)


def _from_node(node: Any) -> Term | None:
    if node is None:
        return None
    if isinstance(node, Literal):
        datatype = node.datatype or (None if node.language else XSD.string)
        return Term(TermKind.LITERAL, str(node), str(datatype) if datatype else None, node.language)
    return Term.from_iri(str(node)) if isinstance(node, URIRef) else _NOWHERE


def _to_node(term: Term) -> Identifier:
    if term.kind is TermKind.IRI:
        return URIRef(term.value)
    if term.kind is TermKind.BLANK:
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype if term.datatype != str(XSD.string) else None
    return Literal(term.value, datatype=URIRef(datatype) if datatype else None, normalize=False)


def _to_result(answer: Answer) -> Result:
    result = Result(_FORMS[answer.form])
    if answer.form is AnswerForm.BOOLEAN:
        cell = answer.rows[0][0]
        result.askAnswer = cell is not None and cell.value == "true"
    elif answer.form is AnswerForm.GRAPH:
        result.graph = Graph()
        for row in answer.rows:
            s, p, o = (_to_node(term) for term in row if term)
            result.graph.add((s, p, o))
    else:
        columns = [Variable(column) for column in answer.columns]
        result.vars = columns
        bindings: list[Mapping[Variable, Node]] = [
            {column: _to_node(term) for column, term in zip(columns, row, strict=True) if term}
            for row in answer.rows
        ]
        result.bindings = bindings  # type: ignore[assignment]
    return result
