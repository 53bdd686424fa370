"""What resolving gives and works with: links from tokens to entities, and the phrases behind them."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.lexicon import Body, Country
from kg.records import Entity, EntityType, Mention, MentionKind


@dataclass(frozen=True, slots=True)
class Link:
    """One reading of a stretch of the Doc: which entity it means, and why.

    Attributes:
        start_token: First token of the stretch.
        end_token: The token after its last one.
        head_token: The token that the parse hangs the stretch on.
        entity: IRI.
        reason: The rule that decided, in words.
    """

    start_token: int
    end_token: int
    head_token: int
    entity: str
    kind: MentionKind
    mention: Mention
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who in one article.

    Attributes:
        entities: By first mention.
        links: By start, then end; "both" and "they" have one link for each entity they mean.
        optional: IRIs of entities to keep only where a claim or fact has them as a part.
    """

    entities: tuple[Entity, ...] = ()
    links: tuple[Link, ...] = ()
    optional: frozenset[str] = frozenset()

    def links_at(self, token: int) -> tuple[Link, ...]:
        """Links that a token is in: those it heads first, then the narrowest."""
        found = [link for link in self.links if link.start_token <= token < link.end_token]
        return tuple(
            sorted(found, key=lambda link: (link.head_token != token, link.end_token - link.start_token))
        )

    def entities_at(self, token: int) -> tuple[str, ...]:
        """IRIs of what the token means as the head of a phrase: several for "both"."""
        found = self.links_at(token)
        if not found:
            return ()
        best = found[0]
        same = (best.start_token, best.end_token)
        return tuple(
            dict.fromkeys(link.entity for link in found if (link.start_token, link.end_token) == same)
        )

    def entity_at(self, token: int) -> str | None:
        """IRI of the one entity that the token means; None for none or several."""
        found = self.entities_at(token)
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A token span that refers, with what its words alone tell.

    Attributes:
        type: None while it is open.
        how: For a country how the words stand for it ("name", "demonym", "capital" ...).
        place: A capital or seat that is only where something happens.
    """

    start: int
    end: int
    head: int
    text: str
    kind: MentionKind = MentionKind.NAME
    type: EntityType | None = None
    country: Country | None = None
    how: str = ""
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An office or other description that the article gives a person.

    Attributes:
        noun: As the lexicon has it: "prime minister", "filmmaker".
        owner: ISO code of the country or folded name of the body, where told.
        former: It is over.
    """

    noun: str
    owner: str | None = None
    former: bool = False


@dataclass(slots=True, eq=False)
class Referent:
    """An entity in the making; it gathers phrases while the article is read.

    Attributes:
        gender: m or f, where the article tells it.
        guess: m or f, as the name alone suggests.
        optional: To be kept only where a claim or fact needs it.
        nameless: An actor of a short text that a description founded; no pronoun means it.
    """

    type: EntityType
    name: str
    phrases: list[tuple[Phrase, str]] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    country: Country | None = None
    body: Body | None = None
    owner: str | None = None
    kind: str = ""
    roles: list[Role] = field(default_factory=list)
    gender: str = ""
    guess: str = ""
    optional: bool = False
    nameless: bool = False

    def add(self, phrase: Phrase, reason: str) -> None:
        """Take a phrase as one more mention."""
        self.phrases.append((phrase, reason))

    @property
    def first(self) -> int:
        """The token of the first mention."""
        return min((phrase.start for phrase, _ in self.phrases), default=0)

    @property
    def key(self) -> str:
        """What others name as the owner: an ISO code, or the name."""
        return self.country.iso2 if self.country else self.name.casefold()
