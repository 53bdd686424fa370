"""The store's figures: build, load, main queries and look-ups, beside plain rdflib in one run.

CPU seconds of this process. Of repeated runs the best counts, since everything that disturbs a
run makes it longer. Queries of rdflib run in a copy of the process, so that one which does not
end can be left behind.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import Graph

from kg.bench.claims import BODY, OTHER, OUTLET, PERSON, make_extractions
from kg.bench.tables import to_markdown
from kg.errors import BenchError
from kg.export.turtle import to_turtle
from kg.graph import to_graph
from kg.iris import entity_iri
from kg.query import find_query, list_queries
from kg.query.bind import bind_params
from kg.store import Store, open_store, write_store
from kg.vocab import PREFIXES

SIZES = (10_000, 100_000)
#: The main queries, with parameters that the made-up claims have.
QUERIES: dict[str, dict[str, str]] = {
    "who-supports": {"name": PERSON},
    "who-opposes": {"name": PERSON},
    "stances-of": {"name": PERSON},
    "evidence": {"holder": PERSON, "target": OTHER},
    "roles": {"name": PERSON},
    "members": {"name": BODY},
    "timeline": {"name": PERSON},
    "most-supported": {},
    "disputed": {"name": PERSON},
    "changed-mind": {"name": PERSON},
}
_IRI = f"<{entity_iri(PERSON, 'Person')}>"
LOOKUPS = {
    "entity by name": f'SELECT ?e {{ ?e skos:altLabel "{PERSON}" ; a kg:Entity }}',
    "label by IRI": f"SELECT ?label {{ {_IRI} rdfs:label ?label }}",
    "holders by target": f"SELECT ?who {{ ?who kg:supports {_IRI} }}",
    "outlet by name": f'SELECT ?o {{ ?o skos:altLabel "{OUTLET}" }}',
}
#: At least so many times faster than rdflib where that takes longer than so many seconds.
TIMES_FASTER, WORTH_COMPARING = 10.0, 0.020
#: A look-up takes less than so many seconds, and in the largest graph no more than so many times
#: what it takes in the smallest; below `NOISE` seconds nothing is compared.
LOOKUP_SECONDS, FLAT, NOISE = 0.005, 2.0, 0.001

_RUNS, _ENOUGH = 5, 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        kind: "step", "query" or "look-up".
        own: CPU seconds of the store.
        rdflib: CPU seconds of rdflib; None where there is nothing to compare with.
        gave_up: rdflib had not finished after `rdflib` seconds.
        rows: Of the answer.
    """

    claims: int
    kind: str
    name: str
    own: float
    rdflib: float | None = None
    gave_up: bool = False
    rows: int | None = None


def measure_store(sizes: Sequence[int] = SIZES, *, patience: float = 120.0) -> Iterator[Figure]:
    """All figures, one by one as they are measured; holds the graph in memory.

    Args:
        patience: After so many seconds a query of rdflib is given up.

    Raises:
        BenchError: A main query is not there, or the two engines answer with other numbers of rows.
    """
    known = {query.name for query in list_queries()}
    if missing := QUERIES.keys() - known:
        raise BenchError(
            f"no saved query {', '.join(sorted(missing))}; name others in kg.bench.store.QUERIES"
        )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield from _measure(size, Path(folder), patience)


def find_missed(figures: Iterable[Figure]) -> list[str]:
    """One line for each demand on the store that a figure does not meet."""
    figures = list(figures)
    missed: list[str] = []
    smallest = {f.name: f.own for f in reversed(figures) if f.kind == "look-up"}
    for f in figures:
        where = f"{f.name} at {f.claims:,} claims"
        if f.kind == "query" and f.rdflib is not None and f.rdflib > WORTH_COMPARING:
            if f.rdflib < TIMES_FASTER * f.own:
                missed.append(f"{where}: {f.rdflib / f.own:.1f} times faster, not {TIMES_FASTER:g}")
        elif f.kind == "look-up":
            if f.own > LOOKUP_SECONDS:
                missed.append(f"{where}: {_ms(f.own)} ms, not below {_ms(LOOKUP_SECONDS)}")
            if f.own > max(FLAT * smallest[f.name], NOISE):
                missed.append(f"{where}: {_ms(f.own)} ms, {_ms(smallest[f.name])} in the smallest graph")
    return missed


