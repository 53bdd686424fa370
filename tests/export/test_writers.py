"""Every writer: the same bytes each time, and another reader gets back what went in."""

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from norland import norland
from rdflib import Dataset, Graph, URIRef
from rdflib.compare import isomorphic

from kg.errors import ExportError
from kg.export import WRITERS, find_writer, to_networkx
from kg.graph import is_derived, to_graph

_TESTS = Path(__file__).parents[1]
#: rdflib's own readers of data sets use what it has itself deprecated.
_RDFLIB_READS = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
_DERIVED = URIRef("https://kg.example.org/graph/derived")


def _write(format_: str, extractions=None) -> bytes:
    stream = io.BytesIO()
    WRITERS[format_](norland() if extractions is None else extractions, stream)
    return stream.getvalue()


def _dataset(data: bytes, format_: str) -> tuple[Graph, Graph]:
    """The default and the derived graph."""
    dataset = Dataset()
    dataset.parse(data=data, format=format_)
    default, derived = Graph(), Graph()
    for s, p, o, name in dataset.quads():
        (derived if name == _DERIVED else default).add((s, p, o))
    return default, derived


@pytest.mark.parametrize("format_", WRITERS)
def test_same_bytes_in_any_order_of_articles(format_: str) -> None:
    assert _write(format_, norland()[::-1]) == _write(format_)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_same_bytes_in_another_process_with_another_hash_seed(seed: str) -> None:
    code = (
        "import hashlib, io\n"
        "from norland import norland\n"
        "from kg.export import WRITERS\n"
        "for name, write in WRITERS.items():\n"
        "    stream = io.BytesIO()\n"
        "    write(norland(), stream)\n"
        "    print(name, hashlib.sha256(stream.getvalue()).hexdigest())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{_TESTS}:{_TESTS.parent}"},
    )
    expected = {name: hashlib.sha256(_write(name)).hexdigest() for name in WRITERS}
    assert dict(line.split() for line in done.stdout.splitlines()) == expected


@pytest.mark.parametrize("format_", WRITERS)
def test_nothing_found_is_written_too(format_: str) -> None:
    assert b"kg.example.org/entity" not in _write(format_, ())


@_RDFLIB_READS
@pytest.mark.parametrize(
    ("format_", "reader"), [("turtle", "turtle"), ("jsonld", "json-ld"), ("rdfxml", "xml")]
)
def test_graph_comes_back_isomorphic(format_: str, reader: str) -> None:
    assert isomorphic(Graph().parse(data=_write(format_), format=reader), to_graph(norland()))


@_RDFLIB_READS
@pytest.mark.parametrize(("format_", "reader"), [("trig", "trig"), ("nquads", "nquads")])
def test_dataset_keeps_what_is_said_and_what_follows_apart(format_: str, reader: str) -> None:
    whole = to_graph(norland())
    default, derived = _dataset(_write(format_), reader)
    assert isomorphic(default + derived, whole)
    assert all(is_derived(triple, whole) for triple in derived)
    assert not any(is_derived(triple, whole) for triple in default)


def test_turtle_orders_subjects_by_iri() -> None:
    lines = _write("turtle").decode().splitlines()
    subjects = [line.split()[0].strip("<>") for line in lines if line.startswith("<")]
    assert subjects == sorted(subjects)


def _read_gexf(stream: io.BytesIO) -> nx.MultiDiGraph:
    return nx.read_gexf(stream, version="1.3")


@pytest.mark.parametrize(("format_", "read"), [("graphml", nx.read_graphml), ("gexf", _read_gexf)])
def test_network_opens_with_all_attributes(format_: str, read) -> None:
    expected = to_networkx(norland())
    found = read(io.BytesIO(_write(format_)))
    assert isinstance(found, nx.MultiDiGraph)
    assert set(found) == set(expected)
    for iri, data in expected.nodes(data=True):
        assert {name: found.nodes[iri][name] for name in data} == data
    assert _edges(found, expected) == _edges(expected, expected)


def _edges(graph: nx.MultiDiGraph, like: nx.MultiDiGraph) -> list:
    names = next(iter(like.edges(data=True)))[2]
    return sorted([a, b, sorted((n, d[n]) for n in names)] for a, b, d in graph.edges(data=True))


def test_gexf_shows_names_as_labels() -> None:
    graph = _read_gexf(io.BytesIO(_write("gexf")))
    assert all(data["label"] == data["name"] for _, data in graph.nodes(data=True))


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ExportError, match="no format 'pdf'; known: turtle, trig, "):
        find_writer("pdf")
