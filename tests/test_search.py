"""Search finds names and quotes by words, and whatever is typed is words."""

from pathlib import Path

import pytest
from norland import norland

from kg.errors import QueryError, StoreError
from kg.export.turtle import to_turtle
from kg.graph import to_graph
from kg.search import INDEX, search, write_index
from kg.store import memory_store


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out") / INDEX
    write_index(path, memory_store(to_turtle(to_graph(norland()))))
    return path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("backing", {"Norland backs him.", "Ostmark may back Dahl.", "Westmark would not back Dahl."}),
        ('"may back"', {"Ostmark may back Dahl."}),
        ("back -may -not -him", set()),
        ("veto* sudland", {"Sudland vetoed Dahl.", "Sudland lifted its veto in April."}),
        ("TREASURER", {"Falk, the treasurer"}),
        ("nothing-of-the-kind", set()),
    ],
)
def test_quotes_are_found_by_stems_phrases_and_starts(index: Path, text: str, found: set[str]) -> None:
    quotes = {hit.text for hit in search(index, text, kinds=["quote"])}
    assert found <= quotes and (found or not quotes - {"Ostmark may back Dahl."})


def test_quote_comes_with_article_date_and_claims(index: Path) -> None:
    hit = search(index, '"lifted its veto"', kinds=["quote"], marks=("[", "]"))[0]
    assert hit.title == "Berg turns <b>round</b>"
    assert hit.date == "2024-05-20"
    assert hit.claims == "Sudland opposes Carl Dahl"
    assert hit.snippet == "Sudland [lifted its veto] in April."
    assert hit.article is not None and hit.iri.startswith(hit.article)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("dah", ["Carl Dahl"]),
        ("Norland", ["Norland", "Norland Bund", "Chair of the Norland Bund"]),
        ("nb", ["Norland Bund"]),
        ("mr dahl", ["Carl Dahl"]),
    ],
)
def test_names_are_found_by_their_start_and_each_entity_once(
    index: Path, text: str, names: list[str]
) -> None:
    assert sorted(hit.title for hit in search(index, text, kinds=["name"])) == sorted(names)


def test_accents_do_not_matter(tmp_path: Path) -> None:
    turtle = """
      @prefix kg: <https://kg.example.org/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      <http://x.test/o> a kg:Entity ; skos:altLabel "Viktor Orbán" ."""
    write_index(tmp_path / INDEX, memory_store(turtle.encode()))
    assert search(tmp_path / INDEX, "orban")[0].title == "Viktor Orbán"
    assert search(tmp_path / INDEX, "ORBÁN")[0].iri == "http://x.test/o"


@pytest.mark.parametrize(
    "text", ['"', "AND", "NEAR(a b)", "text: x", "a OR b", "*", "(", "^x", "'; DROP TABLE name"]
)
def test_no_input_is_a_syntax_error(index: Path, text: str) -> None:
    try:
        search(index, text)
    except QueryError as error:
        assert "no word to search for" in str(error)


def test_limit_holds_for_each_kind(index: Path) -> None:
    hits = search(index, "dahl berg*", limit=1) + search(index, "dahl", limit=2)
    assert sum(hit.kind == "quote" for hit in hits[-2:]) <= 2
    assert len(search(index, "dahl", kinds=["quote"], limit=2)) == 2


def test_same_graph_gives_the_same_bytes(index: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_index(tmp_path / name, memory_store(to_turtle(to_graph(reversed(norland())))))
        assert (tmp_path / name).read_bytes() == index.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one", "two"]


def test_missing_and_damaged_index_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no search index here"):
        search(tmp_path / INDEX, "a")
    (tmp_path / INDEX).write_bytes(b"nonsense" * 100)
    with pytest.raises(StoreError, match="run `kg build` again"):
        search(tmp_path / INDEX, "a")


def test_empty_graph_has_an_index_too(tmp_path: Path) -> None:
    write_index(tmp_path / INDEX, memory_store(b""))
    assert search(tmp_path / INDEX, "a") == ()
