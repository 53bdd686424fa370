"""Claims of a whole article: the model's scores and the grammar's matches, put together.

A pair of mentions becomes a claim when the model finds it likely enough by itself, or when a
pattern finds it and the model does not speak against it. Each claim says which of the two gave it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.claim.attribution import find_speaker, find_topic
from kg.claim.candidates import Thresholds, find_candidates, find_said
from kg.claim.dates import find_date
from kg.claim.echoes import find_echoes, repeat_claims
from kg.claim.groups import Groups, judge_group
from kg.claim.implied import IMPLIED, Context, Implied, find_focus, find_implied
from kg.claim.modality import judge_clause
from kg.claim.places import as_words, find_places
from kg.claim.types import Candidate, Grounds, PairScores, Place, Scorer, Sentence, Weighed
from kg.claim.voices import Voice, as_said, find_voices, give_voice, means_us, speaker_place
from kg.linked import Link
from kg.records import Aspect, Claim, Entity, Evidence, MentionKind, Modality
from kg.syntax import auxiliaries

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
    questions = ask(doc, entities, links)
    return answer(questions, score(questions.asked), date=date, thresholds=thresholds)


@dataclass(frozen=True, slots=True)
class Questions:
    """An article's sentences, and what the model is asked of them.

    Attributes:
        asked: Sentences with their mentions; first as they stand, then with the speaker before them.
    """

    sentences: tuple[_Sentence, ...]
    entities: Sequence[Entity]
    asked: tuple[Sentence, ...]


def ask(doc: Doc, entities: Sequence[Entity], links: Sequence[Link]) -> Questions:
    """What the model is to be asked; the questions of many articles may be put to it at once."""
    by_id = {entity.id: entity for entity in entities}
    ordered = sorted(links, key=lambda link: (link.start_token, link.end_token))
    starts = [link.start_token for link in ordered]
    inside = [
        (sent, ordered[bisect_left(starts, sent.start) : bisect_left(starts, sent.end)]) for sent in doc.sents
    ]
    sentences = tuple(
        _Sentence.from_links(sent, here, by_id, voice)
        for (sent, here), voice in zip(inside, find_voices(inside, by_id), strict=True)
    )
    asked = [as_words(item.sent, item.places) for item in sentences if item.has_pairs]
    heard = [
        as_said(item.sent, item.places, item.voice) for item in sentences if item.voice and item.is_heard
    ]
    return Questions(sentences, entities, (*asked, *heard))


def answer(
    questions: Questions,
    given: Iterable[PairScores],
    *,
    date: str | None = None,
    thresholds: Thresholds | None = None,
) -> tuple[Weighed, ...]:
    """The claims that the model's scores and the grammar give, with those that fell.

    Args:
        questions: Of the article.
        given: The scores of what is asked, in its order.
        date: The article's, from which relative dates count.
        thresholds: Defaults are those of the packaged model.
    """
    thresholds = thresholds or Thresholds()
    sentences, entities = questions.sentences, questions.entities
    scores = list(given)
    count = sum(item.has_pairs for item in sentences)
    plain, heard = iter(scores[:count]), iter(scores[count:])
    groups = Groups.from_entities(entities, len(sentences))
    told = [
        [
            judge_group(one, item.sent, item.places, groups)
            for one in _weigh_sentence(item, plain, heard, thresholds, date)
        ]
        for item in sentences
    ]
    context = Context(find_focus(one.claim for here in told for one in here if not one.verdict))
    weighed: list[Weighed] = []
    before: list[Weighed] = []
    for item, here in zip(sentences, told, strict=True):
        sent, places = item.sent, item.places
        claims = [one.claim for one in here if not one.verdict]
        implied = [_from_implied(one, sent, date) for one in find_implied(sent, places, context, claims)]
        here = list(_settle([*here, *(judge_group(one, sent, places, groups) for one in implied)]))
        for echo in find_echoes(sent, places):
            start, text = _trim(sent)
            evidence = Evidence(start, start + len(text), text, echo.word.text)
            here = list(_settle([*here, *repeat_claims(echo, here, before, evidence)]))
        weighed += here
        context.read(sent, places, [i.claim for i in here if i.grounds.is_matched and not i.verdict])
        before = here
    return tuple(sorted(weighed, key=_order))


def _weigh_sentence(
    item: _Sentence,
    scores: Iterator[PairScores],
    heard: Iterator[PairScores],
    thresholds: Thresholds,
    date: str | None,
) -> Iterator[Weighed]:
    """What a sentence says of those whom it names."""
    sent, places = item.sent, item.places
    if item.has_pairs:
        found = find_candidates(sent, places, next(scores), thresholds)
        clear = (one for one in found if not means_us(sent, places[one.target]))
        yield from (claim for one in clear for claim in _as_claims(one, places, item, date))
    if item.voice and item.is_heard:
        both = [*places, speaker_place(sent, item.voice)]
        found = find_said(sent, both, next(heard), thresholds)
        yield from (claim for one in found for claim in _as_claims(one, both, item, date))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what may hold and take stances in it.

    Attributes:
        links: Those that start in it.
        voice: Whom it quotes.
    """

    sent: Span
    links: Sequence[Link]
    places: list[Place]
    voice: Voice | None

    @classmethod
    def from_links(
        cls, sent: Span, links: Sequence[Link], entities: Mapping[str, Entity], voice: Voice | None
    ) -> _Sentence:
        """With its places, those of "we" and "I" among them."""
        places = find_places(sent, entities, links)
        return cls(sent, links, give_voice(sent, places, voice) if voice else places, voice)

    @property
    def has_pairs(self) -> bool:
        """Whether two are spoken of, so that one may hold something of the other."""
        return len({entity for place in self.places for entity in place.entities}) > 1

    @property
    def is_heard(self) -> bool:
        """Whether the speaker has no word in the sentence, which speaks of others."""
        return (
            self.voice is not None
            and self.voice.whole
            and bool(self.places)
            and all(self.voice.entity not in place.entities for place in self.places)
        )


