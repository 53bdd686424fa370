from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from claim_builders import named, parse, read_marked

from kg.claim.patterns import find_matches, find_members

if TYPE_CHECKING:
    from spacy.language import Language

UD = {
    "active": """Norland NNP nsubj 2
        backed:back VBD root 2
        Dahl NNP obj 2""",
    "passive": """Dahl NNP nsubj:pass 3
        was VBD aux:pass 3
        backed:back VBN root 3
        by IN case 5
        Norland NNP obl:agent 3""",
    "coordination": """Norland NNP nsubj 4
        and CC cc 3
        Sudland NNP conj 1
        backed:back VBD root 4
        Dahl NNP obj 4""",
    "nominal": """Norland NNP nmod:poss 3
        's POS case 1
        objections:objection NNS root 3
        to IN case 7
        Sudland NNP nmod:poss 7
        's POS case 5
        bid NN nmod 3""",
    "adjective": """Norland NNP nsubj 3
        is VBZ cop 3
        critical JJ root 3
        of IN case 5
        Dahl NNP obl 3""",
    "agent noun": """Norland NNP nsubj 8
        , , punct 5
        a DT det 5
        staunch JJ amod 5
        backer NN appos 1
        of IN case 7
        Sudland NNP nmod 5
        spoke:speak VBD root 8""",
    "received": """Dahl NNP nsubj 2
        won:win VBD root 2
        the DT det 4
        backing NN obj 2
        of IN case 6
        Norland NNP nmod 4""",
}
CLEARNLP = {
    "active": """Norland NNP nsubj 2
        backed:back VBD ROOT 2
        Dahl NNP dobj 2""",
    "passive": """Dahl NNP nsubjpass 3
        was VBD auxpass 3
        backed:back VBN ROOT 3
        by IN agent 3
        Norland NNP pobj 4""",
    "coordination": """Norland NNP nsubj 4
        and CC cc 1
        Sudland NNP conj 1
        backed:back VBD ROOT 4
        Dahl NNP dobj 4""",
    "nominal": """Norland NNP poss 3
        's POS case 1
        objections:objection NNS ROOT 3
        to IN prep 3
        Sudland NNP poss 7
        's POS case 5
        bid NN pobj 4""",
    "adjective": """Norland NNP nsubj 2
        is VBZ ROOT 2
        critical JJ acomp 2
        of IN prep 3
        Dahl NNP pobj 4""",
    "agent noun": """Norland NNP nsubj 8
        , , punct 1
        a DT det 5
        staunch JJ amod 5
        backer NN appos 1
        of IN prep 5
        Sudland NNP pobj 6
        spoke:speak VBD ROOT 8""",
    "received": """Dahl NNP nsubj 2
        won:win VBD ROOT 2
        the DT det 4
        backing NN dobj 2
        of IN prep 4
        Norland NNP pobj 5""",
}
EXPECTED = {
    "active": {("Norland", "support", "Dahl")},
    "passive": {("Norland", "support", "Dahl")},
    "coordination": {("Norland", "support", "Dahl"), ("Sudland", "support", "Dahl")},
    "nominal": {("Norland", "oppose", "Sudland")},
    "adjective": {("Norland", "oppose", "Dahl")},
    "agent noun": {("Norland", "support", "Sudland")},
    "received": {("Norland", "support", "Dahl")},
}


@pytest.mark.parametrize("scheme", [UD, CLEARNLP], ids=["ud", "clearnlp"])
@pytest.mark.parametrize("shape", EXPECTED)
def test_frames_are_read_in_both_schemes(shape: str, scheme: dict[str, str]) -> None:
    doc = parse(scheme[shape])
    found = {(m.holder.text, str(m.stance), m.target.text) for m in find_matches(doc[:], named)}
    assert found == EXPECTED[shape]


def test_a_bid_stands_between_cue_and_owner() -> None:
    (match,) = find_matches(parse(UD["nominal"])[:], named)
    assert match.via is not None and match.via.text == "bid"
    assert match.rule == "noun objection"


@pytest.mark.parametrize("scheme", [UD, CLEARNLP], ids=["ud", "clearnlp"])
def test_words_that_mean_nobody_give_no_match(scheme: dict[str, str]) -> None:
    for rows in scheme.values():
        assert not list(find_matches(parse(rows)[:], lambda token: frozenset()))


def test_nobody_holds_a_stance_on_himself() -> None:
    same = frozenset({"one"})
    assert not list(find_matches(parse(UD["active"])[:], lambda token: same))


def test_a_tree_of_unknown_labels_gives_no_match_and_no_error() -> None:
    odd = "Norland NNP dep 2\nbacked:back VBD dep 3\nDahl NNP dep 4\nbid NN dep 4"
    assert not list(find_matches(parse(odd)[:], named))


def test_members_are_those_that_a_group_names() -> None:
    doc = parse(
        """members:member NNS nsubj 6
        including IN case 3
        Norland NNP nmod 1
        and CC cc 5
        Sudland NNP conj 3
        agreed:agree VBD root 6"""
    )
    assert [token.text for token in find_members(doc[0])] == ["Norland", "Sudland"]
    assert not find_members(doc[5])


