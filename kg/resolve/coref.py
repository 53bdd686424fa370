"""Reads an article's mentions in order and decides what each means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from spacy.tokens import Doc

from kg.records import EntityType, MentionKind
from kg.resolve.clusters import cluster_names
from kg.resolve.described import (
    country_led,
    find_body_described,
    find_national,
    find_person,
    is_new_body,
    role_of,
)
from kg.resolve.descriptions import Description, find_descriptions, is_generic
from kg.resolve.discourse import Discourse
from kg.resolve.groups import group_key, group_name
from kg.resolve.kinds import settle_kinds
from kg.resolve.mentions import find_names
from kg.resolve.positions import is_office_as_such, is_same_office, office_name
from kg.resolve.pronouns import FIRST_PERSON, PRONOUNS, resolve_latter, resolve_pair, resolve_pronoun
from kg.resolve.roles import gender_of, read_titles
from kg.resolve.types import Phrase, Referent
from kg.syntax import auxiliaries, is_negated, subjects

_FORMER: Final = frozenset({"former", "ex", "then", "late", "previous", "onetime", "erstwhile", "retired"})
_COUNTS: Final = {"two": 2, "pair": 2, "duo": 2, "trio": 3, "three": 3}
_AFTER_APPOSITION: Final = frozenset({",", ".", ")", ";", ":", "-", "–", "—", '"', "”"})


@dataclass(slots=True)
class Reader:
    """An article half read: who is known, and what each head token means."""

    doc: Doc
    date: str | None
    discourse: Discourse
    referents: list[Referent]
    names: list[tuple[Phrase, Referent]]
    heads: dict[int, list[Referent]] = field(default_factory=dict)
    groups: dict[tuple[str, str], Referent] = field(default_factory=dict)

    def of_type(self, type_: EntityType) -> list[Referent]:
        """Referents of one type, in the order found."""
        return [referent for referent in self.referents if referent.type == type_]

    def note(self, referent: Referent, phrase: Phrase, reason: str) -> None:
        """Take a phrase as a mention of a referent, and keep it in mind."""
        if not any(known == phrase for known, _ in referent.phrases):
            referent.add(phrase, reason)
        self.heads.setdefault(phrase.head, []).append(referent)
        self.discourse.mention(referent, phrase.head)

    def make(self, type_: EntityType, name: str, *, optional: bool = False) -> Referent:
        """A referent that no name founds."""
        made = Referent(type_, name, optional=optional)
        self.referents.append(made)
        return made


def read_article(doc: Doc, date: str | None) -> list[Referent]:
    """Find and resolve all mentions of a Doc."""
    found = settle_kinds(doc, find_names(doc))
    names = [phrase for phrase in found if not _is_person_of_country(doc, phrase)]
    nationals = [phrase for phrase in found if _is_person_of_country(doc, phrase)]
    referents = cluster_names(doc, names)
    pairs = sorted(
        ((phrase, referent) for referent in referents for phrase, _ in referent.phrases),
        key=lambda pair: (pair[0].start, pair[0].end),
    )
    titles = read_titles(doc, pairs)
    reader = Reader(doc, date, Discourse.from_doc(doc), referents, pairs)
    taken = {at for phrase, _ in pairs for at in range(phrase.start, phrase.end)}
    taken |= {at for title in titles for at in range(title.start, title.end)}
    taken |= {at for phrase in nationals for at in range(phrase.start, phrase.end)}
    descriptions = [*find_descriptions(doc, pairs, frozenset(taken))]
    apposed = {d.head: referent for d in descriptions if (referent := _apposed(reader, d)) is not None}
    for description in descriptions:
        if description.head in apposed:
            _learn(reader, apposed[description.head], description)
    for title in titles:
        head = doc[title.start : title.end].root.i
        phrase = _phrase(doc, title.start, title.end, head, MentionKind.NOMINAL)
        title.person.add(phrase, "title before the name")
    _walk(reader, nationals, descriptions, apposed)
    return [referent for referent in reader.referents if referent.phrases]


def _phrase(doc: Doc, start: int, end: int, head: int, kind: MentionKind) -> Phrase:
    return Phrase(start, end, head, doc[start:end].text, kind)


def _is_person_of_country(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether words for a people mean one person: "the German said", "the Dutchman"."""
    if phrase.how not in {"people", "demonym"} or phrase.country is None or phrase.end - phrase.start > 1:
        return False
    token = doc[phrase.start]
    before = doc[phrase.start - 1].lower_ if phrase.start else ""
    people = {word.casefold() for word in phrase.country.people}
    one = token.lower_.endswith(("man", "woman")) or f"{token.lower_}s" in people
    return (
        one
        and before in {"the", "a", "this"}
        and token.pos_ in {"NOUN", "PROPN"}
        and token.tag_ not in {"JJ"}
    )


