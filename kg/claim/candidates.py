"""Pairs of a sentence that may be claims: what the patterns match and what the model finds likely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from spacy.tokens import Span, Token

from kg.claim.attribution import find_cue
from kg.claim.idioms import find_idioms
from kg.claim.modality import judge_alone, judge_clause
from kg.claim.patterns import Match, find_matches, find_members
from kg.claim.types import Candidate, Grounds, PairScores, Place
from kg.claim.words import AGENT_NOUNS, MUTUAL
from kg.records import Aspect, Modality, Stance
from kg.syntax import coordinated, determiner, governor

#: Each stance's place among the model's classes; the first is "none".
_CLASS = {Stance.SUPPORT: 1, Stance.OPPOSE: 2}
_ASPECTS = (Aspect.HELD, Aspect.ENDED)
_MODALITIES = (Modality.ASSERTED, Modality.DENIED, Modality.POSSIBLE)
#: What the model's "ended", "denied" or "possible" must reach.
_UNCOMMON = 0.8
#: What a pair must reach against which grammar speaks, and one beside another pair with the same cue.
_CLEAR, _CLEARER = 0.8, 0.9
_OPPOSITE = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}
#: Indices of two places.
Pair = tuple[int, int]
Found = Mapping[tuple[int, int, Stance], Candidate]
#: Probabilities by holder, target and class.
Chances = list[list[list[float]]]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a pair's probability of a stance must reach; chosen on development sets.

    Attributes:
        model: By itself.
        pattern: With a pattern's match of the same stance.
        against: By itself, against a pattern's match of the opposite stance.
        said: By itself, between the speaker of a quoted sentence and those whom it names.
        doubt: From here up a pair that is no claim is told of too, with the reason; None for none.
    """

    model: float = 0.55
    pattern: float = 0.02
    against: float = 0.9
    said: float = 0.4
    doubt: float | None = None

    def is_told(self, likely: float) -> bool:
        """Whether a pair that is no claim is told of."""
        return self.doubt is not None and likely >= self.doubt


def find_candidates(
    sent: Span, places: Sequence[Place], scores: PairScores, thresholds: Thresholds
) -> Iterator[Candidate]:
    """Pairs that the model, or a pattern with the model's leave, takes for claims; then doubtful ones."""
    at = {i: n for n, place in enumerate(places) for i in range(place.start, place.end)}
    # Numbers of Python's own: looking each up in an array costs more than all the rest.
    chances: Chances = scores.stance.tolist()
    found: dict[tuple[int, int, Stance], Candidate] = {}
    doubted: list[Candidate] = []
    for (holder, target, said), match in _match(sent, places, at).items():
        likely = chances[holder][target][_CLASS[said]]
        is_left = match.is_sure or match.cue.lemma_ in AGENT_NOUNS or likely >= thresholds.pattern
        if not is_left and thresholds.doubt is None:
            continue
        candidate = _candidate(sent, places, (holder, target), said, likely, scores, match)
        if is_left:
            found.setdefault((holder, target, candidate.stance), candidate)
        else:
            doubted.append(replace(candidate, verdict="the model speaks against the pattern"))
    told = list(found.values())
    for pair in _pairs(places):
        for stance in _CLASS:
            likely = chances[pair[0]][pair[1]][_CLASS[stance]]
            other = found.get((*pair, _OPPOSITE[stance]))
            sure = other and other.grounds.is_matched and other.modality is Modality.ASSERTED
            needed = thresholds.against if sure else thresholds.model
            if (*pair, stance) in found:
                continue
            if likely >= needed:
                candidate = _candidate(sent, places, pair, stance, likely, scores, None)
                verdict = _object(candidate, places, told)
                if verdict:
                    doubted.append(replace(candidate, verdict=verdict))
                else:
                    found[*pair, stance] = candidate
            elif thresholds.is_told(likely):
                against = ", against a pattern" if sure else ""
                candidate = _candidate(sent, places, pair, stance, likely, scores, None)
                doubted.append(replace(candidate, verdict=f"the model gives less than {needed:g}{against}"))
    yield from found.values()
    yield from _spread_groups(sent, places, at, found)
    yield from doubted


def _object(candidate: Candidate, places: Sequence[Place], told: Sequence[Candidate]) -> str:
    """What grammar has against a pair that only the model finds; "" where nothing.

    Args:
        told: What patterns found in the sentence.
    """
    doc = candidate.sent.doc
    first, second = places[candidate.holder], places[candidate.target]
    holder, target = doc[first.head], doc[second.head]
    if candidate.score < _CLEAR and target in coordinated(holder):
        is_mutual = any(token.lemma_.casefold() in MUTUAL for token in candidate.sent)
        return "" if is_mutual else "they are named together"
    if candidate.score < _CLEAR and governor(holder)[0] == "agent":
        return "it is done by the holder, and no pattern says to whom"
    same = [one for one in told if (one.cue, one.stance) == (candidate.cue, candidate.stance)]
    givers = {who for one in same for who in places[one.holder].entities}
    getters = {who for one in same for who in places[one.target].entities}
    is_noun = candidate.cue is not None and doc[candidate.cue].pos_ == "NOUN"
    if is_noun and candidate.stance is Stance.SUPPORT and getters & set(first.entities):
        return "the holder is who gets it"
    if candidate.score < _CLEARER and givers & set(first.entities) and not getters & set(second.entities):
        return "the pattern has its target"
    return ""


