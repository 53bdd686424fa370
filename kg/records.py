"""The records that the steps hand to each other: frozen values, valid once made.

Offsets count Unicode code points of ``Article.text``; the start is included, the end excluded.
Dates are ISO 8601 strings, to the day (2024-06-20), the month (2024-06) or the year (2024).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """What kind of actor or thing an entity is."""

    PERSON = "Person"
    COUNTRY = "Country"
    ORGANISATION = "Organisation"
    PLACE = "Place"
    POSITION = "Position"
    GROUP = "Group"


class MentionKind(StrEnum):
    """How a stretch of text refers: by name, by description or by pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Stance(StrEnum):
    """For or against."""

    SUPPORT = "support"
    OPPOSE = "oppose"


class Aspect(StrEnum):
    """Whether the stance holds, or is said to have stopped."""

    HELD = "held"
    ENDED = "ended"


class Modality(StrEnum):
    """Whether the stance is asserted, denied or only possible."""

    ASSERTED = "asserted"
    DENIED = "denied"
    POSSIBLE = "possible"


class Relation(StrEnum):
    """The predicate of a fact."""

    HOLDS_POSITION = "holds_position"
    CANDIDATE_FOR = "candidate_for"
    MEMBER_OF = "member_of"
    PART_OF = "part_of"
    SUCCEEDS = "succeeds"


def _check_span(start: int, end: int) -> None:
    if not 0 <= start <= end:
        raise ValueError(f"not a span: start {start}, end {end}")


@dataclass(frozen=True, slots=True)
class Article:
    """One news text with its metadata.

    Attributes:
        id: The file's stem, or the row's ``id``.
        text: The text as read (decoded file; for HTML the extracted article text).
        furniture: Spans of ``text`` that are no running text: navigation, captions, a
            date line. In reading order, disjoint.
        source: The publisher, where known.
        text_hash: ``iris.content_hash`` of the text, for an article read back from a
            record, whose ``text`` is empty.
        sketch: What near-copies are found by, likewise (``graph.stories``).
    """

    id: str
    text: str
    path: str | None = None
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    language: str = "en"
    furniture: tuple[tuple[int, int], ...] = ()
    text_hash: str | None = None
    sketch: str | None = None

    @property
    def body(self) -> str:
        """The text with furniture blanked: same length, so the same offsets."""
        parts: list[str] = []
        at = 0
        for start, end in self.furniture:
            parts.append(self.text[at:start])
            parts.append("".join(c if c == "\n" else " " for c in self.text[start:end]))
            at = end
        parts.append(self.text[at:])
        return "".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of one article that refers to an entity."""

    start: int
    end: int
    text: str
    kind: MentionKind = MentionKind.NAME

    def __post_init__(self) -> None:
        _check_span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """The person, country, organisation ... itself.

    Attributes:
        id: IRI.
        name: The canonical name, the one shown.
        aliases: The other strings that refer to it, sorted.
        same_as: IRIs of the same thing elsewhere (Wikidata).
        iso2: ISO 3166-1 alpha-2 code of a country.
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    iso2: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that a claim or fact rests on, and the words in it that decided."""

    start: int
    end: int
    text: str
    cue: str

    def __post_init__(self) -> None:
        _check_span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Claim:
    """What an article says about who supports or opposes whom; not what is true.

    Attributes:
        holder: IRI of the entity whose stance it is.
        target: IRI of the entity that the stance is about.
        topic: What of the target it is about ("candidacy for NATO Secretary General").
        date: The day or month that the text gives for the stance.
        attributed_to: IRI of the entity that says so, where the article reports speech.
        confidence: In [0, 1].
        reason: The rule or model that gave it, in words.
    """

    holder: str
    target: str
    stance: Stance
    evidence: Evidence
    aspect: Aspect = Aspect.HELD
    modality: Modality = Modality.ASSERTED
    topic: str | None = None
    date: str | None = None
    attributed_to: str | None = None
    confidence: float = 1.0
    reason: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not in [0, 1]")


@dataclass(frozen=True, slots=True)
class Fact:
    """A stated tie that is no stance: an office, a membership, a succession.

    Attributes:
        subject: IRI.
        object: IRI.
        position: The office, for ``holds_position``.
        former: The office is over.
        withdrawn: The candidacy was withdrawn.
    """

    subject: str
    relation: Relation
    object: str
    evidence: Evidence
    position: str | None = None
    former: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """What made an extraction: the program, its rules and its models; no time and no machine.

    Attributes:
        rules: SHA-256 over the rules and tables.
        models: Name and SHA-256 of each model, ordered by name.
    """

    version: str
    rules: str
    models: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article, and what found it."""

    article: Article
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    facts: tuple[Fact, ...] = ()
    run: Run | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """One claim as evidence of an edge: the claim and the article that makes it."""

    claim: Claim
    article: Article


@dataclass(frozen=True, slots=True)
class Edge:
    """All claims of one holder, target, stance and topic, across articles.

    Attributes:
        aspect: The state at the latest date: held or ended.
        modality: The firmest of its claims: asserted before possible before denied.
        first_date: Earliest date of its claims (the claim's own, else the article's).
        last_date: Latest date of its claims.
        articles: Number of distinct articles.
        confidence: In [0, 1]; one minus the product of its stories' doubts.
        evidence: Every claim with its article, by date, then article, then offset.
        stories: Number of independent articles; near-copies of one text count once.
    """

    holder: str
    target: str
    stance: Stance
    topic: str | None
    aspect: Aspect
    modality: Modality
    first_date: str | None
    last_date: str | None
    articles: int
    confidence: float
    evidence: tuple[Support, ...]
    stories: int = 1
