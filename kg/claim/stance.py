"""Claims of a whole article: the model's scores and the grammar's matches, put together.

A pair of mentions becomes a claim when the model finds it likely enough by itself, or when a
pattern finds it and the model does not speak against it. Each claim says which of the two gave it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.claim.attribution import find_cue, find_speaker, find_topic
from kg.claim.dates import find_date
from kg.claim.implied import IMPLIED, Context, Implied, find_implied
from kg.claim.modality import judge_clause
from kg.claim.patterns import Match, find_matches, find_members
from kg.claim.places import as_words, find_places
from kg.claim.types import Candidate, PairScores, Place, Scorer
from kg.linked import Link
from kg.records import Aspect, Claim, Entity, Evidence, MentionKind, Modality, Stance

_STANCES = (None, Stance.SUPPORT, Stance.OPPOSE)
#: No sentence is proof.
_MOST = 0.99
_OPPOSITE = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}
_ASPECTS = (Aspect.HELD, Aspect.ENDED)
_MODALITIES = (Modality.ASSERTED, Modality.DENIED, Modality.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a pair's probability of a stance must reach; chosen on development sets.

    Attributes:
        model: By itself.
        pattern: With a pattern's match of the same stance.
        against: By itself, against a pattern's match of the opposite stance.
    """

    model: float = 0.5
    pattern: float = 0.02
    against: float = 0.9


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
    claims: dict[tuple[str, str, str, str, str, int], Claim] = {}
    topic = Context()
    for (sent, places, own), pairs in zip(sentences, several, strict=True):
        here: list[tuple[bool, Claim]] = []
        if pairs:
            found = find_candidates(sent, places, next(scores), thresholds)
            here = [(c.matched, claim) for c in found for claim in _as_claims(c, places, own, date)]
        implied = [_from_implied(item, sent, places, date) for item in find_implied(sent, places, topic)]
        for claim in _settle([*here, *((False, claim) for claim in implied)]):
            said = (claim.holder, claim.target, claim.stance, claim.aspect, claim.modality)
            key = (*said, claim.evidence.start)
            if key not in claims or claim.confidence > claims[key].confidence:
                claims[key] = claim
        topic.read([claim for matched, claim in here if matched])
    return tuple(
        sorted(claims.values(), key=lambda c: (c.evidence.start, c.holder, c.target, c.stance, c.aspect))
    )


def _settle(claims: Sequence[tuple[bool, Claim]]) -> Iterator[Claim]:
    """One reading of each stance in a sentence; no contradictions.

    What a pattern matched comes before the model's, and among those an end before what it ends.
    """
    ranked = sorted(
        claims, key=lambda item: (-item[0], item[0] and item[1].aspect is Aspect.HELD, -item[1].confidence)
    )
    kept: list[Claim] = []
    for _, claim in ranked:
        pair = [other for other in kept if (other.holder, other.target) == (claim.holder, claim.target)]
        if any(other.stance is claim.stance for other in pair):
            continue
        if any((other.aspect, other.modality) == (claim.aspect, claim.modality) for other in pair):
            continue
        kept.append(claim)
    yield from kept


def find_candidates(
    sent: Span, places: Sequence[Place], scores: PairScores, thresholds: Thresholds
) -> Iterator[Candidate]:
    """Pairs of a sentence that the model, or a pattern with the model's leave, takes for claims."""
    at = {i: n for n, place in enumerate(places) for i in range(place.start, place.end)}
    matches: dict[tuple[int, int, Stance], Match] = {}
    nobody: frozenset[str] = frozenset()
    for match in find_matches(
        sent, lambda token: frozenset(places[at[token.i]].entities) if token.i in at else nobody
    ):
        pair = (at[match.holder.i], at[match.target.i])
        key = (*pair, match.stance)
        # "Hungary, which had opposed him, lifted its veto": the end is the news.
        if pair[0] != pair[1] and (key not in matches or judge_clause(match.cue)[0] is Aspect.ENDED):
            matches[key] = match
    found: dict[tuple[int, int, Stance], Candidate] = {}
    for (holder, target, said), given in matches.items():
        if float(scores.stance[holder, target][_STANCES.index(said)]) >= thresholds.pattern:
            candidate = _candidate(sent, places, (holder, target), said, scores, given)
            found.setdefault((holder, target, candidate.stance), candidate)
    for holder, first in enumerate(places):
        for target, second in enumerate(places):
            if holder == target or set(first.entities) == set(second.entities):
                continue
            for number in (1, 2):
                stance = _STANCES[number]
                assert stance is not None
                likely = float(scores.stance[holder, target][number])
                other = found.get((holder, target, _OPPOSITE[stance]))
                sure = other and other.matched and other.modality is Modality.ASSERTED
                key = (holder, target, stance)
                if key not in found and likely >= (thresholds.against if sure else thresholds.model):
                    found[key] = _candidate(sent, places, (holder, target), stance, scores, None)
    yield from found.values()
    yield from _spread_groups(sent, places, at, found)