def to_table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table with aligned columns."""
    rows = [("claims", "kind", "what", "store", "rdflib", "times faster", "rows")]
    for f in figures:
        other = "" if f.rdflib is None else ("> " if f.gave_up else "") + _shown(f.rdflib)
        ratio = (
            "" if f.rdflib is None else ("> " if f.gave_up else "") + f"{f.rdflib / max(f.own, 1e-6):,.0f}"
        )
        rows.append(
            (
                f"{f.claims:,}",
                f.kind,
                f.name,
                _shown(f.own),
                other,
                ratio,
                "" if f.rows is None else f"{f.rows:,}",
            )
        )
    return to_markdown(rows)


def _measure(size: int, folder: Path, patience: float) -> Iterator[Figure]:
    turtle, figures = _build(size)
    yield from figures
    _, loading = _timed(lambda: write_store(folder / "store", turtle))
    plain, parsing = _timed(lambda: Graph().parse(data=turtle, format="turtle"))
    yield Figure(size, "step", "load", loading, parsing, rows=len(plain))
    store, seconds = _timed(lambda: open_store(folder / "store"))
    yield Figure(size, "step", "open", seconds)
    for name, values in QUERIES.items():
        text = bind_params(store, find_query(name), values)
        yield _compare(size, "query", name, text, store, plain, patience)
    for name, text in LOOKUPS.items():
        yield _compare(size, "look-up", name, text, store, plain, patience)


def _build(size: int) -> tuple[bytes, list[Figure]]:
    """The graph as Turtle; that of rdflib is let go."""
    extractions = list(make_extractions(size))
    graph, mapping = _timed(lambda: to_graph(extractions))
    turtle, writing = _timed(lambda: to_turtle(graph))
    return turtle, [
        Figure(size, "step", "claims to triples", mapping, rows=len(graph)),
        Figure(size, "step", "triples to Turtle", writing),
    ]


def _compare(
    size: int, kind: str, name: str, text: str, store: Store, plain: Graph, patience: float
) -> Figure:
    def ask_store() -> int:
        return len(store.query(text, prefixes=PREFIXES).rows)

    def ask_rdflib() -> int:
        return len(list(plain.query(text, initNs=PREFIXES)))

    rows, own = _best(ask_store)
    found = _apart(lambda: _best(ask_rdflib), patience)
    if found is None:
        return Figure(size, kind, name, own, patience, gave_up=True, rows=rows)
    other_rows, other = found
    if other_rows != rows:
        raise BenchError(
            f"{name}: {rows} rows from the store, {other_rows} from rdflib; one of them is wrong"
        )
    return Figure(size, kind, name, own, other, rows=rows)


def _timed(step: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.process_time()
    result = step()
    return result, time.process_time() - begun


def _best(step: Callable[[], int]) -> tuple[int, float]:
    """Result and seconds of the best of a few runs; slow ones are run once."""
    result, best = _timed(step)
    runs = 1
    while runs < _RUNS and best < _ENOUGH:
        best = min(best, _timed(step)[1])
        runs += 1
    return result, best


def _apart(step: Callable[[], tuple[int, float]], patience: float) -> tuple[int, float] | None:
    """The step's result from a copy of this process; None when it takes too long."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def run() -> None:
        sender.send(step())

    process = context.Process(target=run)
    process.start()
    sender.close()
    try:
        if not receiver.poll(patience):
            return None
        found: tuple[int, float] = receiver.recv()
        return found
    except EOFError as error:
        raise BenchError("rdflib's process ended without an answer; is there enough memory?") from error
    finally:
        process.kill()
        process.join()
        receiver.close()


def _shown(seconds: float) -> str:
    return f"{seconds:,.1f} s" if seconds >= 1 else f"{_ms(seconds)} ms"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f}" if seconds < 0.1 else f"{1000 * seconds:.0f}"
