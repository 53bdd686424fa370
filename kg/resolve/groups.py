"""Collective actors: "NATO member states", "EU leaders", "the protesters"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from spacy.tokens import Doc

from kg.records import EntityType
from kg.resolve.described import kind_of
from kg.resolve.descriptions import Description
from kg.resolve.types import Referent

_SKIPPED: Final = frozenset(
    {"the", "all", "many", "most", "some", "several", "other", "its", "their", "his", "her", "these", "those"}
)

#: Kinds of body whose members are states.
_OF_STATES: Final = frozenset({"alliance", "union", "organisation"})


def group_key(
    doc: Doc, description: Description, owner: Referent | None, known: Mapping[tuple[str, str], Referent]
) -> tuple[str, str] | None:
    """What makes two phrases mean one group: whose it is, and for states their kind, else the noun.

    "NATO allies", "NATO members" and, with no owner told, "the 32 member countries" are one group.
    """
    states = description.kind == "states" or description.noun == "members"
    if owner is not None and owner.type == EntityType.PERSON:
        return None
    if owner is None and states:
        return next((key for key in sorted(known) if key[1] == "states" and key[0]), None)
    if owner is not None and states:
        if owner.type != EntityType.ORGANISATION:
            return None
        return owner.key, "states" if owner.body and kind_of(owner) in _OF_STATES else description.noun
    return (owner.key if owner else "", description.noun)


def group_name(doc: Doc, description: Description) -> str:
    """The phrase without quantifiers, articles and numbers."""
    start = description.start
    while start < description.head and (
        doc[start].lower_ in _SKIPPED or doc[start].like_num or doc[start].tag_ == "CD"
    ):
        start += 1
    return " ".join(doc[start : description.end].text.split())
