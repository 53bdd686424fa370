"""Why an article was read as it was: sentence by sentence, with the reason of each mention, claim and fact.

For reading errors. What is told comes from the same run of the steps that gives the extraction, so that
nothing is explained that was not done.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from kg.claim import Thresholds
from kg.claim.types import Weighed
from kg.extract import MIN_CONFIDENCE, Workings, work_through
from kg.fact.types import Told
from kg.pipeline import load_pipeline
from kg.records import Article, Aspect, Entity, Modality, Relation, Stance
from kg.resolve import Link
from kg.syntax import governor

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: A pair that is no claim is told of from this probability up.
DOUBT: Final = 0.2
_Piece = TypeVar("_Piece")


@dataclass(frozen=True, slots=True)
class MentionNote:
    """A mention: what it means, where it stands in its clause, and the rule that resolved it.

    Attributes:
        role: In words ("subject of backed"); "" for the word that all hang on.
    """

    start: int
    end: int
    text: str
    kind: str
    entity: str
    type: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """A claim, or what might have been one, with what spoke for and against it.

    Attributes:
        rule: The pattern that matched ("verb back"); "" where the model alone spoke.
        model: Probability of the stance in [0, 1]; None where the model was not asked.
        scope: The word by which the rules settled aspect and modality; "" where the model did.
        verdict: Why it is no claim; "" where it is one.
    """

    holder: str
    stance: Stance
    target: str
    aspect: Aspect
    modality: Modality
    topic: str | None
    date: str | None
    attributed_to: str | None
    confidence: float
    cue: str
    rule: str
    model: float | None
    scope: str
    reason: str
    verdict: str


@dataclass(frozen=True, slots=True)
class FactNote:
    """A fact and the rule that found it."""

    subject: str
    relation: Relation
    object: str
    position: str | None
    former: bool
    withdrawn: bool
    cue: str
    rule: str


@dataclass(frozen=True, slots=True)
class SentenceNote:
    """A sentence and all that was read in it; offsets as everywhere."""

    start: int
    end: int
    text: str
    mentions: tuple[MentionNote, ...] = ()
    claims: tuple[ClaimNote, ...] = ()
    facts: tuple[FactNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article's sentences in order."""

    article: str
    date: str | None
    sentences: tuple[SentenceNote, ...]


def explain_articles(
    articles: Iterable[Article],
    *,
    nlp: Language | None = None,
    min_confidence: float | None = None,
    doubt: float | None = DOUBT,
) -> Iterator[Explanation]:
    """Explain articles one at a time, in their order.

    Args:
        articles: As ``kg.read_articles`` gives them.
        nlp: A spaCy pipeline; the packaged one by default.
        min_confidence: As for ``kg.extract_articles``.
        doubt: Tell of pairs that are no claims too, from this probability up; in [0, 1], None for none.

    Raises:
        PipelineError: The pipeline or the stance model is missing.
    """
    nlp = nlp or load_pipeline()
    least = MIN_CONFIDENCE if min_confidence is None else min_confidence
    thresholds = Thresholds(doubt=doubt)
    for article in articles:
        workings = work_through(article, nlp=nlp, min_confidence=least, thresholds=thresholds)
        yield explain_workings(article, workings)


def explain_workings(article: Article, workings: Workings) -> Explanation:
    """What the steps gave, told sentence by sentence."""
    entities = {entity.id: entity for entity in workings.resolution.entities}
    sentences = list(_sentences(workings.doc))
    starts = [start for start, _ in sentences]
    mentions = _by_sentence(starts, workings.resolution.links, lambda link: link.mention.start)
    claims = _by_sentence(starts, workings.weighed, lambda item: item.claim.evidence.start)
    facts = _by_sentence(starts, workings.told, lambda item: item.fact.evidence.start)
    notes = (
        SentenceNote(
            start,
            start + len(text),
            text,
            tuple(
                _note_mention(workings.doc, link, entities[link.entity]) for link in mentions.get(number, ())
            ),
            tuple(_note_claim(item, entities) for item in claims.get(number, ())),
            tuple(_note_fact(item, entities) for item in facts.get(number, ())),
        )
        for number, (start, text) in enumerate(sentences)
    )
    return Explanation(article.id, article.date, tuple(notes))


