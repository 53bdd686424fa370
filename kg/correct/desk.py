"""Extractions laid out for correcting: found by entity, replaced one at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.graph import article_node, merge_entities
from kg.graph.identity import article_hash
from kg.iris import DEFAULT_BASE, WIKIDATA, entity_iri, slug
from kg.records import Article, Entity, EntityType, Extraction

_WITH_TYPE = re.compile(r"(.+?)\s*\[(\w+)\]")
_TYPES = {type_.value.casefold(): type_ for type_ in EntityType}
_NEAR = 3


class NoMatchError(Exception):
    """A correction matches nothing, or too much; the message says why. Never leaves the package."""


@dataclass(frozen=True, slots=True)
class Name:
    """An entity as an editor names it: a name, perhaps with a type in brackets, or an IRI.

    >>> Name.from_text("Georgia [Country]")
    Name(text='Georgia', type=<EntityType.COUNTRY: 'Country'>)
    """

    text: str
    type: EntityType | None = None

    @classmethod
    def from_text(cls, text: str) -> Name:
        """Read the brackets, where they hold a type."""
        match = _WITH_TYPE.fullmatch(text)
        type_ = _TYPES.get(match[2].casefold()) if match else None
        return cls(match[1], type_) if match and type_ else cls(text)

    @property
    def is_iri(self) -> bool:
        """Whether it is an IRI and no name."""
        return "://" in self.text


@dataclass(slots=True)
class Desk:
    """The extractions under correction; what is looked up in them is made anew when they change."""

    extractions: list[Extraction]
    base: str = DEFAULT_BASE
    _entities: dict[str, Entity] = field(default_factory=dict)
    _minted: dict[str, Entity] = field(default_factory=dict)
    _where: dict[str, list[int]] = field(default_factory=dict)
    _names: list[dict[str, set[str]]] = field(default_factory=list)
    _articles: dict[str, set[int]] = field(default_factory=dict)

    def find(self, text: str) -> Entity:
        """The entity that an editor names; a name shown goes before an alias, its spelling before case.

        Raises:
            NoMatchError: None is called so, or several are.
        """
        self._look()
        name = Name.from_text(text)
        if name.is_iri:
            if name.text not in self._entities:
                raise NoMatchError(f"no entity has the IRI {name.text}")
            return self._entities[name.text]
        for names, key in zip(
            self._names, (name.text, name.text, slug(name.text), slug(name.text)), strict=True
        ):
            found = [self._entities[iri] for iri in sorted(names.get(key, ()))]
            found = [entity for entity in found if name.type in (None, entity.type)]
            if len(found) == 1:
                return found[0]
            if found:
                choices = ", ".join(f"{e.name} [{e.type}] <{e.id}>" for e in found)
                raise NoMatchError(f"several entities are called {text}; name one of {choices}")
        raise NoMatchError(f"no entity is called {text}")

    def find_or_mint(self, text: str, type_: EntityType | None = None) -> Entity:
        """The entity that an editor names, best of this type; or else a new one of it.

        Raises:
            NoMatchError: Several are called so, or the type of a new one is not told.
        """
        name = Name.from_text(text)
        type_ = name.type or type_
        problem = NoMatchError()
        for wording in (f"{name.text} [{type_}]", text) if type_ and not name.is_iri else (text,):
            try:
                return self.find(wording)
            except NoMatchError as error:
                problem = error
        if name.is_iri or str(problem).startswith("several"):
            raise problem
        if type_ is None:
            raise NoMatchError(f"{problem}; write {text} [Person], or another type, for a new one")
        iri = entity_iri(name.text, type_, base=self.base)
        return self._minted.setdefault(iri, Entity(iri, name.text, type_))

    def entity(self, iri: str) -> Entity:
        """The entity with this IRI, known or minted here."""
        self._look()
        return self._entities.get(iri) or self._minted[iri]

    def of_article(self, article: Article) -> list[Extraction]:
        """What was found in an article, by whatever run or hand."""
        self._look()
        node = article_node(article, base=self.base)
        return [self.extractions[place] for place in sorted(self._articles.get(node, ()))]

    def places(self, entity: str, articles: str = "") -> list[int]:
        """Where the extractions are that know the entity, of these articles where any are named."""
        self._look()
        places = self._where.get(entity, [])
        if not articles:
            return list(places)
        wanted = self.article_places(articles)
        return [place for place in places if place in wanted]

    def article_places(self, articles: str) -> set[int]:
        """Where the extractions of the named articles are; ids or IRIs with semicolons between.

        Raises:
            NoMatchError: There is no such article.
        """
        self._look()
        wanted: set[int] = set()
        for name in split_list(articles):
            if name not in self._articles:
                raise NoMatchError(f"no article {name}")
            wanted |= self._articles[name]
        return wanted

    def replace(self, place: int, extraction: Extraction) -> None:
        """Put another extraction in the place of one."""
        if extraction.entities != self.extractions[place].entities:
            self._names.clear()
        self.extractions[place] = extraction

    def append(self, extraction: Extraction) -> None:
        """Add the extraction of an article of its own."""
        self.extractions.append(extraction)
        self._names.clear()

    def _look(self) -> None:
        if self._names:
            return
        self._entities = {entity.id: entity for entity in merge_entities(self.extractions)}
        self._where = defaultdict(list)
        self._articles = defaultdict(set)
        for place, extraction in enumerate(self.extractions):
            for iri in dict.fromkeys(entity.id for entity in extraction.entities):
                self._where[iri].append(place)
            for name in article_names(extraction.article, self.base):
                self._articles[name].add(place)
        entities = self._entities.values()
        shown: Callable[[Entity], Sequence[str]] = lambda entity: (entity.name,)  # noqa: E731
        aliases: Callable[[Entity], Sequence[str]] = lambda entity: entity.aliases  # noqa: E731
        self._names = [_index(entities, names, key) for key in (str, slug) for names in (shown, aliases)]


def article_names(article: Article, base: str) -> tuple[str, str]:
    """What an editor may call an article: its id or its IRI."""
    return article.id, article_node(article, base=base)


def article_order(extraction: Extraction) -> tuple[str, str]:
    """The order of extractions in a built graph."""
    return extraction.article.id, article_hash(extraction.article)


def is_linked(entity: Entity) -> bool:
    """Whether its IRI rests on Wikidata, and not on its name and type."""
    return any(other.startswith(WIKIDATA) for other in entity.same_as)


def split_list(text: str) -> list[str]:
    """The parts between semicolons."""
    return [part for piece in text.split(";") if (part := piece.strip())]


def _index(
    entities: Iterable[Entity], names: Callable[[Entity], Sequence[str]], key: Callable[[str], str]
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for name in names(entity):
            found[key(name)].add(entity.id)
    return found


def find_entities(extractions: Iterable[Extraction], names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The IRIs of the entities that an editor names, and for those not found why."""
    desk = Desk(list(extractions))
    found: list[str] = []
    problems: list[str] = []
    for name in names:
        try:
            found.append(desk.find(name).id)
        except NoMatchError as problem:
            problems.append(str(problem))
    return found, problems
