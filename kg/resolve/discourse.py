"""What has been mentioned so far, and how much it is on the reader's mind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Final

from spacy.tokens import Doc, Token

from kg.lexicon import find_office, person_nouns
from kg.quotations import quoted
from kg.records import EntityType
from kg.resolve.types import Referent
from kg.syntax import appositives, coordinated, governor, passive_subjects, relation, subjects

_ROLE_WEIGHT: Final = {"subject": 3.0, "passive subject": 3.0, "agent": 1.5, "object": 1.5, "vocative": 3.0}
_OTHER_WEIGHT: Final = 1.0
_POSSESSOR_WEIGHT: Final = 0.8
#: Nouns for what somebody feels, and verbs by which another one does: "voiced doubts about him".
_FEELINGS: Final = frozenset(
    """
    admiration anger concern confidence contempt doubt grudge misgiving objection opposition praise protest
    regret resentment respect support sympathy worry
    """.split()
)
_OF_OTHERS: Final = frozenset("draw face get meet provoke receive spark win".split())
#: Parts of speech that a pronoun's phrase is climbed through up to the verb.
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass(frozen=True, slots=True)
class Event:
    """One mention, where it stood and how it weighed.

    Attributes:
        token: Its head.
        kind: How it hangs on its governor, as ``kg.syntax.governor`` says; of the first conjunct.
        head: Token index of the governor.
    """

    referent: Referent
    token: int
    sentence: int
    weight: float
    kind: str = ""
    head: int = -1


@dataclass(slots=True)
class Discourse:
    """The mentions of an article up to where the reader is.

    Attributes:
        told: For each token how many sentences began so far outside quotations.
    """

    doc: Doc
    sentence_of: list[int]
    paragraph_of: list[int]
    quoted: list[bool]
    told: list[int]
    events: list[Event] = field(default_factory=list)

    @classmethod
    def from_doc(cls, doc: Doc) -> Discourse:
        """An empty state; sentences and paragraphs are counted from 0."""
        sentences, paragraphs = [0] * len(doc), [0] * len(doc)
        for at, (before, token) in enumerate(pairwise(doc), 1):
            sentences[at] = sentences[at - 1] + bool(token.is_sent_start)
            paragraphs[at] = paragraphs[at - 1] + (before.is_space and "\n" in before.text)
        inside = quoted(doc)
        told = list(accumulate(int(bool(token.is_sent_start) and not inside[token.i]) for token in doc))
        return cls(doc, sentences, paragraphs, inside, told)

    def mention(self, referent: Referent, head: int) -> None:
        """Note a mention headed by a token."""
        kind, _ = governor(self.doc[head])
        weight = _POSSESSOR_WEIGHT if kind == "possessor" else _ROLE_WEIGHT.get(kind, _OTHER_WEIGHT)
        outer, above = governor(coordinated(self.doc[head])[0])
        self.events.append(Event(referent, head, self.sentence_of[head], weight, outer, above.i))

    def age(self, event: Event, at: int) -> int:
        """How many sentences ago a mention was; for one outside quotations, those within do not count."""
        between = self.sentence_of[at] - event.sentence
        if between < 2 or self.quoted[at] or self.quoted[event.token]:
            return between
        return max(1, min(between, self.told[at] - self.told[event.token]))

    def recent(
        self,
        at: int,
        *,
        fits: Callable[[Referent], bool],
        back: int = 2,
        without: Iterable[Referent] = (),
    ) -> list[tuple[Referent, float]]:
        """Referents mentioned in this and the sentences before, best first, with their weights.

        A subject weighs most; a sentence back weighs half. Of equals the last named comes first.

        Args:
            back: How many sentences to look back.
        """
        sentence = self.sentence_of[at]
        barred = {id(referent) for referent in without}
        scores: dict[int, tuple[float, int, Referent]] = {}
        for event in self.events:
            age = sentence - event.sentence
            if event.token >= at or age > back or id(event.referent) in barred or not fits(event.referent):
                continue
            weight = event.weight * (1.0, 0.8, 0.35, 0.2)[min(age, 3)]
            old = scores.get(id(event.referent), (0.0, 0, event.referent))
            scores[id(event.referent)] = (max(old[0], weight) + 0.05, event.token, event.referent)
        ranked = sorted(scores.values(), key=lambda item: (-item[0], -item[1]))
        return [(referent, score) for score, _, referent in ranked]

    def last(self, at: int, *, fits: Callable[[Referent], bool], back: int = 999) -> Referent | None:
        """The referent mentioned last before a token."""
        sentence = self.sentence_of[at]
        for event in sorted(self.events, key=lambda event: -event.token):
            if event.token < at and sentence - event.sentence <= back and fits(event.referent):
                return event.referent
        return None


def doers(token: Token) -> list[Token]:
    """Who does what the verb above a word says: its subjects, taken over from other clauses too."""
    return doers_of(clause_of(token))


def doers_of(verb: Token) -> list[Token]:
    """The subjects of a verb, with the names set beside them: "the treasurer, Ann Coyle"."""
    first = passive_subjects(verb) or subjects(verb)
    members = [member for subject in first for member in coordinated(subject)]
    beside = [name for member in members for noun in appositives(member) for name in coordinated(noun)]
    return [*members, *beside]


def subjects_above(clause: Token) -> list[frozenset[int]]:
    """Subjects of a clause and of those that it is in, the nearest first, as token indices."""
    found: list[frozenset[int]] = []
    verb = clause
    for _ in range(8):
        own = frozenset(doer.i for doer in doers_of(verb))
        if own and (not found or own != found[-1]):
            found.append(own)
        above = governor(coordinated(verb)[0])[1]
        if above in coordinated(verb):
            break
        verb = above
    return found


def _is_of_others(head: Token) -> bool:
    """Tell whether a noun's object may be who does what is told: "he denies the charges against him"."""
    if head.pos_ not in _NOMINAL:
        return False
    return head.lemma_.lower() not in _FEELINGS or clause_of(head).lemma_.lower() in _OF_OTHERS


