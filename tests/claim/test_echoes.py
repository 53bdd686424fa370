from __future__ import annotations

import pytest
from claim_builders import DAHL, NORLAND, OSTMARK, SUDLAND, Stub, Tie, parse, tie

from kg.claim import find_claims

EVERYBODY = (NORLAND, SUDLAND, OSTMARK, DAHL)
FIRST = """Norland NNP nsubj 2
    backed:back VBD root 2
    Dahl NNP obj 2"""
AS_DID = """, , punct 6
    as IN mark 6
    did:do VBD advcl 2
    Sudland NNP nsubj 6
    and CC cc 9
    Ostmark NNP conj 7
    . . punct 2"""
FOLLOWED = """. . punct 2
    Sudland NNP nsubj 6
    followed:follow VBD root 6
    suit NN obj 6
    . . punct 6"""
THE_SAME = """. . punct 2
    Sudland NNP nsubj 6
    did:do VBD root 6
    the DT det 8
    same JJ obj 6
    . . punct 6"""
SO_DID = """. . punct 2
    So RB advmod 6
    did:do VBD root 6
    Sudland NNP nsubj 6
    . . punct 6"""


def _holders(rows: str, *links: Tie) -> list[tuple[str, str]]:
    names = {who.id: who.name for who in EVERYBODY}
    ties = (tie(0, NORLAND), tie(2, DAHL), *links)
    found = find_claims(parse(f"{FIRST}\n{rows}"), EVERYBODY, ties, Stub(base=0.1))
    return [(names[claim.holder], names[claim.target]) for claim in found]


def test_as_did_gives_each_of_them_the_claim_before() -> None:
    found = _holders(AS_DID, tie(6, SUDLAND), tie(8, OSTMARK))
    assert set(found) == {(name, "Carl Dahl") for name in ("Norland", "Sudland", "Ostmark")}


@pytest.mark.parametrize(("rows", "at"), [(FOLLOWED, 4), (THE_SAME, 4), (SO_DID, 6)])
def test_who_does_the_same_holds_the_claim_of_the_sentence_before(rows: str, at: int) -> None:
    assert set(_holders(rows, tie(at, SUDLAND))) == {("Norland", "Carl Dahl"), ("Sudland", "Carl Dahl")}


def test_an_echo_is_less_sure_and_says_what_it_echoes() -> None:
    names = (tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND))
    first, second = find_claims(parse(f"{FIRST}\n{FOLLOWED}"), EVERYBODY, names, Stub(base=0.1))
    assert second.confidence < first.confidence
    assert "follow suit" in second.reason and "verb back" in second.reason
    assert second.evidence.text == "Sudland followed suit ."


def test_an_auxiliary_that_helps_a_verb_echoes_nothing() -> None:
    rows = """. . punct 2
        Nor CC cc 8
        does:do VBZ aux 8
        Sudland NNP nsubj 8
        sleep VB root 8
        . . punct 8"""
    assert _holders(rows, tie(6, SUDLAND)) == [("Norland", "Carl Dahl")]


def test_nobody_does_the_same_to_himself() -> None:
    assert _holders(FOLLOWED, tie(4, DAHL)) == [("Norland", "Carl Dahl")]


def test_without_a_claim_before_there_is_no_echo() -> None:
    rows = FOLLOWED.replace("followed", "did").replace("suit NN obj 6", "harm NN obj 6")
    assert _holders(rows, tie(4, SUDLAND)) == [("Norland", "Carl Dahl")]


FOLLOWS = """. . punct 2
    Sudland NNP nsubj 6
    followed:follow VBD root 6
    . . punct 6"""
JOINED = """. . punct 2
    Sudland NNP nsubj 6
    joined:join VBD root 6
    in RB advmod 6
    . . punct 6"""


@pytest.mark.parametrize("rows", [FOLLOWS, JOINED, FOLLOWS.replace("followed:follow", "agreed:agree")])
def test_who_follows_or_joins_in_holds_what_was_told(rows: str) -> None:
    assert set(_holders(rows, tie(4, SUDLAND))) == {("Norland", "Carl Dahl"), ("Sudland", "Carl Dahl")}


def test_who_follows_somebody_or_agrees_to_something_echoes_nothing() -> None:
    rows = FOLLOWS.replace("    . . punct 6", "    orders NNS obj 6\n    . . punct 6")
    assert _holders(rows, tie(4, SUDLAND)) == [("Norland", "Carl Dahl")]


def test_who_might_follow_holds_it_possibly() -> None:
    rows = """. . punct 2
        Sudland NNP nsubj 7
        might MD aux 7
        follow VB root 7
        . . punct 7"""
    names = (tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND))
    *_, last = find_claims(parse(f"{FIRST}\n{rows}"), EVERYBODY, names, Stub(base=0.1))
    assert last.modality == "possible"
