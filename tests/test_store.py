"""The database: written whole, replaced atomically, read by many."""

import multiprocessing
from pathlib import Path

import pytest

from kg.errors import QueryError, StoreError
from kg.store import (
    AnswerForm,
    Term,
    TermKind,
    memory_store,
    open_store,
    write_store,
    write_term,
    write_turtle,
)

_ONE = b'<http://x.test/a> <http://x.test/p> "1" .\n'
_TWO = _ONE + b'<http://x.test/b> <http://x.test/p> "2"@en , 3 .\n'


def _count(path: Path) -> int:
    return len(open_store(path))


def test_written_store_can_be_read_by_this_and_other_processes(tmp_path: Path) -> None:
    write_store(tmp_path / "deep" / "store", _TWO)
    assert _count(tmp_path / "deep" / "store") == 3
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_count, [tmp_path / "deep" / "store"] * 2) == [3, 3]


def test_replacing_leaves_an_open_reader_its_graph_and_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "store"
    write_store(path, _ONE)
    reader = open_store(path)
    write_store(path, _TWO)
    assert len(reader.query("SELECT * { ?s ?p ?o }").rows) == 1
    assert _count(path) == 3
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


def test_bad_data_leaves_the_old_store(tmp_path: Path) -> None:
    path = tmp_path / "store"
    write_store(path, _ONE)
    with pytest.raises(StoreError, match="cannot be written"):
        write_store(path, b"<a> <b>")
    assert _count(path) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


def test_folder_of_something_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("Dear")
    with pytest.raises(StoreError, match="is no graph database"):
        write_store(tmp_path / "letters", _ONE)
    assert (tmp_path / "letters" / "dear.txt").read_text() == "Dear"


def test_missing_and_damaged_stores_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="make one with `kg build"):
        open_store(tmp_path / "store")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="run `kg build` again"):
        open_store(tmp_path / "store")


def test_answers_are_plain_terms() -> None:
    store = memory_store(_TWO)
    answer = store.query("SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY STR(?o)")
    assert answer.columns == ("s", "o", "none")
    assert [row[1].value for row in answer.rows if row[1]] == ["1", "2", "3"]
    assert answer.rows[0] == (
        Term.from_iri("http://x.test/a"),
        Term(TermKind.LITERAL, "1", "http://www.w3.org/2001/XMLSchema#string"),
        None,
    )
    assert answer.rows[1][1] is not None and answer.rows[1][1].language == "en"
    assert len(store) == 3


def test_ask_and_construct_give_rows_too() -> None:
    store = memory_store(_TWO)
    assert store.query("ASK { ?s ?p 3 }").rows[0][0].value == "true"  # type: ignore[union-attr]
    built = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert built.columns == ("subject", "predicate", "object")
    assert len(built.rows) == 3
    assert built.form is AnswerForm.GRAPH
    assert memory_store(write_turtle(built, {"x": "http://x.test/"})).query("ASK { ?s ?p '2'@en }").rows


def test_answer_says_that_it_was_cut() -> None:
    store = memory_store(_TWO)
    for text in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        assert [(len(a.rows), a.is_cut) for n in (2, 3, None) for a in [store.query(text, limit=n)]] == [
            (2, True),
            (3, False),
            (3, False),
        ]


@pytest.mark.parametrize(
    "text",
    ["SELECT", "TAKE { <http://x.test/a> <http://x.test/b> 1 }", "SELECT ?x {", "SELECT (COUNT(*)"],
)
def test_what_is_no_query_is_said_so_in_one_line(text: str) -> None:
    with pytest.raises(QueryError, match=r"^not a SPARQL query: error at .*$"):
        memory_store(_ONE).query(text)


def test_what_is_no_turtle_is_said_so() -> None:
    with pytest.raises(StoreError, match="not Turtle"):
        memory_store(b"<a")