def _named_beside(pronoun: Token) -> set[int]:
    """The names that a noun with this possessor stands beside: "Lee, his heir", "his heir, Lee"."""
    kind, noun = governor(pronoun)
    if kind != "possessor" or (noun.lemma_.lower() not in person_nouns() and find_office(noun.text) is None):
        return set()
    found = {member.i for name in appositives(noun) for member in coordinated(name)}
    return found | ({noun.head.i} if relation(noun) == "appositive" else set())


def clause_of(token: Token) -> Token:
    """The verb or predicate that a noun or pronoun hangs on, however deep in a noun phrase."""
    _, head = governor(coordinated(token)[0])
    for _ in range(8):
        if head.pos_ not in _NOMINAL or head.head == head or subjects(head, inherit=False):
            break
        head = governor(coordinated(head)[0])[1]
    return head


def argument_rivals(pronoun: Token, events: Iterable[Event]) -> list[Referent]:
    """What a pronoun cannot mean: the other arguments of its own verb ("Hungary backed it").

    The subject counts where another clause lends it: "Adams left the race and backed her".
    """
    apposed = _named_beside(pronoun)
    if apposed:
        return [event.referent for event in events if event.token in apposed]
    kind, head = governor(coordinated(pronoun)[0])
    if kind not in {"object", "indirect object", "agent"} and not kind.startswith("oblique"):
        return []
    if pronoun.lower_.endswith(("self", "selves")):
        return []
    beside = set() if _is_of_others(head) else {token.i for token in doers(pronoun)}
    is_object = kind in {"object", "indirect object"}
    return [
        event.referent
        for event in events
        if event.token != pronoun.i
        and (
            event.token in beside
            or (
                event.head == head.i
                and (
                    event.kind in {"subject", "passive subject"}
                    or (is_object and event.kind in {"object", "indirect object"})
                )
            )
        )
    ]


def is_actor(referent: Referent) -> bool:
    """Tell whether a referent acts, so that "it" or "they" may mean it."""
    return referent.type in {EntityType.COUNTRY, EntityType.ORGANISATION, EntityType.GROUP}
