"""What counts as the same article, claim, topic or edge: keys, IRIs and the order of copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.iris import DEFAULT_BASE, claim_iri, content_hash, hashed_iri, named_article_iri, slug
from kg.records import Article, Aspect, Claim, Edge, Extraction, Fact, Modality, Run, Support

if TYPE_CHECKING:
    from kg.graph.positions import Position

#: Asserted says more than possible, possible more than denied.
FIRMNESS: dict[Modality, int] = {Modality.ASSERTED: 0, Modality.POSSIBLE: 1, Modality.DENIED: 2}

_hash_text = lru_cache(maxsize=64)(content_hash)


def article_hash(article: Article) -> str:
    """Hash of the article's normalised text, kept or computed; equal for copies."""
    return article.text_hash or _hash_text(article.text)


def article_node(article: Article, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of the article; copies share it."""
    return named_article_iri(article_hash(article), base=base)


def article_order(article: Article) -> tuple[bool, str, str, str, str, str]:
    """Sort key of copies of one text: dated before undated, then the earliest, then by id."""
    return (
        article.date is None,
        article.date or "",
        article.id,
        article.title or "",
        article.source or "",
        article.url or "",
    )


def claim_node(claim: Claim, article: str, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of a claim made in the article with this IRI."""
    return claim_iri(
        article,
        claim.evidence.start,
        claim.evidence.end,
        claim.holder,
        claim.stance,
        claim.target,
        claim.attributed_to,
        base=base,
    )


def fact_node(fact: Fact, article: str, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of a fact stated in the article with this IRI."""
    span = f"{fact.evidence.start},{fact.evidence.end}"
    return hashed_iri(
        "fact", article, span, fact.subject, fact.relation, fact.object, slug(fact.position or ""), base=base
    )


def topic_node(target: str, topic: str, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of what of the target a stance is about; spelling and case do not matter."""
    return hashed_iri("topic", target, slug(topic), base=base)


def candidacy_node(candidate: str, office: str, *, base: str = DEFAULT_BASE) -> tuple[str, str]:
    """IRI and name of the topic that stances on somebody's bid for this office have."""
    name = f"candidacy for {office.replace('-', ' ')}"
    return topic_node(candidate, name, base=base), name


def post_node(organisation: str, position: str, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of an office in an organisation or country."""
    return hashed_iri("post", organisation, slug(position), base=base)


def tie_node(fact: Fact, post: str | None, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of what all facts like this one are about; ``post`` is the IRI of the office, if any."""
    return hashed_iri("tie", fact.subject, fact.relation, fact.object, post or "", base=base)


def edge_node(item: Edge | Claim | Position, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of the edge from holder to target, whatever the topic."""
    return hashed_iri("edge", item.holder, item.target, item.stance, base=base)


def appearance_node(entity: str, article: str, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of an entity's appearance in the article with this IRI."""
    return hashed_iri("appearance", entity, article, base=base)


def run_node(run: Run, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of all runs of one version of the rules and models."""
    return hashed_iri("run", run.version, run.rules, *(part for m in run.models for part in m), base=base)


def edge_key(item: Edge | Claim | Position) -> tuple[str, str, str, str]:
    """Holder, target, stance and folded topic (empty for none): what one edge gathers."""
    return item.holder, item.target, item.stance.value, slug(item.topic) if item.topic else ""


def effective_date(support: Support) -> str | None:
    """The day that the text gives for the stance, else the article's."""
    return support.claim.date or support.article.date


def distinct_claims(extraction: Extraction, *, base: str = DEFAULT_BASE) -> dict[str, Claim]:
    """The article's claims by IRI.

    Two readings of one sentence that differ only in aspect, modality or topic share an IRI;
    the firmer one stands, and of equally firm ones the one that reports an end.
    """
    article = article_node(extraction.article, base=base)
    found: dict[str, Claim] = {}
    for claim in sorted(extraction.claims, key=_preference):
        found.setdefault(claim_node(claim, article, base=base), claim)
    return found


def most_common_topic(supports: Iterable[Support]) -> str | None:
    """The topic that most of these claims name, in its most frequent spelling; None when none does."""
    topics = Counter(s.claim.topic for s in supports if s.claim.topic)
    return most_common(topics) if topics else None


def most_common(counts: Counter[str]) -> str:
    """The most frequent string, then the longest, then the first in the alphabet.

    >>> most_common(Counter({"Rutte": 2, "Mark Rutte": 2, "M. Rutte": 1}))
    'Mark Rutte'
    """
    return min(counts, key=lambda text: (-counts[text], -len(text), text))


def _preference(claim: Claim) -> tuple[int, bool, bool, float, int, str, str, str]:
    return (
        FIRMNESS[claim.modality],
        claim.aspect is not Aspect.ENDED,
        claim.topic is None,
        -claim.confidence,
        -len(claim.topic or ""),
        claim.topic or "",
        claim.date or "",
        claim.evidence.cue,
    )
