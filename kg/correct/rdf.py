"""Corrections as provenance: who changed what, why, and how it stood before.

What holds after the corrections is in the graph as if it had been extracted so, and each claim
that an editor touched says by which correction. What held before is kept in a graph of its
own, where no query for claims meets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import Literal, URIRef

from kg.correct.records import Corrected, Correction, Outcome, Replacement
from kg.graph import article_node, claim_layer, claim_node
from kg.graph.identity import distinct_claims
from kg.iris import DEFAULT_BASE, agent_iri
from kg.records import Extraction, Support
from kg.vocab import DCTERMS, KG, PROV, RDF, RDFS, SKOS, XSD

Triple = tuple[URIRef, URIRef, URIRef | Literal]


def describe_changes(corrected: Corrected, *, base: str = DEFAULT_BASE) -> Iterator[Triple]:
    """The corrections that changed something, and which claims of the graph rest on them."""
    standing = _standing(corrected, base)
    later = _successors(corrected, base)
    for outcome in corrected.outcomes:
        if outcome.problem:
            continue
        yield from _correction(outcome.correction, base)
        node = URIRef(outcome.correction.iri(base=base))
        for before, after in _pairs(outcome, base):
            if (now := _follow(after, later)) in standing:
                yield URIRef(now), KG.correctedBy, node
            if after in standing and before and before != after:
                yield URIRef(after), PROV.wasRevisionOf, URIRef(before)


def correction_log(corrected: Corrected, *, base: str = DEFAULT_BASE) -> list[Triple]:
    """How things stood before: claims that were taken out or changed, entities that were replaced."""
    standing = _standing(corrected, base)
    log: list[Triple] = []
    for outcome in corrected.outcomes:
        if outcome.problem:
            continue
        node = URIRef(outcome.correction.iri(base=base))
        log += _correction(outcome.correction, base)
        for replacement in outcome.replacements:
            log += _replacement(replacement, node)
        for change, (before, after) in zip(outcome.changes, _pairs(outcome, base), strict=True):
            if change.before and before and before not in standing:
                log += _retracted(change.before, URIRef(before), node, base)
            if after and before and after != before and after not in standing:
                log.append((URIRef(after), PROV.wasRevisionOf, URIRef(before)))
    return log


def _standing(corrected: Corrected, base: str) -> frozenset[str]:
    """The IRIs of the claims that are in the graph."""
    return frozenset(
        iri for extraction in corrected.extractions for iri in distinct_claims(extraction, base=base)
    )


def _successors(corrected: Corrected, base: str) -> dict[str, str]:
    """What each claim that was changed became."""
    return {
        before: after
        for outcome in corrected.outcomes
        for before, after in _pairs(outcome, base)
        if before and after and before != after
    }


def _follow(claim: str | None, later: Mapping[str, str]) -> str:
    """What a claim is in the end; a stance flipped there and back is where it began."""
    seen: set[str] = set()
    while claim is not None and claim in later and claim not in seen:
        seen.add(claim)
        claim = later[claim]
    return claim or ""


def _pairs(outcome: Outcome, base: str) -> Iterator[tuple[str | None, str | None]]:
    for change in outcome.changes:
        yield _node(change.before, base), _node(change.after, base)


def _node(support: Support | None, base: str) -> str | None:
    if support is None:
        return None
    return claim_node(support.claim, article_node(support.article, base=base), base=base)


def _correction(correction: Correction, base: str) -> Iterator[Triple]:
    node = URIRef(correction.iri(base=base))
    agent = URIRef(agent_iri(correction.author, base=base))
    yield node, RDF.type, KG.Correction
    yield node, KG.action, Literal(correction.action)
    yield node, DCTERMS.title, Literal(correction.describe())
    yield node, RDFS.comment, Literal(correction.reason)
    yield node, PROV.wasAssociatedWith, agent
    if len(correction.date) == len("2024-05-01"):
        yield node, DCTERMS.date, Literal(correction.date, datatype=XSD.date)
    yield agent, RDF.type, PROV.Person
    yield agent, SKOS.altLabel, Literal(correction.author)


def _replacement(replacement: Replacement, node: URIRef) -> Iterator[Triple]:
    before = URIRef(replacement.before)
    after = URIRef(replacement.after) if replacement.after else None
    if replacement.is_part and after:
        yield node, PROV.used, before
        yield after, PROV.wasDerivedFrom, before
    elif before != after:
        yield before, PROV.wasInvalidatedBy, node
        yield before, SKOS.altLabel, Literal(replacement.name)
        if after:
            yield before, DCTERMS.isReplacedBy, after


def _retracted(support: Support, claim: URIRef, node: URIRef, base: str) -> Iterator[Triple]:
    """The claim as it was, under a class of its own."""
    yield claim, PROV.wasInvalidatedBy, node
    alone = Extraction(support.article, claims=(support.claim,))
    for subject, predicate, object_ in claim_layer([alone], base=base):
        if subject == claim:
            yield claim, predicate, KG.RetractedClaim if object_ == KG.Claim else object_