def _order(item: Weighed) -> tuple[int, str, str, str, str]:
    claim = item.claim
    return claim.evidence.start, claim.holder, claim.target, claim.stance, claim.aspect


def _settle(weighed: Sequence[Weighed]) -> Iterator[Weighed]:
    """One reading of each stance in a sentence; no contradictions.

    What a pattern matched comes before the model's, and among those an end before what it ends.
    """
    kept: list[Weighed] = []
    for item in sorted(weighed, key=_rank):
        claim = item.claim
        pair = [o for o in kept if (o.claim.holder, o.claim.target) == (claim.holder, claim.target)]
        if item.verdict:
            yield item
        elif any(other.claim.stance is claim.stance for other in pair):
            yield replace(item, verdict="the sentence says it in other words")
        elif any(_contradict(other, item) for other in pair):
            yield replace(item, verdict="the sentence says the opposite, on better grounds")
        else:
            kept.append(item)
            yield item


def _contradict(better: Weighed, item: Weighed) -> bool:
    """Whether the opposite stance cannot be told beside the one on better grounds.

    Who merely does not trust may still oppose. But who "lifted its veto", in which the model sees a
    stance of its own, has only ended one.
    """
    one, other = better.claim, item.claim
    if (one.aspect, one.modality) == (other.aspect, other.modality):
        return True
    return one.aspect is Aspect.ENDED and not item.grounds.is_matched


def _rank(item: Weighed) -> tuple[bool, bool, float]:
    is_end = bool(item.grounds.rule) and item.claim.aspect is Aspect.ENDED
    return not (item.grounds.is_matched or is_end), not is_end, -item.claim.confidence


def _as_claims(
    candidate: Candidate,
    places: Sequence[Place],
    item: _Sentence,
    date: str | None,
) -> Iterator[Weighed]:
    """One claim for each holder and target that the places mean."""
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
        date=find_date(text, at, date, ahead=_is_ahead(cue, candidate.modality)),
        confidence=round(min(max(candidate.score, 0.0), _MOST), 2),
        reason=candidate.grounds.reason,
    )
    speaker = find_speaker(cue) if cue is not None else None
    said_by = _entity_of(speaker, item.links) if speaker is not None else None
    if said_by is None and item.voice and (cue is None or cue.i in item.voice.quoted):
        said_by = item.voice.entity
    for holder in places[candidate.holder].entities:
        for target in places[candidate.target].entities:
            if holder != target:
                speaker_iri = said_by if said_by != holder else None
                claim = replace(base, holder=holder, target=target, attributed_to=speaker_iri)
                yield Weighed(claim, candidate.grounds, candidate.verdict)


def _is_ahead(cue: Token | None, modality: Modality) -> bool:
    """Whether a stance is yet to come: "will vote", "is expected to vote"."""
    return modality is Modality.POSSIBLE or (cue is not None and "will" in auxiliaries(cue))


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
        date=find_date(text, item.cue.idx - start, date, ahead=_is_ahead(item.cue, modality)),
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
