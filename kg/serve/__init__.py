"""A built graph on the web, read-only: SPARQL 1.1 endpoint, pages about everybody, a query page."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kg.errors import ServeError
from kg.serve.app import Settings, create_app
from kg.store import open_store

__all__ = ["Settings", "create_app", "serve"]


def serve(
    out: Path, *, host: str, port: int, settings: Settings, announce: Callable[[str], None] | None = None
) -> None:
    """Serve the graph in the folder ``out`` until interrupted.

    Args:
        port: 0 for a free one.
        announce: Called with the server's address once it listens.

    Raises:
        StoreError: There is no graph.
        ServeError: The address is taken, or none of this machine.
    """
    open_store(out / "store")  # says now what is wrong with it
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ServeError(f"{host}:{port}: {reason}; choose another address with --host and --port") from error
    with listener:
        if announce:
            shown = f"[{host}]" if ":" in host else host
            announce(f"http://{shown}:{listener.getsockname()[1]}/")
        config = uvicorn.Config(
            create_app(out, settings), log_level="warning", access_log=False, server_header=False
        )
        uvicorn.Server(config).run(sockets=[listener])
