"""A served graph for tests: the made-up affair, and three small named graphs for the protocol."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

from norland import norland

from kg.export.turtle import to_turtle
from kg.graph import to_graph
from kg.search import INDEX, write_index
from kg.store import open_store, write_store

DATA = "http://x.test/data"
_A_DOCUMENT = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Document>"


def write_out(out: Path) -> Path:
    """A folder as `kg build` writes it, as far as serving needs it."""
    out.mkdir(exist_ok=True)
    quads = [f"<{DATA}{n}.rdf> {_A_DOCUMENT} <{DATA}{n}.rdf> .\n" for n in (1, 2, 3)]
    (out / "graphs.nq").write_text("".join(quads))
    write_store(out / "store", to_turtle(to_graph(norland())), out / "graphs.nq")
    write_index(out / INDEX, open_store(out / "store"))
    return out


@contextmanager
def serving(out: Path, *options: str) -> Iterator[Client]:
    """The server, in a process of its own, and a client to it."""
    command = [sys.executable, "-m", "kg", "serve", str(out), "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=out, text=True, encoding="utf-8"
    )
    assert process.stdout is not None and process.stderr is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("Serving at http"), line + process.stderr.read()
        yield Client(line.split()[2])
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=120)
        assert "Traceback" not in errors, errors


class Client:
    """Plain requests: what is sent is what the test says."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._parts = urlsplit(url)

    def send(
        self, method: str, path: str, body: str | bytes | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        """One request; header names with underscores for hyphens."""
        connection = HTTPConnection(self._parts.hostname or "", self._parts.port, timeout=300)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            data = body.encode() if isinstance(body, str) else body
            if data is not None:
                connection.putheader("Content-Length", str(len(data)))
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders(data)
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, str]:
        """A GET request; the body as text."""
        response, body = self.send("GET", path, **headers)
        return response, body.decode()


def truth(response: HTTPResponse, body: bytes) -> bool:
    """The answer to an ASK, in whichever form it came."""
    assert response.status == 200, body
    if "json" in (response.headers["content-type"] or ""):
        return json.loads(body)["boolean"] is True
    return b"<boolean>true</boolean>" in body
