"""One query in a process of its own, so that it can be stopped.

The database engine holds the interpreter while it works: no thread, signal or alarm of the same
process gets through to a runaway query. A process can be killed.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError, QueryError
from kg.store import Answer, open_store

_HOME = Path(__file__).resolve().parents[2]
_CODE = "import sys; sys.path.append(sys.argv[1]); from kg.query.worker import main; main()"


@dataclass(frozen=True, slots=True)
class _Task:
    store: Path
    text: str
    prefixes: dict[str, str]
    limit: int | None


def query_apart(
    store: Path, text: str, *, prefixes: Mapping[str, str], limit: int | None, timeout: float
) -> Answer:
    """Run a query on the database at ``store``; after ``timeout`` seconds it is killed.

    Raises:
        QueryError: The query took too long, took all memory, or is no query.
    """
    task = _Task(store.resolve(), text, dict(prefixes), limit)
    try:
        run = subprocess.run(
            [sys.executable, "-P", "-c", _CODE, str(_HOME)],
            input=pickle.dumps(task),
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise QueryError(
            f"the query was stopped after {timeout:g} s; ask for less, or give it more time with --timeout"
        ) from None
    if run.returncode:
        reason = (run.stderr.decode(errors="replace").strip().splitlines() or ["no message"])[-1]
        raise QueryError(f"the query's process ended with status {run.returncode}: {reason}; ask for less")
    answer = pickle.loads(run.stdout)  # written by our own process just now
    if isinstance(answer, KgError):
        raise answer
    if not isinstance(answer, Answer):
        raise QueryError(f"the query's process gave {type(answer).__name__}, no answer")
    return answer


def main() -> None:
    """Read a task from standard input and write its answer, or the error, to standard output."""
    task: _Task = pickle.load(sys.stdin.buffer)
    answer: Answer | KgError
    try:
        answer = open_store(task.store).query(task.text, prefixes=task.prefixes, limit=task.limit)
    except KgError as error:
        answer = error
    pickle.dump(answer, sys.stdout.buffer)
