"""Whom or what a description means: by apposition, office, kind of body, owner, or who led then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence, Set
from functools import cache, lru_cache
from typing import Final

from kg.lexicon import country_by_code, find_office, leaders, leaders_at, organisation_nouns
from kg.names import fold, surname
from kg.records import EntityType
from kg.resolve.descriptions import ECHO, Description
from kg.resolve.discourse import Discourse
from kg.resolve.roles import closeness, fits
from kg.resolve.types import Referent, Role

Found = tuple[Referent, str]
_LEVELS: Final = ("head_of_government", "head_of_state")
#: Kinds that news use for each other: a bloc may be an alliance or a union.
_ALIKE: Final = (
    frozenset({"alliance", "union", "organisation"}),
    frozenset({"company", "organisation"}),
    frozenset({"company", "bank"}),
    frozenset({"ngo", "organisation"}),
    frozenset({"armed group", "organisation", "military"}),
    frozenset({"party", "organisation"}),
    frozenset({"agency", "organisation", "commission"}),
    frozenset({"union of workers", "union"}),
    frozenset({"council", "parliament"}),
)
#: A body of these kinds may be unnamed and still be one definite body.
_DEFINITE_BODIES: Final = frozenset({"parliament", "ministry", "court", "military", "bank", "council"})
#: Kinds whose noun with a capital is a name: "the Senate", "the Commission".
_OWN_NAMES: Final = frozenset({"parliament", "court", "ministry", "commission"})
_MISSIONS: Final = frozenset({"embassy", "consulate", "mission", "department", "office"})
#: Kinds whose bodies bear names of any sort.
_LOOSE_KINDS: Final = frozenset({"company", "organisation", "ngo", "armed group"})
#: How many sentences ago a body may have been named last for "the company".
_SPOKEN_OF: Final = 6
#: Nouns that belittle unions of states.
_MODEST: Final = frozenset(
    "group movement network charity initiative club foundation association society".split()
)
_STATE_LEVELS: Final = frozenset({"head_of_state", "head_of_government"})


def role_of(description: Description, owner: Referent | None, *, former: bool) -> Role:
    """The role that a description of a person tells."""
    return Role(description.noun, owner.key if owner else None, former)


# People


def find_person(
    description: Description,
    role: Role,
    discourse: Discourse,
    people: Sequence[Referent],
    date: str | None,
) -> Found | None:
    """The person that a description means."""
    return (
        _by_role(description, role, discourse, people)
        or _by_office_then(role, people, date)
        or _by_salience(description, role, discourse, people)
    )


def _by_role(
    description: Description, role: Role, discourse: Discourse, people: Sequence[Referent]
) -> Found | None:
    ranked: dict[tuple[bool, ...], set[int]] = {}
    for person in people:
        ranks = [closeness(role, held) for held in person.roles if fits(role, held)]
        if ranks:
            ranked.setdefault(min(ranks), set()).add(id(person))
    for _, holders in sorted(ranked.items()):
        before = discourse.last(description.head, fits=_among(holders))
        if before is not None:
            return before, f"known as {role.noun}"
    holders = set().union(*ranked.values())
    if role.owner and len(holders) == 1:
        return next(person for person in people if id(person) in holders), f"later called {role.noun}"
    return None


def _among(ids: Set[int]) -> Callable[[Referent], bool]:
    return lambda referent: id(referent) in ids


def _by_office_then(role: Role, people: Sequence[Referent], date: str | None) -> Found | None:
    """Who led the country on the day, where the article names that person elsewhere."""
    if date is None or role.owner is None or role.former or country_by_code(role.owner) is None:
        return None
    office = find_office(role.noun)
    levels = _LEVELS if role.noun == "leader" else ((office.level,) if office else ())
    for level in levels:
        if level not in _STATE_LEVELS:
            continue
        leader = leaders_at(role.owner, level, date)
        named = [p for p in people if leader and fold(surname(p.name)) == fold(surname(leader.name))]
        if len(named) == 1:
            return named[0], f"{role.noun} at the article's date"
    return None


def _by_salience(
    description: Description, role: Role, discourse: Discourse, people: Sequence[Referent]
) -> Found | None:
    """The one person spoken of just before, for "the 65-year-old" and the like."""
    if description.determiner != "the" or description.owners or description.possessor is not None:
        return None
    if description.kind == "office" or role.former:
        return None
    ranked = discourse.recent(description.head, fits=_among({id(person) for person in people}), back=2)
    if ranked and (len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= 0.5):
        return ranked[0][0], "the person spoken of"
    return None


def find_national(iso2: str, discourse: Discourse, at: int, people: Sequence[Referent]) -> Found | None:
    """Whom "the Dutchman" or "the German" means: a person with an office or origin of that country."""
    of_country = {id(p) for p in people if any(role.owner == iso2 for role in p.roles)}
    known = discourse.last(at, fits=lambda referent: id(referent) in of_country)
    if known is not None:
        return known, "nationality"
    ranked = discourse.recent(at, fits=lambda referent: referent.type == EntityType.PERSON, back=2)
    free = [r for r, _ in ranked if not any(role.owner and len(role.owner) == 2 for role in r.roles)]
    return (free[0], "the person spoken of") if free else None


def country_led(person: Referent) -> str | None:
    """ISO code of the one country that a person of this name has led."""
    return _countries_by_leader().get(fold(person.name))


@cache
def _countries_by_leader() -> dict[str, str]:
    """Folded names of leaders to the one country that each has led."""
    found: dict[str, set[str]] = {}
    for leader in leaders():
        found.setdefault(fold(leader.name), set()).add(leader.iso2)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


# Bodies


def kind_of(referent: Referent) -> str:
    """The kind of a body: as the gazetteer or a description says, else by a noun in its name."""
    if referent.body is not None:
        return referent.body.kind
    if referent.kind:
        return referent.kind
    nouns = organisation_nouns()
    for phrase, _ in referent.phrases:
        for word in reversed(fold(phrase.text).split()):
            if word in nouns:
                return nouns[word]
    return ""


@lru_cache(maxsize=10_000)
def _spelt(text: str) -> str:
    return fold(text).replace("defense", "defence").replace("organization", "organisation")


def _names_noun(referent: Referent, noun: str) -> bool:
    word = _spelt(noun).split()[-1]
    return any(word in _spelt(phrase.text).split() for phrase, _ in referent.phrases if phrase.kind == "name")


def _alike(left: str, right: str) -> bool:
    return left == right or any(left in kinds and right in kinds for kinds in _ALIKE)


def _may_be_called(kind: str, description: Description) -> bool:
    """Tell whether a body of a kind goes by the noun: a union of states is no "group"."""
    if description.noun in _MODEST and kind in {"alliance", "union"}:
        return False
    return _alike(kind, description.kind)


def owner_of(referent: Referent) -> str | None:
    """The country or body that a body belongs to, as far as known."""
    if referent.owner is not None:
        return referent.owner
    return referent.body.country if referent.body else None


def find_body_described(
    description: Description, owner: Referent | None, discourse: Discourse, bodies: Sequence[Referent]
) -> Found | None:
    """The body that a description means: one whose name has the noun, else one of that kind."""
    at = description.head

    def last(test: frozenset[int]) -> Referent | None:
        return discourse.last(at, fits=lambda referent: id(referent) in test)

    if owner is not None:
        owned = [b for b in bodies if b is not owner and owner_of(b) == owner.key]
        same = [b for b in owned if _names_noun(b, description.noun) or b.kind == description.noun]
        found = last(frozenset(map(id, same))) or (same[0] if len(same) == 1 else None)
        return (found, f"{owner.name}'s {description.noun}") if found else None
    by_name = frozenset(id(b) for b in bodies if _names_noun(b, description.noun))
    if description.high and (named := last(by_name)) is not None:
        return named, f"its name has {description.noun!r}"
    if description.high and description.kind in _OWN_NAMES:
        return None
    if description.kind == ECHO:
        found = last(by_name)
        return (found, f"its name has {description.noun!r}") if found is not None else None
    exact = last(by_name | {id(b) for b in bodies if kind_of(b) == description.kind})
    alike = last(frozenset(id(b) for b in bodies if _may_be_called(kind_of(b), description)))
    found = exact or alike
    if found is not None:
        return found, f"nearest {description.kind}"
    return _of_unknown_kind(description, discourse)


def _of_unknown_kind(description: Description, discourse: Discourse) -> Found | None:
    """The body spoken of most whose name does not tell its kind, for "the company", "the group"."""
    if description.determiner not in {"the", "this"} or description.kind not in _LOOSE_KINDS:
        return None
    here, counts = discourse.sentence_of[description.head], Counter[Referent]()
    last: dict[Referent, int] = {}
    for event in discourse.events:
        referent = event.referent
        if (
            event.token < description.head
            and referent.type == EntityType.ORGANISATION
            and not kind_of(referent)
        ):
            counts[referent] += 1
            last[referent] = event.token
    near = [r for r in counts if here - discourse.sentence_of[last[r]] <= _SPOKEN_OF]
    if not near:
        return None
    return max(near, key=lambda referent: (counts[referent], last[referent])), "the body spoken of most"


def find_body_of_person(
    description: Description, person: Referent, bodies: Sequence[Referent]
) -> Found | None:
    """What "his party" means: the one body of that kind that the person has an office in."""
    roles = {role.owner for role in person.roles if not role.former}
    led = [b for b in bodies if b.key in roles and _alike(kind_of(b), description.kind)]
    return (led[0], f"{person.name} speaks for it") if len(led) == 1 else None


def is_new_body(description: Description, owner: Referent | None) -> bool:
    """Tell whether a description names a body that the article names nowhere else."""
    if description.noun in _MISSIONS or description.kind not in _DEFINITE_BODIES:
        return description.high and description.determiner == "the" and description.kind in _OWN_NAMES
    return owner is not None or description.determiner == "the" or description.high
