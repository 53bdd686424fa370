"""The gazetteer: countries, bodies, regions, offices, telling nouns and leaders.

The tables are in ``kg/data``, which nobody else opens. A table is plain TSV with a header row; lists in a cell are parted by ``|``.
Look-ups take a name as an article has it: with an article ("the Dutch"), a possessive or dots (U.S.).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final, Literal, TypeVar, get_args

from kg.errors import LexiconError
from kg.names import fold, is_acronym, strip_possessive, undot

_DATA: Traversable = files("kg") / "data"
_T = TypeVar("_T")

#: How a string stands for a country. Where several apply, the first counts.
How = Literal["name", "alias", "demonym", "people", "capital", "metonym"]
_HOWS: Final[tuple[How, ...]] = get_args(How)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, with where it stands, for messages."""

    table: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def need(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self.cells[column]:
            raise self.error(f"empty {column}")
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The cell's values, parted by ``|``."""
        return tuple(value for value in self.cells[column].split("|") if value)

    def one_of(self, column: str, known: Iterable[str]) -> str:
        """The cell, which must be one of the known values."""
        choices = sorted(known)
        if self.cells[column] not in choices:
            raise self.error(f"{column} {self.cells[column]!r}; known: {', '.join(choices)}")
        return self.cells[column]

    def error(self, why: str) -> LexiconError:
        """An error that names file and line."""
        return LexiconError(f"kg/data/{self.table}, line {self.line}: {why}; mend the table or reinstall kg")


def read_rows(table: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Read a table of ``kg/data`` whose header is exactly ``columns``.

    Raises:
        LexiconError: The table is missing, is not UTF-8, or a line has too few or too many cells.
    """
    try:
        lines = (_DATA / table).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"kg/data/{table} cannot be read ({error}); reinstall kg") from error
    if not lines or tuple(lines[0].split("\t")) != columns:
        found = lines[0] if lines else ""
        raise LexiconError(
            f"kg/data/{table}, line 1: header {found!r}, not {' '.join(columns)!r}; reinstall kg"
        )
    for at, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise Row(table, at, {}).error(f"{len(cells)} cells, not {len(columns)}")
        yield Row(table, at, MappingProxyType(dict(zip(columns, cells, strict=True))))


# Look-up keys


def _key(text: str) -> str:
    """Fold a name further for look-up: dots and commas dropped, hyphens and ampersands spelt alike."""
    plain = fold(text).replace(".", "").replace(",", "").replace("-", " ").replace("&", " and ")
    return " ".join(plain.split())


def _has_article(text: str) -> bool:
    return text[:4].casefold() == "the "


def _keys(text: str) -> tuple[str, ...]:
    """The keys to try for a text, most telling first: as an acronym, with its article, without."""
    bare = text[4:].strip() if _has_article(text) else text
    if not bare or not any(c.isupper() for c in bare.split()[0]):
        return ()
    keys = [f"={undot(bare)}", _key(text)]
    if _has_article(text):
        keys.insert(1, f"the {_key(text)}")
    if len(bare) > 3 and bare.istitle() and bare.isalpha():
        keys.append(f"={bare.upper()}")
    return tuple(keys)


def _entry_key(text: str) -> str:
    """The one key of a table's entry; an acronym keeps its case, "The Hague" its article."""
    if is_acronym(undot(text)):
        return f"={undot(text)}"
    return f"the {_key(text)}" if _has_article(text) else _key(text)


def _look_up(index: Mapping[str, _T], text: str) -> _T | None:
    """Find a text in an index by ``_entry_key``; as it stands first, then without a possessive ending."""
    trimmed = " ".join(text.strip(' \t\n,;:!?"“”()').split())
    for form in dict.fromkeys((trimmed, strip_possessive(trimmed))):
        for key in _keys(form):
            if key in index:
                return index[key]
    return None


# Countries


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory with the words that stand for it.

    Attributes:
        iso2: ISO 3166-1 alpha-2; for states that are gone, their old code (SU, YU, DD, CS).
        adjectives: "Dutch", "Romanian".
        people: Words that only mean its people: "Dutchman", "Romanians".
        metonyms: Seats and streets that stand for its government: "Kremlin".
    """

    iso2: str
    wikidata: str
    name: str
    capitals: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    un_member: bool = False

    @property
    def demonyms(self) -> tuple[str, ...]:
        """Adjectives, then words for the people."""
        return self.adjectives + self.people


@dataclass(frozen=True, slots=True)
class CountryMatch:
    """A country, and how the string looked up stands for it."""

    country: Country
    how: How


_COUNTRY_COLUMNS: Final = (
    "iso2", "wikidata", "name", "capitals", "adjectives", "people", "aliases", "metonyms", "un_member",
)  # fmt: skip


@cache
def countries() -> tuple[Country, ...]:
    """All countries and inhabited territories, by ISO code."""
    return tuple(
        Country(
            iso2=row.need("iso2"),
            wikidata=row.need("wikidata"),
            name=row.need("name"),
            capitals=row.many("capitals"),
            adjectives=row.many("adjectives"),
            people=row.many("people"),
            aliases=row.many("aliases"),
            metonyms=row.many("metonyms"),
            un_member=row.one_of("un_member", "01") == "1",
        )
        for row in read_rows("countries.tsv", _COUNTRY_COLUMNS)
    )


def country_by_code(iso2: str) -> Country | None:
    """The country with this ISO code, if there is one."""
    return _countries_by_code().get(iso2.upper())


@cache
def _countries_by_code() -> dict[str, Country]:
    return {country.iso2: country for country in countries()}


def _entries(country: Country, how: How) -> tuple[str, ...]:
    return {
        "name": (country.name,),
        "alias": country.aliases,
        "demonym": country.adjectives,
        "people": country.people,
        "capital": country.capitals,
        "metonym": country.metonyms,
    }[how]


@cache
def _country_index() -> dict[str, CountryMatch]:
    """Keys to countries: names before aliases and so on, UN members before others."""
    index: dict[str, CountryMatch] = {}
    by_rank = sorted(countries(), key=lambda country: (not country.un_member, country.iso2))
    for how in _HOWS:
        for country in by_rank:
            for entry in _entries(country, how):
                index.setdefault(_entry_key(entry), CountryMatch(country, how))
    return index


def find_country(text: str) -> CountryMatch | None:
    """Find the country that a name, adjective, people, capital or seat of government stands for.

    Case counts: "turkey", "polish" and "us" are no countries.

    >>> match = find_country("the Kremlin")
    >>> match.country.name, match.how
    ('Russia', 'metonym')
    >>> find_country("polish") is None
    True
    """
    match = _look_up(_country_index(), text)
    if match is not None and match.how == "demonym" and _has_article(text.lstrip()):
        return CountryMatch(match.country, "people")
    return match
