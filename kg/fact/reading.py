"""A Doc with its entities at hand: what a token means, and of which type it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from kg.lexicon import CountryMatch, find_country
from kg.linked import Link
from kg.names import fold
from kg.records import Entity, EntityType, MentionKind
from kg.syntax import coordinated, noun_phrase, relative_antecedent


@lru_cache(20_000)
def country_match(text: str) -> CountryMatch | None:
    """The country that a word stands for, if it is written with a capital."""
    return find_country(text) if text[:1].isupper() else None


#: What a body, office or membership can belong to.
OWNERS = frozenset({EntityType.COUNTRY, EntityType.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as the fact rules see it.

    Attributes:
        links: By start, the widest first.
        _at: The links by each token that they have.
        _bodies: Organisations with their names, folded.
    """

    doc: Doc
    entities: dict[str, Entity]
    links: tuple[Link, ...]
    _at: dict[int, tuple[Link, ...]] = field(repr=False)
    _bodies: tuple[tuple[str, frozenset[str]], ...] = field(repr=False)

    @classmethod
    def from_links(cls, doc: Doc, entities: Iterable[Entity], links: Iterable[Link]) -> Reading:
        """Index the links by token."""
        known = {entity.id: entity for entity in entities}
        ordered = sorted(
            (link for link in links if link.entity in known),
            key=lambda link: (link.start_token, -link.end_token, link.entity),
        )
        at: dict[int, list[Link]] = {}
        for link in ordered:
            for index in range(link.start_token, link.end_token):
                at.setdefault(index, []).append(link)
        bodies = tuple(
            (iri, frozenset(map(fold, (entity.name, *entity.aliases))))
            for iri, entity in known.items()
            if entity.type == EntityType.ORGANISATION
        )
        return cls(doc, known, tuple(ordered), {index: tuple(found) for index, found in at.items()}, bodies)

    def type_of(self, iri: str) -> EntityType:
        """The type of an entity."""
        return self.entities[iri].type

    def links_at(self, token: Token) -> tuple[Link, ...]:
        """Links that a token heads, else the narrowest links that it is in."""
        found = self._at.get(token.i, ())
        heads = [link for link in found if link.head_token == token.i]
        if heads:
            return tuple(heads)
        least = min((link.end_token - link.start_token for link in found), default=0)
        return tuple(link for link in found if link.end_token - link.start_token == least)

    def links_from(self, at: int) -> list[Link]:
        """Links that begin at a token, the widest first."""
        return [link for link in self._at.get(at, ()) if link.start_token == at]

    def who(self, token: Token, *types: EntityType) -> tuple[str, ...]:
        """Entities of some types that a token means: several for "both", none for other words."""
        found = [link.entity for link in self.links_at(token)]
        return tuple(dict.fromkeys(iri for iri in found if not types or self.type_of(iri) in types))

    def people(self, token: Token) -> tuple[str, ...]:
        """Persons that a token means."""
        return self.who(token, EntityType.PERSON)

    def persons(self, token: Token) -> tuple[str, ...]:
        """Persons that a subject or object means, coordinated ones too; "who" means the noun before it."""
        antecedent = relative_antecedent(token)
        return (self.all_people(antecedent) if antecedent is not None else ()) or self.all_people(token)

    def owners(self, token: Token) -> tuple[str, ...]:
        """Countries and organisations that a token means."""
        return self.who(token, *OWNERS)

    def all_people(self, token: Token) -> tuple[str, ...]:
        """Persons that a token and those coordinated with it mean."""
        return tuple(dict.fromkeys(iri for member in coordinated(token) for iri in self.people(member)))

    def all_of(self, token: Token, *types: EntityType) -> tuple[str, ...]:
        """Entities that a token and those coordinated with it mean."""
        return tuple(dict.fromkeys(iri for member in coordinated(token) for iri in self.who(member, *types)))

    def links_in(self, start: int, end: int, *types: EntityType) -> Iterator[Link]:
        """Links inside a token span, in order."""
        for link in self.links:
            if start <= link.start_token and link.end_token <= end and self.type_of(link.entity) in types:
                yield link

    def names(self, type_: EntityType) -> Iterator[Link]:
        """Links by name to entities of a type."""
        for link in self.links:
            if link.kind == MentionKind.NAME and self.type_of(link.entity) == type_:
                yield link

    def of_type(self, type_: EntityType) -> list[Entity]:
        """Entities of a type, in the order given."""
        return [entity for entity in self.entities.values() if entity.type == type_]

    def country(self, token: Token) -> str | None:
        """The country or place of the article that a word means which no link has for itself.

        In "Norland's Senate", one name, "Norland" has no link of its own.
        """
        match = country_match(token.text)
        name = fold(token.text)
        for entity in [*self.of_type(EntityType.COUNTRY), *self.of_type(EntityType.PLACE)]:
            if match is not None and entity.iso2 == match.country.iso2:
                return entity.id
            if token.text[:1].isupper() and any(
                _is_name_or_adjective(name, fold(known)) for known in (entity.name, *entity.aliases)
            ):
                return entity.id
        return None

    def party(self, words: str) -> str | None:
        """The party of the article that a word for its people means: "Democrat", "Green"."""
        one = fold(words)
        called = (f"{one}s", f"{one} party", f"{one}ic party", f"{one}s party")
        return next((iri for iri, names in self._bodies if not names.isdisjoint(called)), None)

    def has_name(self, iri: str) -> bool:
        """Tell whether the article names an entity, rather than only describing it."""
        return any(link.entity == iri and link.kind == MentionKind.NAME for link in self.links)

    def phrase_start(self, head: Token) -> int:
        """The first token of a noun phrase, punctuation and space left out."""
        start = min(noun_phrase(head)[0], head.i)
        while start < head.i and (self.doc[start].is_space or self.doc[start].is_punct):
            start += 1
        return start


def _is_name_or_adjective(word: str, name: str) -> bool:
    """Tell whether a word is a name or made of it: "Norlandian" of "Norland"."""
    added = word.removeprefix(name)
    return word == name or (len(name) > 3 and added != word and len(added) < 4 and added.endswith("n"))


def sentence_of(token: Token) -> Span:
    """The sentence of a token without white space at its ends."""
    sent = token.sent
    start, end = sent.start, sent.end
    while start < end and token.doc[start].is_space:
        start += 1
    while end > start and token.doc[end - 1].is_space:
        end -= 1
    return token.doc[start:end]


def words_between(doc: Doc, start: int, end: int) -> list[Token]:
    """Tokens of a span that are no white space."""
    return [token for token in doc[start:end] if not token.is_space]


def plain(tokens: Sequence[Token]) -> str:
    """Tokens as one text with single spaces, as they stand."""
    return " ".join("".join(token.text_with_ws for token in tokens).split())
