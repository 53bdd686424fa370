"""The server's routes: the SPARQL endpoint, pages about everything in the graph, the query page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError, QueryError
from kg.iris import DEFAULT_BASE
from kg.query import list_queries
from kg.search import INDEX, Hit, search
from kg.serve.describe import describe_service
from kg.serve.facts import DESCRIPTION, ENTITY, HOME, RESOURCE, ROWS, about, to_dicts
from kg.serve.links import Links, is_iri
from kg.serve.negotiate import GRAPH_TYPES, choose_type
from kg.serve.pages import MARKS, Pages
from kg.serve.pool import Pool
from kg.serve.protocol import MAX_BODY, ProtocolError, parse_operation
from kg.serve.worker import Binding, Reply, Task

_HTML = "text/html"
_JSON = "application/sparql-results+json"
_MAX_HITS = 50
#: Everything comes from here; styles of elements are YASGUI's.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve.

    Attributes:
        base: What the IRIs of the graph start with.
        seconds: Time limit of a query.
        rows: A query gives so many rows or triples at most; None for all.
        workers: Processes that answer queries.
        megabytes: The most memory of each; 0 for any.
    """

    base: str = DEFAULT_BASE
    seconds: float = 30.0
    rows: int | None = 10_000
    workers: int = 2
    megabytes: int = 4_000


def create_app(out: Path, settings: Settings) -> Starlette:
    """The application that serves the graph in the folder ``out``."""
    handlers = _Handlers(out, settings)
    routes = [
        Route("/", handlers.home),
        Route("/sparql", handlers.sparql, methods=["GET", "HEAD", "POST"]),
        Route("/sparql/", handlers.sparql, methods=["GET", "HEAD", "POST"]),
        Route("/query", handlers.query_page),
        Route("/saved/{name}", handlers.saved),
        Route("/search", handlers.search_page),
        Route("/resource", handlers.resource),
        Route("/.well-known/void", handlers.void),
        Mount("/static", StaticFiles(packages=[("kg.serve", "static")])),
        Route("/{path:path}", handlers.local),
    ]
    middleware = [
        Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
            allow_headers=["*"],
            expose_headers=["X-SPARQL-MaxRows"],
        ),
        Middleware(GZipMiddleware, minimum_size=1000),
        Middleware(_Headers),
    ]
    return Starlette(
        routes=routes,
        middleware=middleware,
        lifespan=handlers.lifespan,
        exception_handlers={HTTPException: handlers.failed, KgError: handlers.failed},
    )


