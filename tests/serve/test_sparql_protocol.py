"""The query operation of the SPARQL 1.1 Protocol, point by point as in the W3C's manifest of tests.

The names are those of the manifest; its update tests are here as refusals, since nothing is
updated. Its test of a data set given twice asks, as is plain from its title, for two graphs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import DATA, Client, serving, truth, write_out
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

#: rdflib reads JSON-LD by way of what rdflib has marked as deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
ONE, TWO, THREE = (f"{DATA}{n}.rdf" for n in (1, 2, 3))
BOTH = f"ASK {{ <{ONE}> a ?type . <{TWO}> a ?type . }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"
FULL = f"ASK {{ <{THREE}> a ?type GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"
TWICE = f"ASK FROM <{THREE}> {{ GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"
DEFAULTS = [("default-graph-uri", ONE), ("default-graph-uri", TWO)]
NAMEDS = [("named-graph-uri", ONE), ("named-graph-uri", TWO)]
DEFAULT = [("default-graph-uri", f"{DATA}0.rdf")]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with serving(write_out(tmp_path_factory.mktemp("out")), "--timeout", "200", "--rows", "100") as server:
        yield server


def path(*params: tuple[str, str]) -> str:
    return f"/sparql?{urlencode(params)}" if params else "/sparql"


def post(
    client: Client, body: str | bytes, type_: str | None, *params: tuple[str, str], **headers: str
) -> tuple[HTTPResponse, bytes]:
    if type_ is not None:
        headers["Content_Type"] = type_
    return client.send("POST", path(*params), body, **headers)


def test_query_get(client: Client) -> None:
    assert truth(*client.send("GET", path(("query", "ASK {}"), *DEFAULT)))


def test_query_post_form(client: Client) -> None:
    assert truth(*post(client, urlencode({"query": "ASK {}"}), FORM, *DEFAULT))


def test_query_post_direct(client: Client) -> None:
    assert truth(*post(client, "ASK {}", QUERY, *DEFAULT))
    assert truth(*post(client, "ASK { FILTER('é' = '\\u00e9') }", f"{QUERY}; charset=UTF-8"))


@pytest.mark.parametrize(
    ("query", "graphs"),
    [
        pytest.param(BOTH, DEFAULTS, id="query_dataset_default_graphs"),
        pytest.param(NAMED, NAMEDS, id="query_dataset_named_graphs"),
        pytest.param(FULL, [("default-graph-uri", THREE), *NAMEDS], id="query_dataset_full"),
        pytest.param(TWICE, NAMEDS, id="query_multiple_dataset"),
    ],
)
def test_query_dataset(client: Client, query: str, graphs: list[tuple[str, str]]) -> None:
    """By GET, by POST, and with the graphs in the posted form."""
    assert truth(*client.send("GET", path(("query", query), *graphs)))
    assert truth(*post(client, query, QUERY, *graphs))
    assert truth(*post(client, urlencode([("query", query), *graphs]), FORM))


def test_graphs_of_the_request_take_the_place_of_those_of_the_query(client: Client) -> None:
    query = f"ASK FROM <{ONE}> {{ <{ONE}> a ?type }}"
    assert truth(*client.send("GET", path(("query", query))))
    assert not truth(*client.send("GET", path(("query", query), ("default-graph-uri", TWO))))


@pytest.mark.parametrize(
    ("query", "accept", "types"),
    [
        ("SELECT (1 AS ?value) {}", "", "application/sparql-results+json"),
        ("SELECT (1 AS ?value) {}", "*/*", "application/sparql-results+json"),
        ("SELECT (1 AS ?value) {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("SELECT (1 AS ?value) {}", "text/csv", "text/csv; charset=utf-8"),
        ("SELECT (1 AS ?value) {}", "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("SELECT (1 AS ?value) {}", "application/json;q=0.5, text/csv;q=0.4", "application/json"),
        ("ASK {}", "", "application/sparql-results+json"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("ASK {}", "text/csv, */*;q=0.1", "application/sparql-results+json"),
        ("DESCRIBE <http://example.org/>", "", "text/turtle; charset=utf-8"),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", "", "text/turtle; charset=utf-8"),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", "application/n-triples", "application/n-triples"),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", "application/ld+json", "application/ld+json"),
    ],
)
def test_query_content_type(client: Client, query: str, accept: str, types: str) -> None:
    response, _ = post(client, query, QUERY, *DEFAULT, Accept=accept)
    assert (response.status, response.headers["content-type"]) == (200, types)
    assert "Accept" in response.headers["vary"]


def test_type_that_nobody_writes_is_not_acceptable(client: Client) -> None:
    response, body = post(client, "ASK {}", QUERY, Accept="image/png")
    assert response.status == 406 and b"application/sparql-results+json" in body


@pytest.mark.parametrize(
    ("method", "params", "type_", "body", "status"),
    [
        pytest.param("PUT", [("query", "ASK {}")], None, "", 405, id="bad_query_method"),
        pytest.param("DELETE", [("query", "ASK {}")], None, None, 405, id="bad_query_method_delete"),
        pytest.param(
            "GET", [("query", "ASK {}"), ("query", "SELECT * {}")], None, None, 400, id="bad_multiple_queries"
        ),
        pytest.param("POST", [], "text/plain", "ASK {}", 415, id="bad_query_wrong_media_type"),
        pytest.param("POST", [], None, "query=ASK%20%7B%7D", 415, id="bad_query_missing_form_type"),
        pytest.param("POST", [], None, "ASK {}", 415, id="bad_query_missing_direct_type"),
        pytest.param(
            "POST", [], f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"), 415, id="bad_query_non_utf8"
        ),
        pytest.param("POST", [], QUERY, "ASK {}".encode("utf-16"), 400, id="bad_query_non_utf8_unsaid"),
        pytest.param("GET", [("query", "ASK")], None, None, 400, id="bad_query_syntax"),
        pytest.param("GET", [("default-graph-uri", ONE)], None, None, 400, id="no_query"),
        pytest.param("POST", [], FORM, "", 400, id="no_query_in_form"),
        pytest.param("POST", [("query", "ASK {}")], QUERY, "ASK {}", 400, id="query_in_url_and_body"),
        pytest.param(
            "GET", [("query", "ASK {}"), ("default-graph-uri", "x")], None, None, 400, id="bad_graph"
        ),
        pytest.param("POST", [], QUERY, "x" * 1_000_001, 413, id="too_long"),
        pytest.param("GET", [("update", "CLEAR ALL")], None, None, 403, id="bad_update_get"),
        pytest.param("POST", [], FORM, "update=CLEAR%20ALL&update=CLEAR%20ALL", 403, id="update_post_form"),
        pytest.param("POST", [], UPDATE, "CLEAR ALL", 403, id="update_post_direct"),
        pytest.param("POST", [], QUERY, "LOAD <http://127.0.0.1:1/>", 403, id="load"),
        pytest.param("POST", [("using-graph-uri", ONE)], UPDATE, "CLEAR ALL", 403, id="update_dataset"),
        pytest.param("POST", [], QUERY, "ASK { SERVICE <http://127.0.0.1:1/> {} }", 400, id="service"),
    ],
)
def test_bad_request_is_refused_in_one_clear_line(
    client: Client,
    method: str,
    params: list[tuple[str, str]],
    type_: str | None,
    body: str | bytes | None,
    status: int,
) -> None:
    headers = {"Content_Type": type_} if type_ else {}
    response, text = client.send(method, path(*params), body, **headers)
    assert response.status == status, text
    assert text and len(text.decode().strip().splitlines()) == 1
    assert b"Traceback" not in text


def test_refusals_say_why(client: Client) -> None:
    assert b"read-only" in post(client, "CLEAR ALL", UPDATE)[1]
    assert b"SERVICE asks another server" in post(client, "ASK { SERVICE <http://x.test/> {} }", QUERY)[1]
    assert b"not a SPARQL query" in post(client, "ASK", QUERY)[1]


def test_service_describes_itself_to_who_asks_nothing(client: Client) -> None:
    for accept, format_ in {
        "": "turtle",
        "application/rdf+xml": "xml",
        "application/ld+json": "json-ld",
    }.items():
        response, body = client.get("/sparql", Accept=accept)
        graph = Graph().parse(data=body, format=format_)
        endpoint = graph.query(
            "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
            "ASK { ?s a sd:Service ; sd:endpoint ?e ; sd:defaultDataset ?d ; "
            "sd:supportedLanguage sd:SPARQL11Query }"
        )
        assert response.status == 200 and bool(endpoint)
    response, _ = client.get("/sparql", Accept="text/html,application/xml;q=0.9,*/*;q=0.8")
    assert (response.status, response.headers["location"]) == (303, "/query")


def test_every_site_may_read(client: Client) -> None:
    response, _ = client.get(path(("query", "ASK {}")), Origin="https://x.test")
    assert response.headers["access-control-allow-origin"] == "*"
    response, _ = client.send(
        "OPTIONS",
        "/sparql",
        Origin="https://x.test",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )
    assert response.status == 200
    assert "POST" in response.headers["access-control-allow-methods"]


def test_long_answers_are_compressed_for_who_wants_it(client: Client) -> None:
    every = path(("query", "SELECT * { ?s ?p ?o }"))
    assert client.get(every)[0].headers["content-encoding"] is None
    response, body = client.send("GET", every, Accept_Encoding="gzip")
    assert response.headers["content-encoding"] == "gzip" and body[:2] == b"\x1f\x8b"


def test_head_has_no_body(client: Client) -> None:
    response, body = client.send("HEAD", path(("query", "ASK {}")))
    assert response.status == 200 and body == b""


def test_row_limit_cuts_and_says_so(client: Client) -> None:
    response, body = client.get(path(("query", "SELECT * { ?s ?p ?o }")))
    assert len(json.loads(body)["results"]["bindings"]) == 100
    assert response.headers["x-sparql-maxrows"] == "100"
    response, _ = client.get(path(("query", "SELECT * { ?s ?p ?o } LIMIT 100")))
    assert response.headers["x-sparql-maxrows"] is None


def test_known_prefixes_and_relative_iris_work(client: Client) -> None:
    assert truth(*client.send("GET", path(("query", "ASK { ?c a kg:Claim }"))))
    query = "SELECT (STR(<a>) AS ?iri) {}"
    assert f"{client.url}a" in client.get(path(("query", query)))[1]


def test_sparqlwrapper_reads_every_form(client: Client) -> None:
    wrapper = SPARQLWrapper(f"{client.url}sparql")
    wrapper.setQuery("SELECT ?name { ?e a kg:Entity ; rdfs:label ?name } ORDER BY ?name")
    wrapper.setReturnFormat(JSON)
    names = [row["name"]["value"] for row in wrapper.queryAndConvert()["results"]["bindings"]]
    assert "Carl Dahl" in names
    wrapper.setReturnFormat(XML)
    assert len(wrapper.queryAndConvert().getElementsByTagName("result")) == len(names)
    wrapper.setReturnFormat(CSV)
    assert b"Carl Dahl" in wrapper.queryAndConvert()
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    assert len(wrapper.queryAndConvert()["results"]["bindings"]) == len(names)
    wrapper.setQuery("ASK { ?c a kg:Claim }")
    assert wrapper.queryAndConvert()["boolean"] is True
    wrapper.setQuery("CONSTRUCT { ?c a kg:Claim } WHERE { ?c a kg:Claim }")
    wrapper.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) > 5


def test_rdflib_reads_it_as_a_store(client: Client) -> None:
    graph = Graph(SPARQLStore(f"{client.url}sparql"))
    rows = list(graph.query("SELECT ?name { ?e a kg:Entity ; rdfs:label ?name } ORDER BY ?name"))
    assert "Carl Dahl" in [str(row.name) for row in rows]  # type: ignore[union-attr]
    assert bool(graph.query("ASK { ?c a kg:Claim }"))
    entity = next(iter(graph.query("SELECT ?e { ?e a kg:Entity } LIMIT 1"))).e  # type: ignore[union-attr]
    assert len(list(graph.predicate_objects(entity))) >= 2


def test_curl_reads_it(client: Client) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("no curl here")
    command = [
        curl,
        "-sS",
        "--fail",
        "-H",
        "Accept: text/csv",
        "--data-urlencode",
        "query=SELECT (1 AS ?n) {}",
    ]
    run = subprocess.run([*command, f"{client.url}sparql"], capture_output=True, check=True)
    assert run.stdout == b"n\r\n1\r\n"


def test_two_hundred_requests_at_once_all_succeed(client: Client) -> None:
    query = path(("query", "SELECT ?who { ?who kg:supports ?whom }"))
    with ThreadPoolExecutor(200) as pool:
        statuses = list(pool.map(lambda _: client.get(query)[0].status, range(200)))
    assert statuses == [200] * 200


RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?a) < STR(?l)) }"


def test_runaway_queries_are_stopped_and_the_server_goes_on(tmp_path: Path) -> None:
    with (
        serving(write_out(tmp_path), "--timeout", "4", "--workers", "2") as client,
        ThreadPoolExecutor(4) as pool,
    ):
        runaways = [pool.submit(client.get, path(("query", RUNAWAY))) for _ in range(3)]
        for response, body in (runaway.result() for runaway in runaways):
            assert response.status == 503
            assert response.headers["retry-after"] == "1"
            assert "stopped after 4 s" in body or "every worker is busy" in body
        for _ in range(20):  # on a busy machine a fresh process may need more than the time limit
            response, body = client.get(path(("query", "ASK {}")))
            if response.status == 200:
                break
        assert truth(response, body.encode())


def test_rebuilt_graph_is_served_without_a_restart(tmp_path: Path) -> None:
    from kg.store import write_store

    with serving(write_out(tmp_path), "--workers", "1") as client:
        new = path(("query", "ASK { <http://x.test/new> ?p ?o }"))
        assert not truth(*client.send("GET", new))
        write_store(tmp_path / "store", b"<http://x.test/new> a <http://x.test/Thing> .")
        assert truth(*client.send("GET", new))


def test_quoting_of_this_test_is_not_what_makes_it_pass(client: Client) -> None:
    """A query with every reserved character comes through GET as it was."""
    text = "SELECT ('a&b=c+d%20 #?/;' AS ?x) {}"
    _, body = client.get(f"/sparql?query={quote(text, safe='')}")
    assert json.loads(body)["results"]["bindings"][0]["x"]["value"] == "a&b=c+d%20 #?/;"
