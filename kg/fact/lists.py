"""Names in a row as they stand on the page: "including France, Spain and the Netherlands"."""

from __future__ import annotations

from typing import Final

from kg.fact.reading import Reading
from kg.linked import Link
from kg.records import EntityType, MentionKind

#: What may stand between two names of a row, and before the first.
_BETWEEN: Final = frozenset({",", "and", "or", "&", "the", "with"})
_BEFORE: Final = frozenset({"the", "both", "all", "its", "big", "key"})


def names_from(reading: Reading, at: int, *types: EntityType) -> list[Link]:
    """Links by name that stand in a row from a token on."""
    found: list[Link] = []
    doc = reading.doc
    while at < len(doc):
        link = _link_at(reading, at, types)
        if link is not None:
            found.append(link)
            at = link.end_token
        elif doc[at].lower_ in (_BETWEEN if found else _BEFORE) and not doc[at].is_sent_start:
            at += 1
        else:
            break
    return found


def _link_at(reading: Reading, at: int, types: tuple[EntityType, ...]) -> Link | None:
    for link in reading.links_from(at):
        if link.kind == MentionKind.NAME and reading.type_of(link.entity) in types:
            return link
    return None


def possessor_before(reading: Reading, start: int) -> tuple[str, ...]:
    """Whose a phrase is by the word before it: "her (own) Civic Front", "Poland's Senate"."""
    doc, at = reading.doc, start - 1
    while at > 0 and doc[at].lower_ in {"own", "new", "old", "former", "ruling", "breakaway"}:
        at -= 1
    if at < 0:
        return ()
    if doc[at].tag_ in {"PRP$", "WP$"}:
        return reading.who(doc[at])
    if doc[at].tag_ == "POS" or doc[at].lower_ in {"'s", "’s", "'", "’"}:
        ends = [link for link in reading.links if link.end_token in {at, at + 1} and link.start_token < at]
        least = min((link.end_token - link.start_token for link in ends), default=0)
        return tuple(link.entity for link in ends if link.end_token - link.start_token == least)
    return ()
