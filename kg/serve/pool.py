"""Processes that answer queries: a few, each with one query at a time, replaced when one is killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import sys
from dataclasses import replace
from pathlib import Path

from kg.serve.worker import Binding, Reply, Task

_HOME = Path(__file__).resolve().parents[2]
_CODE = "import sys; sys.path.append(sys.argv.pop(1)); from kg.serve.worker import main; main(sys.argv[1:])"
#: A worker that nobody stopped ends itself so many seconds after the time limit.
_GRACE = 5.0


class Pool:
    """Workers on one database; made and used inside one event loop.

    Args:
        seconds: Time limit of a query, and for how long one waits for a free worker.
        megabytes: The most memory of a worker; 0 for any.
    """

    def __init__(self, store: Path, *, workers: int, seconds: float, megabytes: int) -> None:
        self.seconds = seconds
        self._workers = [_Worker(store, megabytes) for _ in range(workers)]
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def start(self) -> None:
        """Start every process, so that the first query need not wait for one."""
        await asyncio.gather(*(worker.start() for worker in self._workers))

    async def close(self) -> None:
        """End every process."""
        await asyncio.gather(*(worker.stop() for worker in self._workers))

    async def ask(self, task: Task | Binding) -> Reply:
        """The reply to a task; one that takes too long, or a process that ends, gives status 503."""
        try:
            async with asyncio.timeout(self.seconds):
                worker = await self._idle.get()
        except TimeoutError:
            return _sorry("every worker is busy; try again soon")
        try:
            await worker.start()
            async with asyncio.timeout(self.seconds):
                return await worker.ask(replace(task, seconds=self.seconds + _GRACE))
        except TimeoutError:
            await worker.stop()
            return _sorry(f"the query was stopped after {self.seconds:g} s; ask for less")
        except (asyncio.IncompleteReadError, OSError):
            await worker.stop()
            return _sorry("the query was stopped because it needs too much memory; ask for less")
        except asyncio.CancelledError:
            worker.kill()
            raise
        finally:
            self._idle.put_nowait(worker)


class _Worker:
    """One process, started when it is needed."""

    def __init__(self, store: Path, megabytes: int) -> None:
        self._args = [str(_HOME), str(store.resolve()), str(megabytes)]
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                "-c",
                _CODE,
                *self._args,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={**os.environ, "PYTHONUTF8": "1"},
                start_new_session=True,
            )

    async def ask(self, task: Task | Binding) -> Reply:
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None
        data = pickle.dumps(task)
        process.stdin.write(len(data).to_bytes(4) + data)
        await process.stdin.drain()
        size = int.from_bytes(await process.stdout.readexactly(4))
        reply = pickle.loads(await process.stdout.readexactly(size))
        assert isinstance(reply, Reply)
        return reply

    def kill(self) -> None:
        """End the process at once, whatever it does; the next task gets a new one."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    async def stop(self) -> None:
        """As `kill`, and wait until it is gone."""
        process = self._process
        self.kill()
        if process is not None:
            await process.wait()


def _sorry(message: str) -> Reply:
    return Reply(503, "text/plain", f"{message}\n".encode())
