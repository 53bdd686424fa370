"""Whose words a quoted sentence is: the speaker named in the sentence before or after.

"They have access," Berg said. "They read it." What the second sentence says of others is Berg's stance too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from spacy.tokens import Span, Token

from kg.claim.places import ACTORS, as_words
from kg.claim.types import Place, Sentence
from kg.claim.words import FIRST_PERSON, SAYING, US
from kg.linked import Link
from kg.quotations import MARKS, quoted
from kg.records import Entity, EntityType, MentionKind
from kg.syntax import subjects

#: Words that stand between a speaker's name and the sentence, for the scorer.
_SAID: Final = ("said", ":", '"')
#: Somebody speaks, but nobody knows who.
_UNKNOWN: Final = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says what a sentence quotes.

    Attributes:
        whole: All of the sentence is quoted, so that it names its speaker nowhere.
        quoted: Its tokens that are the speaker's.
    """

    entity: str
    name: str
    type: EntityType
    whole: bool
    quoted: frozenset[int]


def find_voices(
    sentences: Sequence[tuple[Span, Sequence[Link]]], entities: Mapping[str, Entity]
) -> list[Voice | None]:
    """The speaker of each sentence that quotes somebody; None for the others.

    A sentence that is quoted as a whole takes the speaker of the one that its quotation runs on
    into, else that of the one before, where that quotes, too, or ends in a colon.

    Args:
        sentences: All of an article's, in order, each with the links that start in it.
    """
    inside = quoted(sentences[0][0].doc) if sentences else []
    if not any(inside):
        return [None] * len(sentences)
    shares = [_share(sent, inside) for sent, _ in sentences]
    found = [_speaker(sent, links, inside, entities) for sent, links in sentences]
    said = [entity if share or _introduces(sent) else None
            for (sent, _), share, entity in zip(sentences, shares, found, strict=True)]  # fmt: skip
    order = range(len(sentences))
    for this, after in reversed(list(pairwise(order))):
        if said[this] is None and shares[this] == 1 and _runs_on(sentences[this][0], inside):
            said[this] = said[after]
    for before, this in pairwise(order):
        if said[this] is None and shares[this] == 1:
            said[this] = said[before]
    voices: list[Voice | None] = []
    for (sent, _), entity, share in zip(sentences, said, shares, strict=True):
        if entity and share:
            who = entities[entity]
            own = frozenset(token.i for token in sent if inside[token.i])
            voices.append(Voice(who.id, who.name, who.type, share == 1, own))
        else:
            voices.append(None)
    return voices


def _share(sent: Span, inside: Sequence[bool]) -> float:
    """How much of a sentence's words stands in quotation marks, in [0, 1]."""
    words = [inside[token.i] for token in sent if token.is_alpha]
    return sum(words) / len(words) if words else 0.0


def _introduces(sent: Span) -> bool:
    """Whether what comes next is what somebody says: "Berg said:"."""
    return sent.text.rstrip().endswith(":")


def _runs_on(sent: Span, inside: Sequence[bool]) -> bool:
    """Whether a quotation is still open where the sentence ends."""
    after = [i for i in range(sent.end, min(sent.end + 3, len(sent.doc))) if not sent.doc[i].is_space]
    return inside[sent.end - 1] and bool(after) and inside[after[0]]


def _speaker(
    sent: Span, links: Sequence[Link], inside: Sequence[bool], entities: Mapping[str, Entity]
) -> str | None:
    """Who a sentence says speaks: an IRI, "" for somebody unknown, None where nobody does."""
    said: str | None = None
    for token in sent:
        if inside[token.i] or not (token.lemma_.casefold() in SAYING or token.lower_ == "according"):
            continue
        for link in _sayers(token, links):
            if link.entity in entities and entities[link.entity].type in ACTORS:
                return link.entity
        said = _UNKNOWN
    return said


def _sayers(word: Token, links: Sequence[Link]) -> list[Link]:
    """What may be the speaker: the verb's subject, else what stands right beside it ("said Berg")."""
    if word.lower_ == "according":
        return [link for link in links if 2 <= link.start_token - word.i <= 3]
    heads = {subject.i for subject in subjects(word)}
    if not heads:
        return [link for link in links if word.i + 1 == link.start_token or link.end_token == word.i]
    # "A spokesman for Berg said" is not Berg's: only whom the subject itself means.
    return [
        link
        for link in links
        if link.head_token in heads or (link.kind is MentionKind.NAME and _covers(link, heads))
    ]


def _covers(link: Link, heads: Collection[int]) -> bool:
    return any(link.start_token <= head < link.end_token for head in heads)


# For the scorer and the patterns


def give_voice(sent: Span, places: Sequence[Place], voice: Voice) -> list[Place]:
    """A sentence's places with those where "we" or "I" means the speaker."""
    taken = {i for place in places for i in range(place.start, place.end)}
    ours = [
        Place(i, i + 1, i, (voice.entity,), voice.type, MentionKind.PRONOUN)
        for i in sorted(voice.quoted - taken)
        if sent.doc[i].lower_ in FIRST_PERSON
    ]
    return sorted([*places, *ours], key=lambda place: place.start)


def means_us(sent: Span, place: Place) -> bool:
    """Whether a place is "us" or "our": who stands with us, stands with more than the speaker."""
    return sent.doc[place.head].lower_ in US


def as_said(sent: Span, places: Sequence[Place], voice: Voice) -> Sentence:
    """The sentence for the scorer as its speaker's words; the speaker is the first mention.

    Sentences of this form, ``Berg said : "They read it ."``, it knows from articles.
    """
    words, spans = as_words(sent, places)
    name = tuple(voice.name.split())
    before = len(name) + len(_SAID)
    moved = tuple((start + before, end + before, type_, kind) for start, end, type_, kind in spans)
    speaker = (0, len(name), voice.type, MentionKind.NAME)
    bare = words[1:] if words[0] in MARKS else words
    if bare is not words:
        moved = tuple((start - 1, end - 1, type_, kind) for start, end, type_, kind in moved)
    return (*name, *_SAID, *bare, *(() if bare[-1:] and bare[-1] in MARKS else ('"',))), (speaker, *moved)


def speaker_place(sent: Span, voice: Voice) -> Place:
    """The speaker as a holder who has no word in the sentence."""
    return Place(sent.start, sent.start, sent.root.i, (voice.entity,), voice.type, MentionKind.NAME)
