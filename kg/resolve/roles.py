"""Who holds which office, as titles before names, appositions and plain statements tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from kg.lexicon import find_office, given_names, person_nouns
from kg.names import fold
from kg.records import EntityType, MentionKind
from kg.resolve.types import Phrase, Referent, Role
from kg.syntax import noun_phrase

_FORMER: Final = frozenset({"former", "ex", "then", "late", "previous", "onetime", "erstwhile", "retired"})
_GENDERS: Final = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "emir": "m", "sheikh": "m",
    "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "dame": "f", "lady": "f", "queen": "f",
    "princess": "f", "madame": "f",
}  # fmt: skip
_FEMALE: Final = frozenset(
    {"mother", "wife", "sister", "daughter", "aunt", "niece", "widow", "actress", "girl", "woman", "heroine"}
)
_MALE: Final = frozenset(
    {"father", "husband", "brother", "son", "uncle", "nephew", "widower", "man", "boy", "grandson"}
)


#: Of families whose daughters have a name of their own.
_FEMALE_ENDINGS: Final = ("ova", "eva", "skaya", "ska", "dottir")


@dataclass(frozen=True, slots=True)
class Title:
    """Words that stand with a person's name and tell an office: "Dutch Prime Minister"."""

    start: int
    end: int
    person: Referent


def gender_of(noun: str) -> str:
    """m, f or nothing, as a noun or form of address tells."""
    last = noun.split()[-1] if noun else ""
    if last in _GENDERS:
        return _GENDERS[last]
    if last in _FEMALE or last.endswith("woman"):
        return "f"
    return "m" if last in _MALE or (last.endswith("man") and last != "human") else ""


def guess_gender(name: str) -> str:
    """m, f or nothing, as a full name suggests: by its given name, else by a family name's ending."""
    words = name.split()
    if len(words) < 2:
        return ""
    known = given_names().get(fold(words[0]).split("-")[0])
    if known is None and fold(words[-1]).endswith(_FEMALE_ENDINGS) and len(words[-1]) > 5:
        return "f"
    return known or ""


def owners(names: Iterable[tuple[Phrase, Referent]], start: int, end: int) -> list[Referent]:
    """Countries and bodies named in a span, in order."""
    return [
        referent
        for phrase, referent in names
        if start <= phrase.start
        and phrase.end <= end
        and referent.type in {EntityType.COUNTRY, EntityType.ORGANISATION}
    ]


def role_in(doc: Doc, start: int, end: int, names: Sequence[tuple[Phrase, Referent]]) -> Role | None:
    """The role that a description tells: its office, else its last noun for a person."""
    words = [token for token in doc[start:end] if not token.is_space]
    if not words:
        return None
    text = " ".join(token.text for token in words)
    noun = _noun(text, [token.lemma_.lower() for token in words])
    if noun is None:
        return None
    owned = owners(names, start, end)
    former = any(token.lower_ in _FORMER or token.lower_.startswith("ex-") for token in words)
    return Role(noun, owned[-1].key if owned else None, former)


def _noun(text: str, lemmas: list[str]) -> str | None:
    office = find_office(text)
    if office is not None:
        return office.phrase
    nouns = person_nouns()
    for lemma in reversed(lemmas):
        if lemma in nouns:
            return lemma
    return None


def title_start(doc: Doc, name: Phrase) -> int:
    """The first token of the title before a name, or the name's start."""
    low = noun_phrase(doc[name.head])[0]
    if low >= name.start or name.start - low > 12:
        low = name.start
        while low > 0 and name.start - low < 8 and _may_title(doc, low - 1):
            low -= 1
    while low < name.start and (doc[low].pos_ in {"DET", "PUNCT", "ADP"} or doc[low].is_space):
        low += 1
    cut = [t.i + 1 for t in doc[low : name.start] if t.is_punct and t.text not in {"-", "–", "’", "'"}]
    return max([low, *cut])


def _may_title(doc: Doc, at: int) -> bool:
    token = doc[at]
    if token.is_punct or token.is_space or (at + 1 < len(doc) and doc[at + 1].is_sent_start):
        return token.text in {"-", "–"}
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "PART"} and (
        token.text[:1].isupper() or token.lemma_.lower() in person_nouns() or token.pos_ in {"ADJ", "PART"}
    )


def read_titles(doc: Doc, names: Sequence[tuple[Phrase, Referent]]) -> list[Title]:
    """Give people the roles and gender that stand before their names; tell where the titles are."""
    found: list[Title] = []
    for phrase, person in names:
        if person.type != EntityType.PERSON or phrase.kind != MentionKind.NAME:
            continue
        start = title_start(doc, phrase)
        if start >= phrase.start:
            continue
        first = doc[phrase.start - 1].lower_
        person.gender = person.gender or _GENDERS.get(first, "")
        role = role_in(doc, start, phrase.start, names)
        if role is not None and _ends_in_noun(doc, phrase.start):
            person.roles.append(role)
            person.gender = person.gender or gender_of(role.noun)
            found.append(Title(start, phrase.start, person))
    return found


def _ends_in_noun(doc: Doc, end: int) -> bool:
    """Tell whether a title ends in its noun, not in "minister's"."""
    last = doc[end - 1]
    return last.pos_ in {"NOUN", "PROPN", "ADJ"} and last.tag_ != "POS"


_SAME_OFFICE: Final = (
    frozenset({"prime minister", "premier", "pm", "head of government", "taoiseach", "chancellor"}),
    frozenset({"president", "head of state"}),
    frozenset({"chair", "chairman", "chairwoman", "chairperson", "president"}),
    frozenset({"boss", "chief", "head", "leader", "chief executive", "ceo", "director"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
)
#: Who stands below the holder of an office: "the president" is no vice president.
_LESSER: Final = frozenset({"vice", "deputy", "lieutenant", "assistant", "under", "junior", "ex", "shadow"})
_LED: Final = frozenset({"prime minister", "president", "premier", "chancellor", "king", "supreme leader"})


def fits(described: Role, held: Role) -> bool:
    """Tell whether a description may mean the holder of a role.

    "the minister" fits the foreign minister, "the premier" the prime minister; of two countries never.
    Where the description tells whose the office is, the role must tell it too or be the very same office.
    """
    left, right = described.noun, held.noun
    if (held.former and not described.former) or (described.former and not held.former):
        return False
    if described.owner and held.owner and fold(described.owner) != fold(held.owner):
        return False
    if left == right:
        return not described.owner or bool(held.owner) or " " in left or left in _LED
    if described.owner and not held.owner:
        return False
    if right.endswith(f" {left}") and right.split()[0] not in _LESSER:
        return True
    if any(left in same and right in same for same in _SAME_OFFICE):
        return True
    return left == "leader" and (right in _LED or right.endswith(" leader"))


def closeness(described: Role, held: Role) -> tuple[bool, ...]:
    """How far a role that fits is from the one described; the least is the nearest.

    The very same office comes first, and of two presidents without an owner that of a state.
    """
    of_body = held.owner is not None and len(held.owner) > 2
    return (
        described.owner is not None and fold(described.owner) != fold(held.owner or ""),
        described.noun != held.noun,
        described.owner is None and described.noun in _LED and of_body,
    )
