"""Entities and edges to plain dicts: all that the page says, in the order it says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypedDict

from ..errors import ViewError
from ..records import Edge, Entity, EntityType, Stance, Support
from .style import describe_stance, describe_state


class NodeData(TypedDict):
    """An entity on the page; ``id`` counts from 0 and ``degree`` counts its edges."""

    id: int
    iri: str
    name: str
    type: EntityType
    aliases: list[str]
    same_as: list[str]
    degree: int


class QuoteData(TypedDict):
    """One claim: its sentence cut around the cue, and where it stands. Confidence in [0, 1]."""

    before: str
    cue: str
    after: str
    article: str
    source: str | None
    date: str | None
    speaker: str | None
    state: str
    confidence: float


class EdgeData(TypedDict):
    """An edge on the page; ``holder`` and ``target`` are ids of nodes.

    ``phrase`` is the stance as a verb, ``state`` what is not plain about it.
    """

    id: int
    holder: int
    target: int
    stance: Stance
    topic: str | None
    aspect: str
    modality: str
    phrase: str
    state: str
    first: str | None
    last: str | None
    articles: int
    confidence: float
    quotes: list[QuoteData]


class Ranking(TypedDict):
    """The entities that most others support, or oppose: ids of nodes with counts, best first."""

    title: str
    stance: Stance
    rows: list[tuple[int, int]]


class PageData(TypedDict):
    """Everything that one page shows."""

    title: str
    notes: list[str]
    nodes: list[NodeData]
    edges: list[EdgeData]
    articles: int
    rankings: list[Ranking]


def to_page_data(
    entities: Sequence[Entity], edges: Sequence[Edge], *, title: str, notes: Sequence[str] = ()
) -> PageData:
    """Arrange entities and edges for the page: sorted, numbered, only those that have an edge.

    Entities without an edge are drawn only where no entity has one.

    Raises:
        ViewError: An edge ends at an IRI that no entity has.
    """
    by_iri = {entity.id: entity for entity in entities}
    degrees = Counter(end for edge in edges for end in (edge.holder, edge.target))
    for iri in sorted(degrees.keys() - by_iri.keys()):
        raise ViewError(f"an edge ends at {iri}, which is none of the {len(by_iri)} entities; give them all")
    drawn = [entity for entity in by_iri.values() if not edges or entity.id in degrees]
    drawn.sort(key=lambda entity: (entity.name.casefold(), entity.name, entity.id))
    ids = {entity.id: number for number, entity in enumerate(drawn)}
    ordered = sorted(edges, key=lambda edge: _edge_key(edge, ids))
    names = {iri: entity.name for iri, entity in by_iri.items()}
    edge_data = [_to_edge(number, edge, ids, names) for number, edge in enumerate(ordered)]
    return {
        "title": _clean(title),
        "notes": [_clean(note) for note in notes],
        "nodes": [_to_node(number, entity, degrees[entity.id]) for number, entity in enumerate(drawn)],
        "edges": edge_data,
        "articles": len({support.article.id for edge in edges for support in edge.evidence}),
        "rankings": [
            _rank("Most supported", Stance.SUPPORT, edge_data),
            _rank("Most opposed", Stance.OPPOSE, edge_data),
        ],
    }


def _edge_key(edge: Edge, ids: dict[str, int]) -> tuple[int, int, str, str, str]:
    return ids[edge.holder], ids[edge.target], edge.stance, edge.topic or "", edge.last_date or ""


def _clean(text: str) -> str:
    """Replace lone surrogates, which no encoding of the page could write."""
    return text.encode("utf-8", "replace").decode()


def _optional(text: str | None) -> str | None:
    return _clean(text) if text else None


def _to_node(number: int, entity: Entity, degree: int) -> NodeData:
    return {
        "id": number,
        "iri": _clean(entity.id),
        "name": _clean(entity.name),
        "type": entity.type,
        "aliases": sorted(_clean(alias) for alias in entity.aliases if alias != entity.name),
        "same_as": [_clean(iri) for iri in entity.same_as],
        "degree": degree,
    }


def _to_edge(number: int, edge: Edge, ids: dict[str, int], names: dict[str, str]) -> EdgeData:
    return {
        "id": number,
        "holder": ids[edge.holder],
        "target": ids[edge.target],
        "stance": edge.stance,
        "topic": _optional(edge.topic),
        "aspect": edge.aspect.value,
        "modality": edge.modality.value,
        "phrase": describe_stance(edge.stance, edge.aspect, edge.modality),
        "state": describe_state(edge.stance, edge.aspect, edge.modality),
        "first": edge.first_date,
        "last": edge.last_date,
        "articles": edge.articles,
        "confidence": round(edge.confidence, 3),
        "quotes": [_to_quote(support, names) for support in edge.evidence],
    }


def _to_quote(support: Support, names: dict[str, str]) -> QuoteData:
    claim, article = support.claim, support.article
    before, cue, after = cut_at_cue(_clean(claim.evidence.text), _clean(claim.evidence.cue))
    speaker = claim.attributed_to
    return {
        "before": before,
        "cue": cue,
        "after": after,
        "article": _clean(article.title or article.id),
        "source": _optional(article.source),
        "date": claim.date or article.date,
        "speaker": _optional(names.get(speaker, speaker)) if speaker else None,
        "state": describe_state(claim.stance, claim.aspect, claim.modality),
        "confidence": round(claim.confidence, 3),
    }


def cut_at_cue(sentence: str, cue: str) -> tuple[str, str, str]:
    """Cut a sentence before and after its cue; a cue that is not in it, letter for letter, is empty.

    >>> cut_at_cue("Hungary lifted its veto.", "lifted its veto")
    ('Hungary ', 'lifted its veto', '.')
    >>> cut_at_cue("Hungary agreed.", "")
    ('Hungary agreed.', '', '')
    """
    before, found, after = sentence.partition(cue) if cue else (sentence, "", "")
    return before, found, after


def _rank(title: str, stance: Stance, edges: Sequence[EdgeData], *, size: int = 5) -> Ranking:
    pairs = {
        (edge["holder"], edge["target"])
        for edge in edges
        if edge["stance"] == stance and edge["aspect"] == "held" and edge["modality"] == "asserted"
    }
    counts = Counter(target for holder, target in pairs if holder != target)
    return {
        "title": title,
        "stance": stance,
        "rows": sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:size],
    }
