"""Each saved query has a summary, an example, and a known answer on a small affair."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest
from norland import norland
from rdflib.plugins.sparql import prepareQuery

import kg.query.saved as saved
from kg.errors import QueryError
from kg.export import WRITERS
from kg.query import find_query, list_queries, run_query
from kg.store import Store, memory_store

#: Query, parameters, columns to look at, their values row by row.
ANSWERS: list[tuple[str, dict[str, str], str, list[tuple]]] = [
    (
        "who-supports",
        {"name": "Carl Dahl"},
        "supporter topic state since latest articles confidence",
        [
            ("Norland", "bid for the chair", "holds", "2024-05-20", "2024-05-20", 2, 0.95),
            ("Anna Berg", "bid for the chair", "holds", "2024-05-17", "2024-05-17", 1, 0.95),
            ("Erik Falk", None, "holds", "2024-05-20", "2024-05-20", 1, 0.8),
        ],
    ),
    ("who-supports", {"name": "Dahl", "since": "2024-05-18"}, "supporter", [("Norland",), ("Erik Falk",)]),
    ("who-supports", {"name": "Norland"}, "supporter since", [("Carl Dahl", None)]),
    ("who-supports", {"name": "Norland", "since": "2024"}, "supporter", []),
    (
        "who-opposes",
        {"name": "Carl Dahl"},
        "opponent state since latest until",
        [
            ("Erik Falk", "holds", "2024-05-20", "2024-05-20", None),
            ("Sudland", "ended", "2024-03-05", "2024-04", "2024-04"),
            ("Anna Berg", "overtaken", "2024-03-05", "2024-03-05", "2024-05-17"),
        ],
    ),
    (
        "stances-of",
        {"name": "Erik Falk"},
        "stance target state",
        [("support", "Carl Dahl", "holds"), ("oppose", "Carl Dahl", "holds")],
    ),
    ("stances-of", {"name": "Anna Berg", "stance": "oppose"}, "stance state", [("oppose", "overtaken")]),
    (
        "changed-mind",
        {},
        "holder before before_date before_quote after after_date after_quote",
        [
            (
                "Anna Berg",
                "oppose",
                "2024-03-05",
                "Berg rejects Dahl’s bid.",
                "support",
                "2024-05-17",
                '“He is the man,” said Berg, who "backs" him.',
            ),
            (
                "Sudland",
                "oppose",
                "2024-03-05",
                "Sudland vetoed Dahl.",
                "no longer opposes",
                "2024-04",
                "Sudland lifted its veto in April.",
            ),
        ],
    ),
    ("changed-mind", {"name": "Anna Berg"}, "holder topic", [("Anna Berg", "bid for the chair")]),
    ("changed-mind", {"name": "Norland"}, "holder", []),
    (
        "disputed",
        {},
        "holder target support_quote oppose_quote",
        [("Erik Falk", "Carl Dahl", "Falk praised Dahl.", "Falk attacked Dahl,\nagain\tand again.")],
    ),
    ("disputed", {"name": "Anna Berg"}, "holder", []),
    (
        "evidence",
        {"holder": "Sudland", "target": "Carl Dahl"},
        "date stance aspect modality cue said_by article confidence",
        [
            ("2024-03-05", "oppose", "held", "asserted", "vetoed", "The Daily Example", "Berg says no", 0.8),
            (
                "2024-04",
                "oppose",
                "ended",
                "asserted",
                "lifted its veto",
                "Nord & Sud Wire",
                "Berg turns <b>round</b>",
                0.7,
            ),
        ],
    ),
    (
        "evidence",
        {"holder": "Anna Berg", "target": "Carl Dahl", "stance": "support"},
        "quote said_by",
        [('“He is the man,” said Berg, who "backs" him.', "Anna Berg")],
    ),
    (
        "roles",
        {"name": "Anna Berg"},
        "role body state latest",
        [
            ("Prime Minister", "Norland", "former", "2024-05-20"),
            ("Prime Minister", "Norland", "holds", "2024-03-05"),
        ],
    ),
    ("roles", {"name": "Carl Dahl"}, "role state", [("Chair of the Norland Bund", "candidate")]),
    (
        "members",
        {"name": "NB"},
        "member tie articles quote",
        [
            ("Sudland", "member", 1, "Sudland, a member of the Bund"),
            ("Westmark", "member", 1, "Westmark and the rest of the Bund"),
            ("Bund Council", "part", 1, "the Bund's Council"),
        ],
    ),
    (
        "most-supported",
        {},
        "name supporters opponents articles",
        [("Carl Dahl", 3, 1, 4), ("Norland", 1, 0, 1)],
    ),
    ("most-supported", {"min": "2"}, "name", [("Carl Dahl",)]),
    (
        "timeline",
        {"name": "Sudland"},
        "date holder stance aspect modality",
        [
            ("2024-03-05", "Sudland", "oppose", "held", "asserted"),
            ("2024-04", "Sudland", "oppose", "ended", "asserted"),
        ],
    ),
    (
        "timeline",
        {"name": "Carl Dahl", "since": "2024-04", "until": "2024-05-17"},
        "date holder",
        [("2024-04", "Sudland"), ("2024-05-17", "Anna Berg")],
    ),
    (
        "timeline",
        {"name": "Westmark"},
        "holder stance modality",
        [("Westmark", "support", "denied")],
    ),
]


@pytest.fixture(scope="module")
def store() -> Store:
    stream = io.BytesIO()
    WRITERS["turtle"](norland(), stream)
    return memory_store(stream.getvalue())


@pytest.mark.parametrize(("name", "params", "columns", "expected"), ANSWERS)
def test_saved_query_gives_the_known_answer(
    store: Store, name: str, params: dict[str, str], columns: str, expected: list[tuple]
) -> None:
    found = run_query(store, name, params)
    assert [tuple(row[c] for c in columns.split()) for row in found.to_dicts()] == expected


def test_every_saved_query_has_a_known_answer() -> None:
    assert {query.name for query in list_queries()} == {name for name, *_ in ANSWERS}


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_saved_query_says_what_it_answers_and_shows_how(query: saved.SavedQuery) -> None:
    assert query.summary
    assert all(param.description for param in query.params)
    words = shlex.split(query.example)
    assert words[:3] == ["kg", "query", query.name]
    given = {word.partition("=")[0] for word in words[4::2]}
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
