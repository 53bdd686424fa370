"""One article through the steps: parse it, say who is who, find the claims, find the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from kg.claim import Thresholds
from kg.claim.confidence import Lines, calibrate
from kg.claim.stance import answer, ask
from kg.claim.ties import is_unlikely
from kg.claim.topics import name_candidacies
from kg.claim.types import PairScores, Sentence, Weighed
from kg.fact import tell_facts
from kg.fact.types import Told
from kg.iris import DEFAULT_BASE, content_hash, hashed_iri
from kg.pipeline import load_pipeline
from kg.pipeline.pairs import Marked, load_scorer, role_of, split_marked
from kg.provenance import describe_run
from kg.records import Article, Entity, EntityType, Extraction, Fact, MentionKind, Relation
from kg.resolve import Resolution, resolve_mentions

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Claims below this confidence are left out unless asked for; chosen on the development sets.
MIN_CONFIDENCE = 0.0
#: Characters of articles that are worked through together.
_TOGETHER = 60_000


def extract_articles(
    articles: Iterable[Article],
    *,
    nlp: Language | None = None,
    base: str = DEFAULT_BASE,
    min_confidence: float | None = None,
) -> Iterator[Extraction]:
    """Extract entities, claims and facts from articles, in their order; reads 60,000 characters ahead.

    Args:
        articles: As ``kg.read_articles`` gives them.
        nlp: A spaCy pipeline; the packaged one by default.
        base: Where entity IRIs are minted.
        min_confidence: Leave out claims below it; in [0, 1].

    Raises:
        PipelineError: The pipeline or the stance model is missing.
    """
    nlp = nlp or load_pipeline()
    least = MIN_CONFIDENCE if min_confidence is None else min_confidence
    run = describe_run(nlp)
    for group in gather(articles):
        for workings in work_together(group, nlp=nlp, base=base, min_confidence=least):
            yield replace(workings.extraction, run=run)


def extract_article(
    article: Article, *, nlp: Language, base: str = DEFAULT_BASE, min_confidence: float = MIN_CONFIDENCE
) -> Extraction:
    """One article through all steps; entities that nothing needs are dropped."""
    return work_through(article, nlp=nlp, base=base, min_confidence=min_confidence).extraction


@dataclass(frozen=True, slots=True)
class Workings:
    """What the steps gave on the way to an extraction, each piece with its reason.

    Attributes:
        weighed: Claims, and those that fell with the verdict; their entities are those of ``resolution``.
    """

    doc: Doc
    resolution: Resolution
    weighed: tuple[Weighed, ...]
    told: tuple[Told, ...]
    extraction: Extraction


def work_through(
    article: Article,
    *,
    nlp: Language,
    base: str = DEFAULT_BASE,
    min_confidence: float = MIN_CONFIDENCE,
    thresholds: Thresholds | None = None,
    lines: Lines | None = None,
) -> Workings:
    """One article through all steps, with what each of them gave."""
    (workings,) = work_together(
        [article], nlp=nlp, base=base, min_confidence=min_confidence, thresholds=thresholds, lines=lines
    )
    return workings


def gather(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles in groups that are worked through together, in their order; the first one alone, at once."""
    group: list[Article] = []
    length, most = 0, 0
    for article in articles:
        group.append(article)
        length += len(article.body)
        if length > most:
            yield group
            group, length, most = [], 0, _TOGETHER
    if group:
        yield group


def work_together(
    articles: Sequence[Article],
    *,
    nlp: Language,
    base: str = DEFAULT_BASE,
    min_confidence: float = MIN_CONFIDENCE,
    thresholds: Thresholds | None = None,
    lines: Lines | None = None,
) -> Iterator[Workings]:
    """Articles through all steps, in their order; the models see them at once, which costs half as much.

    What is found in one does not depend on the others.
    """
    docs = list(nlp.pipe(article.body for article in articles))
    found = [resolve_mentions(d, date=a.date, base=base) for a, d in zip(articles, docs, strict=True)]
    weighed = weigh_together(articles, docs, found, thresholds=thresholds, lines=lines)
    for article, doc, resolution, claims in zip(articles, docs, found, weighed, strict=True):
        told = tell_facts(doc, resolution.entities, resolution.links)
        yield assemble(article, doc, resolution, claims, told, base=base, min_confidence=min_confidence)


def weigh_together(
    articles: Sequence[Article],
    docs: Sequence[Doc],
    found: Sequence[Resolution],
    *,
    thresholds: Thresholds | None = None,
    lines: Lines | None = None,
) -> list[tuple[Weighed, ...]]:
    """The claims of each article, with those that fell; the model is asked about all articles at once."""
    questions = [ask(doc, f.entities, f.links) for doc, f in zip(docs, found, strict=True)]
    scores = score_sentences([sentence for item in questions for sentence in item.asked])
    weighed = []
    for article, item in zip(articles, questions, strict=True):
        given = islice(scores, len(item.asked))
        claims = answer(item, given, date=article.date, thresholds=thresholds)
        weighed.append(tuple(calibrate(claim, lines) for claim in claims))
    return weighed


