"""The pages: everything is there, links lead to pages of this server, and no text becomes markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from lxml import html
from norland import BERG, BUND, DAHL
from rdflib import Graph, URIRef
from serving import Client, serving, write_out

from kg.search import Hit
from kg.serve.links import Links, is_iri, is_web
from kg.serve.pages import Pages, local_name, mark_snippet
from kg.vocab import KG

#: rdflib reads JSON-LD by way of what rdflib has marked as deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

BASE = "https://kg.example.org/"
HOSTILE = '"><script>alert(1)</script><b id=x onclick=alert(2)>'


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with serving(write_out(tmp_path_factory.mktemp("out")), "--timeout", "200") as server:
        yield server


def page_of(iri: str) -> str:
    return Links(BASE).page(iri)


def words(text: str) -> str:
    return " ".join(html.fromstring(text).text_content().split())


def test_entity_page_has_names_offices_stances_and_quotes(client: Client) -> None:
    response, text = client.get(page_of(DAHL.id), Accept="text/html")
    assert (response.status, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    shown = words(text)
    assert "Carl Dahl" in shown and "Also Dahl, Mr Dahl" in shown
    for quoted in ("Berg rejects Dahl’s bid.", 'who "backs" him.', "Falk attacked Dahl, again and again."):
        assert quoted in shown
    assert "candidate for Chair of the Norland Bund" in shown
    for heading in ("Who supports it", "Who opposes it", "Over time", "Every quote"):
        assert heading in shown
    assert "Westmark" in shown and "(denied)" in shown and "(possible)" in shown and "(no longer)" in shown


def test_person_page_has_the_offices_over_time(client: Client) -> None:
    shown = words(client.get(page_of(BERG.id), Accept="text/html")[1])
    assert "rime minister" in shown.lower() and "Norland" in shown
    assert "member of" not in shown
    assert "member Sudland" in words(client.get(page_of(BUND.id), Accept="text/html")[1])


def test_every_link_of_a_page_leads_somewhere_here(client: Client) -> None:
    tree = html.fromstring(client.get(page_of(DAHL.id), Accept="text/html")[1])
    links = {a.get("href") for a in tree.iter("a")}
    inside = sorted(link for link in links if link.startswith("/") and "format=" not in link)
    assert len(inside) > 10
    assert all(link.startswith(("/", "http://www.wikidata.org/")) for link in links)
    for link in inside[:12]:
        assert client.get(link, Accept="text/html")[0].status == 200, link


def test_text_of_articles_never_becomes_markup(client: Client) -> None:
    text = client.get(page_of(DAHL.id), Accept="text/html")[1]
    assert "<b>round</b>" not in text and "&lt;b&gt;round&lt;/b&gt;" in text


@pytest.mark.parametrize(
    ("accept", "format_", "type_"),
    [
        ("text/turtle", "turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "json-ld", "application/ld+json"),
        ("application/rdf+xml", "xml", "application/rdf+xml"),
    ],
)
def test_entity_is_there_as_data_too(client: Client, accept: str, format_: str, type_: str) -> None:
    response, body = client.get(page_of(DAHL.id), Accept=accept)
    assert (response.status, response.headers["content-type"]) == (200, type_)
    assert response.headers["vary"] == "Accept" or "Accept" in response.headers["vary"]
    graph = Graph().parse(data=body, format=format_)
    assert set(graph.objects(None, KG.opposes)) == {URIRef(DAHL.id)}
    assert client.get(f"/resource?iri={quote(DAHL.id, safe='')}&format=turtle")[1].startswith("@prefix")


def test_unknown_things_and_bad_requests_are_said(client: Client) -> None:
    for path_, status in {
        "/entity/person/nobody": 404,
        "/favicon.ico": 404,
        "/resource": 400,
        "/resource?iri=not%20an%20iri": 400,
        "/resource?iri=http://x.test/%3E%20%7D%20ASK": 400,
        f"/resource?iri={quote(DAHL.id, safe='')}&format=gif": 400,
        "/saved/no-such": 404,
        "/static/../pages.py": 404,
        "/static/%2e%2e/pages.py": 404,
    }.items():
        for accept in ("text/html", "text/turtle"):
            response, text = client.get(path_, Accept=accept)
            assert response.status == status, (path_, text)
    response, text = client.get(f"/resource?iri={quote(HOSTILE)}", Accept="text/html")
    assert response.status == 400 and "<script>alert" not in text
    assert client.get(page_of(DAHL.id), Accept="image/png")[0].status == 406


def test_claims_articles_and_sentences_have_pages(client: Client) -> None:
    query = "SELECT ?c ?s ?a { ?c a kg:Claim ; kg:evidence ?s ; prov:hadPrimarySource ?a } LIMIT 1"
    _, body = client.get(f"/sparql?query={quote(query)}")
    for term in json.loads(body)["results"]["bindings"][0].values():
        response, text = client.get(page_of(term["value"]), Accept="text/html")
        assert response.status == 200 and term["value"] in words(text)


def test_home_counts_and_names_the_most_discussed(client: Client) -> None:
    response, text = client.get("/", Accept="text/html")
    shown = words(text)
    assert response.status == 200 and "4 NewsArticle" in shown and "Carl Dahl" in shown


def test_search_finds_and_marks(client: Client) -> None:
    response, text = client.get("/search?q=veto", Accept="text/html")
    assert response.status == 200
    assert "Sudland lifted its <mark>veto</mark> in April." in text
    assert "Carl Dahl" in words(client.get("/search?q=mr+dahl")[1])
    assert "Nothing has all these words" in words(client.get("/search?q=zzz")[1])
    response, text = client.get(f"/search?q={quote(HOSTILE)}", Accept="text/html")
    assert response.status == 200 and "<script>alert" not in text


def test_query_page_loads_only_what_is_here(client: Client) -> None:
    response, text = client.get("/query", Accept="text/html")
    tree = html.fromstring(text)
    loaded = [*tree.xpath("//script/@src"), *tree.xpath("//link/@href")]
    assert len(loaded) == 4 and all(path_.startswith("/static/") for path_ in loaded)
    for path_ in loaded:
        assert client.get(path_)[0].status == 200, path_
    assert "connect-src 'self'" in response.headers["content-security-policy"]
    names = set(tree.xpath("//form/@data-name"))
    assert {"who-supports", "who-opposes", "evidence"} <= names


def test_saved_query_comes_with_its_parameters_bound(client: Client) -> None:
    response, text = client.get("/saved/who-opposes?name=Carl+Dahl")
    assert response.status == 200 and f"<{DAHL.id}>" in text
    assert client.get(f"/sparql?query={quote(text)}")[0].status == 200
    response, text = client.get("/saved/who-opposes?name=Nobody+At+All")
    assert response.status == 400 and "no entity is called" in text


def test_pages_escape_whatever_they_are_given() -> None:
    pages = Pages(Links(BASE))
    row = {
        "role": "target",
        "other": "javascript:alert(1)",
        "name": HOSTILE,
        "stance": f"{BASE}ns#Support",
        "modality": f"{BASE}ns#Asserted",
        "current": "true",
        "articles": "1",
        "confidence": "0.5",
        "topic": HOSTILE,
        "relation": f"{BASE}ns#MemberOf",
        "post": HOSTILE,
    }
    quoted = {
        "quote": HOSTILE,
        "who": f"{BASE}{HOSTILE}",
        "whom": "x:y",
        "kind": f"{BASE}ns#Support",
        "article": "x:a",
        "title": HOSTILE,
        "item": "x:i",
        "source": HOSTILE,
        "speaker": HOSTILE,
    }
    about = [{"kind": kind, "value": HOSTILE} for kind in ("label", "name", "type")]
    about.append({"kind": "same", "value": "javascript:alert(1)"})
    parts = {"about": about, "ties": [row], "edges": [row], "positions": [row], "quotes": [quoted]}
    rows = [
        {"property": HOSTILE, "value": "javascript:alert(1)", "name": HOSTILE},
        {"property": "p", "value": HOSTILE},
    ]
    texts = [
        pages.entity(f"{BASE}e", parts, page=1, is_cut=True),
        pages.resource("javascript:alert(1)", {"out": rows, "in": rows}),
        pages.search(HOSTILE, [Hit("quote", "x:s", HOSTILE, HOSTILE, "x:a", HOSTILE, HOSTILE, HOSTILE)]),
        pages.query(
            [
                {
                    "name": HOSTILE,
                    "summary": HOSTILE,
                    "params": [{"name": HOSTILE, "description": HOSTILE, "default": HOSTILE}],
                }
            ]
        ),
        pages.error(400, HOSTILE),
    ]
    for text in texts:
        tree = html.fromstring(text)
        assert not tree.xpath("//*[@id='x'] | //*[@onclick] | //script[not(@src)]")
        assert not [a for a in tree.iter("a") if a.get("href").startswith("javascript:")]


def test_small_words() -> None:
    assert local_name("http://www.wikidata.org/entity/Q1") == "Q1"
    assert str(mark_snippet("a \ue000<b>\ue001")) == "a <mark>&lt;b&gt;</mark>"
    assert is_iri("urn:x:y") and not is_iri("a b") and not is_iri("/x")
    assert is_web("HTTPS://x.test/") and not is_web("ftp://x.test/") and not is_web("http://x.test/ y")


@pytest.mark.parametrize(
    "iri",
    [
        f"{BASE}entity/person/anna",
        f"{BASE}entity/person/%D0%90",
        f"{BASE}article/1#char=0,5",
        f"{BASE}/x.test/y",
        "http://x.test/?a=b&c",
    ],
)
def test_page_of_an_iri_is_a_plain_path(iri: str) -> None:
    path_ = Links(BASE).page(iri)
    assert path_.startswith("/") and not path_.startswith("//")
    if "iri=" not in path_:
        assert Links(BASE).iri(path_) == iri
