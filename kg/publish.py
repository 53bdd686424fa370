"""The graph to another store: SPARQL 1.1 Graph Store Protocol, in batches, resumable, counted.

The first batch replaces the graph at the other end, the rest are added to it. There are no blank
nodes, so that a batch may be cut anywhere and sent twice. How far we came is kept in a small
file; it counts only for the same triples sent to the same place.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from itertools import islice
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit

from kg.errors import PublishError
from kg.store import Store

#: Name of the file, in the folder that `kg build` writes, that says how far we came.
PROGRESS = "publish.json"
BATCH = 5_000

_RETRIES, _PAUSE = 4, 0.5
_TIMEOUT = 120.0
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_NTRIPLES = "application/n-triples"
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE {{ {} }}"

#: Called with the number of triples that are there and the number in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Target:
    """Where to publish.

    Attributes:
        endpoint: URL of the Graph Store Protocol endpoint.
        graph: IRI of the graph to write; None for the default graph.
        query_endpoint: URL of a SPARQL endpoint to count with; without it the graph is read back.
    """

    endpoint: str
    graph: str | None = None
    user: str | None = None
    password: str | None = None
    query_endpoint: str | None = None

    def __post_init__(self) -> None:
        for url in (self.endpoint, self.query_endpoint or self.endpoint):
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise PublishError(f"{url!r} is no http(s) URL; give the one of the store's graph endpoint")
            if parts.username or parts.password:
                raise PublishError(
                    "the URL holds a user or password; give --user, and the password when asked"
                )
        if self.graph and (":" not in self.graph or re.search(r'[\x00-\x20<>"{}|\\^`]', self.graph)):
            raise PublishError(f"{self.graph!r} is no IRI; name the graph with an absolute one")

    @property
    def graph_url(self) -> str:
        """The URL of the graph: indirect identification."""
        name = f"graph={quote(self.graph, safe='')}" if self.graph else "default"
        return f"{self.endpoint}{'&' if urlsplit(self.endpoint).query else '?'}{name}"

    @property
    def is_open_to_listeners(self) -> bool:
        """Whether a password would cross the network unencrypted."""
        parts = urlsplit(self.endpoint)
        return bool(self.password) and parts.scheme == "http" and parts.hostname not in _LOCAL


@dataclass(frozen=True, slots=True)
class Published:
    """What was done.

    Attributes:
        triples: Number of triples in the graph at the other end.
        sent: Number of triples sent by this run; the rest had been sent before.
    """

    triples: int
    sent: int


def publish(
    store: Store,
    target: Target,
    *,
    state: Path | None = None,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> Published:
    """Make the graph at the target that of the store, and count it there.

    Args:
        state: Where to keep how far we came; a run that was stopped goes on from there.
        batch: Triples in one request.

    Raises:
        PublishError: The target refuses, cannot be reached, or has another number of triples
            in the end.
    """
    total, digest = _digest(store.ntriples())
    place = hashlib.sha256(f"{target.graph_url} {digest}".encode()).hexdigest()
    client = _Client(target)
    done = _read_state(state, place)
    sent = 0
    lines = islice(store.ntriples(), done, None)
    for part in _batches(lines, batch) if done < total or total == 0 else ():
        client.write("PUT" if done == 0 else "POST", "".join(part).encode())
        done += len(part)
        sent += len(part)
        _write_state(state, place, done)
        if progress:
            progress(done, total)
    found = client.count()
    if state is not None:
        state.unlink(missing_ok=True)
    if found != total:
        raise PublishError(
            f"{target.graph_url}: {found:,} triples there, {total:,} here; publish again, or ask the store's "
            "log whether it changed or refused some"
        )
    return Published(found, sent)


def _digest(lines: Iterable[str]) -> tuple[int, str]:
    """How many lines, and a hash of them all."""
    total, digest = 0, hashlib.sha256()
    for line in lines:
        total += 1
        digest.update(line.encode())
    return total, digest.hexdigest()


def _batches(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    """At least one batch, if an empty one: it empties the graph."""
    lines = iter(lines)
    part = list(islice(lines, size))
    yield part
    while part := list(islice(lines, size)):
        yield part


def _read_state(state: Path | None, place: str) -> int:
    if state is None:
        return 0
    try:
        document = json.loads(state.read_bytes())
        return int(document["done"]) if document["place"] == place else 0
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _write_state(state: Path | None, place: str, done: int) -> None:
    if state is None:
        return
    fresh = state.with_name(f".{state.name}.new")
    try:
        fresh.write_text(json.dumps({"place": place, "done": done}) + "\n", encoding="utf-8")
        fresh.replace(state)
    except OSError as error:
        raise PublishError(f"{state}: cannot be written: {error.strerror}; name another --out") from error


class _Client:
    """Requests to one target, with its password by Basic or Digest, and patience."""

    def __init__(self, target: Target) -> None:
        self._target = target
        handlers: list[urllib.request.BaseHandler] = []
        if target.user is not None:
            passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            for url in filter(None, (target.endpoint, target.query_endpoint)):
                parts = urlsplit(url)
                passwords.add_password(
                    None, f"{parts.scheme}://{parts.netloc}/", target.user, target.password or ""
                )
            handlers = [
                urllib.request.HTTPDigestAuthHandler(passwords),
                urllib.request.HTTPBasicAuthHandler(passwords),
            ]
        self._opener = urllib.request.build_opener(*handlers)

    def write(self, method: str, body: bytes) -> None:
        """Replace the graph (PUT) or add to it (POST)."""
        with self._open(method, self._target.graph_url, body, {"Content-Type": _NTRIPLES}) as response:
            response.read()

    def count(self) -> int:
        """The number of triples in the graph at the other end."""
        if self._target.query_endpoint is None:
            with self._open("GET", self._target.graph_url, None, {"Accept": _NTRIPLES}) as response:
                return sum(1 for line in response if line.strip() and not line.startswith(b"#"))
        pattern = f"GRAPH <{self._target.graph}> {{ ?s ?p ?o }}" if self._target.graph else "?s ?p ?o"
        url = self._target.query_endpoint
        url = f"{url}{'&' if urlsplit(url).query else '?'}query={quote(_COUNT.format(pattern), safe='')}"
        with self._open("GET", url, None, {"Accept": "application/sparql-results+json"}) as response:
            text = response.read()
        try:
            return int(json.loads(text)["results"]["bindings"][0]["n"]["value"])
        except (ValueError, KeyError, IndexError, TypeError):
            raise PublishError(
                f"{self._target.query_endpoint}: no SPARQL result there; give the URL of a SPARQL endpoint"
            ) from None

    def _open(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> IO[bytes]:
        for attempt in range(_RETRIES + 1):
            request = urllib.request.Request(url, body, headers, method=method)
            try:
                response: IO[bytes] = self._opener.open(request, timeout=_TIMEOUT)
                return response
            except urllib.error.HTTPError as error:
                if error.code not in _BUSY or attempt == _RETRIES:
                    raise PublishError(f"{url}: {_said(error)}{_remedy(error.code)}") from error
                error.close()
            except (OSError, HTTPException, ValueError) as error:
                if attempt == _RETRIES or isinstance(error, ValueError):
                    reason = getattr(error, "reason", None) or error
                    raise PublishError(
                        f"{url}: cannot be reached: {reason}; is the store running?"
                    ) from error
            time.sleep(_PAUSE * 2**attempt)
        raise AssertionError("the last attempt returns or raises")


def _said(error: urllib.error.HTTPError) -> str:
    """Status and the first words of what the store answered."""
    text = ""
    if error.fp is not None:
        with error:
            text = " ".join(error.read(2_000).decode("utf-8", "replace").split())
    is_page = "<html" in text.casefold()
    return f"{error.code} {error.reason}" + (f" ({text[:200]})" if text and not is_page else "")


def _remedy(status: int) -> str:
    if status in (401, 403):
        return "; give --user and its password, and check that it may write"
    if status in (404, 405, 501):
        return "; give the URL of the store's Graph Store Protocol endpoint"
    return "; ask the store's log"