def assemble(
    article: Article,
    doc: Doc,
    found: Resolution,
    weighed: Sequence[Weighed],
    told: tuple[Told, ...],
    *,
    base: str = DEFAULT_BASE,
    min_confidence: float = MIN_CONFIDENCE,
) -> Workings:
    """Put together what the steps gave: claims and facts judge each other, what nothing needs is dropped."""
    facts = tuple(item.fact for item in told)
    judged = judge_claims(weighed, facts, found.entities, min_confidence)
    claims = tuple(item.claim for item in judged if not item.verdict)
    used = {x for c in claims for x in (c.holder, c.target, c.attributed_to)} | {
        x for f in facts for x in (f.subject, f.object)
    }
    entities = tuple(e for e in found.entities if e.id in used or e.id not in found.optional)
    extraction = scope_nameless(Extraction(article, entities, claims, facts), base=base)
    return Workings(doc, found, judged, told, extraction)


def judge_claims(
    weighed: Sequence[Weighed], facts: Sequence[Fact], entities: Sequence[Entity], min_confidence: float
) -> tuple[Weighed, ...]:
    """Give claims on candidates their topic, and verdicts to what is weak or what a fact speaks against."""
    ties = {(f.subject, f.object) for f in facts if f.relation in (Relation.HOLDS_POSITION, Relation.PART_OF)}
    people = {entity.id for entity in entities if entity.type is EntityType.PERSON}
    standing = find_candidates(facts, entities)
    claims = name_candidacies((item.claim for item in weighed), standing, people)
    judged: list[Weighed] = []
    for item, claim in zip(weighed, claims, strict=True):
        verdict = item.verdict
        if not verdict and claim.confidence < min_confidence:
            verdict = f"the confidence is below {min_confidence:g}"
        elif not verdict and is_unlikely(claim, ties):
            verdict = "one speaks for the other, and no pattern says that they are at odds"
        judged.append(replace(item, claim=claim, verdict=verdict))
    return tuple(judged)


def scope_nameless(extraction: Extraction, *, base: str) -> Extraction:
    """Give what has no name of its own ("lawmakers", "the company") an IRI of its article's.

    Two articles' lawmakers are not the same people; "NATO members" are, since a name is in it.
    """
    scope = content_hash(extraction.article.text)
    renamed = {
        entity.id: hashed_iri("entity", entity.id, scope, base=base)
        for entity in extraction.entities
        if not any(character.isupper() for character in entity.name)
    }

    def new(iri: str) -> str:
        return renamed.get(iri, iri)

    return replace(
        extraction,
        entities=tuple(replace(entity, id=new(entity.id)) for entity in extraction.entities),
        claims=tuple(
            replace(
                claim,
                holder=new(claim.holder),
                target=new(claim.target),
                attributed_to=new(claim.attributed_to) if claim.attributed_to else None,
            )
            for claim in extraction.claims
        ),
        facts=tuple(
            replace(fact, subject=new(fact.subject), object=new(fact.object)) for fact in extraction.facts
        ),
    )


def find_candidates(facts: Iterable[Fact], entities: Iterable[Entity]) -> dict[str, str]:
    """IRI of each candidate that no fact says has withdrawn -> name of the office."""
    names = {entity.id: entity.name for entity in entities}
    running = [fact for fact in facts if fact.relation is Relation.CANDIDATE_FOR]
    gone = {fact.subject for fact in running if fact.withdrawn}
    return {fact.subject: names[fact.object] for fact in running if fact.subject not in gone}


def score_sentences(sentences: Sequence[Sentence]) -> Iterator[PairScores]:
    """Scores of all ordered pairs of mentions, by the packaged stance model."""
    marked = [
        Marked(words, tuple((start, end, role_of(type_, kind)) for start, end, type_, kind in spans))
        for words, spans in sentences
    ]
    return load_scorer().score(marked)


def score_pairs(lines: Iterable[str]) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Stance between the two marked entities of each line.

    Args:
        lines: Sentences with [first] and [second] entity in brackets.

    Yields:
        The label (0 neutral, 1 support first to second, 2 support second to first, 3 and 4 the
        same for opposition) and the five probabilities in that order; they sum to 1.

    Raises:
        ReadError: A line has no two bracketed entities; names the line.
    """
    for number, line in enumerate(lines, start=1):
        words, spans = split_marked(line, number)
        sentence = Marked(words, tuple((start, end, role_of(None, MentionKind.NAME)) for start, end in spans))
        stance = next(iter(load_scorer().score([sentence]))).stance
        forward, backward = stance[0, 1].astype(float), stance[1, 0].astype(float)
        # The two directions are scored apart; at most one is taken to hold.
        weights = [
            forward[0] * backward[0],
            forward[1] * backward[0],
            backward[1] * forward[0],
            forward[2] * backward[0],
            backward[2] * forward[0],
        ]
        chances = tuple(float(weight / sum(weights)) for weight in weights)
        yield max(range(5), key=lambda i: (chances[i], -i)), chances