def _spread_groups(
    sent: Span,
    places: Sequence[Place],
    at: Mapping[int, int],
    found: Mapping[tuple[int, int, Stance], Candidate],
) -> Iterator[Candidate]:
    """What a group holds, or is the target of, holds for the members that its phrase names."""
    for number, place in enumerate(places):
        members = [at[m.i] for m in find_members(sent.doc[place.head]) if m.i in at]
        for (holder, target, stance), candidate in found.items():
            for member in members:
                pair = (member, target) if holder == number else (holder, member)
                if number in (holder, target) and pair[0] != pair[1] and (*pair, stance) not in found:
                    reason = f"{candidate.reason}; named as a member"
                    yield replace(candidate, holder=pair[0], target=pair[1], reason=reason)


def _candidate(
    sent: Span,
    places: Sequence[Place],
    pair: tuple[int, int],
    stance: Stance,
    scores: PairScores,
    match: Match | None,
) -> Candidate:
    holder, target = pair
    likely = float(scores.stance[holder, target][_STANCES.index(stance)])
    if match:
        cue: Token | None = match.cue
        score = 1 - (1 - likely) * 0.5
        reason = f"pattern {match.rule}; model {likely:.2f}"
    else:
        cue = find_cue(sent, places[holder].head, places[target].head, stance)
        score, reason = likely, f"model {likely:.2f}"
    aspects, modalities = scores.aspect[holder, target], scores.modality[holder, target]
    aspect, modality = _ASPECTS[int(aspects.argmax())], _MODALITIES[int(modalities.argmax())]
    if cue is not None:
        ruled_aspect, ruled_modality, why = judge_clause(cue)
        # The rules are sure when they fire on the cue of a match; else both must have their say.
        if match and why:
            aspect, modality = ruled_aspect, ruled_modality
            reason += f"; {why}"
            if why == "refuse" and modality is Modality.DENIED and stance is Stance.SUPPORT:
                # Who merely does not endorse denies support; who refuses it rejects.
                stance, modality = Stance.OPPOSE, Modality.ASSERTED
    return Candidate(
        sent, holder, target, stance, score, reason,
        matched=match is not None,
        cue=cue.i if cue is not None else None,
        via=match.via.i if match and match.via is not None else None,
        aspect=aspect, modality=modality,
    )  # fmt: skip


def _as_claims(
    candidate: Candidate,
    places: Sequence[Place],
    links: Sequence[Link],
    date: str | None,
) -> Iterator[Claim]:
    """One claim for each holder and target that the places mean; ``links`` are the sentence's."""
    sent, doc = candidate.sent, candidate.sent.doc
    cue = doc[candidate.cue] if candidate.cue is not None else None
    via = doc[candidate.via] if candidate.via is not None else None
    start, end = _trim(sent)
    text = doc.text[start:end]
    at = cue.idx - start if cue is not None else 0
    target_head = doc[places[candidate.target].head]
    base = Claim(
        holder="",
        target="",
        stance=candidate.stance,
        evidence=Evidence(start, end, text, cue.text if cue is not None else ""),
        aspect=candidate.aspect,
        modality=candidate.modality,
        topic=find_topic(target_head, via, cue),
        date=find_date(text, at, date),
        confidence=round(min(max(candidate.score, 0.0), _MOST), 2),
        reason=candidate.reason,
    )
    speaker = find_speaker(cue) if cue is not None else None
    said_by = _entity_of(speaker, links) if speaker is not None else None
    for holder in places[candidate.holder].entities:
        for target in places[candidate.target].entities:
            if holder != target:
                yield replace(
                    base, holder=holder, target=target, attributed_to=said_by if said_by != holder else None
                )


def _from_implied(item: Implied, sent: Span, places: Sequence[Place], date: str | None) -> Claim:
    """A claim whose target stands in a sentence before."""
    start, end = _trim(sent)
    text = sent.doc.text[start:end]
    aspect, modality, why = judge_clause(item.cue)
    return Claim(
        holder=item.holder,
        target=item.target,
        stance=item.stance,
        evidence=Evidence(start, end, text, item.cue.text),
        aspect=aspect,
        modality=modality,
        topic=item.topic,
        date=find_date(text, item.cue.idx - start, date),
        confidence=IMPLIED,
        reason="; ".join(filter(None, [f"implied by {item.rule}, target from before", why])),
    )


def _trim(sent: Span) -> tuple[int, int]:
    """Offsets of a sentence without the white space around it."""
    text = sent.doc.text
    start, end = sent.start_char, sent.end_char
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _entity_of(token: Token, links: Sequence[Link]) -> str | None:
    for link in links:
        if link.head_token == token.i or (
            link.start_token <= token.i < link.end_token and link.kind is MentionKind.NAME
        ):
            return link.entity
    return None
