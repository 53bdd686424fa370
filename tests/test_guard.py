"""What may be asked: no other server, no change, however it is dressed up."""

import pytest

from kg.errors import QueryError
from kg.guard import check_query, find_update
from kg.store import memory_store

_CALL = "SERVICE <http://127.0.0.1:1/> {}"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "select * { service silent <http://127.0.0.1:1/> {} }",
        "SELECT * { ?s ?p 1 .SERVICE ?where {} }",
        f"SELECT * {{ # it's\n {_CALL} # it's\n }}",
        f"SELECT * {{ # a carriage return ends a comment\r{_CALL}\n }}",
        f"PREFIX ex: <http://x.test/> SELECT * {{ ?s ?p ex:a\\#b . {_CALL}\n }}",
        f"PREFIX ex: <http://x.test/> SELECT * {{ ?s ?p ex:a\\'b . {_CALL} ?s ?p ex:a\\'b }}",
        f"SELECT * {{ FILTER(1 <'>') {_CALL} FILTER('' = '') }}",
        f"SELECT * {{ <http://x.test/O'Brien> ?p ?o . {_CALL} # '\n }}",
        f"SELECT * {{ ?s ?p '''a ' b''' . {_CALL} ?s ?p '''c''' }}",
        f'SELECT * {{ ?s ?p "\\"" . {_CALL} ?s ?p "\\"" }}',
    ],
)
def test_query_that_asks_another_server_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        memory_store(b"").query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?p 'SERVICE' } # SERVICE",
        'SELECT * { <http://example.org/SERVICE> ?p """a SERVICE""" }',
        "PREFIX service: <http://example.org/> SELECT * { ?s service:a ?o }",
        "PREFIX ex: <http://example.org/> SELECT * { ?s ex:self-service ?o }",
        "SELECT * { <http://example.org/O'Brien> ?p ?o }",
    ],
)
def test_service_as_name_or_text_is_no_other_server(query: str) -> None:
    assert memory_store(b"").query(query).rows == ()


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("INSERT DATA { <http://x.test/a> <http://x.test/b> 1 }", "INSERT"),
        ("# a\nPREFIX x: <http://x.test/>\nBASE <http://x.test/> delete where { ?s ?p ?o }", "DELETE"),
        ("LOAD <http://x.test/data.ttl>", "LOAD"),
        ("CLEAR ALL", "CLEAR"),
        ("DROP GRAPH <http://x.test/g>", "DROP"),
        ("WITH <http://x.test/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH"),
    ],
)
def test_update_is_refused_by_its_keyword(text: str, keyword: str) -> None:
    assert find_update(text) == keyword
    with pytest.raises(QueryError, match=f"^{keyword} changes the graph"):
        check_query(text)


@pytest.mark.parametrize(
    "text",
    ["PREFIX drop: <http://x.test/> SELECT * { ?s drop:it ?load }", "ASK { ?s ?p 'LOAD' }", "", "loads"],
)
def test_what_only_looks_like_an_update_passes(text: str) -> None:
    check_query(text)
