"""Claims of a whole article: the model's scores and the grammar's matches, put together.

A pair of mentions becomes a claim when the model finds it likely enough by itself, or when a
pattern finds it and the model does not speak against it. Each claim says which of the two gave it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.claim.attribution import find_speaker, find_topic
from kg.claim.candidates import Thresholds, find_candidates
from kg.claim.dates import find_date
from kg.claim.implied import IMPLIED, Context, Implied, find_implied
from kg.claim.modality import judge_clause
from kg.claim.places import as_words, find_places
from kg.claim.types import Candidate, Grounds, Place, Scorer, Weighed
from kg.linked import Link
from kg.records import Aspect, Claim, Entity, Evidence, MentionKind

#: No sentence is proof.
_MOST = 0.99


def find_claims(
    doc: Doc,
    entities: Sequence[Entity],
    links: Sequence[Link],
    score: Scorer,
    *,
    date: str | None = None,
    thresholds: Thresholds | None = None,
) -> tuple[Claim, ...]:
    """All claims of an article, in the order of their evidence: one for each sentence that makes it.

    Args:
        doc: The parsed article; its text has the article's offsets.
        entities: What the links mean.
        links: Which tokens mean which entity.
        score: Scores all ordered pairs of mentions of sentences.
        date: The article's, from which relative dates count.
        thresholds: Defaults are those of the packaged model.
    """
    weighed = weigh_claims(doc, entities, links, score, date=date, thresholds=thresholds)
    return tuple(item.claim for item in weighed if not item.verdict)


def weigh_claims(
    doc: Doc,
    entities: Sequence[Entity],
    links: Sequence[Link],
    score: Scorer,
    *,
    date: str | None = None,
    thresholds: Thresholds | None = None,
) -> tuple[Weighed, ...]:
    """The claims of `find_claims` with what spoke for each, and those that fell with the verdict."""
    thresholds = thresholds or Thresholds()
    by_id = {entity.id: entity for entity in entities}
    ordered = sorted(links, key=lambda link: (link.start_token, link.end_token))
    starts = [link.start_token for link in ordered]
    inside = [
        (sent, ordered[bisect_left(starts, sent.start) : bisect_left(starts, sent.end)]) for sent in doc.sents
    ]
    sentences = [(sent, find_places(sent, by_id, here), here) for sent, here in inside]
    several = [len({e for place in places for e in place.entities}) > 1 for _, places, _ in sentences]
    marked = zip(sentences, several, strict=True)
    scores = iter(score([as_words(sent, places) for (sent, places, _), pairs in marked if pairs]))
    weighed: list[Weighed] = []
    topic = Context()
    for (sent, places, own), pairs in zip(sentences, several, strict=True):
        here: list[Weighed] = []
        if pairs:
            found = find_candidates(sent, places, next(scores), thresholds)
            here = [item for candidate in found for item in _as_claims(candidate, places, own, date)]
        implied = [_from_implied(item, sent, date) for item in find_implied(sent, places, topic)]
        weighed += _settle([*here, *implied])
        topic.read([item.claim for item in here if item.grounds.is_matched and not item.verdict])
    return tuple(sorted(weighed, key=_order))


def _order(item: Weighed) -> tuple[int, str, str, str, str]:
    claim = item.claim
    return claim.evidence.start, claim.holder, claim.target, claim.stance, claim.aspect


def _settle(weighed: Sequence[Weighed]) -> Iterator[Weighed]:
    """One reading of each stance in a sentence; no contradictions.

    What a pattern matched comes before the model's, and among those an end before what it ends.
    """
    kept: list[Claim] = []
    for item in sorted(weighed, key=_rank):
        claim = item.claim
        pair = [other for other in kept if (other.holder, other.target) == (claim.holder, claim.target)]
        if item.verdict:
            yield item
        elif any(other.stance is claim.stance for other in pair):
            yield replace(item, verdict="the sentence says it in other words")
        elif any((other.aspect, other.modality) == (claim.aspect, claim.modality) for other in pair):
            yield replace(item, verdict="the sentence says the opposite, on better grounds")
        else:
            kept.append(claim)
            yield item


def _rank(item: Weighed) -> tuple[bool, bool, float]:
    is_matched = item.grounds.is_matched
    return not is_matched, is_matched and item.claim.aspect is Aspect.HELD, -item.claim.confidence


def _as_claims(
    candidate: Candidate,
    places: Sequence[Place],
    links: Sequence[Link],
    date: str | None,
) -> Iterator[Weighed]:
    """One claim for each holder and target that the places mean; ``links`` are the sentence's."""
    doc = candidate.sent.doc
    cue = doc[candidate.cue] if candidate.cue is not None else None
    via = doc[candidate.via] if candidate.via is not None else None
    start, text = _trim(candidate.sent)
    at = cue.idx - start if cue is not None else 0
    target_head = doc[places[candidate.target].head]
    base = Claim(
        holder="",
        target="",
        stance=candidate.stance,
        evidence=Evidence(start, start + len(text), text, cue.text if cue is not None else ""),
        aspect=candidate.aspect,
        modality=candidate.modality,
        topic=find_topic(target_head, via, cue),
        date=find_date(text, at, date),
        confidence=round(min(max(candidate.score, 0.0), _MOST), 2),
        reason=candidate.grounds.reason,
    )
    speaker = find_speaker(cue) if cue is not None else None
    said_by = _entity_of(speaker, links) if speaker is not None else None
    for holder in places[candidate.holder].entities:
        for target in places[candidate.target].entities:
            if holder != target:
                speaker_iri = said_by if said_by != holder else None
                claim = replace(base, holder=holder, target=target, attributed_to=speaker_iri)
                yield Weighed(claim, candidate.grounds, candidate.verdict)


def _from_implied(item: Implied, sent: Span, date: str | None) -> Weighed:
    """A claim whose target stands in a sentence before."""
    start, text = _trim(sent)
    aspect, modality, why = judge_clause(item.cue)
    grounds = Grounds(item.rule, scope=why)
    claim = Claim(
        holder=item.holder,
        target=item.target,
        stance=item.stance,
        evidence=Evidence(start, start + len(text), text, item.cue.text),
        aspect=aspect,
        modality=modality,
        topic=item.topic,
        date=find_date(text, item.cue.idx - start, date),
        confidence=IMPLIED,
        reason=grounds.reason,
    )
    return Weighed(claim, grounds)


def _trim(sent: Span) -> tuple[int, str]:
    """Offset and text of a sentence without the white space around it."""
    text = sent.text
    return sent.start_char + len(text) - len(text.lstrip()), text.strip()


def _entity_of(token: Token, links: Sequence[Link]) -> str | None:
    for link in links:
        if link.head_token == token.i or (
            link.start_token <= token.i < link.end_token and link.kind is MentionKind.NAME
        ):
            return link.entity
    return None
