"""The gazetteer: countries, bodies, regions, offices, telling nouns and leaders.

The tables are in ``kg/data``, which nobody else opens: plain TSV with a header row, lists in a cell
parted by ``|``. Look-ups take a name as news write it: "the Dutch", "Romania's", "U.S.".
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final, Literal, TypeVar, get_args

from kg.errors import LexiconError
from kg.names import fold, is_acronym, strip_possessive, undot
from kg.records import EntityType, Stance

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
    first = next((word for word in bare.split() if any(c.isalpha() for c in word)), "")
    if not any(c.isupper() for c in first):
        return (f"={bare}",)
    keys = [f"={undot(bare)}", _key(text)]
    if _has_article(text):
        keys.insert(1, f"the {_key(text)}")
    if len(bare) > 3 and bare.istitle() and bare.isalpha():
        keys.append(f"={bare.upper()}")
    return tuple(keys)


def _entry_key(text: str) -> str:
    """The one key of a table's entry; acronyms and "dpa" keep their case, "The Hague" its article."""
    if is_acronym(undot(text)) or text.islower():
        return f"={undot(text)}"
    return f"the {_key(text)}" if _has_article(text) else _key(text)


def _look_up(index: Mapping[str, _T], text: str) -> _T | None:
    """Find a text in an index by ``_entry_key``; as it stands first, then without a possessive ending."""
    return next((index[key] for key in _forms(text) if key in index), None)


@lru_cache(maxsize=20_000)
def _forms(text: str) -> tuple[str, ...]:
    """The keys of a text and of its form without a possessive ending: the same for every index."""
    trimmed = " ".join(text.strip(' \t\n,;:!?"“”()').split())
    return tuple(key for form in dict.fromkeys((trimmed, strip_possessive(trimmed))) for key in _keys(form))


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


