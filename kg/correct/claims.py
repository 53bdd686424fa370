"""Corrections of claims: reject, flip, confirm, add."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kg.correct.desk import Desk, NoMatchError
from kg.correct.records import Change, Correction, Outcome
from kg.graph.identity import article_hash
from kg.iris import content_hash
from kg.names import fold
from kg.records import (
    Article,
    Aspect,
    Claim,
    Evidence,
    Extraction,
    Modality,
    Stance,
    Support,
)

_OTHER = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}
_BY_HAND = "by hand"


def reject(desk: Desk, correction: Correction) -> Outcome:
    """Take the claims out."""
    return _change(desk, correction, lambda claim: None)


def flip(desk: Desk, correction: Correction) -> Outcome:
    """Turn support into opposition, or the reverse; whoever does so has read it, so it is certain."""
    return _change(
        desk,
        correction,
        lambda claim: replace(
            claim, stance=_OTHER[claim.stance], confidence=1.0, reason=_said(claim, "flipped")
        ),
    )


def confirm(desk: Desk, correction: Correction) -> Outcome:
    """Make the claims certain."""
    return _change(
        desk, correction, lambda claim: replace(claim, confidence=1.0, reason=_said(claim, "confirmed"))
    )


def add(desk: Desk, correction: Correction, spans: Mapping[str, Evidence]) -> Outcome:
    """Add a claim with its own evidence: a sentence of an article in the graph, or of one outside."""
    holder, target = desk.find_or_mint(correction.holder), desk.find_or_mint(correction.target)
    speaker = desk.find_or_mint(correction.speaker) if correction.speaker else None
    if holder.id == target.id:
        raise NoMatchError(f"{correction.holder} and {correction.target} are one entity")
    place, evidence = _evidence(desk, correction, spans)
    claim = Claim(
        holder=holder.id,
        target=target.id,
        stance=Stance(correction.stance),
        evidence=evidence,
        aspect=Aspect(correction.aspect or Aspect.HELD),
        modality=Modality(correction.modality or Modality.ASSERTED),
        topic=correction.topic or None,
        date=correction.claim_date or None,
        attributed_to=speaker.id if speaker else None,
        reason=f"added {_BY_HAND}",
    )
    article = _outside(correction) if place is None else desk.extractions[place].article
    if any(_is_known(claim, other) for other in desk.of_article(article)):
        raise NoMatchError("the claim is known without it")
    _append(desk, article, [claim])
    return Outcome(correction, None, (Change(None, Support(claim, article)),), articles=1)


def _append(desk: Desk, article: Article, claims: list[Claim]) -> None:
    """Put claims by hand beside what a run found in the article, with the entities they need.

    An entity that the article knows keeps the name that it has there.
    """
    known = {entity.id: entity for other in desk.of_article(article) for entity in other.entities}
    parts = dict.fromkeys(i for c in claims for i in (c.holder, c.target, c.attributed_to) if i)
    named = [known.get(iri) or desk.entity(iri) for iri in parts]
    entities = tuple(replace(entity, aliases=(), mentions=()) for entity in named)
    desk.append(Extraction(article, entities, tuple(claims)))


def _change(desk: Desk, correction: Correction, change: Callable[[Claim], Claim | None]) -> Outcome:
    holder, target = desk.find(correction.holder).id, desk.find(correction.target).id
    quote = fold(correction.quote)
    changes: list[Change] = []
    articles = 0
    for place in desk.places(holder, correction.article):
        old = desk.extractions[place]
        meant = [
            claim
            for claim in old.claims
            if (claim.holder, claim.target) == (holder, target) and _is_said(claim, correction, quote)
        ]
        fresh = {claim: change(claim) for claim in meant if change(claim) != claim}
        if not fresh:
            continue
        articles += 1
        changes += [
            Change(Support(claim, old.article), Support(new, old.article) if new else None)
            for claim, new in fresh.items()
        ]
        turned = [new for claim, new in fresh.items() if new and new.stance is not claim.stance]
        kept = [fresh.get(claim, claim) for claim in old.claims]
        desk.replace(place, replace(old, claims=tuple(c for c in kept if c and c not in turned)))
        if turned:
            _append(desk, old.article, turned)
    if not changes:
        raise NoMatchError("no such claim")
    return Outcome(correction, None, tuple(changes), articles=articles)


def _is_said(claim: Claim, correction: Correction, quote: str) -> bool:
    """Whether stance and words fit; sentences may have been cut otherwise when the row was written."""
    if correction.stance and claim.stance != correction.stance:
        return False
    said = fold(claim.evidence.text)
    return not quote or quote in said or said in quote


def _said(claim: Claim, what: str) -> str:
    return f"{claim.reason}; {what} {_BY_HAND}" if claim.reason else f"{what} {_BY_HAND}"


def _evidence(
    desk: Desk, correction: Correction, spans: Mapping[str, Evidence]
) -> tuple[int | None, Evidence]:
    """The place of the article, None when it is outside the graph, and the words in it."""
    is_outside = bool(correction.source or correction.url)
    try:
        places = sorted(desk.article_places(correction.article)) if correction.article else []
    except NoMatchError:
        if not is_outside:
            raise
        places = []
    if len({article_hash(desk.extractions[place].article) for place in places}) > 1:
        raise NoMatchError(f"several articles are called {correction.article}; name one by its IRI")
    if places and correction.id in spans:
        return places[0], spans[correction.id]
    if not is_outside:
        raise NoMatchError(f"{correction.article} does not have these words: {correction.quote}")
    quote = correction.quote
    return None, Evidence(0, len(quote), quote, quote)


def _is_known(claim: Claim, old: Extraction) -> bool:
    """Whether extraction has the claim, from some of the same words."""
    said = claim.evidence
    return any(
        (other.holder, other.target, other.stance, other.aspect, other.modality)
        == (claim.holder, claim.target, claim.stance, claim.aspect, claim.modality)
        and other.evidence.start < said.end
        and said.start < other.evidence.end
        for other in old.claims
    )


def _outside(correction: Correction) -> Article:
    """The article outside the graph; of its text, the quote is all that is at hand."""
    return Article(
        id=correction.article or correction.url or correction.source,
        text="",
        title=correction.title or None,
        date=correction.published or None,
        source=correction.source or None,
        url=correction.url or None,
        text_hash=content_hash(correction.quote),
    )
