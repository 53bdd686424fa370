"""What a build did and found, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.correct import Correction, Outcome
from kg.graph import (
    Standing,
    aggregate_edges,
    current_targets,
    measure_standings,
    merge_entities,
    strongest,
    to_networkx,
)
from kg.query.rows import Rows, format_table
from kg.records import Extraction, Stance


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity that stands out among the holders of one stance, and towards whom it holds it."""

    standing: Standing
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did and found.

    Attributes:
        read: Articles read through the pipeline.
        reused: Articles whose record of an earlier build stands.
        copies: Articles left out because the same article came before.
        current: Edges that hold now.
        supporters: The strongest supporters, by the weight of their edges that hold now.
        opponents: The strongest opponents, likewise.
        outcomes: What became of each correction by hand.
        withdrawn: Corrections of the build before that were not given to this one.
    """

    out: Path
    articles: int
    read: int
    reused: int
    copies: int
    entities: int
    claims: int
    facts: int
    edges: int
    current: int
    supporters: tuple[Ranked, ...]
    opponents: tuple[Ranked, ...]
    outcomes: tuple[Outcome, ...] = ()
    withdrawn: tuple[Correction, ...] = ()


def summarise(
    out: Path,
    extractions: Sequence[Extraction],
    *,
    articles: int,
    read: int,
    copies: int,
    outcomes: tuple[Outcome, ...],
    withdrawn: tuple[Correction, ...],
) -> BuildSummary:
    """Count and rank what is in the graph."""
    entities, edges = merge_entities(extractions), aggregate_edges(extractions)
    graph = to_networkx(entities, edges)
    standings = measure_standings(graph)

    def rank(by: str, stance: Stance) -> tuple[Ranked, ...]:
        return tuple(Ranked(s, current_targets(graph, s.id, stance)) for s in strongest(standings, by))

    return BuildSummary(
        out=out,
        articles=articles,
        read=read,
        reused=articles - read,
        copies=copies,
        entities=len(entities),
        claims=sum(len(extraction.claims) for extraction in extractions),
        facts=sum(len(extraction.facts) for extraction in extractions),
        edges=len(edges),
        current=sum(1 for _, _, data in graph.edges(data=True) if data["current"]),
        supporters=rank("supports", Stance.SUPPORT),
        opponents=rank("opposes", Stance.OPPOSE),
        outcomes=outcomes,
        withdrawn=withdrawn,
    )


def format_summary(summary: BuildSummary) -> str:
    """The summary as text for a terminal."""
    counts = (
        f"{_count(summary.articles, 'article')} ({summary.read} read, {summary.reused} unchanged"
        + (f", {_count(summary.copies, 'copy', 'copies')} left out" if summary.copies else "")
        + f"): {_count(summary.entities, 'entity', 'entities')}, {_count(summary.claims, 'claim')}, "
        f"{_count(summary.facts, 'fact')}; {_count(summary.edges, 'edge')}, {summary.current} of them now\n"
    )
    supporters = [(r.standing.name, r.standing.supports, ", ".join(r.targets)) for r in summary.supporters]
    opponents = [(r.standing.name, r.standing.opposes, ", ".join(r.targets)) for r in summary.opponents]
    tables = [
        format_table(Rows((f"strongest {what}", "weight", "of"), tuple(rows)))
        for what, rows in (("supporters", supporters), ("opponents", opponents))
        if rows
    ]
    return "\n".join([counts + _format_corrections(summary), *tables])


def _format_corrections(summary: BuildSummary) -> str:
    """How many corrections stand, and each that does not, with the reason."""
    idle = [outcome for outcome in summary.outcomes if outcome.problem]
    lines = []
    if summary.outcomes:
        applied = f"{_count(len(summary.outcomes) - len(idle), 'correction')} by hand applied"
        lines.append(applied + (f", {len(idle)} without effect:" if idle else ""))
    lines += [f"  {o.correction.describe()} ({o.correction.id}): {o.problem}" for o in idle]
    if summary.withdrawn:
        lines.append(f"{_count(len(summary.withdrawn), 'correction')} of the build before no longer given:")
        lines += [f"  {correction.describe()} ({correction.id})" for correction in summary.withdrawn]
    return "".join(f"{line}\n" for line in lines)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
