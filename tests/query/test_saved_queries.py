"""Each saved query has a summary, a group, an example, and known answers: by hand and on the seeds."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest
from answers_on_sources import ANSWERS
from norland import norland, norland_later
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from seed_answers import SEED_ANSWERS

import kg.query.saved as saved
from kg.errors import QueryError
from kg.export import WRITERS
from kg.query import ask_query, find_query, format_answer, list_queries, run_query
from kg.store import Store, memory_store
from kg.vocab import KG, NIF, RDF, RDFS


@pytest.fixture(scope="module")
def store() -> Store:
    stream = io.BytesIO()
    WRITERS["turtle"]((*norland(), *norland_later()), stream)
    return memory_store(stream.getvalue())


@pytest.fixture(scope="module")
def seed_store(seeds: Path) -> Store:
    """The graph of the seeds, built once."""
    from kg.extract import extract_articles
    from kg.read import read_articles

    stream = io.BytesIO()
    WRITERS["turtle"](tuple(extract_articles(read_articles([seeds], warn=print))), stream)
    return memory_store(stream.getvalue())


@pytest.mark.parametrize(("name", "params", "columns", "expected"), ANSWERS)
def test_saved_query_gives_the_known_answer(
    store: Store, name: str, params: dict[str, str], columns: str, expected: list[tuple]
) -> None:
    found = run_query(store, name, params)
    assert [tuple(row[c] for c in columns.split()) for row in found.to_dicts()] == expected


def test_every_saved_query_has_a_known_answer() -> None:
    graphs = {query.name for query in list_queries() if "CONSTRUCT" in query.text}
    assert {query.name for query in list_queries()} - graphs == {name for name, *_ in ANSWERS}
    assert {query.name for query in list_queries()} == set(SEED_ANSWERS)


@pytest.mark.parametrize(
    ("name", "params", "triples"),
    [
        (
            "ego-network",
            {"name": "Erik Falk"},
            {("Erik Falk", "opposes", "Carl Dahl"), ("Erik Falk", "supports", "Carl Dahl")}
            | {("Norland", "supports", "Erik Falk"), ("Norland", "supports", "Carl Dahl")}
            | {("Carl Dahl", "supports", "Norland")},
        ),
        ("about", {"name": "Bund Council"}, {("Bund Council", "isPartOf", "Norland Bund")}),
        ("cite", {"holder": "Ostmark", "target": "Ida Holm"}, set()),
    ],
)
def test_saved_graph_query_gives_the_known_triples(
    store: Store, name: str, params: dict[str, str], triples: set[tuple[str, str, str]]
) -> None:
    graph = Graph().parse(data=format_answer(ask_query(store, name, params), "turtle"), format="turtle")
    label = {node: str(name) for node, name in graph.subject_objects(RDFS.label)}
    found = {(label[s], re.split(r"[/#]", p)[-1], label[o]) for s, p, o in graph if s in label and o in label}
    assert triples <= found
    if name == "cite":
        quotes = set(graph.objects(None, NIF.anchorOf))
        assert set(map(str, quotes)) == {"Ostmark praised Holm.", "Ostmark will not oppose Holm."}
        assert len(set(graph.subjects(RDF.type, KG.Claim))) == 2


@pytest.mark.model
@pytest.mark.parametrize("name", sorted(SEED_ANSWERS))
def test_example_of_saved_query_answers_on_the_seeds(seed_store: Store, name: str) -> None:
    words = shlex.split(find_query(name).example)
    params = dict(words[at + 1].split("=", 1) for at, word in enumerate(words) if word == "--set")
    expected = SEED_ANSWERS[name]
    if name == "only-in":  # the seeds name no publisher
        with pytest.raises(QueryError, match="no outlet is called"):
            run_query(seed_store, name, params)
        return
    rows = run_query(seed_store, name, params).to_dicts()
    assert expected is None or any(expected.items() <= row.items() for row in rows)


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_saved_query_says_what_it_answers_and_shows_how(query: saved.SavedQuery) -> None:
    assert query.summary
    assert query.group in saved.GROUPS
    assert "\n# Asks " in query.text
    assert all(param.description for param in query.params)
    words = shlex.split(query.example)
    assert words[:3] == ["kg", "query", query.name]
    given = {words[at + 1].partition("=")[0] for at, word in enumerate(words) if word == "--set"}
    required = {param.name for param in query.params if param.default is None}
    assert required <= given <= {param.name for param in query.params}


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_saved_query_is_plain_sparql_for_any_endpoint(query: saved.SavedQuery) -> None:
    prepareQuery(query.text)


def test_queries_are_found_in_the_installed_package_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "only.rq").write_text("#+ summary: The only one\nASK {}\n")
    monkeypatch.setattr(saved, "_FOLDERS", (tmp_path / "missing", tmp_path))
    assert [query.summary for query in list_queries()] == ["The only one"]
    monkeypatch.setattr(saved, "_FOLDERS", (tmp_path / "missing",))
    with pytest.raises(QueryError, match="install the package again"):
        list_queries()


def test_queries_are_listed_by_the_question_they_answer() -> None:
    groups = [query.group for query in list_queries()]
    assert list(dict.fromkeys(groups)) == list(saved.GROUPS)
    assert len(groups) >= 30


def test_unknown_query_names_the_known_ones_and_the_nearest() -> None:
    with pytest.raises(
        QueryError, match=re.escape("'who-suports'; did you mean who-supports? saved queries: ")
    ):
        find_query("who-suports")


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("#+ param: name", "given:1: not of the form"),
        ("#+ param: name thing whose", "unknown parameter type 'thing'; known: entity"),
        ("#+ sumary: x", "unknown header 'sumary'"),
    ],
)
def test_malformed_header_is_named(header: str, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        find_query(f"{header}\nASK {{}}")


def test_own_file_works_like_a_saved_query(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text(
        "#+ summary: Names\n#+ param: name entity of whom\n"
        "SELECT ?alias { VALUES ?_name { UNDEF } ?_name skos:altLabel ?alias } ORDER BY ?alias\n"
    )
    rows = run_query(store, str(path), {"name": "Carl Dahl"})
    assert rows.rows == (("Carl Dahl",), ("Dahl",), ("Mr Dahl",))
    assert run_query(store, str(path), {"name": "Carl Dahl"}, limit=1).rows == (("Carl Dahl",),)


def test_file_that_is_no_text_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_bytes(b"\xff\xfe")
    with pytest.raises(QueryError, match="cannot be read"):
        find_query(str(tmp_path / "x.rq"))