def _sentences(doc: Doc) -> Iterator[tuple[int, str]]:
    """Offset and text of each sentence that is more than white space, without that around it."""
    for sent in doc.sents:
        text = sent.text
        if text.strip():
            yield sent.start_char + len(text) - len(text.lstrip()), text.strip()


def _by_sentence(
    starts: list[int], pieces: Iterable[_Piece], place: Callable[[_Piece], int]
) -> dict[int, list[_Piece]]:
    """Pieces by the number of the sentence that each begins in, in their order."""
    found: dict[int, list[_Piece]] = {}
    for piece in pieces:
        found.setdefault(bisect_right(starts, place(piece)) - 1, []).append(piece)
    return found


def _note_mention(doc: Doc, link: Link, entity: Entity) -> MentionNote:
    kind, above = governor(doc[link.head_token])
    role = "" if above.i == link.head_token else f"{kind} of {above.text}"
    at = link.mention
    return MentionNote(
        at.start, at.end, at.text, at.kind.value, entity.name, entity.type.value, role, link.reason
    )


def _note_claim(item: Weighed, entities: Mapping[str, Entity]) -> ClaimNote:
    claim, grounds = item.claim, item.grounds
    return ClaimNote(
        holder=entities[claim.holder].name,
        stance=claim.stance,
        target=entities[claim.target].name,
        aspect=claim.aspect,
        modality=claim.modality,
        topic=claim.topic,
        date=claim.date,
        attributed_to=entities[claim.attributed_to].name if claim.attributed_to else None,
        confidence=claim.confidence,
        cue=claim.evidence.cue,
        rule=grounds.rule,
        model=None if grounds.model is None else round(grounds.model, 4),
        scope=grounds.scope,
        reason=grounds.reason,
        verdict=item.verdict,
    )


def _note_fact(item: Told, entities: Mapping[str, Entity]) -> FactNote:
    fact = item.fact
    return FactNote(
        subject=entities[fact.subject].name,
        relation=fact.relation,
        object=entities[fact.object].name,
        position=fact.position,
        former=fact.former,
        withdrawn=fact.withdrawn,
        cue=fact.evidence.cue,
        rule=item.rule,
    )


# Writing


def to_json(explanation: Explanation) -> str:
    """One line of JSON, without its line end."""
    return json.dumps(asdict(explanation), ensure_ascii=False)


def to_text(explanation: Explanation) -> str:
    """Lines to read: each sentence with its offsets, below it what was read in it."""
    head = f"{explanation.article} ({explanation.date})" if explanation.date else explanation.article
    lines = [head]
    for sentence in explanation.sentences:
        lines += ["", f"[{sentence.start}-{sentence.end}] {_plain(sentence.text)}"]
        lines += (f"  mention   {_mention_line(note)}" for note in sentence.mentions)
        lines += (f"  {'no claim' if c.verdict else 'claim':9} {_claim_line(c)}" for c in sentence.claims)
        lines += (f"  fact      {_fact_line(note)}" for note in sentence.facts)
    return "\n".join(lines)


#: How an explanation is written.
FORMATS: Final[dict[str, Callable[[Explanation], str]]] = {"text": to_text, "json": to_json}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _joined(*parts: str | None) -> str:
    return "; ".join(part for part in parts if part)


def _mention_line(note: MentionNote) -> str:
    meant = f"{_plain(note.text)} = {note.entity} ({note.type})"
    return _joined(meant, note.kind, note.role, note.reason)


def _claim_line(note: ClaimNote) -> str:
    line = _joined(
        f"{note.holder} {note.stance} {note.target}",
        f"{note.aspect}, {note.modality}",
        f"{note.confidence:.2f}",
        note.cue and f'cue "{_plain(note.cue)}"',
        note.reason,
        note.topic and f"about {note.topic}",
        note.date and f"on {note.date}",
        note.attributed_to and f"said by {note.attributed_to}",
    )
    return f"{line}: {note.verdict}" if note.verdict else line


def _fact_line(note: FactNote) -> str:
    return _joined(
        f"{note.subject} {note.relation} {note.object}",
        note.position,
        "former" if note.former else None,
        "withdrawn" if note.withdrawn else None,
        f'cue "{_plain(note.cue)}"',
        note.rule,
    )
