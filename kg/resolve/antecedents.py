"""What a pronoun may mean, and how likely each is: a linear model over what the text shows.

Every candidate, and "nothing that we know", is described by short features ("subject of the clause
above", "age 1", "name agrees"). Their weights were learnt from annotated texts and lie in a table of
``kg.lexicon``; the likelihoods of one pronoun sum to 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

from spacy.tokens import Token

from kg.lexicon import antecedent_weights, find_office, organisation_nouns, person_nouns
from kg.records import EntityType
from kg.resolve.discourse import Discourse, Event, argument_rivals, clause_of, subjects_above
from kg.resolve.types import Referent
from kg.syntax import coordinated, governor, is_plural, preposition

#: How many sentences back a candidate may have been mentioned last, by kind of pronoun.
_BACK: Final = {"person": 4, "thing": 3, "many": 3}
_SUBJECTS: Final = frozenset({"subject", "passive subject", "vocative"})
_OBJECTS: Final = frozenset({"object", "indirect object"})
_SAYING: Final = frozenset(
    """
    say tell add announce declare state write tweet warn insist argue note stress claim joke comment reply
    respond explain admit concede complain quip remark vow promise ask post answer demand conclude
    """.split()
)
_WEATHER: Final = frozenset({"seem", "appear", "take", "remain", "rain", "happen", "turn", "matter"})
#: Levels of offices that only a country has: its prime minister, its foreign minister.
_OF_STATES: Final = frozenset({"head_of_government", "minister"})
_SINGLE: Final = frozenset({"NN", "NNP"})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a pronoun may mean; None stands for what the article's entities lack."""

    referent: Referent | None
    features: tuple[str, ...]


#: Gives each option of a pronoun its likelihood.
Judge = Callable[[Token, str, Sequence[Option]], Sequence[float]]


def is_saying(verb: Token) -> bool:
    """Tell whether a verb reports words."""
    return verb.lemma_.lower() in _SAYING


def weigh(token: Token, kind: str, options: Sequence[Option]) -> list[float]:
    """Likelihood of each option by the packaged weights; they sum to 1."""
    weights = antecedent_weights()
    scores = [sum(weights.get(f"{kind} {name}", 0.0) for name in option.features) for option in options]
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    return [share / sum(shares) for share in shares]


def possessed(token: Token) -> str:
    """What "its" owns: "state office", "office", "person", "body", or "thing"; nothing for other words."""
    kind, noun = governor(token)
    if kind != "possessor" or noun.i < token.i:
        return ""
    office = find_office(token.doc[token.i + 1 : noun.i + 1].text)
    if office is not None:
        return "state office" if office.level in _OF_STATES else "office"
    word = noun.lemma_.lower()
    return "person" if word in person_nouns() else "body" if word in organisation_nouns() else "thing"


