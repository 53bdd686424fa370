"""Collective actors: "NATO member states", "EU leaders", "the protesters"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from spacy.tokens import Doc, Token

from kg.records import EntityType
from kg.resolve.described import kind_of
from kg.resolve.descriptions import Description
from kg.resolve.types import Referent

_SKIPPED: Final = frozenset(
    {"the", "all", "many", "most", "some", "several", "other", "its", "their", "his", "her", "these", "those"}
    | {"whose", "nearly", "almost", "both", "more", "than", "about", "around", "every"}
)
#: Words that leave "the 32 member countries" the members of the body spoken of.
_PLAIN: Final = _SKIPPED | frozenset(
    "member key western alliance bloc union nato's fellow remaining big influential".split()
)
#: Kinds of body whose members are states.
_OF_STATES: Final = frozenset({"alliance", "union", "organisation"})


def group_key(
    doc: Doc, description: Description, owner: Referent | None, known: Mapping[tuple[str, str], Referent]
) -> tuple[str, str] | None:
    """What makes two phrases mean one group: whose it is, and for states their kind, else the noun.

    "NATO allies", "NATO members" and, with no owner told, "the 32 member countries" are one group.
    """
    if description.people or (owner is not None and owner.type == EntityType.PERSON):
        return None
    states = description.kind == "states" or description.noun == "members"
    if owner is None and states:
        before = doc[description.start : description.head]
        plain = all(_is_counted(token) or token.text.lower() in _PLAIN for token in before)
        return next((key for key in sorted(known) if plain and key[1] == "states" and key[0]), None)
    if owner is not None and states:
        if owner.type != EntityType.ORGANISATION:
            return None
        return owner.key, "states" if owner.body and kind_of(owner) in _OF_STATES else description.noun
    return (owner.key if owner else "", description.noun)


def _is_counted(token: Token) -> bool:
    return token.like_num or token.tag_ == "CD"


def group_name(doc: Doc, description: Description) -> str:
    """The phrase without quantifiers, articles and numbers."""
    start = description.start
    while start < description.head and (doc[start].text.lower() in _SKIPPED or _is_counted(doc[start])):
        start += 1
    return " ".join(doc[start : description.end].text.split())
