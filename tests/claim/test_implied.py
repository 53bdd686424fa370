from __future__ import annotations

import pytest
from claim_builders import DAHL, NORLAND, OSTMARK, SUDLAND, Stub, Tie, parse, tie

from kg.claim import find_claims

EVERYBODY = (NORLAND, SUDLAND, OSTMARK, DAHL)
Row = tuple[str, str, str, str | None]


def _find(first: str, second: str, *links: Tie) -> list[Row]:
    """What two sentences of four tokens and more say: holder, stance, target, topic."""
    names = {who.id: who.name for who in EVERYBODY}
    found = find_claims(parse(f"{first}\n{second}"), EVERYBODY, links, Stub(base=0.1))
    return [(names[c.holder], str(c.stance), names[c.target], c.topic) for c in found]


BACKED = """Norland NNP nsubj 2
    backed:back VBD root 2
    Dahl NNP obj 2
    . . punct 2"""
VOTED = """Sudland NNP nsubj 6
    voted:vote VBD root 6
    against RB advmod 6
    . . punct 6"""


def _act(verb: str, act: str) -> str:
    return f"""Sudland NNP nsubj 6
        {verb} VBD root 6
        the DT det 8
        {act} NN obj 6
        . . punct 6"""


def test_who_voted_against_opposes_whom_the_text_speaks_of() -> None:
    found = _find(BACKED, VOTED, tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND))
    assert ("Sudland", "oppose", "Carl Dahl", None) in found


def test_an_adjective_within_a_phrase_tells_no_stance() -> None:
    rows = """Sudland NNP nsubj 6
        watches:watch VBZ root 6
        critical JJ amod 8
        Ostmark NNP obj 6
        . . punct 6"""
    found = _find(BACKED, rows, tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND), tie(7, OSTMARK))
    assert [row[0] for row in found] == ["Norland"]


def test_a_preposition_with_its_noun_leaves_nothing_out() -> None:
    rows = VOTED.replace("against RB advmod 6", "against IN case 8\n    bill NN obl 6")
    found = _find(BACKED, rows, tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND))
    assert [row[0] for row in found] == ["Norland"]


@pytest.mark.parametrize("act", ["choice", "step", "decision"])
def test_a_common_act_is_theirs_whom_the_text_speaks_of(act: str) -> None:
    found = _find(BACKED, _act("welcomed:welcome", act), tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND))
    assert ("Sudland", "support", "Carl Dahl", None) in found


def test_a_stance_on_an_act_is_one_on_who_acted() -> None:
    first = BACKED.replace("backed:back", "recognised:recognise").replace("Dahl", "Ostmark")
    links = (tie(0, NORLAND), tie(2, OSTMARK), tie(4, SUDLAND))
    found = _find(first, _act("condemned:condemn", "recognition"), *links)
    assert ("Sudland", "oppose", "Norland", "recognition") in found


def test_this_act_is_that_of_the_sentence_before() -> None:
    first = BACKED.replace("backed:back", "left:leave")
    second = _act("condemned:condemn", "move").replace("the DT", "this DT")
    found = _find(first, second, tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND))
    assert found == [("Sudland", "oppose", "Norland", "move")]


def test_an_act_that_nobody_did_gives_no_claim() -> None:
    first = BACKED.replace("backed:back", "met:meet")
    links = (tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND))
    assert not _find(first, _act("condemned:condemn", "invasion"), *links)


def test_an_act_with_its_owner_is_the_owners() -> None:
    rows = _act("condemned:condemn", "recognition").replace("the DT det 8", "Ostmark NNP nmod:poss 8")
    found = _find(BACKED, rows, tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND), tie(6, OSTMARK))
    assert ("Sudland", "oppose", "Ostmark") in [row[:3] for row in found]
