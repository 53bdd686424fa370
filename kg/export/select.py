"""Part of what was found: as of a date, above a confidence, around some entities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.correct import find_entities
from kg.errors import ExportError
from kg.records import Claim, Extraction, Fact


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep.

    Attributes:
        as_of: The last day, month or year that is known; what is undated is known from the first.
        min_confidence: The lowest confidence of a claim, in [0, 1].
        entities: Names or IRIs; only claims and facts that one of them is part of.
    """

    as_of: str | None = None
    min_confidence: float = 0.0
    entities: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Nothing is left out."""
        return self == Selection()


def select(extractions: Iterable[Extraction], selection: Selection) -> tuple[Extraction, ...]:
    """The claims and facts that fit, with the articles and entities that they need.

    Where only a date or nothing is asked for, articles keep the entities that they mention.

    Raises:
        ExportError: An entity is unknown, or several are called so.
    """
    extractions = tuple(extractions)
    if selection.is_whole:
        return extractions
    wanted = _find(extractions, selection.entities)
    kept = (_cut(extraction, selection, wanted) for extraction in extractions)
    return tuple(extraction for extraction in kept if extraction)


def _find(extractions: Sequence[Extraction], names: Sequence[str]) -> frozenset[str] | None:
    found, problems = find_entities(extractions, names)
    if problems:
        raise ExportError(f"{'; '.join(problems)}; `kg search --names` finds names")
    return frozenset(found) if names else None


def _cut(extraction: Extraction, selection: Selection, wanted: frozenset[str] | None) -> Extraction | None:
    article = extraction.article
    is_known = _is_by(article.date, selection.as_of)

    def fits(parts: tuple[str, ...], day: str | None) -> bool:
        return _is_by(day or article.date, selection.as_of) and (
            wanted is None or not wanted.isdisjoint(parts)
        )

    claims = tuple(
        claim
        for claim in extraction.claims
        if claim.confidence >= selection.min_confidence and fits((claim.holder, claim.target), claim.date)
    )
    facts = tuple(fact for fact in extraction.facts if is_known and fits((fact.subject, fact.object), None))
    parts = _parts(claims, facts)
    keeps_all = is_known and wanted is None
    entities = tuple(e for e in extraction.entities if keeps_all or e.id in parts or e.id in (wanted or ()))
    if not (claims or facts or (entities and is_known)):
        return None
    return replace(extraction, entities=entities, claims=claims, facts=facts)


def _parts(claims: Iterable[Claim], facts: Iterable[Fact]) -> set[str]:
    found = {iri for claim in claims for iri in (claim.holder, claim.target, claim.attributed_to) if iri}
    return found | {iri for fact in facts for iri in (fact.subject, fact.object)}


def _is_by(day: str | None, as_of: str | None) -> bool:
    """Whether a date is unknown, or no later than the end of the day, month or year."""
    return as_of is None or (day or "")[: len(as_of)] <= as_of