FOUND = [
    ("[Hungary] backed [Dahl].", "Hungary support Dahl"),
    ("[Dahl], backed by [Hungary] and [Slovakia], won.", "Hungary support Dahl; Slovakia support Dahl"),
    ("[Germany] backs [Dahl] and [Berg].", "Germany support Dahl; Germany support Berg"),
    ("[Turkey] opposed [Dahl]'s candidacy.", "Turkey oppose Dahl candidacy"),
    ("[Turkey] opposed the candidacy of [Dahl].", "Turkey oppose Dahl candidacy"),
    ("[Turkey]'s objections to [Sweden]'s bid delayed the vote.", "Turkey oppose Sweden bid"),
    ("[Turkey] voiced opposition to [Sweden]'s bid.", "Turkey oppose Sweden bid"),
    ("[Turkey] expressed support for [Dahl]'s bid.", "Turkey support Dahl bid"),
    ("[Dahl] won the backing of [Germany].", "Germany support Dahl"),
    ("[Dahl] has the support of [Germany].", "Germany support Dahl"),
    ("[Dahl] secured support from [Germany] and [France].", "Germany support Dahl; France support Dahl"),
    ("[Dahl] faced criticism from [Turkey] over the plan.", "Turkey oppose Dahl"),
    ("With the support of [Germany], [Dahl] won.", "Germany support Dahl"),
    ("Criticism of [Dahl] by [Turkey] grew.", "Turkey oppose Dahl"),
    ("[Poland], a staunch backer of [Ukraine], spoke first.", "Poland support Ukraine"),
    ("[Poland] is a staunch backer of [Ukraine].", "Poland support Ukraine"),
    ("[Hungary] remains opposed to [Dahl].", "Hungary oppose Dahl"),
    ("[Hungary] is opposed to [Dahl].", "Hungary oppose Dahl"),
    ("[Hungary] is critical of [Dahl].", "Hungary oppose Dahl"),
    ("[Turkey] is in favor of [Dahl].", "Turkey support Dahl"),
    ("[Turkey] came out in support of [Dahl].", "Turkey support Dahl"),
    ("[Turkey] came out against [Dahl].", "Turkey oppose Dahl"),
    ("[Turkey] spoke against [Dahl].", "Turkey oppose Dahl"),
    ("[Turkey] spoke out against [Dahl].", "Turkey oppose Dahl"),
    ("[Turkey] lashed out at [Dahl] over the plan.", "Turkey oppose Dahl"),
    ("[Turkey] threw its weight behind [Dahl].", "Turkey support Dahl"),
    ("[Turkey] approves of [Dahl].", "Turkey support Dahl"),
    ("[Turkey] gave [Dahl] its support.", "Turkey support Dahl"),
    ("[Turkey] imposed sanctions on [Russia].", "Turkey oppose Russia"),
    ("[U.S.] support for [Israel] has grown.", "U.S. support Israel"),
    ("[Berg] criticized [Israeli] plans.", "Berg oppose Israeli plans"),
    ("[Germany]'s chancellor, [Dahl], praised [Berg].", "Dahl support Berg"),
    ("[Hungary], which had opposed [Dahl], agreed.", "Hungary oppose Dahl"),
    ("[Dahl], who was criticised by [Orban], won.", "Orban oppose Dahl"),
    ("[Britain] accused [Sudan] of backing [rebels].", "Britain oppose Sudan; Sudan support rebels"),
    (
        "[Turkey] condemned [Russia]'s invasion of [Ukraine].",
        "Turkey oppose Russia invasion; Russia oppose Ukraine",
    ),
    ("[Hungary] had opposed [Dahl], but [Hungary] lifted its objections on Tuesday.", "Hungary oppose Dahl"),
    ("[Hungary] urged [Germany] to back [Dahl].", "Germany support Dahl"),
]
NOT_FOUND = [
    "[Berg] met [Dahl] in [Turkey].",
    "[Turkey] condemned the killing of [Dahl].",
    "[Norway] joined [NATO] in 1949.",
    "[Berg] described [Dahl] as a colleague.",
    "[Berg] backed the transatlantic bond in [Germany].",
    "[Dahl] succeeded [Berg] as president of [France].",
]


def _say(nlp: Language, text: str) -> set[tuple[str, ...]]:
    doc, actors = read_marked(nlp, text)
    found = set()
    for sent in doc.sents:
        for m in find_matches(sent, actors):
            (holder,), (target,) = actors(m.holder), actors(m.target)
            found.add((holder, str(m.stance), target, *([m.via.text] if m.via else [])))
    return found


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_patterns_on_parsed_sentences(nlp: Language, text: str, expected: str) -> None:
    assert _say(nlp, text) == {tuple(claim.split()) for claim in expected.split("; ")}


@pytest.mark.model
@pytest.mark.parametrize("text", NOT_FOUND)
def test_neutral_sentences_give_no_match(nlp: Language, text: str) -> None:
    assert not _say(nlp, text)


@pytest.mark.model
def test_an_end_without_a_target_takes_that_from_before(nlp: Language) -> None:
    doc, actors = read_marked(nlp, "[Hungary], which had opposed [Dahl], lifted its veto on Tuesday.")
    last = list(find_matches(next(doc.sents), actors))[-1]
    assert (last.cue.text, last.target.text) == ("veto", "Dahl")
    assert last.rule == "noun veto, target from before"