def find_options(
    token: Token, discourse: Discourse, kind: str, fits: Callable[[Referent], bool], gender: str = ""
) -> list[Option]:
    """Candidates that fit, described, the last mentioned one first; then "nothing" as the last option.

    Args:
        kind: ``person``, ``thing`` or ``many``.
        gender: What the pronoun asks for: m, f or nothing.
    """
    barred = {id(referent) for referent in argument_rivals(token, discourse.events)}
    mentions: dict[int, list[Event]] = {}
    for event in discourse.events:
        if event.token < token.i and id(event.referent) not in barred and fits(event.referent):
            mentions.setdefault(id(event.referent), []).append(event)
    near = [events for events in mentions.values() if discourse.age(events[-1], token.i) <= _BACK[kind]]
    near.sort(key=lambda events: -events[-1].token)
    if not near:
        return []
    scene = _Scene.at(token, discourse, gender, max(map(len, near)))
    options = [Option(events[-1].referent, tuple(scene.describe(events, n))) for n, events in enumerate(near)]
    return [*options, Option(None, tuple(scene.describe_nothing()))]


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where a pronoun stands."""

    token: Token
    discourse: Discourse
    gender: str
    most: int
    role: str
    clause: Token
    above: tuple[frozenset[int], ...]
    is_said: bool
    owned: str

    @classmethod
    def at(cls, token: Token, discourse: Discourse, gender: str, most: int) -> _Scene:
        role = _role(governor(coordinated(token)[0])[0])
        clause = clause_of(token)
        said = role == "subject" and is_saying(clause) and not discourse.quoted[token.i]
        above = tuple(subjects_above(clause))
        return cls(token, discourse, gender, most, role, clause, above, said, possessed(token))

    def describe(self, events: Sequence[Event], rank: int) -> list[str]:
        """What the text shows of a candidate with these mentions."""
        last, at = events[-1], self.token
        referent, doc = last.referent, self.discourse.doc
        age = self.discourse.age(last, at.i)
        near, role = min(age, 2), _role(last.kind)
        same_word = doc[last.token].lower_ == at.lower_
        found = [
            f"age {age}",
            f"rank {min(rank, 3)}",
            f"{self.role} after {role} {near}",
            f"mentions {_bin(len(events))}",
            f"last is {_form(doc[last.token])} {near}",
            f"quoted {self._is_quoted(at.i)} after {self._is_quoted(last.token)} {near}",
            f"paragraph {min(self._paragraphs(last), 2)}",
        ]
        found += [f"same word {near}"] if same_word else []
        found += ["spoken of most"] if len(events) == self.most and self.most > 1 else []
        found += ["in the headline"] if events[0].sentence == 0 else []
        found += self._clauses(events, age)
        found += self._speaking(events)
        if self.gender:
            found += _gender_features(referent, self.gender)
        else:
            type_ = referent.type.value.lower()
            found += [f"type {type_}", f"plural {is_plural(doc[last.token])}"]
            found += [f"{type_} owns {self.owned}"] if self.owned else []
        return found

    def _clauses(self, events: Sequence[Event], age: int) -> list[str]:
        """How the candidate's clauses lie to the pronoun's."""
        found: list[str] = []
        tokens = {event.token for event in events}
        for level, subjects_there in enumerate(self.above):
            if tokens & subjects_there:
                found.append(f"{self.role} below its subject {min(level, 2)}")
                if level == 0:
                    found.append(f"its clause's subject {preposition(self.token) or self.role}")
                break
        before = [e for e in events if age <= 1 and e.sentence == events[-1].sentence and _is_main(self, e)]
        if before:
            found.append(f"main subject {age}")
            found.append(f"{self.role} after main subject {age}")
        if events[-1].head == self.clause.i and _role(events[-1].kind) != "subject":
            found.append("same verb")
        return found

    def _speaking(self, events: Sequence[Event]) -> list[str]:
        doc = self.discourse.doc
        spoke = [e for e in events if _role(e.kind) == "subject" and e.head >= 0 and is_saying(doc[e.head])]
        if not spoke:
            return [f"said {self.is_said} by no speaker"]
        sentences = self.discourse.age(spoke[-1], self.token.i)
        return [
            f"said {self.is_said} by speaker {min(sentences, 3)}",
            f"quoted {self._is_quoted(self.token.i)} of speaker {min(sentences, 3)}",
        ]

    def describe_nothing(self) -> list[str]:
        """What speaks for a pronoun that means none of the candidates."""
        found = [
            "nothing",
            f"nothing {self.role}",
            f"nothing quoted {self._is_quoted(self.token.i)}",
            f"nothing {self.token.lower_}",
        ]
        if not self.gender and is_expletive(self.token):
            found.append("expletive")
        if not self.gender and self.owned:
            found.append(f"nothing owns {self.owned}")
        return found + self._strangers()

    def _strangers(self) -> list[str]:
        """Nouns near that no candidate has and the pronoun may mean: "the plan failed because it ..."."""
        doc, here = self.discourse.doc, self.discourse.sentence_of[self.token.i]
        taken = {event.token for event in self.discourse.events}
        many = is_plural(self.token)
        found: dict[str, None] = {}
        for at in range(self.token.i - 1, max(-1, self.token.i - 60), -1):
            age = here - self.discourse.sentence_of[at]
            if age > 1:
                break
            token = doc[at]
            if at in taken or token.pos_ != "NOUN":
                continue
            if self.gender:
                fits = token.lemma_.lower() in person_nouns()
            else:
                fits = is_plural(token) == many and (many or token.tag_ in _SINGLE)
            if fits:
                found.setdefault(f"stranger {_role(governor(token)[0])} {age}")
        return list(found)

    def _is_quoted(self, at: int) -> bool:
        return self.discourse.quoted[at]

    def _paragraphs(self, event: Event) -> int:
        return self.discourse.paragraph_of[self.token.i] - self.discourse.paragraph_of[event.token]


def _is_main(scene: _Scene, event: Event) -> bool:
    """Tell whether a mention is the subject of its sentence."""
    if _role(event.kind) != "subject" or event.head < 0:
        return False
    first = coordinated(scene.discourse.doc[event.head])[0]
    return first.head == first


def _role(kind: str) -> str:
    """A governor's kind as one of few: subject, object, possessor, modifier, oblique, other."""
    if kind in _SUBJECTS:
        return "subject"
    if kind in _OBJECTS:
        return "object"
    if kind in {"possessor", "modifier"}:
        return kind
    return "oblique" if kind.startswith("oblique") or kind == "agent" else "other"


def _form(token: Token) -> str:
    return {"PROPN": "name", "PRON": "pronoun", "DET": "pronoun"}.get(token.pos_, "description")


def _bin(count: int) -> str:
    return str(count) if count < 3 else "few" if count < 6 else "many"


def _gender_features(referent: Referent, gender: str) -> list[str]:
    if referent.gender:
        # Another gender is no candidate at all.
        return ["gender told"]
    guess = referent.guess
    return [f"name {'silent' if not guess else 'agrees' if guess == gender else 'differs'}"]


def is_expletive(token: Token) -> bool:
    """Tell whether "it" stands for nothing: "it is clear that"."""
    kind, head = governor(token)
    if token.lower_ != "it" or kind not in {"subject", "passive subject"}:
        return False
    after = [child for child in head.children if child.i > head.i]
    clause = any(child.dep_ in {"ccomp", "csubj", "csubjpass", "csubj:pass", "xcomp"} for child in after)
    if head.lemma_ in {"be", "time", "day", "way", *_WEATHER} or (head.pos_ == "ADJ" and clause):
        return True
    return (kind == "passive subject" and clause) or any(child.lower_ == "that" for child in after)


def is_candidate(referent: Referent, kind: str) -> bool:
    """Tell whether a pronoun of this kind may mean a referent at all; the weights know only named ones."""
    return referent.type in _TYPES[kind] and not referent.nameless


_TYPES: Final = {
    "person": frozenset({EntityType.PERSON}),
    "thing": frozenset({EntityType.COUNTRY, EntityType.ORGANISATION}),
    "many": frozenset({EntityType.COUNTRY, EntityType.ORGANISATION, EntityType.GROUP}),
}
