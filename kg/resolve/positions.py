"""Offices as such: "the post of secretary general", "become mayor", "next NATO chief"."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc

from kg.resolve.descriptions import Description
from kg.resolve.types import Referent
from kg.syntax import governor

#: What is of, for or as an office.
_SOUGHT: Final = frozenset(
    """
    post position job role candidacy candidate bid race run campaign contender nomination nominee
    successor contest election vote selection appointment hopeful frontrunner favourite favorite
    leadership helm seat title re-election
    """.split()
)
#: Doing words after which an office is what somebody gets.
_GETTING: Final = frozenset(
    """
    become elect re-elect reelect appoint name nominate choose select run compete stand confirm propose
    reappoint
    """.split()
)
_AS: Final = frozenset(
    {"stay", "continue", "return", "support", "back", "endorse", "want", "see", "approve", "accept"}
)
#: Names for the top office of any body.
_TOP: Final = frozenset({"head", "chief", "boss", "leader", "nato chief", "un chief"})
_NEXT: Final = frozenset({"next", "future"})


def is_office_as_such(doc: Doc, description: Description) -> bool:
    """Tell whether a description of an office means the office, not its holder."""
    if description.sort != "person" or description.kind != "office":
        return False
    kind, head = governor(doc[description.head])
    lemma = head.lemma_.lower()
    if kind in {"oblique:of", "oblique:for", "oblique:as"} and lemma in _SOUGHT:
        return True
    if kind == "oblique:as" and lemma in _AS:
        return True
    if kind == "oblique:for" and lemma in {"run", "compete", "stand", "vie"}:
        return True
    if kind in {"oblique:as", "clause", "object", "attribute", "adverbial"} and lemma in _GETTING:
        return description.determiner in {None, "the"}
    words = {token.lower_ for token in doc[description.start : description.head]}
    return bool(_NEXT & words) and description.determiner != "a" and kind != "subject"


def is_same_office(known: Referent, noun: str, owner: Referent | None) -> bool:
    """Tell whether an office found is the one that a description means.

    An office without an owner is the one of that name spoken of already, and of one owner "head" or
    "chief" is whatever its office is called.
    """
    if owner is not None and known.owner not in {None, owner.key}:
        return False
    if known.kind == noun:
        return True
    return owner is not None and known.owner == owner.key and bool(_TOP & {known.kind, noun})


def is_top(noun: str) -> bool:
    """Tell whether a noun is a loose name for a body's top office: "chief"."""
    return noun in _TOP


def office_name(doc: Doc, description: Description) -> str:
    """The office without article, "next" and owner: "secretary general"."""
    head = max(description.head, description.end - 1)
    words = [token for token in doc[description.start : head + 1] if not token.is_space]
    for start in range(len(words)):
        text = "".join(token.text_with_ws for token in words[start:]).strip()
        if text.casefold().replace("-", " ") == description.noun:
            return text
    return description.noun
