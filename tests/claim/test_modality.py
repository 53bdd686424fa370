from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from claim_builders import parse

from kg.claim.modality import judge_alone, judge_clause
from kg.records import Stance

if TYPE_CHECKING:
    from spacy.language import Language

#: Sentence parsed by hand, index of the cue, what it says.
BY_HAND = {
    "what is ruled out": (
        """Norland NNP nsubj 2
        ruled:rule VBD root 2
        out RP compound:prt 2
        backing:back VBG xcomp 2
        Dahl NNP obj 4""",
        3,
        "held denied",
    ),
    "what is not ruled out": (
        """Norland NNP nsubj 4
        did:do MD aux 4
        not RB advmod 4
        rule VB root 4
        out RP compound:prt 4
        a DT det 7
        boycott NN obj 4""",
        6,
        "held possible",
    ),
    "a preference": (
        """Norland NNP nsubj 4
        would MD aux 4
        rather RB advmod 4
        prefer VB root 4
        Dahl NNP obj 4""",
        3,
        "held asserted",
    ),
    "a contrast is no denial": (
        """Norland NNP nsubj 2
        attacked:attack VBD root 2
        Dahl NNP obj 2
        not RB advmod 2""",
        1,
        "held asserted",
    ),
    "held once": (
        """Norland NNP nsubj 3
        once RB advmod 3
        backed:back VBD root 3
        Dahl NNP obj 3""",
        2,
        "ended asserted",
    ),
    "held until something came": (
        """Norland NNP nsubj 2
        backed:back VBD root 2
        Dahl NNP obj 2
        until IN mark 6
        he PRP nsubj 6
        lied:lie VBD advcl 2""",
        1,
        "ended asserted",
    ),
    "used to": (
        """Norland NNP nsubj 2
        used:use VBD root 2
        to TO mark 4
        back VB xcomp 2
        Dahl NNP obj 4""",
        3,
        "ended asserted",
    ),
    "a report that is untrue": (
        """Reports:report NNS nsubj 7
        that IN mark 4
        Norland NNP nsubj 4
        backed:back VBD acl 1
        Dahl NNP obj 4
        are VBD cop 7
        untrue JJ root 7""",
        3,
        "held denied",
    ),
    "a vote told by its word": (
        """Norland NNP nsubj 2
        voted:vote VBD root 2
        no RB advmod 2""",
        1,
        "held asserted",
    ),
    "what is not hidden": (
        """Norland NNP nsubj 4
        did:do MD aux 4
        not RB advmod 4
        hide VB root 4
        that IN mark 7
        it PRP nsubj 7
        opposed:oppose VBD ccomp 4
        Dahl NNP obj 7""",
        6,
        "held asserted",
    ),
    "negated, ud": (
        """Norland NNP nsubj 4
        did:do MD aux 4
        not RB advmod 4
        back VB root 4
        Dahl NNP obj 4""",
        3,
        "held denied",
    ),
    "negated, clearnlp": (
        """Norland NNP nsubj 4
        did:do MD aux 4
        not RB neg 4
        back VB ROOT 4
        Dahl NNP dobj 4""",
        3,
        "held denied",
    ),
    "modal": (
        """Norland NNP nsubj 3
        might MD aux 3
        back VB root 3
        Dahl NNP obj 3""",
        2,
        "held possible",
    ),
    "refused": (
        """Norland NNP nsubj 2
        refused:refuse VBD root 2
        to TO mark 4
        back VB xcomp 2
        Dahl NNP obj 4""",
        3,
        "held denied",
    ),
    "refused, clearnlp": (
        """Norland NNP nsubj 2
        refused:refuse VBD ROOT 2
        to TO aux 4
        back VB xcomp 2
        Dahl NNP dobj 4""",
        3,
        "held denied",
    ),
    "lifted": (
        """Norland NNP nsubj 2
        lifted:lift VBD root 2
        its PRP$ nmod:poss 4
        veto NN obj 2""",
        3,
        "ended asserted",
    ),
    "lifted, clearnlp": (
        """Norland NNP nsubj 2
        lifted:lift VBD ROOT 2
        its PRP$ poss 4
        veto NN dobj 2""",
        3,
        "ended asserted",
    ),
    "not lifted": (
        """Norland NNP nsubj 4
        has:have MD aux 4
        not RB advmod 4
        lifted:lift VBN root 4
        its PRP$ nmod:poss 6
        veto NN obj 4""",
        5,
        "held asserted",
    ),
    "alone": ("Support NN root 1", 0, "held asserted"),
}

