"""Reads one description where it stands: person, body, government, country, group or office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from spacy.tokens import Doc, Token

from kg.records import EntityType
from kg.resolve.described import (
    country_led,
    find_body_described,
    find_body_of_person,
    find_person,
    is_new_body,
    role_of,
)
from kg.resolve.descriptions import Description, is_generic
from kg.resolve.discourse import clause_of, doers_of
from kg.resolve.groups import group_key, group_name
from kg.resolve.positions import is_office_as_such, is_same_office, is_top, office_name
from kg.resolve.pronouns import resolve_pronoun
from kg.resolve.reader import Reader
from kg.resolve.types import Referent
from kg.resolve.voices import PAPERS
from kg.syntax import coordinated, governor, subjects

_FORMER: Final = frozenset({"former", "ex", "then", "late", "previous", "onetime", "erstwhile", "retired"})
#: What speaks for the person whose it is: "the Berg campaign".
_STAFF: Final = frozenset({"campaign", "camp", "team", "administration", "office", "transition"})
_GOVERNMENT: Final = "its government"
#: People and states that are what they are to each other.
_MUTUAL: Final = frozenset(
    {"counterpart", "ally", "rival", "opponent", "challenger", "colleague", "neighbour", "neighbor"}
)
_BEING: Final = frozenset({"be", "become", "remain", "stay", "seem", "elect", "appoint", "name"})
Found = tuple[Referent, str]

#: How often somebody must be named for an article to be about them.
_PROMINENT: Final = 3


def is_former(doc: Doc, description: Description) -> bool:
    """Tell whether a description speaks of an office that is over."""
    return any(token.lower_ in _FORMER for token in doc[description.start : description.head])


def _owner(reader: Reader, description: Description) -> Referent | None:
    """Whose it is: a country or body named in the phrase, or what its pronoun means."""
    if description.owners:
        return description.owners[0] if description.sort != "person" else description.owners[-1]
    if description.possessor is None:
        return None
    meant = (
        reader.heads.get(description.possessor)
        or resolve_pronoun(reader.doc[description.possessor], reader.discourse, reader.heads, reader.judge)[0]
    )
    return meant[0] if len(meant) == 1 else None


def _country_of(person: Referent) -> str | None:
    codes = [role.owner for role in person.roles if role.owner and len(role.owner) == 2]
    return codes[0] if codes else country_led(person)


def _position(reader: Reader, description: Description) -> Found:
    """The office itself; one without an owner is the office of that name spoken of already."""
    owner = _owner(reader, description)
    if owner is not None and owner.type == EntityType.PERSON:
        owner = None
    title = office_name(reader.doc, description)
    for known in reader.of_type(EntityType.POSITION):
        if is_same_office(known, description.noun, owner):
            known.owner = known.owner or (owner.key if owner else None)
            if owner is not None and is_top(known.kind) and not is_top(description.noun):
                known.kind, known.name = description.noun, f"{owner.name} {title}"
            return known, "office as such"
    if owner is not None and title.casefold().startswith(owner.name.casefold()):
        title = title[len(owner.name) :].strip()
    made = reader.make(EntityType.POSITION, f"{owner.name} {title}" if owner else title)
    made.kind, made.owner = description.noun, owner.key if owner else None
    made.aliases.append(title)
    return made, "office as such"


def _person(reader: Reader, description: Description) -> Found | None:
    if is_office_as_such(reader.doc, description):
        return _position(reader, description)
    if is_generic(description):
        return None
    if description.noun in _MUTUAL:
        return _other(reader, description)
    if description.people:
        return None
    owner = _owner(reader, description)
    if description.possessor is not None and owner is None:
        return None
    role = role_of(description, owner, former=is_former(reader.doc, description))
    if not description.is_definite and not description.high:
        return None
    found = find_person(description, role, reader.discourse, _free_people(reader, description), reader.date)
    if found is None and description.kind == "office" and owner is not None and owner.country is not None:
        made = reader.make(EntityType.PERSON, _bare(reader.doc, description), optional=True)
        made.roles.append(role)
        return made, "office holder without a name"
    if (
        found is None
        and owner is None
        and description.kind in {"office", "role"}
        and description.determiner == "the"
    ):
        return _by_prominence(reader, description)
    return found


def _by_prominence(reader: Reader, description: Description) -> Found | None:
    """Whom "the mayor" means where nobody is called so: the one whom the article is about.

    Somebody without another office, named at least three times and twice as often as the next.
    """
    free = set(map(id, _free_people(reader, description)))
    counts = Counter(
        referent for _, referent in reader.names if referent.type == EntityType.PERSON
    ).most_common(2)
    if not counts:
        return None
    person, most = counts[0]
    next_most = counts[1][1] if len(counts) > 1 else 0
    if most < _PROMINENT or most < 2 * next_most or person.roles or id(person) not in free:
        return None
    return person, "whom the article is about"


def _free_people(reader: Reader, description: Description) -> list[Referent]:
    """Persons without who does, or says, what the description is told in.

    "Berg thanked the senator" speaks of another senator, and so does "Berg says the senator knew".
    """
    barred = {
        id(referent)
        for doer in _doing(reader.doc[description.head])
        for referent in reader.heads.get(doer.i, [])
    }
    return [person for person in reader.of_type(EntityType.PERSON) if id(person) not in barred]


def _doing(head: Token) -> list[Token]:
    """Who does what is told of a noun, and who says it."""
    kind, above = governor(coordinated(head)[0])
    if subjects(head, inherit=False) or kind in {"oblique:as", "root"}:
        return []
    clause = clause_of(head)
    if clause.lemma_ in _BEING:
        return []
    found = doers_of(clause)
    if head in found or (above != clause and len(found) > 1):
        found = []
    outer, saying = governor(clause)
    return [*found, *(doers_of(saying) if outer == "clause" else [])]


def _body(reader: Reader, description: Description) -> Found | None:
    if reader.voices.paper is not None and description.determiner == "this" and description.noun in PAPERS:
        return reader.voices.paper, "the article's own voice"
    if is_generic(description) or not (description.is_definite or description.high):
        return None
    owner = _owner(reader, description)
    person = _whose(description, owner)
    if person is not None and description.noun in _STAFF:
        return person, f"{person.name}'s {description.noun}"
    bodies = reader.of_type(EntityType.ORGANISATION)
    if person is not None:
        return find_body_of_person(description, person, bodies)
    found = find_body_described(description, owner, reader.discourse, bodies)
    if found is None and is_new_body(description, owner):
        known_owner = owner is not None and not description.people
        made = reader.make(
            EntityType.ORGANISATION,
            _bare(reader.doc, description),
            optional=not (known_owner or description.high),
        )
        made.kind, made.owner = description.kind, owner.key if owner else None
        return made, "body without another name"
    return found


def _whose(description: Description, owner: Referent | None) -> Referent | None:
    """The person whose body it is: "his campaign", "the Trump campaign"."""
    if owner is not None and owner.type == EntityType.PERSON:
        return owner
    return description.people[-1] if description.people and owner is None else None


def _other(reader: Reader, description: Description) -> Found | None:
    """The other side of a tie: "its ally" is the one other country, "her rival" the one other person."""
    owner = _owner(reader, description)
    if description.possessor is None or owner is None or description.owners:
        return None
    ranked = reader.discourse.recent(
        description.head, fits=lambda r: r.type == owner.type and not r.optional, back=1, without=[owner]
    )
    if description.noun == "counterpart":
        offices = {role.noun for role in owner.roles}
        ranked = [(r, s) for r, s in ranked if offices & {role.noun for role in r.roles}]
    return (ranked[0][0], f"the other of a {description.noun}") if len(ranked) == 1 else None


def _government(reader: Reader, description: Description) -> Found | None:
    if is_generic(description):
        return None
    owner = _owner(reader, description)
    if owner is None and description.people:
        owner = description.people[0]
    if owner is not None and owner.type == EntityType.PERSON:
        if description.noun in _STAFF and description.possessor is None:
            return owner, f"{owner.name}'s {description.noun}"
        code = _country_of(owner)
        owner = next((r for r in reader.referents if r.country and r.country.iso2 == code), None)
    if owner is not None and owner.type == EntityType.COUNTRY:
        return owner, _GOVERNMENT
    if owner is None and description.possessor is None and description.determiner in {"the", "this"}:
        return _government_spoken_of(reader, description)
    return None


def _government_spoken_of(reader: Reader, description: Description) -> Found | None:
    """Whose "the government" is: of the one country whose was spoken of, or of the one near."""

    named = [
        country
        for country in reader.of_type(EntityType.COUNTRY)
        if any(reason == _GOVERNMENT for _, reason in country.phrases)
    ]
    if len(named) == 1:
        return named[0], _GOVERNMENT
    ranked = reader.discourse.recent(
        description.head, fits=lambda referent: referent.type == EntityType.COUNTRY, back=2
    )
    return (ranked[0][0], _GOVERNMENT) if len(ranked) == 1 else None


def _country(reader: Reader, description: Description) -> Found | None:
    if is_generic(description) or description.owners:
        return None
    if description.possessor is not None:
        found = _government(reader, description)
        return (found[0], "own country") if found else None
    if description.noun not in {"country", "nation", "republic", "kingdom", "island"}:
        return None
    if description.determiner != "the" or reader.doc[description.head].tag_ == "NNS":
        return None
    ranked = reader.discourse.recent(
        description.head, fits=lambda referent: referent.type == EntityType.COUNTRY, back=1
    )
    return (ranked[0][0], "the country spoken of") if ranked else None


def _group(reader: Reader, description: Description) -> Found | None:
    owner = _owner(reader, description)
    key = group_key(reader.doc, description, owner, reader.groups)
    if key is None:
        return None
    if key not in reader.groups:
        made = reader.make(EntityType.GROUP, group_name(reader.doc, description))
        made.optional = not (key[1] == "states" and key[0])
        reader.groups[key] = made
    return reader.groups[key], "group"


def _bare(doc: Doc, description: Description) -> str:
    """The phrase without its article."""
    start = description.start
    while start < description.head and doc[start].lower_ in {"the", "its", "his", "her", "their", "this"}:
        start += 1
    return " ".join(doc[start : description.end].text.split())


#: How to read a description, by its sort.
READINGS: Final[dict[str, Callable[[Reader, Description], Found | None]]] = {
    "person": _person,
    "organisation": _body,
    "government": _government,
    "country": _country,
    "group": _group,
}