# Appositions


def _apposed(reader: Reader, description: Description) -> Referent | None:
    """The name that a description stands beside: "its chairman, Jordan Lee", "Velo, the company"."""
    doc = reader.doc
    if is_office_as_such(doc, description):
        return None
    for phrase, referent in reader.names:
        if not _agrees(description, referent):
            continue
        gap = phrase.start - description.end
        if gap == 0 and description.start < phrase.start:
            return referent
        if gap == 1 and doc[description.end].text == "," and description.is_definite:
            after = doc[phrase.end].text if phrase.end < len(doc) else "."
            if after in _AFTER_APPOSITION:
                return referent
        if description.start - phrase.end == 1 and doc[phrase.end].text in {",", "(", "–", "—"}:
            after = doc[description.end].text if description.end < len(doc) else "."
            if (after in _AFTER_APPOSITION or doc[description.end].tag_ in {"WP", "WDT", "IN", "CC"}) and (
                description.determiner in {None, "a", "an", "the"}
            ):
                return referent
    return _predicate_of(reader, description)


def _agrees(description: Description, referent: Referent) -> bool:
    types = {
        "person": EntityType.PERSON,
        "organisation": EntityType.ORGANISATION,
        "country": EntityType.COUNTRY,
    }
    return types.get(description.sort) == referent.type and referent not in description.owners


def _predicate_of(reader: Reader, description: Description) -> Referent | None:
    """Whom "X is the chairman" speaks of, where X is a name."""
    token = reader.doc[description.head]
    if is_negated(token) or "be" not in auxiliaries(token) or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    for subject in subjects(token, inherit=False):
        for phrase, referent in reader.names:
            if phrase.head == subject.i and _agrees(description, referent):
                return referent
    return None


def _learn(reader: Reader, referent: Referent, description: Description) -> None:
    """Keep what an apposed description tells of a person or body."""
    if referent.type == EntityType.PERSON:
        owner = description.owners[-1] if description.owners else None
        referent.roles.append(role_of(description, owner, former=_is_former(reader.doc, description)))
        referent.gender = referent.gender or gender_of(description.noun)
    elif referent.type == EntityType.ORGANISATION and not referent.kind:
        referent.kind = description.kind
        owners = [owner for owner in description.owners if owner is not referent]
        referent.owner = referent.owner or (owners[-1].key if owners else None)


def _is_former(doc: Doc, description: Description) -> bool:
    return any(token.lower_ in _FORMER for token in doc[description.start : description.head])


# In reading order


def _walk(
    reader: Reader,
    nationals: list[Phrase],
    descriptions: list[Description],
    apposed: dict[int, Referent],
) -> None:
    doc = reader.doc
    named: dict[int, list[tuple[Phrase, Referent]]] = {}
    for phrase, referent in reader.names:
        named.setdefault(phrase.start, []).append((phrase, referent))
    described = {description.head: description for description in descriptions}
    people = {phrase.start: phrase for phrase in nationals}
    for token in doc:
        for phrase, referent in named.get(token.i, ()):
            reader.note(referent, phrase, "")
        if token.i in described:
            _read_description(reader, described[token.i], apposed.get(token.i))
        elif token.i in people:
            _read_national(reader, people[token.i])
        elif token.lower_ in FIRST_PERSON:
            continue
        elif token.lower_ in PRONOUNS and token.pos_ in {"PRON", "DET", "SCONJ"}:
            _read_several(reader, token.i, *resolve_pronoun(token, reader.discourse, reader.heads))
        elif token.lower_ in {"both", "latter", "former", *_COUNTS}:
            _read_pair(reader, token.i)
    # Who speaks is often named after the quotation.
    for token in doc:
        if token.lower_ in FIRST_PERSON:
            _read_several(reader, token.i, *resolve_pronoun(token, reader.discourse, reader.heads))


