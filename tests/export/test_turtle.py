"""Turtle that any reader takes, whatever the text."""

import pytest
from rdflib import RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from kg.errors import ExportError
from kg.export.turtle import to_turtle
from kg.store import memory_store
from kg.vocab import KG

_SUBJECT = URIRef("https://x.test/a#char=1,2")


@pytest.mark.parametrize(
    "value",
    [
        Literal('"""'),
        Literal("back\\slash \\n \\u0041"),
        Literal("a\nb\r\tc\x00\x1f\x7f"),
        Literal("\u2028 \u0085 \ufeff 😀 é"),
        Literal("ends with \\"),
        Literal("chat", lang="fr"),
        Literal("0.5", datatype=XSD.decimal),
        Literal("5", datatype=XSD.decimal, normalize=False),
        Literal("5", datatype=XSD.nonNegativeInteger),
        Literal(-3),
        Literal(True),
        Literal("2024-06", datatype=XSD.gYearMonth),
        Literal("1000.0", datatype=XSD.double),
        URIRef("https://kg.example.org/ns#a.b"),
        URIRef("https://kg.example.org/ns#"),
        URIRef("https://kg.example.org/entity/%C3%A9/é"),
        KG.Support,
    ],
)
def test_term_comes_back(value: Literal | URIRef) -> None:
    graph = Graph()
    graph.add((_SUBJECT, RDFS.comment, value))
    text = to_turtle(graph)
    assert isomorphic(Graph().parse(data=text, format="turtle"), graph)
    assert len(memory_store(text)) == 1


def test_type_and_label_come_first_and_prefixes_are_used() -> None:
    graph = Graph().parse(
        data="@prefix kg: <https://kg.example.org/ns#> . <https://x.test/b> kg:cue 'z', 'y' ; "
        "<http://www.w3.org/2000/01/rdf-schema#label> 'B' ; a kg:Claim ."
    )
    assert to_turtle(graph).decode().split("\n\n")[1] == (
        '<https://x.test/b> a kg:Claim ;\n    rdfs:label "B" ;\n    kg:cue "y", "z" .\n'
    )


def test_what_is_no_iri_is_refused() -> None:
    graph = Graph()
    graph.add((_SUBJECT, RDFS.seeAlso, URIRef("https://x.test/> . <a> <b> <c")))
    with pytest.raises(ExportError, match="is no IRI"):
        to_turtle(graph)


def test_blank_node_is_refused() -> None:
    graph = Graph()
    graph.add((BNode(), RDFS.seeAlso, _SUBJECT))
    with pytest.raises(ExportError, match="blank nodes"):
        to_turtle(graph)
