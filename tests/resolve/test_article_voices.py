"""Whose an article's own voice is, through the packaged pipeline."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.records import MentionKind
from kg.resolve import resolve_mentions

pytestmark = pytest.mark.model

EDITORIAL = """\
The Norland Gazette

A vote of trust

The board should keep Anna Berg. We opposed her in 2018, and this newspaper was wrong.

"We thank nobody," said Carl Dahl.
"""
INTERVIEW = """\
"I stay"

We asked Anna Berg, the chairwoman of the Harbour Party, about Carl Dahl.

Q: Do you trust Mr Dahl?

A: I never did.

Q: Who does?

A: Nobody that I know.
"""
LABELLED = """\
Anna Berg and the harbour

The Norland Gazette: Whom did you vote for?

Berg: I voted for Carl Dahl.

AB: Dahl knows my mind.
"""
NEWS = """\
Norland leaves the pact

Prime Minister Anna Berg told reporters on Monday. We will see.
"""


def own_voices(text: str, nlp: Language) -> list[tuple[str, str]]:
    """Words of the article's own voice, with whom they mean."""
    found = resolve_mentions(nlp(text))
    names = {entity.id: entity.name for entity in found.entities}
    return [
        (link.mention.text, names[link.entity])
        for link in found.links
        if link.reason == "the article's own voice"
    ]


def test_an_editorial_speaks_for_its_paper(nlp: Language) -> None:
    found = own_voices(EDITORIAL, nlp)
    assert found == [("We", "Norland Gazette"), ("this newspaper", "Norland Gazette")]


def test_who_was_asked_is_i(nlp: Language) -> None:
    assert own_voices(INTERVIEW, nlp) == [("I", "Anna Berg"), ("I", "Anna Berg")]


def test_labels_tell_who_answers(nlp: Language) -> None:
    assert own_voices(LABELLED, nlp) == [("I", "Anna Berg"), ("my", "Anna Berg")]


def test_news_has_no_voice_of_its_own(nlp: Language) -> None:
    assert own_voices(NEWS, nlp) == []
    found = resolve_mentions(nlp(NEWS))
    assert not any(link.kind is MentionKind.PRONOUN for link in found.links)
