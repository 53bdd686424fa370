"""Where holders and targets can stand in a sentence, and the sentence as the scorer reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from kg.claim.types import Place, Sentence
from kg.claim.words import AGENT_NOUNS, CHOSEN
from kg.linked import Link
from kg.records import Entity, EntityType
from kg.syntax import governor

#: What may hold or take a stance.
ACTORS = frozenset({EntityType.PERSON, EntityType.COUNTRY, EntityType.ORGANISATION, EntityType.GROUP})

#: A dateline has no more tokens.
_DATELINE = 12


def find_places(sent: Span, entities: Mapping[str, Entity], links: Sequence[Link]) -> list[Place]:
    """Mentions of actors in a sentence that may hold or take a stance: outermost, no parts of titles."""
    spans: dict[tuple[int, int], list[Link]] = {}
    begin = _skip_dateline(sent)
    for link in links:
        if begin <= link.start_token and link.end_token <= sent.end and link.entity in entities:
            spans.setdefault((link.start_token, link.end_token), []).append(link)
    places: list[Place] = []
    # What stands inside another comes after it, so that its words are its own.
    for (start, end), here in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        around = [outer for outer in spans if _is_around(outer, (start, end))]
        if any(not _is_told_of(sent.doc, spans[outer], (start, end)) for outer in around):
            continue
        types = {entities[link.entity].type for link in here}
        if not types & ACTORS or _in_title(sent.doc[here[0].head_token], spans):
            continue
        ids = tuple(dict.fromkeys(link.entity for link in here if entities[link.entity].type in ACTORS))
        kind = entities[ids[0]].type
        places.append(Place(start, end, here[0].head_token, ids, kind, here[0].kind))
    return places


def _skip_dateline(sent: Span) -> int:
    """Where a sentence begins after "EASTPORT, Norland -": who is named there only tells the place."""
    words = [token for token in sent[:_DATELINE] if not token.is_space]
    if not words or not (words[0].is_upper and len(words[0]) > 2):
        return sent.start
    for token in words:
        if token.pos_ in {"VERB", "AUX"}:
            break
        if token.text in {"-", "–", "—"}:
            return token.i + 1
    return sent.start


def _is_around(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and outer != inner


def _is_told_of(doc: Doc, around: Sequence[Link], inner: tuple[int, int]) -> bool:
    """Whether a phrase tells a stance between whom it means and whom it names: "a critic of Norland"."""
    head = doc[around[0].head_token]
    return head.lemma_.casefold() in AGENT_NOUNS | CHOSEN and head.i < inner[0]


def _in_title(head: Token, spans: Mapping[tuple[int, int], list[Link]]) -> bool:
    """Whether a mention is but part of another's title: "Dutch" in "Dutch Prime Minister Mark Rutte"."""
    token = head
    for _ in range(3):
        kind, above = governor(token)
        if kind not in {"modifier", "possessor"} or above == token:
            return False
        if kind == "possessor" and above.pos_ != "PROPN":
            return False
        if any(link.head_token == above.i for here in spans.values() for link in here):
            return kind == "modifier" or token != head
        token = above
    return False


def as_words(sent: Span, places: Sequence[Place]) -> Sentence:
    """The sentence for the scorer: its words without white space, and its places as word spans."""
    index: dict[int, int] = {}
    words: list[str] = []
    for token in sent:
        if not token.is_space:
            index[token.i] = len(words)
            words.append(token.text)
    spans = []
    for place in places:
        inside = [index[i] for i in range(place.start, place.end) if i in index]
        spans.append((inside[0], inside[-1] + 1, place.type, place.kind))
    return tuple(words), tuple(spans)