# Bodies


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that news name often: an alliance, institution, party, outlet.

    Attributes:
        kind: alliance, union, organisation, council, commission, parliament, ministry, court,
            agency, bank, party, government, military, armed group, ngo, company or media.
        country: ISO code of the country it belongs to, where it belongs to one.
        short: What it is called where all know whose it is: "the Senate", "Labour".
        home: Where its short names mean it: an ISO code, or EU for the European Union.
    """

    name: str
    wikidata: str | None
    aliases: tuple[str, ...]
    kind: str
    country: str | None = None
    short: tuple[str, ...] = ()
    home: str | None = None


BODY_KINDS: Final = frozenset(
    {
        "alliance",
        "union",
        "organisation",
        "council",
        "commission",
        "parliament",
        "ministry",
        "court",
        "agency",
    }
    | {"bank", "party", "government", "military", "armed group", "ngo", "company", "media"}
)


def _body(row: Row, country: str) -> Body:
    if country and country_by_code(country) is None:
        raise row.error(f"unknown country {country!r}")
    return Body(
        name=row.need("name"),
        wikidata=row.cells.get("wikidata") or None,
        aliases=row.many("aliases"),
        kind=row.one_of("kind", BODY_KINDS),
        country=country or None,
    )


def _join(known: Body, other: Body) -> Body:
    aliases = {*known.aliases, *other.aliases, other.name} - {known.name}
    return replace(
        known,
        wikidata=known.wikidata or other.wikidata,
        aliases=tuple(sorted(aliases)),
        country=known.country or other.country,
        short=known.short or other.short,
        home=known.home or other.home,
    )


#: Where a party of the European Parliament is at home, beside the countries.
EUROPEAN_UNION: Final = "EU"
_NATIONAL_TABLES: Final = ("parties.tsv", "state_bodies.tsv")


def _national(row: Row) -> Body:
    home = row.need("country")
    return replace(_body(row, "" if home == EUROPEAN_UNION else home), short=row.many("short"), home=home)


@cache
def bodies() -> tuple[Body, ...]:
    """All bodies, by name; one that several tables have gets all its names, and the kind of our own table."""
    columns = ("name", "wikidata", "aliases", "kind")
    known: dict[str, Body] = {}
    for row in read_rows("bodies_extra.tsv", (*columns, "country")):
        body = _body(row, row["country"])
        known[body.wikidata or _entry_key(body.name)] = body
    names = {_entry_key(body.name): key for key, body in known.items()}
    for table in _NATIONAL_TABLES:
        for row in read_rows(table, ("country", "name", "aliases", "short", "kind")):
            body = _national(row)
            at = names.get(_entry_key(body.name), _entry_key(body.name))
            known[at] = _join(known[at], body) if at in known else body
    names = {_entry_key(name): key for key, body in known.items() for name in (body.name, *body.aliases)}
    for row in read_rows("bodies.tsv", columns):
        body = _body(row, "")
        key = body.wikidata if body.wikidata in known else names.get(_entry_key(body.name))
        if key is None:
            known[body.wikidata or _entry_key(body.name)] = body
        else:
            known[key] = _join(known[key], body)
    return tuple(sorted(known.values(), key=lambda body: (body.name.casefold(), body.name)))


@cache
def _body_index() -> dict[str, Body]:
    index: dict[str, Body] = {}
    for body in bodies():
        index[_entry_key(body.name)] = body
    for body in bodies():
        for alias in body.aliases:
            index.setdefault(_entry_key(alias), body)
    for body in bodies():
        for alias in _with_adjective(body):
            index.setdefault(_entry_key(alias), body)
    return index


def _with_adjective(body: Body) -> Iterator[str]:
    """Short names that say whose they are: "Swedish Social Democrats", "US House"."""
    country = country_by_code(body.home) if body.home else None
    if country is not None:
        acronyms = tuple(alias for alias in country.aliases if is_acronym(alias))
        for short in body.short:
            for word in (*country.adjectives, *acronyms):
                yield f"{word} {short}"


@cache
def _short_index() -> dict[str, tuple[Body, ...]]:
    index: dict[str, tuple[Body, ...]] = {}
    for body in bodies():
        for key in dict.fromkeys(map(_entry_key, body.short)):
            index[key] = (*index.get(key, ()), body)
    return index


def find_body(text: str) -> Body | None:
    """Find the body that a name or acronym stands for.

    >>> find_body("the U.N. Security Council").name
    'United Nations Security Council'
    >>> find_body("Who") is None
    True
    """
    return _look_up(_body_index(), text)


def find_bodies_in_short(text: str) -> tuple[Body, ...]:
    """Bodies that a short name means, each where it is at home.

    >>> [body.name for body in find_bodies_in_short("the Commons")]
    ['House of Commons', 'House of Commons of Canada']
    >>> find_bodies_in_short("labour")
    ()
    """
    return _look_up(_short_index(), text) or ()


# Regions


@dataclass(frozen=True, slots=True)
class Region:
    """A place that is no state and acts for nobody by default: Europe, Crimea, the Black Sea.

    Attributes:
        kind: continent, region, disputed, subnational or water.
        country: ISO code of the country that a subnational one is part of, where the table tells.
    """

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str | None = None


REGION_KINDS: Final = frozenset({"continent", "region", "disputed", "subnational", "water"})


@cache
def regions() -> tuple[Region, ...]:
    """All regions, by name."""
    return tuple(
        Region(
            row.need("name"), row.many("aliases"), row.one_of("kind", REGION_KINDS), row["country"] or None
        )
        for row in read_rows("regions.tsv", ("name", "aliases", "kind", "country"))
    )


@cache
def _region_index() -> dict[str, Region]:
    return {_entry_key(name): region for region in regions() for name in (region.name, *region.aliases)}


def find_region(text: str) -> Region | None:
    """Find the region that a name stands for.

    >>> find_region("the Gaza Strip").kind
    'disputed'
    """
    return _look_up(_region_index(), text)


# Offices and nouns


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a phrase in lower case, without hyphens.

    Attributes:
        level: One of ``OFFICE_LEVELS``.
        heads: What its holder serves where the text does not tell: Country or Organisation.
    """

    phrase: str
    level: str
    heads: EntityType


OFFICE_LEVELS: Final = frozenset(
    {"head_of_state", "head_of_government", "minister", "diplomat", "spokesperson", "party", "legislature"}
    | {"judiciary", "military", "corporate", "other"}
)


@cache
def offices() -> tuple[Office, ...]:
    """All offices, by phrase."""
    heads = {str(kind): kind for kind in (EntityType.COUNTRY, EntityType.ORGANISATION)}
    return tuple(
        Office(row.need("phrase"), row.one_of("level", OFFICE_LEVELS), heads[row.one_of("heads", heads)])
        for row in read_rows("offices.tsv", ("phrase", "level", "heads"))
    )


