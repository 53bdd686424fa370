"""The graph as rdflib sees it: the same triples, the same answers, nothing to change."""

from pathlib import Path

import pytest
from norland import norland
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.sparql import prepareQuery

import kg
from kg.dataset import to_dataset
from kg.errors import StoreError
from kg.export.turtle import to_turtle
from kg.graph import to_graph
from kg.store import memory_store, write_store
from kg.vocab import KG, PREFIXES, RDF, SKOS, XSD

#: rdflib's own Dataset calls what rdflib has marked as deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")


def as_stored(graph: Graph) -> Graph:
    """The database keeps whole numbers of every kind as xsd:integer."""
    stored = Graph()
    for s, p, o in graph:
        is_count = isinstance(o, Literal) and o.datatype == XSD.nonNegativeInteger
        stored.add((s, p, Literal(str(o), datatype=XSD.integer) if is_count else o))
    return stored


@pytest.fixture(scope="module")
def graph() -> Graph:
    return to_graph(norland())


@pytest.fixture(scope="module")
def dataset(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    out = tmp_path_factory.mktemp("out")
    write_store(out / "store", to_turtle(graph))
    return kg.open(out)


def test_folder_and_database_open_alike(tmp_path: Path) -> None:
    write_store(tmp_path / "store", b"<http://x.test/a> a <http://x.test/b> .")
    assert len(kg.open(tmp_path)) == len(kg.open(tmp_path / "store")) == 1
    with pytest.raises(StoreError, match="no graph database"):
        kg.open(tmp_path / "none")


def test_triples_are_those_that_were_stored(dataset: Dataset, graph: Graph) -> None:
    assert len(dataset) == len(graph)
    assert isomorphic(dataset.default_graph, as_stored(graph))
    claims = set(graph.subjects(RDF.type, KG.Claim))
    assert set(dataset.subjects(RDF.type, KG.Claim)) == claims
    assert (next(iter(claims)), RDF.type, KG.Claim) in dataset
    assert list(dataset.triples((None, KG.cue, Literal("no such cue")))) == []


def test_literals_keep_their_type_and_find_themselves(dataset: Dataset, graph: Graph) -> None:
    for triple in list(graph)[:200]:
        assert triple in dataset


def test_serialised_and_read_back_it_is_the_same(dataset: Dataset, graph: Graph) -> None:
    again = Graph().parse(data=dataset.default_graph.serialize(format="turtle"), format="turtle")
    assert isomorphic(again, as_stored(graph))
    quads = Dataset()
    quads.parse(data=dataset.serialize(format="nquads"), format="nquads")
    assert len(quads) == len(graph)


def test_select_ask_and_construct_give_what_rdflib_gives(dataset: Dataset, graph: Graph) -> None:
    select = "SELECT ?name { ?e a kg:Entity ; skos:altLabel ?name } ORDER BY ?name"
    own = [row.name for row in graph.query(select, initNs=PREFIXES)]  # type: ignore[union-attr]
    assert [row.name for row in dataset.query(select)] == own  # type: ignore[union-attr]
    assert bool(dataset.query("ASK { ?c a kg:Claim }")) is True
    built = dataset.query("CONSTRUCT { ?c a kg:Claim } WHERE { ?c a kg:Claim }").graph
    assert built is not None and len(built) == len(set(graph.subjects(RDF.type, KG.Claim)))


def test_bindings_and_prepared_queries_work(dataset: Dataset) -> None:
    query = "SELECT ?e { ?e skos:altLabel ?name }"
    bound = list(dataset.query(query, initBindings={"name": Literal("Dahl")}))
    prepared = list(dataset.query(prepareQuery(query, initNs={"skos": SKOS})))
    assert len(bound) == 1 and bound[0] in prepared


def test_named_graphs_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "g.nq").write_text('<http://x.test/c> <http://x.test/p> "4" <http://x.test/g> .\n')
    dataset = to_dataset(memory_store(b'<http://x.test/a> <http://x.test/p> "1" .', tmp_path / "g.nq"))
    name = URIRef("http://x.test/g")
    assert len(dataset.default_graph) == 1
    assert [str(o) for o in dataset.graph(name).objects()] == ["4"]
    assert name in {graph.identifier for graph in dataset.graphs()}
    assert [str(row.o) for row in dataset.graph(name).query("SELECT ?o { ?s ?p ?o }")] == ["4"]  # type: ignore[union-attr]


def test_nothing_can_be_changed(dataset: Dataset) -> None:
    triple = URIRef("http://x.test/a"), URIRef("http://x.test/b"), Literal(1)
    for change in (
        lambda: dataset.add(triple),
        lambda: dataset.remove((None, None, None)),
        lambda: dataset.update("DELETE WHERE { ?s ?p ?o }"),
        lambda: dataset.parse(data="<http://x.test/a> a <http://x.test/b> .", format="turtle"),
    ):
        with pytest.raises(TypeError, match="read-only"):
            change()
