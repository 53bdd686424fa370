"""Publishing: every triple arrives, a stopped run goes on, and what goes wrong is said in one line."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from kg import publish as publish_module
from kg.errors import PublishError
from kg.publish import Published, Target, publish
from kg.store import memory_store

GRAPH = "http://x.test/graph"
_LINES = [f'<http://x.test/s> <http://x.test/p> "{n} é \\"quoted\\" \\\\ <b>" .\n' for n in range(25)]
STORE = memory_store("".join(_LINES).encode())


class Remote(BaseHTTPRequestHandler):
    """A small graph store, in memory, that can be told to misbehave."""

    graphs: dict[str, set[str]]
    requests: list[str]
    #: Statuses to answer with before behaving.
    mishaps: list[int]
    password: str | None

    def _serve(self) -> None:
        cls = type(self)
        url = urlsplit(self.path)
        name = parse_qs(url.query, keep_blank_values=True).get("graph", ["default"])[0]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        cls.requests.append(f"{self.command} {len(body.splitlines())}")
        wanted = "Basic " + base64.b64encode(f"anna:{cls.password}".encode()).decode()
        if cls.password and self.headers.get("Authorization") != wanted:
            self._answer(401, "who are you?", {"WWW-Authenticate": 'Basic realm="graphs"'})
        elif cls.mishaps:
            self._answer(cls.mishaps.pop(0), "<html>not now</html>")
        elif self.command == "GET" and "query" in parse_qs(url.query):
            count = sum(map(len, cls.graphs.values()))
            self._answer(200, json.dumps({"results": {"bindings": [{"n": {"value": str(count)}}]}}))
        elif self.command == "GET":
            self._answer(200, "".join(sorted(cls.graphs.get(name, set()))))
        else:
            if self.command == "PUT":
                cls.graphs[name] = set()
            cls.graphs.setdefault(name, set()).update(body.splitlines(keepends=True))
            self._answer(204, "")

    do_GET = do_PUT = do_POST = _serve

    def _answer(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def remote(*mishaps: int, password: str | None = None) -> Iterator[tuple[str, type[Remote]]]:
    state = {"graphs": {}, "requests": [], "mishaps": list(mishaps), "password": password}
    handler = type("Handler", (Remote,), state)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/store", handler
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish_module, "_PAUSE", 0.0)


def test_graph_arrives_in_batches_and_replaces_what_was_there() -> None:
    with remote() as (url, handler):
        handler.graphs[GRAPH] = {"<http://x.test/old> <http://x.test/p> 1 .\n"}
        seen: list[tuple[int, int]] = []
        result = publish(STORE, Target(url, GRAPH), batch=10, progress=lambda *at: seen.append(at))
        assert result == Published(triples=25, sent=25)
        assert handler.graphs == {GRAPH: set(STORE.ntriples())}
        assert handler.requests == ["PUT 10", "POST 10", "POST 5", "GET 0"]
        assert seen == [(10, 25), (20, 25), (25, 25)]


def test_default_graph_and_empty_graph_are_written_too() -> None:
    with remote() as (url, handler):
        publish(STORE, Target(url))
        assert handler.graphs == {"default": set(STORE.ntriples())}
        assert publish(memory_store(b""), Target(url)) == Published(0, 0)
        assert handler.graphs == {"default": set()}


def test_stopped_run_goes_on_and_changed_graph_starts_anew(tmp_path: Path) -> None:
    state = tmp_path / "publish.json"
    with remote() as (url, handler):
        target = Target(url, GRAPH)

        def stop(done: int, _total: int) -> None:
            if done == 20:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            publish(STORE, target, state=state, batch=10, progress=stop)
        handler.requests.clear()
        assert publish(STORE, target, state=state, batch=10) == Published(25, 5)
        assert handler.requests == ["POST 5", "GET 0"]
        assert handler.graphs[GRAPH] == set(STORE.ntriples())
        assert list(tmp_path.iterdir()) == []

        with pytest.raises(KeyboardInterrupt):
            publish(STORE, target, state=state, batch=10, progress=stop)
        other = memory_store(b'<http://x.test/s> <http://x.test/p> "other" .')
        assert publish(other, target, state=state) == Published(1, 1)
        assert len(handler.graphs[GRAPH]) == 1


def test_busy_store_is_asked_again() -> None:
    with remote(503, 500, 429) as (url, handler):
        assert publish(STORE, Target(url, GRAPH)) == Published(25, 25)
        assert handler.requests == ["PUT 25"] * 4 + ["GET 0"]


def test_count_can_be_asked_of_a_sparql_endpoint() -> None:
    with remote() as (url, handler):
        publish(STORE, Target(url, GRAPH, query_endpoint=url))
        assert handler.requests == ["PUT 25", "GET 0"]


def test_password_is_sent_only_where_it_is_asked_for() -> None:
    with remote(password="secret") as (url, handler):
        publish(STORE, Target(url, GRAPH, "anna", "secret"))
        assert handler.graphs[GRAPH] == set(STORE.ntriples())
        with pytest.raises(PublishError, match=r"401 .*give --user and its password"):
            publish(STORE, Target(url, GRAPH, "anna", "wrong"))
        with pytest.raises(PublishError, match=r"401 Unauthorized \(who are you\?\)"):
            publish(STORE, Target(url, GRAPH))


def test_lost_triples_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    with remote() as (url, handler):
        monkeypatch.setattr(handler, "do_POST", lambda self: self._answer(204, ""))
        with pytest.raises(PublishError, match="10 triples there, 25 here"):
            publish(STORE, Target(url, GRAPH), batch=10)


@pytest.mark.parametrize(("status", "remedy"), [(404, "Graph Store Protocol"), (503, "ask the store's log")])
def test_refusal_is_said_with_a_remedy_and_without_a_page(status: int, remedy: str) -> None:
    with remote(*[status] * 5) as (url, _), pytest.raises(PublishError, match=remedy) as caught:
        publish(STORE, Target(url, GRAPH))
    assert "html" not in str(caught.value)


def test_no_store_there_is_said() -> None:
    with pytest.raises(PublishError, match=r"cannot be reached: .*refused"):
        publish(STORE, Target(f"http://127.0.0.1:{free_port()}/store", GRAPH))


@pytest.mark.parametrize("url", ["ftp://x.test/", "store", "http://anna:secret@x.test/", "http:///store"])
def test_what_is_no_endpoint_is_refused_and_no_password_shown(url: str) -> None:
    with pytest.raises(PublishError) as caught:
        Target(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("graph", ["graph", "http://x.test/a b", "http://x.test/<x>", "x:\n"])
def test_what_is_no_graph_iri_is_refused(graph: str) -> None:
    with pytest.raises(PublishError, match="is no IRI"):
        Target("http://x.test/", graph)


def test_password_over_open_http_is_known() -> None:
    assert Target("http://x.test/", GRAPH, "anna", "secret").is_open_to_listeners
    assert not Target("https://x.test/", GRAPH, "anna", "secret").is_open_to_listeners
    assert not Target("http://127.0.0.1:1/", GRAPH, "anna", "secret").is_open_to_listeners


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    process.kill()
    pytest.fail(f"{process.args} did not start")


def find_program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))


def test_oxigraph_server_takes_the_graph(tmp_path: Path) -> None:
    program = find_program("oxigraph")
    if program is None:
        pytest.skip("no oxigraph server here; pip install oxigraph")
    url = f"http://127.0.0.1:{free_port()}"
    command = [program, "serve", "--location", str(tmp_path / "db"), "--bind", url.removeprefix("http://")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(url, process)
        for target in (Target(f"{url}/store", GRAPH), Target(f"{url}/store", query_endpoint=f"{url}/query")):
            assert publish(STORE, target, batch=10) == Published(25, 25)
            assert publish(STORE, target) == Published(25, 25)
    finally:
        process.kill()
        process.wait()


def test_virtuoso_takes_the_graph(tmp_path: Path) -> None:
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("no Virtuoso here; apt-get install virtuoso-opensource-7-bin")
    port, sql_port = free_port(), free_port()
    (tmp_path / "virtuoso.ini").write_text(
        f"[Database]\nDatabaseFile = virtuoso.db\nTransactionFile = virtuoso.trx\n"
        f"ErrorLogFile = virtuoso.log\nLockFile = virtuoso.lck\n"
        f"[Parameters]\nServerPort = {sql_port}\nNumberOfBuffers = 2000\n"
        f"[HTTPServer]\nServerPort = {port}\nServerThreads = 4\n"
    )
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/sparql", process)
        target = Target(f"{url}/sparql-graph-crud-auth", GRAPH, "dba", "dba", f"{url}/sparql")
        assert publish(STORE, target, batch=10) == Published(25, 25)
        assert publish(STORE, target) == Published(25, 25)
    finally:
        process.kill()
        process.wait()