def find_said(
    sent: Span, places: Sequence[Place], scores: PairScores, thresholds: Thresholds
) -> Iterator[Candidate]:
    """What the speaker of a quoted sentence holds of those whom it names.

    Args:
        places: The sentence's own, then the speaker.
        scores: Of the speaker, then of the sentence's own.
    """
    chances: Chances = scores.stance.tolist()
    speaker = len(places) - 1
    for target in range(speaker):
        pair = (0, target + 1)
        for stance, number in _CLASS.items():
            likely = chances[0][target + 1][number]
            if likely < thresholds.said and not thresholds.is_told(likely):
                continue
            cue = find_cue(sent, places[target].head, places[target].head, stance)
            aspect, modality = _read(scores, pair)
            yield Candidate(
                sent, speaker, target, stance, likely, Grounds(model=likely, note="said in a quotation"),
                cue=cue.i if cue is not None else None,
                aspect=aspect,
                modality=modality,
                verdict="" if likely >= thresholds.said else f"the model gives less than {thresholds.said:g}",
            )  # fmt: skip


def _match(
    sent: Span, places: Sequence[Place], at: Mapping[int, int]
) -> dict[tuple[int, int, Stance], Match]:
    """The match that counts for each pair and stance."""
    matches: dict[tuple[int, int, Stance], Match] = {}
    nobody: frozenset[str] = frozenset()

    def actors(token: Token) -> frozenset[str]:
        return frozenset(places[at[token.i]].entities) if token.i in at else nobody

    for match in chain(find_matches(sent, actors), find_idioms(sent, actors)):
        pair = (at[match.holder.i], at[match.target.i])
        key = (*pair, match.stance)
        # "Hungary, which had opposed him, lifted its veto": the end is the news.
        if pair[0] != pair[1] and (key not in matches or judge_clause(match.cue)[0] is Aspect.ENDED):
            matches[key] = match
    return matches


def _pairs(places: Sequence[Place]) -> Iterator[Pair]:
    """Ordered pairs of places that do not mean the same."""
    for holder, first in enumerate(places):
        for target, second in enumerate(places):
            if holder != target and set(first.entities) != set(second.entities):
                yield holder, target


def _spread_groups(
    sent: Span,
    places: Sequence[Place],
    at: Mapping[int, int],
    found: Found,
) -> Iterator[Candidate]:
    """What a group holds, or is the target of, holds for the members that its phrase names."""
    for number, place in enumerate(places):
        members = [at[m.i] for m in find_members(sent.doc[place.head]) if m.i in at]
        for (holder, target, stance), candidate in found.items():
            for member in members:
                pair = (member, target) if holder == number else (holder, member)
                if number in (holder, target) and pair[0] != pair[1] and (*pair, stance) not in found:
                    grounds = replace(candidate.grounds, note="named as a member")
                    yield replace(candidate, holder=pair[0], target=pair[1], grounds=grounds)


def _read(scores: PairScores, pair: Pair) -> tuple[Aspect, Modality]:
    """The model's aspect and modality; what is out of the common only where it is likely enough."""
    aspects, modalities = scores.aspect[pair], scores.modality[pair]
    aspect, modality = int(aspects.argmax()), int(modalities.argmax())
    return (
        _ASPECTS[aspect if aspects[aspect] >= _UNCOMMON else 0],
        _MODALITIES[modality if modalities[modality] >= _UNCOMMON else 0],
    )


def _candidate(
    sent: Span,
    places: Sequence[Place],
    pair: Pair,
    stance: Stance,
    likely: float,
    scores: PairScores,
    match: Match | None,
) -> Candidate:
    holder, target = pair
    aspect, modality = _read(scores, pair)
    head = sent.doc[places[target].head]
    if match is None:
        cue = find_cue(sent, places[holder].head, places[target].head, stance)
        ruled = judge_alone(cue, head, stance) if cue is not None else None
        if ruled:
            aspect, modality, why = ruled
        return Candidate(
            sent, holder, target, stance, likely, Grounds(model=likely, scope=ruled[2] if ruled else ""),
            cue=cue.i if cue is not None else None, aspect=aspect, modality=modality,
        )  # fmt: skip
    ruled_aspect, ruled_modality, why = judge_clause(match.cue)
    if why:
        # The rules are sure when they fire on the cue of a match; else the model has its say.
        aspect, modality = ruled_aspect, ruled_modality
        if match.cue.lemma_ in AGENT_NOUNS and determiner(match.cue) == "no" and stance is Stance.SUPPORT:
            # "No friend of his" is a foe.
            stance, modality = Stance.OPPOSE, Modality.ASSERTED
        if why == "refuse" and modality is Modality.DENIED and stance is Stance.SUPPORT:
            # Who merely does not endorse denies support; who refuses it rejects.
            stance, modality = Stance.OPPOSE, Modality.ASSERTED
    return Candidate(
        sent, holder, target, stance, 1 - (1 - likely) * 0.5, Grounds(match.rule, likely, why),
        cue=match.cue.i, via=match.via.i if match.via is not None else None,
        aspect=aspect, modality=modality,
    )  # fmt: skip