class _Headers:
    """Adds to every response what keeps browsers from guessing and from loading anything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = {
                    b"x-content-type-options": b"nosniff",
                    b"content-security-policy": _POLICY.encode(),
                    b"referrer-policy": b"no-referrer",
                }
                message = {**message, "headers": [*message["headers"], *extra.items()]}
            await send(message)

        await self._app(scope, receive, send_with_headers)


class _Handlers:
    """One method for each route."""

    def __init__(self, out: Path, settings: Settings) -> None:
        self._out = out
        self._settings = settings
        self._links = Links(settings.base)
        self._pages = Pages(self._links)
        self._pool = Pool(
            out / "store",
            workers=settings.workers,
            seconds=settings.seconds,
            megabytes=settings.megabytes,
        )

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """The workers live as long as the server."""
        await self._pool.start()
        try:
            yield
        finally:
            await self._pool.close()

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol."""
        accept = request.headers.get("accept", "")
        try:
            body = await _read_body(request)
            operation = parse_operation(
                request.method, request.url.query, request.headers.get("content-type", ""), body
            )
        except ProtocolError as error:
            return _plain(error.status, str(error))
        endpoint = str(request.url.replace(query="", fragment=""))
        if not is_iri(endpoint):  # the Host header is the client's
            endpoint = f"{self._settings.base}sparql"
        if operation is None:
            return self._describe(endpoint, accept)
        task = Task(
            operation.query,
            accept,
            operation.default_graphs,
            operation.named_graphs,
            base=endpoint,
            limit=self._settings.rows,
        )
        reply = await self._ask_while_connected(request, task)
        return self._respond(reply)

    async def home(self, request: Request) -> Response:
        """The first page."""
        parts = await self._select(HOME)
        return HTMLResponse(self._pages.home(parts))

    async def query_page(self, request: Request) -> Response:
        """YASGUI and the saved queries."""
        saved = [
            {
                "name": query.name,
                "summary": query.summary,
                "params": [
                    {"name": p.name, "description": p.description, "default": p.default} for p in query.params
                ],
            }
            for query in list_queries()
        ]
        return HTMLResponse(self._pages.query(saved))

    async def saved(self, request: Request) -> Response:
        """A saved query with its parameters bound, as text."""
        name = request.path_params["name"]
        if name not in {query.name for query in list_queries()}:
            return _plain(404, f"no saved query {name!r}; the query page lists them")
        reply = await self._pool.ask(Binding(name, tuple(request.query_params.items())))
        return self._respond(reply)

    async def search_page(self, request: Request) -> Response:
        """Names and quotes with the words asked for."""
        text = request.query_params.get("q", "").strip()
        hits: tuple[Hit, ...] = ()
        if text:
            try:
                hits = await asyncio.to_thread(search, self._out / INDEX, text, limit=_MAX_HITS, marks=MARKS)
            except QueryError:
                hits = ()
        return HTMLResponse(self._pages.search(text, hits))

    async def resource(self, request: Request) -> Response:
        """Anything in the graph, by its IRI in a parameter."""
        return await self._thing(request, request.query_params.get("iri", ""))

    async def void(self, request: Request) -> Response:
        """Where the data set is described, for those who look in the well-known place."""
        return RedirectResponse(self._links.page(f"{self._settings.base}dataset"), 303)

    async def local(self, request: Request) -> Response:
        """Anything whose IRI starts with the base, by the rest of its IRI."""
        raw = request.scope.get("raw_path") or request.url.path.encode()
        return await self._thing(request, self._links.iri(raw.partition(b"?")[0].decode("ascii", "replace")))

    async def failed(self, request: Request, error: Exception) -> Response:
        """An error in the form that the client reads."""
        status = error.status_code if isinstance(error, HTTPException) else 503
        message = error.detail if isinstance(error, HTTPException) else str(error)
        headers = error.headers if isinstance(error, HTTPException) else None
        if choose_type(request.headers.get("accept", ""), ["text/plain", _HTML]) == _HTML:
            return HTMLResponse(self._pages.error(status, message), status, headers=headers)
        return _plain(status, message, headers)

    async def _thing(self, request: Request, iri: str) -> Response:
        name = request.query_params.get("format")
        by_name = {format_: type_ for type_, format_ in reversed(GRAPH_TYPES.items())}
        if not is_iri(iri):
            raise HTTPException(400, f"{iri!r} is no absolute IRI")
        if name is not None and name not in by_name:
            raise HTTPException(400, f"no format {name!r}; known: {', '.join(by_name)}")
        accept = by_name[name] if name else request.headers.get("accept", "")
        media_type = by_name[name] if name else choose_type(accept, [_HTML, *GRAPH_TYPES])
        if media_type is None:
            raise HTTPException(406, f"this can be sent as {', '.join((_HTML, *GRAPH_TYPES))}")
        if media_type == _HTML:
            response = await self._page(request, iri)
        else:
            task = Task(_about(DESCRIPTION, iri), media_type, limit=self._settings.rows)
            reply = await self._pool.ask(task)
            if reply.status == 200 and not await self._is_known(iri):
                raise HTTPException(404, f"nothing is known of <{iri}>")
            response = self._respond(reply)
        response.headers["vary"] = "Accept"
        return response

    async def _page(self, request: Request, iri: str) -> Response:
        number = request.query_params.get("page", "1")
        page = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 7 else 1
        about_it = await self._select({"about": _about(ENTITY["about"], iri)})
        if not about_it["about"]:
            parts = await self._select({key: _about(query, iri) for key, query in RESOURCE.items()})
            if not any(parts.values()):
                raise HTTPException(404, f"nothing is known of <{iri}>")
            return HTMLResponse(self._pages.resource(iri, parts))
        queries = {key: _about(query, iri) for key, query in ENTITY.items() if key != "about"}
        queries["quotes"] += f" OFFSET {(max(page, 1) - 1) * ROWS} LIMIT {ROWS + 1}"
        parts = await self._select(queries)
        is_cut = len(parts["quotes"]) > ROWS
        parts = {**parts, **about_it, "quotes": parts["quotes"][:ROWS]}
        return HTMLResponse(self._pages.entity(iri, parts, page=max(page, 1), is_cut=is_cut))

    async def _is_known(self, iri: str) -> bool:
        parts = await self._select(
            {"in": _about("SELECT ?p { { @me ?p ?x } UNION { ?x ?p @me } } LIMIT 1", iri)}
        )
        return bool(parts["in"])

    async def _select(self, queries: Mapping[str, str]) -> dict[str, list[dict[str, str]]]:
        """Rows of each query, asked side by side."""
        tasks = (Task(query, _JSON, limit=ROWS + 1) for query in queries.values())
        replies = await asyncio.gather(*map(self._pool.ask, tasks))
        for reply in replies:
            if reply.status != 200:
                raise HTTPException(reply.status, reply.body.decode().strip())
        return {key: to_dicts(reply.body) for key, reply in zip(queries, replies, strict=True)}

    async def _ask_while_connected(self, request: Request, task: Task) -> Reply:
        """The reply, or when the client goes away an end to the query."""
        work = asyncio.ensure_future(self._pool.ask(task))
        gone = asyncio.ensure_future(_wait_until_gone(request))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            return work.result() if work.done() else Reply(499, "text/plain", b"the client is gone\n")
        finally:
            work.cancel()
            gone.cancel()

    def _respond(self, reply: Reply) -> Response:
        headers = {"vary": "Accept"}
        if reply.is_cut:
            headers["x-sparql-maxrows"] = str(self._settings.rows)
        if reply.status == 503:
            headers["retry-after"] = "1"
        return Response(reply.body, reply.status, headers, media_type=reply.media_type)

    def _describe(self, endpoint: str, accept: str) -> Response:
        if choose_type(accept, [*GRAPH_TYPES, _HTML]) == _HTML:
            return RedirectResponse("/query", 303)
        found = describe_service(endpoint, accept, dataset=f"{self._settings.base}dataset")
        if found is None:
            return _plain(406, f"the service description can be sent as {', '.join(GRAPH_TYPES)}")
        return Response(found[1], media_type=found[0], headers={"vary": "Accept"})


async def _read_body(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise ProtocolError(413, f"the body is longer than {MAX_BODY:,} bytes")
        parts.append(part)
    return b"".join(parts)


async def _wait_until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _about(query: str, iri: str) -> str:
    try:
        return about(query, iri)
    except ValueError:
        raise HTTPException(400, f"{iri!r} is no absolute IRI") from None


def _plain(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(f"{message}\n", status, headers, media_type="text/plain")
