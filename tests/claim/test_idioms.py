from __future__ import annotations

import pytest
from claim_builders import named, parse

from kg.claim.idioms import find_idioms

#: Sentence parsed by hand, and what it says: holder, stance, target.
IDIOMS = {
    "whose choice somebody is": (
        """Berg NNP nsubj 4
        was VBD cop 4
        the DT det 4
        choice NN root 4
        of IN case 6
        Norland NNP nmod 4""",
        {("Norland", "support", "Berg")},
    ),
    "whose preferred candidate somebody is": (
        """Berg NNP nsubj 5
        is VBZ cop 5
        the DT det 5
        preferred:prefer VBN amod 5
        candidate NN root 5
        of IN case 7
        allies:ally NNS nmod 5
        including VBG case 9
        Norland NNP nmod 7
        and CC cc 11
        Sudland NNP conj 9""",
        {("Norland", "support", "Berg"), ("Sudland", "support", "Berg")},
    ),
    "a candidate is not yet backed": (
        """Berg NNP nsubj 4
        is VBZ cop 4
        a DT det 4
        candidate NN root 4
        of IN case 6
        Norland NNP nmod 4""",
        set(),
    ),
    "thanked for their support": (
        """Berg NNP nsubj 2
        thanked:thank VBD root 2
        Norland NNP obj 2
        for IN case 6
        their PRP$ nmod:poss 6
        support NN obl 2""",
        {("Norland", "support", "Berg")},
    ),
    "thanked for what is not theirs": (
        """Berg NNP nsubj 2
        thanked:thank VBD root 2
        Norland NNP obj 2
        for IN case 7
        Sudland NNP nmod:poss 7
        's POS case 5
        support NN obl 2""",
        set(),
    ),
    "against": (
        """Norland NNP nsubj 4
        was VBD cop 4
        against IN case 4
        Berg NNP root 4""",
        {("Norland", "oppose", "Berg")},
    ),
    "a step that somebody deplored": (
        """Norland NNP nsubj 2
        sanctioned:sanction VBD root 2
        banks:bank NNS obj 2
        , , punct 6
        a DT det 6
        step NN appos 3
        that WDT obj 9
        Sudland NNP nsubj 9
        deplored:deplore VBD acl:relcl 6""",
        {("Sudland", "oppose", "Norland")},
    ),
    "a choice that somebody deplored": (
        """Norland NNP nsubj 2
        nominated:nominate VBD root 2
        Berg NNP obj 2
        , , punct 6
        a DT det 6
        step NN appos 3
        that WDT obj 9
        Sudland NNP nsubj 9
        deplored:deplore VBD acl:relcl 6""",
        {("Sudland", "oppose", "Berg")},
    ),
    "who is fought attacks": (
        """Norland NNP nmod:poss 3
        's POS case 1
        fight NN nsubj 7
        against IN case 6
        Sudland NNP nmod:poss 6
        invasion NN nmod 3
        lasts:last VBZ root 7""",
        {("Sudland", "oppose", "Norland")},
    ),
}


@pytest.mark.parametrize("name", IDIOMS)
def test_a_turn_of_phrase_tells_a_stance(name: str) -> None:
    rows, expected = IDIOMS[name]
    found = {
        (m.holder.text, str(m.stance), m.target.text) for m in find_idioms(next(parse(rows).sents), named)
    }
    assert found == expected
