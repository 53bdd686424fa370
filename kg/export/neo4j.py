"""CSV for ``neo4j-admin database import``: a ZIP of tables whose headers name ids, types and ends."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from kg.correct import Outcome
from kg.graph import (
    Position,
    article_node,
    effective_date,
    find_positions,
    merge_entities,
)
from kg.graph.gather import gather
from kg.graph.identity import article_hash
from kg.graph.stories import find_stories
from kg.graph.ties import Tie, find_ties
from kg.iris import DEFAULT_BASE, WIKIDATA
from kg.records import Entity, Extraction, Support

_Row = tuple[object, ...]
#: Between the parts of a list; the default of neo4j-admin.
_ARRAY = ";"
HEADERS: dict[str, str] = {
    "entities.csv": "iri:ID(Entity),name,aliases:string[],iso2,wikidata,:LABEL",
    "articles.csv": "iri:ID(Article),id,title,date,source,url,story,:LABEL",
    "claims.csv": "iri:ID(Claim),stance,aspect,modality,topic,date,confidence:double,quote,cue,"
    "begin:int,end:int,:LABEL",
    "positions.csv": ":START_ID(Entity),:END_ID(Entity),:TYPE,topic,from,until,current:boolean,"
    "confidence:double,articles:int,stories:int",
    "ties.csv": ":START_ID(Entity),:END_ID(Entity),:TYPE,position,from,until,current:boolean,"
    "articles:int,stories:int",
    "claim-holders.csv": ":START_ID(Entity),:END_ID(Claim),:TYPE",
    "claim-targets.csv": ":START_ID(Claim),:END_ID(Entity),:TYPE",
    "claim-speakers.csv": ":START_ID(Entity),:END_ID(Claim),:TYPE",
    "claim-articles.csv": ":START_ID(Claim),:END_ID(Article),:TYPE",
    "mentions.csv": ":START_ID(Article),:END_ID(Entity),:TYPE",
}
_README = """\
Import into a new database of Neo4j 5 or later:

neo4j-admin database import full \\
  {files} \\
  --multiline-fields=true \\
  neo4j

Dates are text, because some are a month or a year.
"""


def write_neo4j(
    extractions: Sequence[Extraction],
    stream: IO[bytes],
    *,
    base: str = DEFAULT_BASE,
    outcomes: Sequence[Outcome] = (),
) -> None:
    """Write the tables and the command that imports them as one ZIP; ``outcomes`` change nothing."""
    tables = _tables(extractions, base)
    kinds = {name: "relationships" if ":START_ID" in header else "nodes" for name, header in HEADERS.items()}
    files = " \\\n  ".join(f"--{kind}={name}" for name, kind in kinds.items())
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, header in HEADERS.items():
            _add(archive, name, _format(header, tables[name]))
        _add(archive, "README.txt", _README.format(files=files))


def _tables(extractions: Sequence[Extraction], base: str) -> dict[str, Iterable[_Row]]:
    entities = {entity.id: entity for entity in merge_entities(extractions)}
    found = gather(extractions, base=base)
    supports = sorted(found.supports.items())
    stories = find_stories(found.articles.values())
    speakers = [(iri, s.claim.attributed_to) for iri, s in supports if s.claim.attributed_to in entities]
    mentions = {
        (article_node(e.article, base=base), entity.id, "MENTIONS")
        for e in extractions
        for entity in e.entities
    }
    return {
        "entities.csv": [*map(_entity, entities.values()), *_unnamed(supports, entities)],
        "articles.csv": [
            (iri, a.id, a.title, a.date, a.source, a.url, stories.get(article_hash(a)), "Article")
            for iri, a in sorted(found.articles.items())
        ],
        "claims.csv": [_claim(iri, support) for iri, support in supports],
        "positions.csv": map(_position, find_positions(extractions)),
        "ties.csv": map(_tie, find_ties(found.stated.values(), stories)),
        "claim-holders.csv": [(s.claim.holder, iri, "CLAIMED_TO_HOLD") for iri, s in supports],
        "claim-targets.csv": [(iri, s.claim.target, "TOWARDS") for iri, s in supports],
        "claim-speakers.csv": [(speaker, iri, "SAID") for iri, speaker in speakers],
        "claim-articles.csv": [(iri, article_node(s.article, base=base), "STATED_IN") for iri, s in supports],
        "mentions.csv": sorted(mentions),
    }


def _unnamed(supports: Iterable[tuple[str, Support]], known: Mapping[str, Entity]) -> list[_Row]:
    """Rows for whom only claims speak of, because each end of a relationship must be there."""
    spoken_of = {iri for _, s in supports for iri in (s.claim.holder, s.claim.target)}
    return [(iri, iri, None, None, None, "Entity") for iri in sorted(spoken_of - known.keys())]


def _position(position: Position) -> _Row:
    return (
        position.holder,
        position.target,
        f"{position.stance.value.upper()}S",
        position.topic,
        position.since,
        position.until,
        _bool(position.current),
        position.confidence,
        position.articles,
        position.stories,
    )


def _tie(tie: Tie) -> _Row:
    return (
        tie.subject,
        tie.object,
        tie.relation.value.upper(),
        tie.stated[0].fact.position,
        tie.since,
        tie.until,
        _bool(tie.current),
        tie.articles,
        tie.stories,
    )


def _entity(entity: Entity) -> _Row:
    wikidata = [other.removeprefix(WIKIDATA) for other in entity.same_as if other.startswith(WIKIDATA)]
    labels = f"Entity{_ARRAY}{entity.type.value}"
    return entity.id, entity.name, _list(entity.aliases), entity.iso2, min(wikidata, default=None), labels


def _claim(iri: str, support: Support) -> _Row:
    claim, evidence = support.claim, support.claim.evidence
    return (
        iri,
        claim.stance.value,
        claim.aspect.value,
        claim.modality.value,
        claim.topic,
        effective_date(support),
        claim.confidence,
        evidence.text,
        evidence.cue,
        evidence.start,
        evidence.end,
        "Claim",
    )


def _list(values: Iterable[str]) -> str:
    """The values as an array cell, in which the separator cannot stand in a value."""
    return _ARRAY.join(dict.fromkeys(value.replace(_ARRAY, ",") for value in values))


def _bool(value: bool) -> str:
    return "true" if value else "false"


def _format(header: str, rows: Iterable[_Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return text.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """Add a file without the time of day, so that the same graph gives the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, text.encode("utf-8", "replace"))