#: Sentence, the cue's word, what it says.
PARSED = [
    ("Hungary backed Dahl.", "backed", "held asserted"),
    ("Hungary did not endorse Dahl.", "endorse", "held denied"),
    ("Hungary never endorsed Dahl.", "endorsed", "held denied"),
    ("Hungary would not back Dahl.", "back", "held denied"),
    ("Hungary had not given its approval to Dahl.", "approval", "held denied"),
    ("Hungary declined to endorse Dahl.", "endorse", "held denied"),
    ("Hungary denied backing Dahl.", "backing", "held denied"),
    ("Hungary neither backed Dahl nor opposed Berg.", "backed", "held denied"),
    ("Hungary neither backed Dahl nor opposed Berg.", "opposed", "held denied"),
    ("Dahl was endorsed by neither Hungary nor Slovakia.", "endorsed", "held denied"),
    ("Hungary would back Dahl.", "back", "held possible"),
    ("If Hungary backs Dahl, he will win.", "backs", "held possible"),
    ("Hungary is expected to back Dahl.", "back", "held possible"),
    ("Germany urged Hungary to back Dahl.", "back", "held possible"),
    ("Hungary is likely to support Dahl.", "support", "held possible"),
    ("Hungary hopes that Germany will back Dahl.", "back", "held possible"),
    ("Hungary no longer backs Dahl.", "backs", "ended asserted"),
    ("Hungary is no longer opposed to Dahl.", "opposed", "ended asserted"),
    ("Hungary lifted its veto on Dahl.", "veto", "ended asserted"),
    ("Hungary dropped its objections to Dahl.", "objections", "ended asserted"),
    ("Hungary withdrew its support for Dahl.", "support", "ended asserted"),
    ("Hungary gave up its opposition to Dahl.", "opposition", "ended asserted"),
    ("Hungary stopped supporting Dahl.", "supporting", "ended asserted"),
    ("Orban opposed Dahl until this week.", "opposed", "ended asserted"),
    ("Dahl lost the support of Germany.", "support", "ended asserted"),
    ("Hungary refused to lift its veto on Dahl.", "veto", "held asserted"),
    ("Hungary has not lifted its veto on Dahl.", "veto", "held asserted"),
    ("Germany urged Hungary to lift its veto on Dahl.", "veto", "held asserted"),
    ("Hungary may lift its veto on Dahl.", "veto", "ended possible"),
    ("Hungary threatened to veto Dahl.", "veto", "held asserted"),
    ("Hungary said that it backed Dahl.", "backed", "held asserted"),
    ("Berg said Hungary did not back Dahl.", "back", "held denied"),
    ("Hungary will support Dahl, Orban said.", "support", "held asserted"),
    ("Berg is not welcome because of his support for Dahl.", "support", "held asserted"),
    ("Berg is not a candidate, but she supports Dahl.", "supports", "held asserted"),
]


@pytest.mark.parametrize("case", BY_HAND)
def test_clauses_parsed_by_hand(case: str) -> None:
    rows, cue, expected = BY_HAND[case]
    aspect, modality, _ = judge_clause(parse(rows)[cue])
    assert f"{aspect} {modality}" == expected


def test_the_word_that_decided_is_told() -> None:
    rows, cue, _ = BY_HAND["refused"]
    assert judge_clause(parse(rows)[cue])[2] == "refuse"
    rows, cue, _ = BY_HAND["not lifted"]
    assert judge_clause(parse(rows)[cue])[2] == "lift: negated lift"
    assert judge_clause(parse("Support NN root 1")[0])[2] == ""


@pytest.mark.model
@pytest.mark.parametrize(("text", "cue", "expected"), PARSED)
def test_clauses_of_parsed_sentences(nlp: Language, text: str, cue: str, expected: str) -> None:
    token = next(token for token in nlp(text) if token.text == cue)
    aspect, modality, _ = judge_clause(token)
    assert f"{aspect} {modality}" == expected


NOTHING = """Norland NNP nsubj 2
    has:have VBZ root 2
    nothing NN obj 2
    against IN case 5
    Dahl NNP nmod 3"""
LIKES = """Norland NNP nsubj 4
    would MD aux 4
    rather RB advmod 4
    see VB root 4
    Dahl NNP obj 4"""
URGED = """Norland NNP nsubj 2
    urged:urge VBD root 2
    Sudland NNP obj 2
    to TO mark 5
    back VB xcomp 2
    Dahl NNP obj 5"""


@pytest.mark.parametrize(
    ("rows", "cue", "target", "stance", "expected"),
    [
        (NOTHING, 1, 4, Stance.OPPOSE, "held denied"),
        (LIKES, 3, 4, Stance.SUPPORT, "held asserted"),
        (NOTHING.replace("nothing", "complaints"), 1, 4, Stance.OPPOSE, None),
        # Of whom it holds, the pair alone does not say.
        (URGED, 4, 5, Stance.SUPPORT, None),
        (URGED.replace("urged:urge", "refused:refuse"), 4, 5, Stance.SUPPORT, "held denied"),
    ],
)
def test_a_pair_without_a_pattern_is_judged_where_it_is_sure(
    rows: str, cue: int, target: int, stance: Stance, expected: str | None
) -> None:
    doc = parse(rows)
    found = judge_alone(doc[cue], doc[target], stance)
    assert (f"{found[0]} {found[1]}" if found else None) == expected
