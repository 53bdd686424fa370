from __future__ import annotations

import pytest
from claim_builders import BERG, DAHL, NORLAND, SUDLAND, Stub, parse, tie

from kg.claim import Thresholds, find_claims, weigh_claims
from kg.records import Claim

EVERYBODY = (NORLAND, SUDLAND, BERG, DAHL)
#: "Norland lies," Berg said. "Dahl agrees." Then one that nobody is quoted with.
TWO = """" `` punct 3
    Norland NNP nsubj 3
    lies:lie VBZ root 3
    , , punct 3
    " '' punct 3
    Berg NNP nsubj 7
    said:say VBD parataxis 3
    . . punct 3
    " `` punct 11
    Dahl NNP nsubj 11
    agrees:agree VBZ root 11
    " '' punct 11
    . . punct 11
    Sudland NNP nsubj 15
    smiled:smile VBD root 15
    . . punct 15"""
LINKS = (tie(1, NORLAND), tie(5, BERG), tie(9, DAHL), tie(13, SUDLAND))
SURE = Stub(("Anna Berg", "Dahl", "support", 0.9), base=0.0)


def _short(claims: tuple[Claim, ...]) -> list[tuple[str, str, str]]:
    names = {who.id: who.name for who in EVERYBODY}
    return [(names[c.holder], str(c.stance), names[c.target]) for c in claims]


def test_the_speaker_holds_what_the_next_quoted_sentence_says() -> None:
    (found,) = find_claims(parse(TWO), EVERYBODY, LINKS, SURE)
    assert _short((found,)) == [("Anna Berg", "support", "Carl Dahl")]
    assert found.evidence.text.startswith('" Dahl agrees') and found.attributed_to is None
    assert "said in a quotation" in found.reason


def test_the_scorer_reads_the_sentence_as_the_speakers() -> None:
    score = Stub(base=0.0)
    find_claims(parse(TWO), EVERYBODY, LINKS, score)
    words, spans = score.seen[-1]
    assert " ".join(words) == 'Anna Berg said : " Dahl agrees " . "'
    assert [words[start:end] for start, end, *_ in spans] == [("Anna", "Berg"), ("Dahl",)]


def test_what_the_speaker_may_hold_needs_the_threshold_and_is_told_of() -> None:
    thresholds = Thresholds(said=0.95, doubt=0.5)
    weighed = weigh_claims(parse(TWO), EVERYBODY, LINKS, SURE, thresholds=thresholds)
    assert [item.verdict for item in weighed] == ["the model gives less than 0.95"]


def test_an_unknown_speaker_gives_none() -> None:
    assert not find_claims(parse(TWO), EVERYBODY, (LINKS[0], *LINKS[2:]), SURE)


def test_words_in_quotation_marks_within_a_sentence_are_nobody_elses() -> None:
    rows = TWO.replace('" `` punct 11', "But CC cc 11").replace("agrees:agree VBZ", "agrees:agree VBZ")
    assert not find_claims(parse(rows), EVERYBODY, LINKS, SURE)


@pytest.mark.parametrize("word", ["We", "I"])
def test_we_is_the_speaker(word: str) -> None:
    rows = f"""" `` punct 3
        {word} PRP nsubj 3
        back:back VBZ root 3
        Dahl NNP obj 3
        , , punct 3
        " '' punct 3
        Berg NNP nsubj 8
        said:say VBD parataxis 3
        . . punct 3"""
    links = (tie(3, DAHL), tie(6, BERG))
    (found,) = find_claims(parse(rows), EVERYBODY, links, Stub(base=0.1))
    assert _short((found,)) == [("Anna Berg", "support", "Carl Dahl")]
    assert "pattern verb back" in found.reason


def test_what_others_hold_in_a_quotation_its_speaker_says() -> None:
    rows = TWO.replace("agrees:agree VBZ root 11", "backs:back VBZ root 11").replace(
        """" '' punct 11
    .""",
        """Norland NNP obj 11
    " '' punct 11
    .""",
    )
    links = (*LINKS[:3], tie(11, NORLAND), tie(14, SUDLAND))
    rows = rows.replace("nsubj 15", "nsubj 16").replace("root 15", "root 16").replace("punct 15", "punct 16")
    (found,) = find_claims(parse(rows), EVERYBODY, links, Stub(base=0.1))
    assert _short((found,)) == [("Carl Dahl", "support", "Norland")]
    assert found.attributed_to == BERG.id
