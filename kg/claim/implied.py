"""Claims whose target is said before: "Hungary, however, had remained opposed until this week"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.claim.acts import COMMON, Acts, is_open_act
from kg.claim.open_cues import OpenCue, find_open_cues
from kg.claim.types import Place
from kg.records import Claim, Stance

#: Confidence of such a claim.
IMPLIED = 0.6
#: For how many sentences a target stays in mind.
_SPAN = 3
#: So many holders make a target an article's focus.
_MANY = 2


@dataclass(frozen=True, slots=True)
class Implied:
    """A holder's stance towards what was spoken of before."""

    holder: str
    target: str
    stance: Stance
    cue: Token
    topic: str | None
    rule: str


class Context:
    """Towards whom the last sentences told stances, and whose acts they told.

    Args:
        focus: Whom the article's stances are mostly about: the target where none is in mind.
    """

    def __init__(self, focus: str | None = None) -> None:
        self._focus = focus
        self._target: str | None = None
        self._topic: str | None = None
        self._age = 0
        self.acts = Acts.none()

    def read(self, sent: Span, places: Sequence[Place], claims: Sequence[Claim]) -> None:
        """Go on by one sentence, with its places and the claims that patterns found in it."""
        at = {i: place for place in places for i in range(place.start, place.end)}
        self.acts.read(sent, lambda token: at[token.i].entities[0] if token.i in at else None)
        self._age += 1
        counts = Counter(claim.target for claim in claims)
        if counts:
            self._target = min(counts, key=lambda target: (-counts[target], target))
            self._topic = next((c.topic for c in claims if c.target == self._target and c.topic), None)
            self._age = 0

    @property
    def target(self) -> tuple[str, str | None] | None:
        """The target and its topic, while they are in mind."""
        if self._target and self._age < _SPAN:
            return self._target, self._topic
        return (self._focus, None) if self._focus else None

    def of_act(self, act: Token) -> tuple[str, str | None] | None:
        """Whom an act stands for, with the act as the topic."""
        lemma = act.lemma_.casefold()
        owner = self.acts.find(act)
        if owner is None:
            # The step that is welcomed is mostly theirs whom the last sentence praised or blamed.
            return self.target if lemma in COMMON else None
        return owner, lemma


def find_focus(claims: Iterable[Claim]) -> str | None:
    """The one target on whom most others have a stance; None where fewer than two do, or on several."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        holders[claim.target].add(claim.holder)
    ranked = sorted(((len(who), target) for target, who in holders.items()), reverse=True)
    if not ranked or ranked[0][0] < _MANY or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    return ranked[0][1]


def find_implied(
    sent: Span, places: Sequence[Place], context: Context, here: Sequence[Claim] = ()
) -> Iterator[Implied]:
    """Cues without a target, for holders other than the target in mind.

    Args:
        here: Claims of the sentence itself: who "opposed him, but dropped its objections" speaks of him.
    """
    at = {i: place for place in places for i in range(place.start, place.end)}
    nobody: frozenset[str] = frozenset()
    if not at or (context.target is None and not any(is_open_act(token) for token in sent)):
        return
    for found in find_open_cues(
        sent, lambda token: frozenset(at[token.i].entities) if token.i in at else nobody
    ):
        meant = context.target if found.act is None else context.of_act(found.act)
        if meant is None:
            continue
        for entity in at[found.holder.i].entities:
            own = None if found.act else _of_before(entity, found, here)
            target, topic = own or meant
            if entity != target:
                yield Implied(entity, target, found.stance, found.cue, topic, found.rule)


def _of_before(holder: str, found: OpenCue, here: Sequence[Claim]) -> tuple[str, str | None] | None:
    """Towards whom the holder has the same stance by a word before in the sentence."""
    before = [
        claim
        for claim in here
        if claim.holder == holder
        and claim.stance is found.stance
        and claim.evidence.start + claim.evidence.text.find(claim.evidence.cue) <= found.cue.idx
    ]
    return (before[-1].target, before[-1].topic) if before else None
