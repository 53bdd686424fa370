"""Actors without a name in a short text: "the militia attacked two policemen"."""

from __future__ import annotations

from typing import Final

from kg.lexicon import actor_nouns
from kg.records import EntityType
from kg.resolve.descriptions import ACTOR, Description
from kg.resolve.reader import Reader
from kg.resolve.types import Referent
from kg.syntax import subjects

#: Types by the sort of a description; an actor's own is in the table of such nouns.
_TYPES: Final = {
    "person": EntityType.PERSON,
    "organisation": EntityType.ORGANISATION,
    "government": EntityType.ORGANISATION,
    "group": EntityType.GROUP,
}


def read_nameless(reader: Reader, description: Description) -> tuple[Referent, str] | None:
    """Whom a description that means nobody known founds, in a text of a few sentences; else None.

    In a longer text such an actor passes by; what a noun is said of ("he is a critic") has its name.
    """
    type_ = actor_nouns().get(description.noun) if description.sort == ACTOR else _TYPES.get(description.sort)
    head = reader.doc[description.head]
    if type_ is None or not reader.is_short or subjects(head, inherit=False):
        return None
    key = ("nameless", head.lower_)
    known = reader.groups.get(key)
    if known is not None and description.is_definite:
        return known, "spoken of before"
    name = " ".join(token.text for token in reader.doc[description.start : description.end])
    made = reader.make(type_, name, optional=True)
    made.nameless = True
    reader.groups[key] = made
    return made, "an actor without a name"
