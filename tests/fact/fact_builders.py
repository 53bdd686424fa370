"""Short sentences parsed by hand, with who they speak of."""

from __future__ import annotations

from dataclasses import dataclass

from builders import entity
from spacy.lang.en import English
from spacy.tokens import Doc

from kg.fact import find_facts
from kg.records import Entity, Fact, MentionKind

VOCAB = English().vocab
_POS = {
    "NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VBD": "VERB", "VBN": "VERB", "VBZ": "VERB",
    "VB": "VERB", "VBP": "VERB", "VBG": "VERB", "IN": "ADP", "DT": "DET", "JJ": "ADJ", "RB": "ADV",
    "PRP$": "PRON", "WDT": "PRON", "TO": "PART", "POS": "PART", "CC": "CCONJ", ",": "PUNCT",
    "-LRB-": "PUNCT", "-RRB-": "PUNCT", "HYPH": "PUNCT", ".": "PUNCT", ":": "PUNCT", "MD": "AUX", "CD": "NUM",
}  # fmt: skip
_LEMMAS = {
    "is": "be", "was": "be", "has": "have", "chaired": "chair", "served": "serve", "members": "member",
    "joined": "join", "belongs": "belong", "governs": "govern", "succeeded": "succeed", "replaced": "replace",
    "withdrew": "withdraw", "resigned": "resign", "states": "state", "leads": "lead",
}  # fmt: skip
_KINDS = {"": MentionKind.NAME, "~": MentionKind.NOMINAL, "^": MentionKind.PRONOUN}
#: Name to type of everybody that the sentences speak of.
CAST = {
    "Anna Berg": "Person",
    "Carl Dahl": "Person",
    "Norland": "Country",
    "Sundia": "Country",
    "Pact": "Organisation",
    "Harbour Party": "Organisation",
    "Harbourers": "Organisation",
    "Council": "Organisation",
    "Bank": "Organisation",
    "mayor": "Position",
}


@dataclass(frozen=True)
class HandLink:
    """A link as resolving gives it."""

    start_token: int
    end_token: int
    head_token: int
    entity: str
    kind: MentionKind


def cast() -> dict[str, Entity]:
    """All entities, by name."""
    return {name: entity(name, type_) for name, type_ in CAST.items()}


def make_doc(rows: str) -> Doc:
    """A Doc of tokens "word|tag|label|head", the head as the number of a token, from 0."""
    cells = [row.split("|") for row in rows.split()]
    words = [cell[0] for cell in cells]
    return Doc(
        VOCAB,
        words=words,
        spaces=[_spaced(word, after) for word, after in zip(words, [*words[1:], "."], strict=True)]
        if words
        else None,
        tags=[cell[1] for cell in cells],
        pos=["AUX" if cell[2] in {"cop", "aux", "aux:pass"} else _POS[cell[1]] for cell in cells],
        deps=[cell[2] for cell in cells],
        heads=[int(cell[3]) for cell in cells],
        lemmas=[_LEMMAS.get(word, word) for word in words],
    )


def _spaced(word: str, after: str) -> bool:
    return after not in {".", ",", "'s", "-", ")", ":", ";"} and word not in {"-", "("}


def make_link(doc: Doc, span: str, name: str, entities: dict[str, Entity]) -> HandLink:
    """A link of tokens "start-end", or "at" for one; "~" after it for a description, "^" for a pronoun."""
    bare = span.rstrip("~^")
    start, _, end = bare.partition("-")
    stop = int(end) if end else int(start) + 1
    head = doc[int(start) : stop].root.i
    return HandLink(int(start), stop, head, entities[name].id, _KINDS[span[len(bare) :]])


def facts_of(rows: str, links: str) -> tuple[Fact, ...]:
    """Facts of a sentence with links "span=name" parted by semicolons."""
    doc, entities = make_doc(rows), cast()
    made = []
    for link in links.split(";"):
        span, _, name = link.strip().partition("=")
        made.append(make_link(doc, span, name, entities))
    known = {link.entity for link in made}
    return find_facts(doc, [one for one in entities.values() if one.id in known], made)


def told(facts: tuple[Fact, ...]) -> set[tuple[str, ...]]:
    """Facts as names, with the office and what is over or withdrawn."""
    names = {one.id: name for name, one in cast().items()}
    return {
        (
            names[fact.subject],
            str(fact.relation),
            names[fact.object],
            *([fact.position] if fact.position else []),
            *(["former"] if fact.former else []),
            *(["withdrawn"] if fact.withdrawn else []),
        )
        for fact in facts
    }
