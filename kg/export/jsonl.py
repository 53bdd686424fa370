"""The public record of an extraction: one JSON object per article, one per line.

Fields may be added, never renamed. Beside the fields of the contract a record carries what
rebuilding needs: the article's ``hash`` in place of its text, its ``sketch`` by which near-copies
are found, its ``url`` and ``furniture``, an entity's ``iso2``, a claim's ``reason``, a fact's
``former`` and ``withdrawn``, and the ``run`` that made it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from kg.errors import ExportError
from kg.graph.stories import sketch_article
from kg.iris import content_hash
from kg.records import (
    Article,
    Aspect,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Mention,
    MentionKind,
    Modality,
    Relation,
    Run,
    Stance,
)

Record = dict[str, Any]


def to_record(extraction: Extraction) -> Record:
    """The extraction as a dict that JSON can carry."""
    return {
        "article": _from_article(extraction.article),
        "entities": [_from_entity(entity) for entity in extraction.entities],
        "claims": [_from_claim(claim) for claim in extraction.claims],
        "facts": [_from_fact(fact) for fact in extraction.facts],
        "run": _from_run(extraction.run),
    }


def from_record(record: Record, *, text: str | None = None) -> Extraction:
    """The extraction that a record was made of; with the article's text, equal to it.

    Raises:
        ExportError: A field is missing or has a value that it cannot have.
    """
    try:
        return Extraction(
            _to_article(record["article"], text),
            tuple(_to_entity(entity) for entity in record["entities"]),
            tuple(_to_claim(claim) for claim in record["claims"]),
            tuple(_to_fact(fact) for fact in record["facts"]),
            _to_run(record.get("run")),
        )
    except KeyError as error:
        raise ExportError(f"a record lacks the field {error}; make it with `kg extract`") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ExportError(f"a record cannot be read: {error}; make it with `kg extract`") from error


def write_records(extractions: Iterable[Extraction], stream: TextIO) -> None:
    """Write one line per extraction as it comes."""
    for extraction in extractions:
        stream.write(to_line(to_record(extraction)))


def to_line(record: Record) -> str:
    """One line of JSON, with its line end."""
    return json.dumps(record, ensure_ascii=False) + "\n"


def read_records(path: Path) -> Iterator[Extraction]:
    """Read the extractions of a file back, articles without their text.

    Raises:
        ExportError: The file is missing, or a line is no record.
    """
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                yield _read_line(line, f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"{path}: cannot be read: {error}; make it with `kg build`") from error


def _read_line(line: str, place: str) -> Extraction:
    try:
        return from_record(json.loads(line))
    except json.JSONDecodeError as error:
        raise ExportError(f"{place}: not JSON: {error.msg}; run `kg build` again") from error
    except ExportError as error:
        raise ExportError(f"{place}: {error}") from error


def _from_article(article: Article) -> Record:
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "date": article.date,
        "source": article.source,
        "language": article.language,
        "url": article.url,
        "hash": article.text_hash or content_hash(article.text),
        "sketch": sketch_article(article),
        "furniture": [list(span) for span in article.furniture],
    }


def _to_article(record: Record, text: str | None) -> Article:
    return Article(
        id=record["id"],
        text=text or "",
        path=record.get("path"),
        title=record.get("title"),
        date=record.get("date"),
        source=record.get("source"),
        url=record.get("url"),
        language=record.get("language", "en"),
        furniture=tuple((start, end) for start, end in record.get("furniture", ())),
        text_hash=record["hash"] if text is None else None,
        sketch=record.get("sketch") if text is None else None,
    )


def _from_entity(entity: Entity) -> Record:
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type.value,
        "aliases": list(entity.aliases),
        "same_as": list(entity.same_as),
        "iso2": entity.iso2,
        "mentions": [
            {"start": m.start, "end": m.end, "text": m.text, "kind": m.kind.value} for m in entity.mentions
        ],
    }


def _to_entity(record: Record) -> Entity:
    return Entity(
        id=record["id"],
        name=record["name"],
        type=EntityType(record["type"]),
        aliases=tuple(record["aliases"]),
        same_as=tuple(record["same_as"]),
        mentions=tuple(
            Mention(m["start"], m["end"], m["text"], MentionKind(m["kind"])) for m in record["mentions"]
        ),
        iso2=record.get("iso2"),
    )


def _from_evidence(evidence: Evidence) -> Record:
    return {"start": evidence.start, "end": evidence.end, "text": evidence.text, "cue": evidence.cue}


def _to_evidence(record: Record) -> Evidence:
    return Evidence(record["start"], record["end"], record["text"], record["cue"])


def _from_claim(claim: Claim) -> Record:
    return {
        "holder": claim.holder,
        "target": claim.target,
        "stance": claim.stance.value,
        "aspect": claim.aspect.value,
        "modality": claim.modality.value,
        "topic": claim.topic,
        "date": claim.date,
        "attributed_to": claim.attributed_to,
        "confidence": claim.confidence,
        "reason": claim.reason,
        "evidence": _from_evidence(claim.evidence),
    }


def _to_claim(record: Record) -> Claim:
    return Claim(
        holder=record["holder"],
        target=record["target"],
        stance=Stance(record["stance"]),
        evidence=_to_evidence(record["evidence"]),
        aspect=Aspect(record["aspect"]),
        modality=Modality(record["modality"]),
        topic=record["topic"],
        date=record["date"],
        attributed_to=record["attributed_to"],
        confidence=record["confidence"],
        reason=record.get("reason", ""),
    )


def _from_fact(fact: Fact) -> Record:
    return {
        "subject": fact.subject,
        "relation": fact.relation.value,
        "object": fact.object,
        "position": fact.position,
        "former": fact.former,
        "withdrawn": fact.withdrawn,
        "evidence": _from_evidence(fact.evidence),
    }


def _to_fact(record: Record) -> Fact:
    return Fact(
        subject=record["subject"],
        relation=Relation(record["relation"]),
        object=record["object"],
        evidence=_to_evidence(record["evidence"]),
        position=record.get("position"),
        former=record.get("former", False),
        withdrawn=record.get("withdrawn", False),
    )


def _from_run(run: Run | None) -> Record | None:
    if run is None:
        return None
    return {"version": run.version, "rules": run.rules, "models": dict(run.models)}


def _to_run(record: Record | None) -> Run | None:
    if record is None:
        return None
    return Run(record["version"], record["rules"], tuple(sorted(record["models"].items())))