def _read_several(reader: Reader, at: int, found: list[Referent], reason: str) -> None:
    phrase = _phrase(reader.doc, at, at + 1, at, MentionKind.PRONOUN)
    for referent in found:
        reader.note(referent, phrase, reason)


def _read_pair(reader: Reader, at: int) -> None:
    token = reader.doc[at]
    before = reader.doc[at - 1].lower_ if at else ""
    after = reader.doc[at + 1] if at + 1 < len(reader.doc) else None
    if after is not None and (
        after.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
        or (token.lower_ == "both" and after.pos_ in {"DET", "PRON"})
    ):
        return
    if token.lower_ in {"latter", "former"}:
        if before == "the":
            _read_several(
                reader, at, *resolve_latter(token, reader.discourse, former=token.lower_ == "former")
            )
        return
    if token.lower_ == "both" or before == "the":
        count = _COUNTS.get(token.lower_, 2)
        _read_several(reader, at, *resolve_pair(token, reader.discourse, count))


def _read_national(reader: Reader, phrase: Phrase) -> None:
    if phrase.country is None:
        return
    found = find_national(
        phrase.country.iso2, reader.discourse, phrase.head, reader.of_type(EntityType.PERSON)
    )
    if found is not None:
        nominal = replace(phrase, kind=MentionKind.NOMINAL, type=None, country=None)
        reader.note(found[0], nominal, found[1])


def _read_description(reader: Reader, description: Description, apposed: Referent | None) -> None:
    phrase = _phrase(reader.doc, description.start, description.end, description.head, MentionKind.NOMINAL)
    if apposed is not None and is_generic(description):
        return
    if apposed is not None:
        reader.note(apposed, phrase, "apposition")
        return
    readers = {
        "person": _person,
        "organisation": _body,
        "government": _government,
        "country": _country,
        "group": _group,
    }
    found = readers[description.sort](reader, description)
    if found is not None:
        reader.note(found[0], phrase, found[1])


def _owner(reader: Reader, description: Description) -> Referent | None:
    """Whose it is: a country or body named in the phrase, or what its pronoun means."""
    if description.owners:
        return description.owners[0] if description.sort != "person" else description.owners[-1]
    if description.possessor is None:
        return None
    meant = (
        reader.heads.get(description.possessor)
        or resolve_pronoun(reader.doc[description.possessor], reader.discourse, reader.heads)[0]
    )
    return meant[0] if len(meant) == 1 else None


def _country_of(person: Referent) -> str | None:
    codes = [role.owner for role in person.roles if role.owner and len(role.owner) == 2]
    return codes[0] if codes else country_led(person)


Found = tuple[Referent, str]


def _position(reader: Reader, description: Description) -> Found:
    """The office itself; one without an owner is the office of that name spoken of already."""
    owner = _owner(reader, description)
    if owner is not None and owner.type == EntityType.PERSON:
        owner = None
    title = office_name(reader.doc, description)
    for known in reader.of_type(EntityType.POSITION):
        if is_same_office(known, description.noun, owner):
            known.owner = known.owner or (owner.key if owner else None)
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
    if is_generic(description) or description.noun == "counterpart" or description.people:
        return None
    owner = _owner(reader, description)
    if description.possessor is not None and owner is None:
        return None
    role = role_of(description, owner, former=_is_former(reader.doc, description))
    if not description.is_definite and not description.high:
        return None
    found = find_person(description, role, reader.discourse, reader.of_type(EntityType.PERSON), reader.date)
    if found is None and description.kind == "office" and owner is not None and owner.country is not None:
        made = reader.make(EntityType.PERSON, _bare(reader.doc, description), optional=True)
        made.roles.append(role)
        return made, "office holder without a name"
    return found


def _body(reader: Reader, description: Description) -> Found | None:
    if is_generic(description) or not (description.is_definite or description.high):
        return None
    owner = _owner(reader, description)
    if owner is not None and owner.type == EntityType.PERSON:
        return None
    bodies = reader.of_type(EntityType.ORGANISATION)
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


def _government(reader: Reader, description: Description) -> Found | None:
    if is_generic(description):
        return None
    owner = _owner(reader, description)
    if owner is None and description.people:
        owner = description.people[0]
    if owner is not None and owner.type == EntityType.PERSON:
        code = _country_of(owner)
        owner = next((r for r in reader.referents if r.country and r.country.iso2 == code), None)
    if owner is not None and owner.type == EntityType.COUNTRY:
        return owner, "its government"
    return None


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
