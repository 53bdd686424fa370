"""Queries under a time limit: stopped when it is over, the same otherwise."""

import time
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.query import ask_query, run_query
from kg.store import Store, memory_store, open_store, write_store

_DATA = "".join(f"<http://x.test/{n}> <http://x.test/p> {n} .\n" for n in range(300)).encode()
_ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h FILTER(?b + ?d + ?f + ?h < 0) }"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("worker") / "store"
    write_store(path, _DATA)
    return open_store(path)


def test_runaway_query_is_stopped_and_the_store_still_answers(store: Store) -> None:
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"stopped after 0.5 s; .* --timeout"):
        run_query(store, _ENDLESS, timeout=0.5)
    assert time.monotonic() - start < 5
    assert run_query(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", timeout=60).rows == ((300,),)


@pytest.mark.parametrize(
    "text",
    ["SELECT ?o { ?s ?p ?o } ORDER BY ?o", "ASK { ?s ?p 7 }", "CONSTRUCT WHERE { ?s ?p 7 }"],
)
def test_answer_is_the_same_with_and_without_a_limit_of_time(store: Store, text: str) -> None:
    assert ask_query(store, text, limit=7, timeout=60) == ask_query(store, text, limit=7)


def test_wrong_query_is_said_so_as_ever(store: Store) -> None:
    with pytest.raises(QueryError, match="not a SPARQL query: error at"):
        run_query(store, "SELECT ?x {", timeout=60)


def test_own_modules_are_found_whatever_the_folder(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file beside the user's articles must not take the place of a module."""
    (tmp_path / "pickle.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    assert run_query(store, "SELECT (1 AS ?n) {}", timeout=60).rows == ((1,),)


def test_time_limit_needs_a_database_on_disk() -> None:
    with pytest.raises(ValueError, match="on disk"):
        run_query(memory_store(_DATA), "ASK {}", timeout=1)
