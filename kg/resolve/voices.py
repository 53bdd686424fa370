"""Whose an article's own voice is: "this newspaper", "we" of an editorial, "I" of an interview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from spacy.tokens import Doc, Span, Token

from kg.names import fold, surname
from kg.quotations import quoted
from kg.records import EntityType
from kg.resolve.types import Phrase, Referent
from kg.syntax import governor

#: What a paper calls itself, after "this".
PAPERS: Final = frozenset({"newspaper", "paper", "page", "magazine", "journal", "website", "weekly", "daily"})
PLURAL: Final = frozenset({"we", "us", "our", "ours", "ourselves"})
#: The masthead stands in one of the first paragraphs.
_HEAD: Final = 3
#: So many questions make an interview.
_QUESTIONS: Final = 3
_MEETING: Final = frozenset({"ask", "interview", "meet", "question", "speak", "talk"})
_LABEL: Final = 4

Names = Sequence[tuple[Phrase, Referent]]


@dataclass(frozen=True, slots=True)
class Voices:
    """Who "this newspaper", "we" and "I" mean outside quotations, where the article shows it."""

    paper: Referent | None = None
    we: Referent | None = None
    i: Referent | None = None


def find_voices(doc: Doc, names: Names) -> Voices:
    """Read the head of an article, its labels and questions.

    Args:
        names: The names found, in reading order.
    """
    paragraphs = _paragraphs(doc)
    asked = _interviewee(paragraphs, names)
    if asked is not None:
        return Voices(i=asked)
    paper, end = _masthead(paragraphs, names)
    if paper is None:
        return Voices()
    inside = quoted(doc)
    is_editorial = any(_is_this_paper(token) and not inside[token.i] for token in doc)
    is_named_again = any(referent is paper and phrase.start >= end for phrase, referent in names)
    return Voices(paper, paper if is_editorial or is_named_again else None)


def _paragraphs(doc: Doc) -> list[Span]:
    """Stretches between line breaks that have words."""
    cuts = [token.i for token in doc if token.is_space and "\n" in token.text]
    edges = zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(doc)], strict=True)
    spans = (doc[start:end] for start, end in edges)
    return [span for span in spans if any(not token.is_space for token in span)]


def _is_this_paper(token: Token) -> bool:
    return token.lower_ in PAPERS and token.i > 0 and token.nbor(-1).lower_ == "this"


def _masthead(paragraphs: Sequence[Span], names: Names) -> tuple[Referent | None, int]:
    """The body named in a line without a verb at the head, and the token after that line."""
    for span in paragraphs[:_HEAD]:
        if any(token.pos_ in {"VERB", "AUX"} for token in span):
            return None, 0
        for phrase, referent in names:
            if span.start <= phrase.start < span.end and referent.type == EntityType.ORGANISATION:
                return referent, span.end
    return None, 0


def _interviewee(paragraphs: Sequence[Span], names: Names) -> Referent | None:
    """Who answers: whom the labels of most answers name, else whom the paper says it met."""
    people = list(dict.fromkeys(r for _, r in names if r.type == EntityType.PERSON))
    labels = [label for span in paragraphs if (label := _label(span))]
    known = Counter(person for label in labels for person in people if _is_label_of(label, person))
    if known:
        return known.most_common(1)[0][0]
    asking = [span for span in paragraphs if span.text.rstrip().endswith("?")]
    if not asking or (len(asking) < _QUESTIONS and not {"Q", "A"} <= set(labels)):
        return None
    before = [(p, r) for p, r in names if r.type == EntityType.PERSON and p.start < asking[0].start]
    met = [referent for phrase, referent in before if _is_met(phrase, asking[0].doc)]
    return next(iter([*met, *(referent for _, referent in before)]), None)


def _label(span: Span) -> str:
    """What stands before a colon at the start of a paragraph: "Q", "HA", "LINS"."""
    words = list(islice((token for token in span if not token.is_space), _LABEL + 1))
    at = next((n for n, token in enumerate(words) if token.text == ":"), 0)
    return " ".join(token.text for token in words[:at])


def _is_label_of(label: str, person: Referent) -> bool:
    initials = "".join(word[0] for word in person.name.split())
    return fold(label) in {fold(surname(person.name)), fold(person.name)} or (
        len(initials) > 1 and label == initials
    )


def _is_met(phrase: Phrase, doc: Doc) -> bool:
    return governor(doc[phrase.head])[1].lemma_.lower() in _MEETING
