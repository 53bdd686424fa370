"""Offices in running text: which noun names one, what it is called, and whether it is over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from spacy.tokens import Token

from kg.fact.reading import Reading, words_between
from kg.lexicon import Office, find_office, offices
from kg.names import fold
from kg.records import EntityType
from kg.syntax import prepositional

#: Ranks, callings and parts in a race, which the table of offices has because news put them before names.
_NO_OFFICE: Final = frozenset(
    """
    admiral analyst aide attorney brigadier captain cardinal colonel economist fellow frontrunner general
    lawyer lieutenant major marshal nominee candidate partner professor strategist rabbi imam ayatollah mufti
    diplomat justice judge magistrate
    """.split()
) | {
    "lead candidate", "top candidate", "presidential candidate", "presidential nominee", "senior fellow",
    "vice presidential candidate", "chief economist",
}  # fmt: skip
#: Seats in a parliament: who has one is a member of it, or of the party that is named with it.
SEATS: Final = frozenset(
    """
    congressman congresswoman councillor deputy lawmaker legislator mep mp senator
    """.split()
) | {"member of congress", "member of parliament", "member of the european parliament"}
_MORE_OFFICES: Final = {
    "columnist": "Organisation",
    "delegate": "Country",
    "patron": "Organisation",
    "auditor general": "Country",
    "agent": "Country",
    "officer": "Organisation",
    "minister president": "Country",
    "head coach": "Organisation",
    "coach": "Organisation",
    "manager": "Organisation",
    "curator": "Organisation",
    "correspondent": "Organisation",
}
FORMER: Final = frozenset({"former", "ex", "late", "previous", "onetime", "erstwhile", "retired", "once"})
#: Words before an office that are not part of its name.
PASSING: Final = FORMER | frozenset(
    """
    the a an his her its their our my that this current incumbent outgoing caretaker acting interim
    then now new newly elected long-serving longtime long-time veteran own first second
    today powerful influential
    """.split()
)
_JOINED: Final = ("ex-", "former-", "then-")
#: Nouns after "of" or "for" that are part of the office, not its owner.
_OF: Final = frozenset({"of", "for"})


@dataclass(frozen=True, slots=True)
class Title:
    """An office named in the text.

    Attributes:
        head: The noun.
        start: First token of its name.
        heads: What its holder serves where the text does not tell.
        phrase: As the lexicon has it.
    """

    head: Token
    start: int
    phrase: str
    heads: EntityType
    level: str

    @property
    def words(self) -> tuple[Token, ...]:
        """The words of its name."""
        return tuple(words_between(self.head.doc, self.start, self.head.i + 1))


@lru_cache(maxsize=5000)
def _office(text: str) -> Office | None:
    """The office that a text ends in, if the text is nothing else."""
    plain = " ".join(fold(text).replace("-", " ").split())
    if plain in _MORE_OFFICES:
        return Office(plain, "other", EntityType(_MORE_OFFICES[plain]))
    found = find_office(text)
    return found if found is not None and found.phrase == plain else None


@cache
def _last_words() -> frozenset[str]:
    """The last words of all offices, to pass by other words quickly."""
    return frozenset(phrase.split()[-1] for phrase in (*_MORE_OFFICES, *(one.phrase for one in offices())))


def _spelt(words: list[Token], *, singular: bool) -> str:
    last = words[-1].lemma_ if singular else words[-1].text
    text = "".join(token.text_with_ws for token in words[:-1]) + last
    return text.replace(" - ", "-")


@lru_cache(maxsize=5000)
def title_at(token: Token) -> Title | None:
    """The longest office whose name ends at a noun."""
    if token.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB"} or not token.text[:1].isalpha():
        return None
    if _last_words().isdisjoint((*token.lower_.split("-"), *token.lemma_.lower().split("-"))):
        return None
    found: tuple[int, Office] | None = None
    low = max(token.sent.start, token.i - 5)
    before = list(token.doc[low : token.i + 1])
    for at, first in enumerate(before):
        if first.pos_ in {"DET", "PUNCT"} or not first.text[:1].isalpha() or first.lower_ in PASSING:
            continue
        words = [word for word in before[at:] if not word.is_space]
        office = _office(_spelt(words, singular=False)) or _office(_spelt(words, singular=True))
        if office is not None:
            found = first.i, office
            break
    if found is None or found[1].phrase in _NO_OFFICE:
        return None
    start, office = found
    longer = _with_of(token, start)
    if longer is not None:
        office = longer
    return Title(token, start, office.phrase, office.heads, office.level)


def _with_of(token: Token, start: int) -> Office | None:
    """The office that goes on after its noun: "secretary of state", "head of government"."""
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ not in _OF:
        return None
    for end in range(min(token.i + 5, len(doc)), token.i + 2, -1):
        office = _office(doc[start:end].text)
        if office is not None:
            return office
    return None


def is_former(head: Token, start: int) -> bool:
    """Tell whether an office is over: "former", "ex-", "the late"."""
    for token in head.doc[max(start, head.i - 8) : head.i + 1]:
        if token.lower_ in FORMER or token.lower_.startswith(_JOINED[:2]):
            return True
    return head.i > 1 and head.nbor(-1).text == "-" and head.nbor(-2).lower_ == "ex"


def position_of(reading: Reading, title: Title) -> str:
    """What the office is called in the text: "foreign policy chief", "minister of Defence"."""
    start = title.start
    low = reading.phrase_start(title.head)
    owned = {
        index
        for link in reading.links_in(low, title.head.i, *EntityType)
        for index in range(link.start_token, link.end_token)
    }
    doc = title.head.doc
    while start > low:
        before = doc[start - 1]
        if before.i in owned or before.lower_ in PASSING or before.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            break
        if before.text in {"-", "–"} or before.lower_.startswith(_JOINED) or reading.country(before):
            break
        start = before.i
    words = words_between(doc, start, title.head.i + 1)
    text = " ".join("".join(token.text_with_ws for token in words).split())
    for prefix in _JOINED:
        text = text.removeprefix(prefix).removeprefix(prefix.capitalize())
    tail = _tail(reading, title)
    return f"{text} {tail}" if tail else text


def _tail(reading: Reading, title: Title) -> str:
    """What "of" adds to the name of an office, where it is no owner: "of Defence"."""
    if title.level not in {"minister", "diplomat"}:
        return ""
    for word, noun in prepositional(title.head):
        if word in _OF and not reading.who(noun) and noun.i - title.head.i <= 4 and noun.pos_ != "PRON":
            return " ".join(title.head.doc[title.head.i + 1 : noun.i + 1].text.split())
    return ""