@cache
def _office_index() -> dict[tuple[str, ...], Office]:
    return {tuple(office.phrase.split()): office for office in offices()}


@lru_cache(maxsize=20_000)
def find_office(text: str) -> Office | None:
    """Find the longest office in a phrase; of two equally long ones, the last.

    >>> find_office("Hungary's Deputy Foreign Minister").phrase
    'deputy foreign minister'
    >>> find_office("NATO Secretary-General").level
    'other'
    """
    words = tuple(_key(strip_possessive(text)).split())
    index = _office_index()
    for length in range(min(len(words), max(map(len, index))), 0, -1):
        for start in range(len(words) - length, -1, -1):
            office = index.get(words[start : start + length])
            if office is not None:
                return office
    return None


@cache
def _nouns(class_: str) -> Mapping[str, str]:
    classes = ("organisation", "government", "group", "person")
    rows = read_rows("nouns.tsv", ("noun", "class", "kind"))
    found = {row.need("noun"): row.need("kind") for row in rows if row.one_of("class", classes) == class_}
    return MappingProxyType(found)


def organisation_nouns() -> Mapping[str, str]:
    """Nouns for bodies, with the kind of body: "bloc" is an alliance, "ministry" a ministry."""
    return _nouns("organisation")


def government_nouns() -> frozenset[str]:
    """Nouns that stand for the country itself: "the Dutch government"."""
    return frozenset(_nouns("government"))


def group_nouns() -> Mapping[str, str]:
    """Plural nouns for collective actors, with their kind: states, officials, people, forces or parties."""
    return _nouns("group")


def person_nouns() -> Mapping[str, str]:
    """Nouns for one human, with their kind: office, role or human."""
    return _nouns("person")


# Given names


@cache
def _given_names() -> Mapping[str, frozenset[str]]:
    """Short given names to the full ones that they may stand for."""
    found: dict[str, set[str]] = {}
    for row in read_rows("nicknames.tsv", ("name", "short")):
        for word in row.many("short"):
            found.setdefault(word, set()).add(row.need("name"))
    return MappingProxyType({word: frozenset(full) for word, full in found.items()})


def is_same_given_name(left: str, right: str) -> bool:
    """Tell whether two given names may be one person's: equal, or one short for the other.

    >>> is_same_given_name("Bob", "Robert"), is_same_given_name("Joe", "Hunter")
    (True, False)
    """
    first, second = fold(left), fold(right)
    known = _given_names()
    return bool({first, *known.get(first, ())} & {second, *known.get(second, ())})


# Leaders


@dataclass(frozen=True, slots=True)
class Leader:
    """A head of state or government as seen in monthly snapshots.

    Attributes:
        levels: head_of_state, head_of_government or both.
        since: Start of office; a day, month or year, or None where unknown.
        first_seen: Day of the first snapshot that has the name.
        last_seen: Day of the last one: a lower bound of the end of office.
    """

    iso2: str
    name: str
    title: str
    levels: tuple[str, ...]
    since: str | None
    first_seen: str
    last_seen: str

    @property
    def start(self) -> str:
        """The day to count from."""
        return self.since or self.first_seen


_PASSING: Final = ("Acting ", "Interim ", "Caretaker ", "Transitional ", "Executive ")
#: Between two holders seen a month apart nobody else can have held the office for long.
_LONGEST_GAP: Final = 62


@cache
def leaders() -> tuple[Leader, ...]:
    """All leaders, by country and start of office."""
    columns = ("iso2", "name", "title", "levels", "since", "first_seen", "last_seen")
    return tuple(
        Leader(
            iso2=row.need("iso2"),
            name=row.need("name"),
            title=row.need("title"),
            levels=row.many("levels"),
            since=row["since"] or None,
            first_seen=_day(row, "first_seen"),
            last_seen=_day(row, "last_seen"),
        )
        for row in read_rows("leaders.tsv", columns)
    )


def _day(row: Row, column: str) -> str:
    try:
        return date.fromisoformat(row[column]).isoformat()
    except ValueError as error:
        raise row.error(f"{column} {row[column]!r} is no day") from error


def _plain_title(title: str) -> str:
    for word in _PASSING:
        title = title.removeprefix(word)
    return title


