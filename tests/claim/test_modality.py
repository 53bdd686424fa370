from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from claim_builders import parse

from kg.claim.modality import judge_clause

if TYPE_CHECKING:
    from spacy.language import Language

#: Sentence parsed by hand, index of the cue, what it says.
BY_HAND = {
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
