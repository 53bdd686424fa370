"""CSV: one row per claim, with the edge that it is evidence of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import IO

from kg.correct import Outcome
from kg.graph import (
    aggregate_edges,
    article_node,
    claim_node,
    edge_key,
    effective_date,
    find_states,
    merge_entities,
)
from kg.iris import DEFAULT_BASE
from kg.records import Edge, Extraction, Support

COLUMNS = (
    "holder",
    "stance",
    "target",
    "topic",
    "aspect",
    "modality",
    "date",
    "confidence",
    "asserted_by",
    "quote",
    "cue",
    "article",
    "title",
    "article_date",
    "source",
    "url",
    "begin",
    "end",
    "edge_current",
    "edge_aspect",
    "edge_since",
    "edge_latest_date",
    "edge_until",
    "edge_articles",
    "edge_confidence",
    "holder_iri",
    "target_iri",
    "claim_iri",
    "article_iri",
)
#: A cell that starts so is a formula to some spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(
    extractions: Sequence[Extraction],
    stream: IO[bytes],
    *,
    base: str = DEFAULT_BASE,
    outcomes: Sequence[Outcome] = (),
) -> None:
    """Write a header and the claims, ordered by edge, then date; UTF-8, commas, CRLF (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([disarm(cell) for cell in row] for row in _rows(extractions, base))
    stream.write(text.getvalue().encode("utf-8", "replace"))


def disarm(cell: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    >>> disarm("=SUM(A1)"), disarm("Anna Berg"), disarm(-1)
    ("'=SUM(A1)", 'Anna Berg', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA) else cell


def _rows(extractions: Sequence[Extraction], base: str) -> Iterator[tuple[object, ...]]:
    names = {entity.id: entity.name for entity in merge_entities(extractions)}
    edges = aggregate_edges(extractions)
    states = find_states(edges)
    for edge in edges:
        state = states[edge_key(edge)]
        for support in edge.evidence:
            yield _row(edge, support, names, base, current=state.current, until=state.until)


def _row(
    edge: Edge, support: Support, names: dict[str, str], base: str, *, current: bool, until: str | None
) -> tuple[object, ...]:
    claim, article = support.claim, support.article
    speaker = claim.attributed_to
    return (
        names.get(claim.holder, claim.holder),
        claim.stance.value,
        names.get(claim.target, claim.target),
        claim.topic,
        claim.aspect.value,
        claim.modality.value,
        effective_date(support),
        claim.confidence,
        names.get(speaker, speaker) if speaker else article.source,
        claim.evidence.text,
        claim.evidence.cue,
        article.id,
        article.title,
        article.date,
        article.source,
        article.url,
        claim.evidence.start,
        claim.evidence.end,
        "yes" if current else "no",
        edge.aspect.value,
        edge.first_date,
        edge.last_date,
        until,
        edge.articles,
        edge.confidence,
        claim.holder,
        claim.target,
        claim_node(claim, article_node(article, base=base), base=base),
        article_node(article, base=base),
    )
