"""Who is said to do as somebody else did: "as did Sudland", "Sudland followed suit", "so did Sudland"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Span, Token

from kg.claim.modality import judge_clause
from kg.claim.types import Grounds, Place, Weighed
from kg.records import Evidence
from kg.syntax import (
    clause_complements,
    coordinated,
    is_passive,
    objects,
    particle,
    prepositional,
    relation,
    subjects,
)

#: Confidence of such a claim where the one that it echoes is sure; a less sure one is not echoed.
ECHOED: Final = 0.8
_LEAST: Final = 0.6
_AUXILIARIES: Final = frozenset("do does did is are was were has have had will would".split())
#: How one hangs on a verb that it only helps: "nor does Sudland back him" echoes nothing.
_HELPING: Final = frozenset({"auxiliary", "passive auxiliary", "copula"})
_OPENERS: Final = frozenset({"as", "so", "nor", "neither"})


@dataclass(frozen=True, slots=True)
class Echo:
    """A word that repeats what was said, and who is said to do so."""

    word: Token
    holders: tuple[str, ...]
    rule: str


def find_echoes(sent: Span, places: Sequence[Place]) -> Iterator[Echo]:
    """Every such phrase of a sentence."""
    at = {i: place for place in places for i in range(place.start, place.end)}
    for token in sent:
        who, rule = _inverted(token, at) or _repeated(token)
        heads = [member for head in who for member in coordinated(head)]
        holders = [e for head in heads if head.i in at for e in at[head.i].entities]
        if holders:
            yield Echo(token, tuple(dict.fromkeys(holders)), rule)


def _inverted(token: Token, at: dict[int, Place]) -> tuple[list[Token], str] | None:
    """Who stands after "as did" or "so has"."""
    if token.lower_ not in _OPENERS or token.i + 2 >= len(token.doc):
        return None
    auxiliary = token.nbor(1)
    if auxiliary.lower_ not in _AUXILIARIES or relation(auxiliary) in _HELPING:
        return None
    for i in range(auxiliary.i + 1, min(auxiliary.i + 4, len(token.doc))):
        if i in at:
            place = at[i]
            ends = token.doc[place.end] if place.end < len(token.doc) else None
            # "as is Norland's habit", "as did Norland's envoy" speak of others.
            return None if ends is not None and ends.tag_ == "POS" else (
                [token.doc[place.head]], f"{token.lower_} {auxiliary.lower_}")  # fmt: skip
        if relation(token.doc[i]) != "determiner":
            break
    return None


def _repeated(token: Token) -> tuple[list[Token], str]:
    """Who "did the same", "did so", or "followed suit"."""
    lemma = token.lemma_.casefold()
    if lemma not in {"do", "follow", "join", "chime", "agree", "concur"} or token.pos_ not in {"VERB", "AUX"}:
        return [], ""
    below = {child.lower_ for child in (*objects(token), *token.children)}
    if lemma in {"join", "chime"} and below & {"in", "too"} and not objects(token):
        return subjects(token), f"{lemma} in"
    if lemma in {"follow", "agree", "concur"} and not is_passive(token) and not _is_more(token):
        return subjects(token), lemma
    if lemma == "follow" and "suit" in below:
        return subjects(token), "follow suit"
    if lemma == "do" and below & {"same", "likewise"}:
        return subjects(token), "do the same"
    if lemma == "do" and "so" in below:
        return subjects(token), "do so"
    return [], ""


def _is_more(verb: Token) -> bool:
    """Whether it says of itself what follows whom, or to what somebody agrees."""
    return bool(objects(verb) or prepositional(verb) or clause_complements(verb) or particle(verb))


def repeat_claims(
    echo: Echo, here: Sequence[Weighed], before: Sequence[Weighed], evidence: Evidence
) -> Iterator[Weighed]:
    """What the echo's holders hold: the claims told last before it, in its sentence or the one before.

    Args:
        evidence: The echo's sentence; its cue is the echo's word.
    """
    offset = echo.word.idx - evidence.start
    earlier = [item for item in here if -1 < evidence.text.find(item.claim.evidence.cue) < offset]
    source = [
        item
        for item in earlier or before
        if not item.verdict and (item.grounds.is_matched or item.claim.confidence >= _LEAST)
    ]
    if not source:
        return
    best = max(source, key=lambda item: (item.grounds.is_matched, item.claim.confidence))
    cue = best.claim.evidence.cue
    for item in (item for item in source if item.claim.evidence.cue == cue):
        claim = item.claim
        for holder in echo.holders:
            if holder in (claim.holder, claim.target):
                continue
            _, modality, why = judge_clause(echo.word)
            grounds = Grounds(echo.rule, scope=why, note=f"as {claim.reason}")
            yield Weighed(
                replace(
                    claim, holder=holder, modality=modality if why else claim.modality, evidence=evidence,
                    attributed_to=None, confidence=round(claim.confidence * ECHOED, 2), reason=grounds.reason,
                ),
                grounds,
            )  # fmt: skip