def _holder(line: list[Leader], day: str) -> Leader | None:
    """Who of one office's holders, by start, held it on a day, where the snapshots can tell."""
    before = [leader for leader in line if leader.start <= day]
    if not before or (len(before) > 1 and before[-1].start == before[-2].start):
        return None
    holder = before[-1]
    if day <= holder.last_seen:
        return holder
    after = line[len(before) :]
    if not after:
        return None
    gap = date.fromisoformat(after[0].first_seen) - date.fromisoformat(holder.last_seen)
    return holder if gap.days <= _LONGEST_GAP else None


def _bounds(when: str) -> tuple[str, str]:
    """First and last day of a day, month or year."""
    first = date.fromisoformat(when + "0000-01-01"[len(when) :])
    if len(when) == 10:
        return when, when
    last_month = 12 if len(when) == 4 else first.month
    return first.isoformat(), date(first.year, last_month, monthrange(first.year, last_month)[1]).isoformat()


def leaders_at(iso2: str, level: str, day: str, *, title: str | None = None) -> Leader | None:
    """Who led a country on a day, only where the table leaves no doubt.

    Args:
        level: head_of_state or head_of_government; the US president is both.
        day: ISO 8601; for a month or year the same person must hold all of it.
        title: Narrows to offices with this title ("president"), for countries with two at one level.

    Raises:
        ValueError: ``day`` is no ISO date.

    >>> leaders_at("NL", "head_of_government", "2024-06-20").name
    'Mark Rutte'
    """
    first, last = _bounds(day)
    lines: dict[str, list[Leader]] = {}
    for leader in leaders():
        plain = _plain_title(leader.title)
        if leader.iso2 == iso2 and level in leader.levels and (title is None or fold(plain) == fold(title)):
            lines.setdefault(plain, []).append(leader)
    found: dict[str, Leader] = {}
    for line in lines.values():
        line.sort(key=lambda leader: (leader.start, leader.last_seen))
        holder = _holder(line, first)
        if holder != _holder(line, last):
            return None
        if holder is not None:
            found[holder.name] = holder
    return next(iter(found.values())) if len(found) == 1 else None


# Cues of support and opposition


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells a stance, and where its target stands.

    Attributes:
        lemma: In lower case.
        kind: verb, noun or adjective.
        target: ``object``, or prepositions ("against") of the phrase that names the target.
    """

    lemma: str
    kind: str
    stance: Stance
    target: frozenset[str]


@cache
def cues() -> Mapping[tuple[str, str], tuple[Cue, ...]]:
    """(lemma, kind) -> its cues; some words have one for each stance, told apart by the preposition."""
    found: dict[tuple[str, str], list[Cue]] = {}
    stances = {str(stance): stance for stance in Stance}
    for row in read_rows("cues.tsv", ("cue", "kind", "stance", "target", "example")):
        kind = row.one_of("kind", ("verb", "noun", "adjective"))
        stance = stances[row.one_of("stance", stances)]
        cue = Cue(row.need("cue"), kind, stance, frozenset(row.many("target")))
        found.setdefault((cue.lemma, kind), []).append(cue)
    return MappingProxyType({key: tuple(value) for key, value in found.items()})


@cache
def actor_nouns() -> Mapping[str, EntityType]:
    """Nouns that mean actors where a text is short, with their type; none of them is in `nouns.tsv`."""
    types = {"person": EntityType.PERSON, "group": EntityType.GROUP, "organisation": EntityType.ORGANISATION}
    rows = read_rows("actors.tsv", ("noun", "type"))
    return MappingProxyType({row.need("noun"): types[row.one_of("type", tuple(types))] for row in rows})


# Pronouns


@cache
def given_names() -> Mapping[str, str]:
    """Folded given names that tell a gender: m or f."""
    rows = read_rows("given_names.tsv", ("name", "gender"))
    return MappingProxyType({row.need("name"): row.one_of("gender", ("m", "f")) for row in rows})


@cache
def antecedent_weights() -> Mapping[str, float]:
    """What each feature of a pronoun's candidate weighs: "person age 1" -> weight, learnt from texts."""
    found: dict[str, float] = {}
    for row in read_rows("antecedents.tsv", ("kind", "feature", "weight")):
        try:
            found[f"{row.need('kind')} {row.need('feature')}"] = float(row["weight"])
        except ValueError as error:
            raise row.error(f"weight {row['weight']!r} is no number") from error
    return MappingProxyType(found)
