"""An article half read: who is known so far, and what each token means."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.linked import SHORT
from kg.records import EntityType, MentionKind
from kg.resolve.antecedents import Judge, weigh
from kg.resolve.discourse import Discourse
from kg.resolve.types import Phrase, Referent
from kg.resolve.voices import Voices


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
    judge: Judge = weigh
    voices: Voices = field(default_factory=Voices)

    @property
    def is_short(self) -> bool:
        """Whether the text has no more than a few sentences."""
        return self.discourse.sentence_of[-1] < SHORT

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


def span_phrase(doc: Doc, start: int, end: int, head: int, kind: MentionKind) -> Phrase:
    """A phrase of a token span with a head and kind of its own."""
    return Phrase(start, end, head, doc[start:end].text, kind)
