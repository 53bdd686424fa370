"""What the articles say, each thing once: from extractions, or from the triples of a claim layer.

All that is derived is derived from here, so that it does not matter whether articles were read
at once, or apart and their graphs joined. Where copies of one text differ, one rule decides:
the earliest date, the firmest modality, an end before its lack, the highest confidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.graph.identity import (
    FIRMNESS,
    article_node,
    article_order,
    candidacy_node,
    distinct_claims,
    fact_node,
    post_node,
    topic_node,
)
from kg.iris import DEFAULT_BASE, slug, source_iri
from kg.records import Article, Aspect, Claim, Extraction, Fact, Relation, Support


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as one article states it.

    Attributes:
        post: IRI of the office, where the fact names one.
        topic: IRI of the candidacy's topic, for a candidacy.
    """

    iri: str
    fact: Fact
    article: Article
    post: str | None = None
    topic: str | None = None


@dataclass(slots=True)
class Gathered:
    """What the articles say, by IRI.

    Attributes:
        articles: The earliest of the copies of each text.
        names: How often each name is used for what has names.
        supports: Every claim with its article.
    """

    articles: dict[str, Article] = field(default_factory=dict)
    entities: set[str] = field(default_factory=set)
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    supports: dict[str, Support] = field(default_factory=dict)
    stated: dict[str, Stated] = field(default_factory=dict)


def gather(extractions: Iterable[Extraction], *, base: str = DEFAULT_BASE) -> Gathered:
    """Gather what extractions say; holds all in memory."""
    found = Gathered()
    titles: dict[str, set[str]] = defaultdict(set)
    ids: dict[str, set[str]] = defaultdict(set)
    uses: set[tuple[str, str, str]] = set()
    readings: dict[str, list[Claim]] = defaultdict(list)
    for extraction in sorted(extractions, key=lambda e: article_order(e.article)):
        article = extraction.article
        node = article_node(article, base=base)
        first = found.articles.setdefault(node, article)
        ids[node].add(article.id)
        if article.title:
            titles[node].add(article.title)
        if article.source:
            found.names[source_iri(article.source, base=base)][article.source] = 1
        names = {entity.id: entity.name for entity in extraction.entities}
        found.entities.update(names)
        uses.update((node, iri, name) for iri, name in names.items())
        for iri, claim in distinct_claims(extraction, base=base).items():
            readings[iri].append(claim)
            found.supports.setdefault(iri, Support(claim, first))
            if claim.topic:
                found.names[topic_node(claim.target, claim.topic, base=base)][claim.topic] = 1
        for fact in extraction.facts:
            _gather_fact(found, fact, first, node, names, base)
    for _, iri, name in uses:
        found.names[iri][name] += 1
    for node in ids:
        found.names[node] = Counter(titles[node] or ids[node])
    for iri, claims in readings.items():
        if len(claims) > 1:
            found.supports[iri] = replace(found.supports[iri], claim=merge_readings(claims))
    return found


def merge_readings(claims: Sequence[Claim]) -> Claim:
    """One claim from readings that share an IRI, whatever their order."""
    topics = sorted({c.topic for c in claims if c.topic}, key=lambda t: (-len(slug(t)), slug(t), -len(t), t))
    return replace(
        claims[0],
        modality=min((c.modality for c in claims), key=FIRMNESS.__getitem__),
        aspect=Aspect.ENDED if any(c.aspect is Aspect.ENDED for c in claims) else Aspect.HELD,
        topic=topics[0] if topics else None,
        date=min((c.date for c in claims if c.date), default=None),
        confidence=max(c.confidence for c in claims),
    )


def _gather_fact(
    found: Gathered, fact: Fact, article: Article, node: str, names: dict[str, str], base: str
) -> None:
    iri = fact_node(fact, node, base=base)
    known = found.stated.get(iri)
    post = topic = None
    if fact.relation is Relation.HOLDS_POSITION and fact.position:
        post = post_node(fact.object, fact.position, base=base)
        found.names[post][fact.position] = 1
    elif fact.relation is Relation.CANDIDATE_FOR and fact.object in names:
        topic, name = candidacy_node(fact.subject, names[fact.object], base=base)
        found.names[topic][name] = 1
    if known is not None:
        former, withdrawn = fact.former or known.fact.former, fact.withdrawn or known.fact.withdrawn
        fact = replace(known.fact, former=former, withdrawn=withdrawn)
        topic = min((t for t in (known.topic, topic) if t), default=None)
        article = known.article
    found.stated[iri] = Stated(iri, fact, article, post, topic)
