"""Parameters are bound, never pasted."""

import io

import pytest
from builders import article, claim, entity, extraction, iri
from norland import BUND, DAHL, NORLAND, norland

from kg.errors import QueryError
from kg.export import WRITERS
from kg.query import run_query
from kg.query.entities import find_entity
from kg.store import Store, memory_store


def _store(*extractions) -> Store:
    stream = io.BytesIO()
    WRITERS["turtle"](extractions, stream)
    return memory_store(stream.getvalue())


@pytest.fixture(scope="module")
def store() -> Store:
    return _store(*norland())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Carl Dahl", DAHL.id),
        ("carl dahl", DAHL.id),
        ("DAHL", DAHL.id),
        ("nb", BUND.id),
        ("Norländers", NORLAND.id),
        (DAHL.id, DAHL.id),
        (f"<{DAHL.id}>", DAHL.id),
    ],
)
def test_entity_is_found_by_name_alias_or_iri(store: Store, name: str, expected: str) -> None:
    assert find_entity(store, name) == expected


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Karl Dahl", "no entity is called 'Karl Dahl'; near: Carl Dahl"),
        ("council", "near: Bund Council"),
        ("Zzyzx", "no name is near it"),
        ("https://kg.example.org/entity/person/nobody", "no entity has the IRI"),
        ("https://x.test/> ?p ?o } #", "is no IRI"),
    ],
)
def test_unknown_entity_gets_the_near_names(store: Store, name: str, why: str) -> None:
    with pytest.raises(QueryError) as raised:
        find_entity(store, name)
    assert why in str(raised.value)


def test_shown_name_goes_before_alias_and_shared_alias_is_asked_back() -> None:
    store = _store(
        extraction(
            article(),
            (
                entity("Berg"),
                entity("Anna Berg", "Person", "Berg", "Minister"),
                entity("Bo Berg", "Person", "Minister"),
            ),
        )
    )
    assert find_entity(store, "Berg") == iri("Berg")
    with pytest.raises(QueryError) as raised:
        find_entity(store, "minister")
    assert str(raised.value) == (
        "several entities are called 'minister'; give one of these IRIs: "
        f"Anna Berg <{iri('Anna Berg')}>, Bo Berg <{iri('Bo Berg')}>"
    )


@pytest.mark.parametrize(
    "name", ['Dahl" }', "x } UNION { ?s ?p ?o", "Dahl\\", "'''", "?_name", "\n", "{0}", r"\g<1>", "Dahl>"]
)
def test_hostile_name_is_just_an_unknown_name(store: Store, name: str) -> None:
    with pytest.raises(QueryError, match="no entity is called"):
        run_query(store, "who-supports", {"name": f"x{name}x"})


def test_hostile_text_comes_back_as_it_was(store: Store) -> None:
    query = "#+ param: t text some text\nSELECT ?_t { VALUES ?_t { UNDEF } }"
    for text in ('" } #', "\\", "\\g<0>", "a\nb", "VALUES ?_t { 1 }", "\u2028{}"):
        assert run_query(store, query, {"t": text}).rows == ((text,),)


@pytest.mark.parametrize(
    ("name", "params", "why"),
    [
        ("who-supports", {}, "needs 'name' (whom or what is supported); give it with --set name=..."),
        ("who-supports", {"nmae": "x"}, "no parameter 'nmae'; it has: name, since"),
        ("who-supports", {"name": "Dahl", "since": "May"}, "since: 'May' is no date; write YYYY-MM-DD"),
        ("who-supports", {"name": "Dahl", "since": "2024-13"}, "'2024-13' is no date"),
        ("stances-of", {"name": "Dahl", "stance": "love"}, "stance: 'love' is none of support, oppose"),
        ("most-supported", {"min": "two"}, "min: 'two' is no number"),
        ("ASK { ?s ?p ?o }", {"x": "1"}, "no parameter 'x'; it has none"),
        ("#+ param: x text y\nASK {}", {"x": "1"}, "nowhere to put 'x'; add `VALUES ?_x { UNDEF }`"),
        ("SELECT ?x {", {}, "not a SPARQL query"),
    ],
)
def test_wrong_parameter_is_said_in_one_line(
    store: Store, name: str, params: dict[str, str], why: str
) -> None:
    with pytest.raises(QueryError) as raised:
        run_query(store, name, params)
    assert why in str(raised.value)
    assert "\n" not in str(raised.value)


def test_waiting_block_inside_a_string_or_comment_is_left_alone(store: Store) -> None:
    query = (
        "#+ param: t text some text\n# VALUES ?_t { 1 }\n"
        'SELECT ("VALUES ?_t { 2 }" AS ?s) ?_t { VALUES ?_t { UNDEF } }'
    )
    assert run_query(store, query, {"t": '" . } #'}).rows == (("VALUES ?_t { 2 }", '" . } #'),)


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("modality", "denied", "https://kg.example.org/ns#Denied"),
        ("type", "Country", "https://schema.org/Country"),
        ("outlet", "the daily example", "https://kg.example.org/source/the-daily-example"),
        ("outlet", "https://kg.example.org/source/the-daily-example", None),
        ("outlet", "", ""),
        ("number", " 7 ", 7),
        ("number", "0.7", 0.7),
        ("date", "2024-05", "2024-05"),
    ],
)
def test_each_type_of_parameter_becomes_a_term(
    store: Store, type_: str, value: str, expected: object
) -> None:
    query = f"#+ param: x {type_} something []\nSELECT ?_x {{ VALUES ?_x {{ UNDEF }} }}"
    ((found,),) = run_query(store, query, {"x": value}).rows
    assert found == (value if expected is None else expected or None)


@pytest.mark.parametrize(
    ("type_", "value", "why"),
    [
        ("modality", "maybe", "'maybe' is none of asserted, denied, possible"),
        ("type", "Planet", "'Planet' is none of Person, Country"),
        ("outlet", "Daily Exmple", "no outlet is called 'Daily Exmple'; near: The Daily Example"),
        ("outlet", "https://x.test/", "no outlet has the IRI"),
    ],
)
def test_wrong_word_gets_the_known_ones(store: Store, type_: str, value: str, why: str) -> None:
    query = f"#+ param: x {type_} something []\nSELECT ?_x {{ VALUES ?_x {{ UNDEF }} }}"
    with pytest.raises(QueryError) as raised:
        run_query(store, query, {"x": value})
    assert why in str(raised.value)


def test_optional_parameter_left_empty_restricts_nothing(store: Store) -> None:
    assert run_query(store, "changed-mind", {"name": ""}) == run_query(store, "changed-mind")
    empty = _store(extraction(claims=(claim("Ann", "support", "Bo"),)))
    assert run_query(empty, "changed-mind").rows == ()
