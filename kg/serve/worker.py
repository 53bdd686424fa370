"""A process that answers queries, one after another, and may be killed over any of them.

The database engine holds the interpreter while it works, so that only another process can stop
it. Tasks come in and replies go out as pickles, each after its length in four bytes; both ends
are ours. A rebuilt database is noticed and opened in place of the old one.
"""

from __future__ import annotations

import contextlib
import csv
import io
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError, QueryError
from kg.query import find_query
from kg.query.bind import bind_params
from kg.query.results import to_json, to_tsv, to_xml
from kg.serve.negotiate import BOOLEAN_TYPES, GRAPH_TYPES, RESULT_TYPES, choose_type
from kg.store import Answer, AnswerForm, Store, TermKind, open_store, write_graph
from kg.vocab import PREFIXES

_TYPES = {AnswerForm.ROWS: RESULT_TYPES, AnswerForm.BOOLEAN: BOOLEAN_TYPES, AnswerForm.GRAPH: GRAPH_TYPES}


@dataclass(frozen=True, slots=True)
class Task:
    """A query to answer.

    Attributes:
        accept: The client's Accept header.
        limit: Rows at most.
        seconds: After so long the process ends itself, should nobody else have ended it.
    """

    query: str
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    limit: int | None = None
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Binding:
    """A saved query whose parameters are to be bound; the reply is its text."""

    name: str
    values: tuple[tuple[str, str], ...]
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a task.

    Attributes:
        status: As in HTTP.
        is_cut: There were more rows than the limit.
    """

    status: int
    media_type: str
    body: bytes
    is_cut: bool = False


def main(args: list[str]) -> None:
    """Answer what comes on standard input until it ends.

    Args:
        args: The folder of the database and the most memory to use, in megabytes (0: any).
    """
    path, megabytes = Path(args[0]), int(args[1])
    _limit_memory(megabytes * 1_000_000)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    opened = _Opened(path)
    while (task := read_message(source)) is not None:
        _set_alarm(task.seconds)
        reply = _answer(opened, task)
        _set_alarm(0)
        write_message(sink, reply)


def read_message(source: BinaryIO) -> Task | Binding | None:
    """The next task; None at the end."""
    size = source.read(4)
    if len(size) < 4:
        return None
    message = pickle.loads(source.read(int.from_bytes(size)))
    assert isinstance(message, Task | Binding)
    return message


def write_message(sink: BinaryIO, message: object) -> None:
    """Send one message."""
    data = pickle.dumps(message)
    sink.write(len(data).to_bytes(4) + data)
    sink.flush()


def answer_task(store: Store, task: Task) -> Reply:
    """Run a query and write its answer as the client wants it."""
    answer = store.query(
        task.query,
        prefixes=PREFIXES,
        limit=task.limit,
        base=task.base,
        default_graphs=task.default_graphs,
        named_graphs=task.named_graphs,
    )
    types = _TYPES[answer.form]
    media_type = choose_type(task.accept, list(types))
    if media_type is None:
        return _text(406, f"this answer can be sent as {', '.join(types)}")
    name = types[media_type]
    if answer.form is AnswerForm.GRAPH:
        prefixes = PREFIXES if name in ("turtle", "rdfxml") else {}
        return Reply(200, media_type, write_graph(answer, name, prefixes), answer.is_cut)
    return Reply(200, media_type, _WRITERS[name](answer).encode(), answer.is_cut)


def to_csv(answer: Answer) -> str:
    """SPARQL 1.1 CSV, exact: the values alone."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(answer.columns)
    for row in answer.rows:
        cells = [("_:" if t.kind is TermKind.BLANK else "") + t.value if t else "" for t in row]
        writer.writerow(cells)
    return text.getvalue()


_WRITERS: dict[str, Callable[[Answer], str]] = {"json": to_json, "xml": to_xml, "csv": to_csv, "tsv": to_tsv}


class _Opened:
    """The database, opened anew when another has taken its place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store: Store | None = None
        self._mark: tuple[int, int] | None = None

    def store(self) -> Store:
        try:
            status = self._path.stat()
            mark = status.st_dev, status.st_ino
        except OSError:
            mark = None
        if self._store is None or (mark is not None and mark != self._mark):
            self._store, self._mark = open_store(self._path), mark
        return self._store


def _answer(opened: _Opened, task: Task | Binding) -> Reply:
    try:
        if isinstance(task, Binding):
            text = bind_params(opened.store(), find_query(task.name), dict(task.values))
            return _text(200, text)
        return answer_task(opened.store(), task)
    except QueryError as error:
        return _text(400, str(error))
    except KgError as error:
        return _text(503, str(error))
    except MemoryError:
        return _text(503, "the query needs too much memory; ask for less")


def _text(status: int, message: str) -> Reply:
    return Reply(status, "text/plain", f"{message}\n".encode())


def _limit_memory(size: int) -> None:
    """Where the system can: a query that takes more ends this process, not others."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        if size:
            resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def _set_alarm(seconds: float) -> None:
    """End this process after so long: the signal's own action needs no interpreter."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