@pytest.mark.parametrize("text", ['"', "\\", "\n", "'''", '" } DROP ALL #', "\u2028", "é", "{}", "?x"])
def test_written_terms_come_back_as_they_were(text: str) -> None:
    store = memory_store(b"")
    answer = store.query(f"SELECT ?t {{ VALUES ?t {{ {write_term(Term.from_text(text))} }} }}")
    assert answer.rows[0][0] is not None and answer.rows[0][0].value == text


@pytest.mark.parametrize("iri", ["no scheme", "http://x.test/a> } #", "http://x.test/a b", ""])
def test_what_is_no_iri_is_not_written(iri: str) -> None:
    with pytest.raises(ValueError):
        write_term(Term.from_iri(iri))


def test_store_is_loaded_from_files_of_several_formats(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_bytes(_ONE)
    (tmp_path / "b.nq").write_text('<http://x.test/c> <http://x.test/p> "4" <http://x.test/g> .\n')
    write_store(tmp_path / "store", tmp_path / "a.nt", tmp_path / "b.nq", _TWO)
    store = open_store(tmp_path / "store")
    assert len(store) == 4
    assert store.graphs() == ("http://x.test/g",)
    assert len(memory_store(tmp_path / "a.nt", tmp_path / "b.nq", _TWO)) == 4


def test_files_that_cannot_be_loaded_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(_ONE)
    (tmp_path / "b.nt").write_bytes(b"<a")
    for name, message in {
        "a.doc": "no RDF format",
        "b.nt": "b.nt: not RDF",
        "c.nt": "cannot be read",
    }.items():
        with pytest.raises(StoreError, match=message):
            memory_store(tmp_path / name)
    with pytest.raises(StoreError, match="no RDF format"):
        write_store(tmp_path / "store", tmp_path / "a.doc")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.doc", "b.nt"]


def test_query_asks_the_graphs_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "g.nq").write_text(
        '<http://x.test/c> <http://x.test/p> "4" <http://x.test/g> .\n'
        '<http://x.test/d> <http://x.test/p> "5" <http://x.test/h> .\n'
    )
    store = memory_store(_ONE, tmp_path / "g.nq")

    def count(text: str, **graphs: list[str]) -> int:
        return len(store.query(text, **graphs).rows)  # type: ignore[arg-type]

    assert count("SELECT * { ?s ?p ?o }") == 1
    assert count("SELECT * { ?s ?p ?o }", default_graphs=["http://x.test/g", "http://x.test/h"]) == 2
    assert count("SELECT * FROM <http://x.test/g> { ?s ?p ?o }", default_graphs=["http://x.test/none"]) == 0
    assert count("SELECT * { GRAPH ?g { ?s ?p ?o } }", named_graphs=["http://x.test/h"]) == 1
    with pytest.raises(QueryError, match="cannot be run"):
        count("SELECT * { ?s ?p ?o }", default_graphs=["no iri"])


def test_relative_iris_are_relative_to_the_base() -> None:
    answer = memory_store(_ONE).query("ASK { <a> ?p ?o }", base="http://x.test/")
    assert answer.rows[0][0] is not None and answer.rows[0][0].value == "true"


def test_quads_come_in_one_order_whatever_the_order_of_loading(tmp_path: Path) -> None:
    lines = [f'<http://x.test/{n}> <http://x.test/p> "{n} is a longer text" .\n' for n in range(50)]
    write_store(tmp_path / "one", "".join(lines).encode())
    write_store(tmp_path / "two", "".join(reversed(lines)).encode())
    one, two = open_store(tmp_path / "one"), open_store(tmp_path / "two")
    assert list(one.match()) == list(two.match())
    assert list(one.ntriples()) == list(two.ntriples())
    assert sorted(one.ntriples()) == sorted(lines)
    assert len(list(one.match(Term.from_iri("http://x.test/7")))) == 1
    assert list(one.match(graph=Term.from_iri("http://x.test/g"))) == []
