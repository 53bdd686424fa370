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


# What the sentence leaves out

DROPPED = """Sudland NNP nsubj 6
    dropped:drop VBD root 6
    its PRP$ nmod:poss 8
    objections:objection NNS obj 6
    . . punct 6"""
TIES = (tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND))


def _claims(rows: str, *links: Tie) -> list[str]:
    """What a text says, in words; the model finds no claim."""
    names = {who.id: who.name for who in EVERYBODY}
    found = find_claims(parse(rows), EVERYBODY, links, Stub(base=0.1))
    return [f"{names[c.holder]} {c.stance} {names[c.target]} {c.aspect} {c.modality}" for c in found]


def test_who_drops_its_objections_ends_them() -> None:
    assert "Sudland oppose Carl Dahl ended asserted" in _claims(f"{BACKED}\n{DROPPED}", *TIES)


def test_what_is_given_to_somebody_has_its_target() -> None:
    rows = DROPPED.replace("dropped:drop", "promised:promise").replace(
        "objections:objection NNS", "support NN"
    )
    rows = rows.replace(". . punct", "to IN case 10\n    farmers NNS obl 6\n    . . punct")
    assert len(_claims(f"{BACKED}\n{rows}", *TIES)) == 1


def test_a_noun_below_another_verb_is_nobodys_stance() -> None:
    rows = DROPPED.replace("dropped:drop", "heard:hear").replace("its PRP$ nmod:poss", "a DT det")
    assert len(_claims(f"{BACKED}\n{rows}", *TIES)) == 1


@pytest.mark.parametrize(("word", "stance"), [("no", "oppose"), ("yes", "support")])
def test_a_vote_is_told_by_its_word(word: str, stance: str) -> None:
    rows = VOTED.replace("against RB", f"{word} RB")
    assert f"Sudland {stance} Carl Dahl held asserted" in _claims(f"{BACKED}\n{rows}", *TIES)


def test_without_a_target_in_mind_it_is_whom_most_speak_of() -> None:
    """Two hold something of one, and four sentences later a third drops its objections."""
    both = """Norland NNP nsubj 4
        and CC cc 3
        Ostmark NNP conj 1
        backed:back VBD root 4
        Dahl NNP obj 4
        . . punct 4"""
    quiet = "".join(f"\nIt PRP nsubj {n}\nrained:rain VBD root {n}\n. . punct {n}" for n in (8, 11, 14, 17))
    last = DROPPED.replace(" 6", " 20").replace(" 8", " 22")
    ties = (tie(0, NORLAND), tie(2, OSTMARK), tie(4, DAHL), tie(18, SUDLAND))
    assert _claims(f"{both}{quiet}\n{last}", *ties)[-1] == "Sudland oppose Carl Dahl ended asserted"


def test_whom_the_holder_spoke_of_before_in_the_sentence_comes_first() -> None:
    rows = """Sudland NNP nsubj 6
        criticised:criticise VBD root 6
        Ostmark NNP obj 6
        but CC cc 9
        dropped:drop VBD conj 6
        its PRP$ nmod:poss 11
        objections:objection NNS obj 9
        . . punct 6"""
    found = _claims(f"{BACKED}\n{rows}", *TIES, tie(6, OSTMARK))
    assert found[1:] == ["Sudland oppose Ostmark ended asserted"]
