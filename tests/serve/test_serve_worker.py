"""A worker writes each answer as it is wanted, and says in a reply what goes wrong."""

import io
import json
from pathlib import Path

import pytest

from kg.errors import QueryError, StoreError
from kg.serve.worker import Binding, Reply, Task, _answer, _Opened, answer_task, read_message, write_message
from kg.store import memory_store, write_store

STORE = memory_store(
    b"""@prefix x: <http://x.test/> .
    x:a x:p "plain", "gr\xc3\xbcn, \\"so\\""@de, 3, x:b ."""
)
ALL = "SELECT ?o { ?s ?p ?o } ORDER BY STR(?o)"


@pytest.mark.parametrize(
    ("accept", "text"),
    [
        ("text/csv", 'o\r\n3\r\n"grün, ""so"""\r\nhttp://x.test/b\r\nplain\r\n'),
        ("text/tab-separated-values", '?o\n3\n"grün, \\"so\\""@de\n<http://x.test/b>\n"plain"\n'),
    ],
)
def test_rows_are_written_as_the_standards_say(accept: str, text: str) -> None:
    reply = answer_task(STORE, Task(ALL, accept))
    written = reply.body.decode().replace('"3"^^<http://www.w3.org/2001/XMLSchema#integer>', "3")
    assert (reply.status, reply.media_type, written) == (200, accept, text)


def test_limit_cuts_rows_and_triples_and_says_so() -> None:
    for query, accept in ((ALL, "text/csv"), ("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")):
        reply = answer_task(STORE, Task(query, accept, limit=2))
        assert reply.is_cut and len(reply.body.splitlines()) == 2 + (accept == "text/csv")
        assert not answer_task(STORE, Task(query, accept, limit=4)).is_cut


def test_json_is_the_default_and_complete() -> None:
    rows = json.loads(answer_task(STORE, Task(ALL)).body)["results"]["bindings"]
    assert rows[1]["o"] == {"type": "literal", "value": 'grün, "so"', "xml:lang": "de"}


def test_what_nobody_writes_is_not_acceptable() -> None:
    assert answer_task(STORE, Task("ASK {}", "text/csv")).status == 406
    assert answer_task(STORE, Task(ALL, "text/turtle")).status == 406


def test_errors_are_replies(tmp_path: Path) -> None:
    write_store(tmp_path / "store", b"")
    opened = _Opened(tmp_path / "store")
    assert _answer(opened, Task("ASK")).status == 400
    assert _answer(opened, Binding("no-such-query", ())).status == 400
    assert _answer(_Opened(tmp_path / "none"), Task("ASK {}")).status == 503


def test_rebuilt_store_is_opened_and_a_lost_one_kept(tmp_path: Path) -> None:
    path = tmp_path / "store"
    write_store(path, b"<http://x.test/a> a <http://x.test/b> .")
    opened = _Opened(path)
    first = opened.store()
    assert opened.store() is first
    write_store(path, b"")
    assert len(opened.store()) == 0
    path.rename(tmp_path / "elsewhere")
    assert len(opened.store()) == 0
    with pytest.raises(StoreError):
        _Opened(path).store()


def test_messages_come_through_as_they_were() -> None:
    stream = io.BytesIO()
    for task in (Task("ASK {}", limit=3), Binding("who", (("name", "é"),))):
        write_message(stream, task)
    stream.seek(0)
    assert [read_message(stream), read_message(stream), read_message(stream)] == [
        Task("ASK {}", limit=3),
        Binding("who", (("name", "é"),)),
        None,
    ]
    assert Reply(200, "text/plain", b"") == Reply(200, "text/plain", b"", is_cut=False)


def test_other_servers_are_not_asked() -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        answer_task(STORE, Task("ASK { SERVICE <http://127.0.0.1:1/> {} }"))
