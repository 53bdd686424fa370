"""Doc to entities: finds names, descriptions and pronouns, and tells which mean the same thing."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.iris import DEFAULT_BASE
from kg.resolve.build import to_resolution
from kg.resolve.coref import read_article
from kg.resolve.types import Link, Resolution

__all__ = ["Link", "Resolution", "resolve_mentions"]


def resolve_mentions(doc: Doc, *, date: str | None = None, base: str = DEFAULT_BASE) -> Resolution:
    """Find who and what an article speaks of, with every mention.

    Args:
        date: The article's day, for "the Dutch prime minister" of that day.
        base: Where entity IRIs live.
    """
    if not len(doc):
        return Resolution()
    return to_resolution(doc, read_article(doc, date), base)
