from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from claim_builders import parse, read_marked

from kg.claim.attribution import find_cue, find_speaker, find_topic
from kg.claim.patterns import find_matches
from kg.records import Stance

if TYPE_CHECKING:
    from spacy.language import Language

REPORTED = {
    "ud": """Berg NNP nsubj 2
        said:say VBD root 2
        Norland NNP nsubj 4
        backed:back VBD ccomp 2
        Dahl NNP obj 4""",
    "clearnlp": """Berg NNP nsubj 2
        said:say VBD ROOT 2
        Norland NNP nsubj 4
        backed:back VBD ccomp 2
        Dahl NNP dobj 4""",
}


@pytest.mark.parametrize("scheme", REPORTED)
def test_the_subject_of_the_report_speaks(scheme: str) -> None:
    doc = parse(REPORTED[scheme])
    speaker = find_speaker(doc[3])
    assert speaker is not None and speaker.text == "Berg"
    assert find_speaker(doc[1]) is None


@pytest.mark.parametrize("scheme", REPORTED)
def test_the_cue_of_a_scored_pair_is_one_of_its_stance(scheme: str) -> None:
    doc = parse(REPORTED[scheme])
    support = find_cue(doc[:], 2, 4, Stance.SUPPORT)
    oppose = find_cue(doc[:], 2, 4, Stance.OPPOSE)
    assert support is not None and support.text == "backed"
    # No word of opposition: the verb that joins the two.
    assert oppose is not None and oppose.text == "backed"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[Berg] said that [Hungary] backs [Dahl].", "Berg"),
        ("[Hungary] will support [Dahl], [Berg] said.", "Berg"),
        ("[Hungary] backs [Dahl], according to [Reuters].", "Reuters"),
        ("[Hungary] backs [Dahl].", None),
    ],
)
def test_who_says_so(nlp: Language, text: str, speaker: str | None) -> None:
    doc, actors = read_marked(nlp, text)
    match = next(find_matches(next(doc.sents), actors))
    found = find_speaker(match.cue)
    assert (found.text if found is not None else None) == speaker


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("[Turkey] opposed [Dahl]'s candidacy.", "candidacy"),
        ("[Turkey] opposed [Dahl]'s candidacy for NATO chief.", "candidacy for NATO chief"),
        ("[Turkey] backed the bid of [Sweden].", "bid"),
        ("[Turkey] criticized [Dahl] over the budget.", "budget"),
        ("[Turkey] condemned [Russia]'s invasion of [Ukraine].", "invasion of Ukraine"),
        ("[Turkey] backed [Dahl].", None),
    ],
)
def test_what_of_the_target_it_is_about(nlp: Language, text: str, topic: str | None) -> None:
    doc, actors = read_marked(nlp, text)
    match = next(find_matches(next(doc.sents), actors))
    assert find_topic(match.target, match.via, match.cue) == topic
