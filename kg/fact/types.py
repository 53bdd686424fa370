"""What the fact step takes and works with: links from tokens to entities, and facts in the making."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.records import Fact, Relation


@dataclass(frozen=True, slots=True)
class Found:
    """A fact with the tokens that tell it, before it has its evidence.

    Attributes:
        subject: IRI.
        object: IRI.
        cue: The words that decided, in order.
        done: A succession has happened; it is not only to come.
        told: The text itself names both ends together; else one was supplied from the article.
    """

    subject: str
    relation: Relation
    object: str
    cue: tuple[Token, ...]
    position: str | None = None
    former: bool = False
    withdrawn: bool = False
    told: bool = True
    done: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with the rule that found it, in words."""

    fact: Fact
    rule: str
