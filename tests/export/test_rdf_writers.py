"""JSON-LD that people can read, RDF/XML that any parser takes, N-Quads in little memory."""

import io
import json
import tracemalloc
from pathlib import Path

import pyoxigraph as ox
import pytest
from builders import article, claim, entity, extraction
from correct_builders import correct, correction
from norland import norland
from rdflib import Dataset, Graph, Literal, URIRef

from kg.export import WRITERS
from kg.export.folder import LOG, TURTLE
from kg.export.jsonld import CONTEXT, write_jsonld
from kg.export.nquads import copy_nquads, write_nquads
from kg.export.trig import write_graphs
from kg.export.turtle import build_graph, graph_turtle
from kg.iris import DEFAULT_BASE, corrections_graph_iri, derived_graph_iri

_RDFLIB_READS = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
_ODD = "a <b> & \"c\" 'd'\r\n\te\u2028f é 😀 ]]>"


def _bytes(write, extractions, **options) -> bytes:
    stream = io.BytesIO()
    write(extractions, stream, **options)
    return stream.getvalue()


def test_jsonld_has_names_that_people_can_read() -> None:
    document = json.loads(_bytes(write_jsonld, norland()))
    node = next(n for n in document["@graph"] if n["type"] == "Claim" and n["aspect"] == "Ended")
    assert node["stance"] == "Oppose"
    assert node["holder"] == "https://kg.example.org/entity/Q902"
    assert node["confidence"] == "0.7"
    assert node["date"] == {"@value": "2024-04", "@type": "xsd:gYearMonth"}
    assert not [key for n in document["@graph"] for key in n if key.startswith("kg:")]


def test_jsonld_is_the_same_graph_to_another_reader() -> None:
    ours, theirs = ox.Store(), ox.Store()
    ours.load(_bytes(WRITERS["turtle"], norland()), ox.RdfFormat.TURTLE)
    theirs.load(_bytes(write_jsonld, norland()), ox.RdfFormat.JSON_LD)
    assert set(ours) == set(theirs)


def test_jsonld_context_stands_alone() -> None:
    assert CONTEXT["stance"] == {"@id": "kg:stance", "@type": "@vocab"}
    assert CONTEXT["label"] == {"@id": "rdfs:label"}


@_RDFLIB_READS
@pytest.mark.parametrize(
    ("format_", "reader"), [("rdfxml", "xml"), ("jsonld", "json-ld"), ("turtle", "turtle")]
)
def test_odd_text_comes_back(format_: str, reader: str) -> None:
    odd = [
        extraction(
            entities=(entity("Ann"), entity("Bo")), claims=(claim("Ann", "support", "Bo", quote=_ODD),)
        )
    ]
    found = Graph().parse(data=_bytes(WRITERS[format_], odd), format=reader)
    assert Literal(_ODD) in set(found.objects())
    assert set(found) == set(build_graph(odd, DEFAULT_BASE))


def test_rdfxml_marks_what_xml_cannot_carry() -> None:
    odd = [extraction(claims=(claim("Ann", "support", "Bo", quote="a\x01b"),))]
    found = Graph().parse(data=_bytes(WRITERS["rdfxml"], odd), format="xml")
    assert Literal("a\ufffdb") in set(found.objects())


@_RDFLIB_READS
@pytest.mark.parametrize(("format_", "reader"), [("trig", "trig"), ("nquads", "nquads")])
def test_how_it_stood_before_is_a_graph_of_its_own(format_: str, reader: str) -> None:
    corrected = correct(norland(), correction("reject", holder="Norland", target="Carl Dahl"))
    dataset = Dataset()
    dataset.parse(
        data=_bytes(WRITERS[format_], corrected.extractions, outcomes=corrected.outcomes), format=reader
    )
    names = {str(graph.identifier) for graph in dataset.graphs() if len(graph)}
    assert {derived_graph_iri(), corrections_graph_iri()} <= names
    assert len(dataset.graph(URIRef(corrections_graph_iri()))) > 10


def _folder(path: Path, extractions, outcomes=()) -> Path:
    from kg.correct import Corrected, correction_log

    path.mkdir(exist_ok=True)
    (path / TURTLE).write_bytes(graph_turtle(extractions, DEFAULT_BASE, outcomes))
    log = write_graphs({corrections_graph_iri(): correction_log(Corrected(tuple(extractions), outcomes))})
    if log:
        (path / LOG).write_bytes(log)
    return path


def test_nquads_of_a_folder_are_those_of_its_extractions(tmp_path: Path) -> None:
    corrected = correct(norland(), correction("flip", holder="Sudland", stance="oppose", target="Dahl"))
    stream = io.BytesIO()
    copy_nquads(_folder(tmp_path, corrected.extractions, corrected.outcomes), stream)
    assert stream.getvalue() == _bytes(write_nquads, corrected.extractions, outcomes=corrected.outcomes)


class _Count(io.RawIOBase):
    """Takes bytes and keeps their number."""

    def __init__(self) -> None:
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.size += len(data)
        return len(data)


def _peak(folder: Path) -> tuple[int, int]:
    """Memory at most, and bytes written."""
    stream = _Count()
    tracemalloc.start()
    copy_nquads(folder, stream)  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak, stream.size


def test_nquads_of_ten_times_the_articles_take_no_more_memory(tmp_path: Path) -> None:
    def many(count: int):
        people = (entity("Ann"), entity("Bo"))
        return [
            extraction(article(f"a{i}", f"Text {i}."), people, (claim("Ann", "support", "Bo", start=i),))
            for i in range(count)
        ]

    _peak(_folder(tmp_path / "warm", many(1)))
    small, few = _peak(_folder(tmp_path / "small", many(20)))
    large, lots = _peak(_folder(tmp_path / "large", many(200)))
    assert lots > 8 * few
    # Held whole, it would be about ten times as much.
    assert large < 3 * small
