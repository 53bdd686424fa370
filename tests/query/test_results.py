"""Answers in the formats of SPARQL, read back by readers that are not ours."""

import csv
import io
import json

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef, Variable
from rdflib.compare import isomorphic
from rdflib.query import Result

from kg.errors import QueryError
from kg.query import FORMATS, format_answer
from kg.store import Answer, memory_store
from kg.vocab import PREFIXES

_DATA = """
@prefix x: <http://x.test/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:a x:p "tab\\there \\"quoted\\" <b>&amp;</b> \\\\ line\\nbreak\\r" , "hej"@sv , 1 , 2.5 , true .
x:b x:p <http://x.test/c?a=1&b=2> , "=SUM(A1)" , "2024-05"^^xsd:gYearMonth .
"""
_ROWS = "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?s STR(?o)"
_GRAPH = "CONSTRUCT WHERE { ?s ?p ?o }"
_READERS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}


def _ask(text: str) -> Answer:
    return memory_store(_DATA.encode()).query(text, prefixes=PREFIXES)


def _rows_of(text: str) -> list[tuple[object, ...]]:
    store = ox.Store()
    store.load(_DATA.encode(), ox.RdfFormat.TURTLE)
    return [tuple(row) for row in store.query(text)]


@pytest.mark.parametrize("format_", _READERS)
def test_results_are_read_back_whole(format_: str) -> None:
    text = format_answer(_ask(_ROWS), format_).encode()
    found = ox.parse_query_results(text, _READERS[format_])
    assert [v.value for v in found.variables] == ["s", "o", "none"]
    assert [tuple(row) for row in found] == _rows_of(_ROWS)


@pytest.mark.parametrize("format_", ["json", "xml"])
def test_another_reader_agrees(format_: str) -> None:
    result = Result.parse(io.BytesIO(format_answer(_ask(_ROWS), format_).encode()), format=format_)
    assert [str(v) for v in result.vars or ()] == ["s", "o", "none"]
    objects = {row[Variable("o")] for row in result.bindings}
    assert {URIRef("http://x.test/c?a=1&b=2"), Literal("hej", lang="sv")} <= objects
    assert Literal('tab\there "quoted" <b>&amp;</b> \\ line\nbreak\r') in objects


@pytest.mark.parametrize("format_", ["json", "xml"])
@pytest.mark.parametrize("triples", [_DATA, ""])
def test_yes_or_no_is_read_back(format_: str, triples: str) -> None:
    answer = memory_store(triples.encode()).query("ASK { ?s ?p ?o }")
    assert bool(ox.parse_query_results(format_answer(answer, format_).encode(), _READERS[format_])) is bool(
        triples
    )


def test_xml_replaces_what_it_cannot_hold() -> None:
    answer = _ask('SELECT ("a\\u0001b\\uFFFEc" AS ?x) {}')
    (row,) = ox.parse_query_results(format_answer(answer, "xml").encode(), ox.QueryResultsFormat.XML)
    assert row["x"].value == "a\ufffdb\ufffdc"


def test_csv_is_for_spreadsheets() -> None:
    rows = list(csv.reader(io.StringIO(format_answer(_ask(_ROWS), "csv"), newline="")))
    assert rows[0] == ["s", "o", "none"]
    assert ["http://x.test/b", "'=SUM(A1)", ""] in rows


def test_constructed_graph_is_turtle() -> None:
    expected = Graph().parse(data=_DATA, format="turtle")
    text = format_answer(_ask(_GRAPH), "turtle")
    assert isomorphic(Graph().parse(data=text, format="turtle"), expected)
    assert text == format_answer(_ask(_GRAPH), "turtle")


def test_constructed_graph_can_be_rows_too() -> None:
    found = json.loads(format_answer(_ask(_GRAPH), "json"))
    assert found["head"]["vars"] == ["subject", "predicate", "object"]
    assert len(found["results"]["bindings"]) == 8


@pytest.mark.parametrize("text", [_ROWS, "ASK {}"])
def test_rows_are_no_graph(text: str) -> None:
    with pytest.raises(QueryError, match=r"CONSTRUCT or DESCRIBE .* table, csv, tsv, json, xml$"):
        format_answer(_ask(text), "turtle")


@pytest.mark.parametrize("format_", sorted(FORMATS.keys() - {"turtle"}))
def test_answer_without_rows_keeps_its_columns(format_: str) -> None:
    text = format_answer(_ask("SELECT ?a ?b { ?a <http://x.test/none> ?b }"), format_)
    assert text.endswith("\n")
    assert "a" in text


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(QueryError, match="no format 'xls'; known: table, csv, tsv, json, xml, turtle"):
        format_answer(_ask(_ROWS), "xls")
