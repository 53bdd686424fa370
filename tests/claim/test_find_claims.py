from __future__ import annotations

import pytest
from claim_builders import (
    ALLIES,
    BERG,
    DAHL,
    HARBOUR,
    NORLAND,
    OSTMARK,
    SUDLAND,
    Stub,
    Tie,
    parse,
    tie,
)

from kg.claim import Thresholds, find_claims
from kg.records import Aspect, Claim, Entity, MentionKind, Modality

ACTIVE = """Norland NNP nsubj 2
    backed:back VBD root 2
    Dahl NNP obj 2
    . . punct 2"""
#: Two sentences that say the same, and one without a cue.
TWICE = """Norland NNP nsubj 2
    backed:back VBD root 2
    Dahl NNP obj 2
    . . punct 2
    Norland NNP nsubj 6
    praised:praise VBD root 6
    Dahl NNP obj 6
    . . punct 6
    Norland NNP nsubj 10
    met:meet VBD root 10
    Dahl NNP obj 10
    . . punct 10"""
BOTH = """Both DT nsubj 2
    backed:back VBD root 2
    Dahl NNP obj 2
    . . punct 2"""
PAIR = (tie(0, NORLAND), tie(2, DAHL))
SIX = tuple(tie(i, who) for start in (0, 4, 8) for i, who in ((start, NORLAND), (start + 2, DAHL)))
EVERYBODY = (NORLAND, SUDLAND, OSTMARK, BERG, DAHL, ALLIES, HARBOUR)


def _find(rows: str, links: tuple[Tie, ...], score: Stub, date: str | None = None) -> tuple[Claim, ...]:
    return find_claims(parse(rows), EVERYBODY, links, score, date=date)


def _short(claims: tuple[Claim, ...]) -> list[tuple[str, str, str]]:
    names = {who.id: who.name for who in EVERYBODY}
    return [(names[c.holder], str(c.stance), names[c.target]) for c in claims]


def test_a_pattern_needs_the_models_leave_only() -> None:
    found = _find(ACTIVE, PAIR, Stub(base=0.2))
    assert _short(found) == [("Norland", "support", "Carl Dahl")]
    assert "pattern verb back" in found[0].reason and found[0].evidence.cue == "backed"


def test_a_pattern_falls_where_the_model_speaks_against_it() -> None:
    assert not _find(ACTIVE, PAIR, Stub(base=0.0))


def test_the_model_alone_needs_more() -> None:
    met = ACTIVE.replace("backed:back", "met:meet")
    threshold = Thresholds().model
    pair = ("Norland", "Dahl", "oppose")
    assert not _find(met, PAIR, Stub((*pair, threshold - 0.01), base=0.0))
    assert _short(_find(met, PAIR, Stub((*pair, threshold + 0.01), base=0.0))) == [
        ("Norland", "oppose", "Carl Dahl")
    ]


def test_thresholds_can_be_given() -> None:
    strict = Thresholds(model=0.99, pattern=0.98)
    score = Stub(("Norland", "Dahl", "support", 0.9), base=0.0)
    assert not find_claims(parse(ACTIVE), EVERYBODY, PAIR, score, thresholds=strict)


def test_the_models_aspect_and_modality_hold_where_no_rule_fires() -> None:
    (found,) = _find(ACTIVE, PAIR, Stub(shape="ended possible"))
    assert (found.aspect, found.modality) == (Aspect.ENDED, Modality.POSSIBLE)


def test_a_plural_pronoun_gives_a_claim_for_each_whom_it_means() -> None:
    links = (tie(0, NORLAND, kind="pronoun"), tie(0, SUDLAND, kind="pronoun"), tie(2, DAHL))
    assert set(_short(_find(BOTH, links, Stub()))) == {
        ("Norland", "support", "Carl Dahl"),
        ("Sudland", "support", "Carl Dahl"),
    }


def test_nobody_of_a_plural_pronoun_backs_himself() -> None:
    links = (tie(0, NORLAND, kind="pronoun"), tie(0, DAHL, kind="pronoun"), tie(2, DAHL))
    score = Stub(("Both", "Dahl", "support", 0.9), base=0.0)
    assert _short(_find(BOTH, links, score)) == [("Norland", "support", "Carl Dahl")]


def test_the_outermost_of_nested_mentions_holds() -> None:
    rows = """Norland NNP compound 2
        council NN nsubj 3
        backed:back VBD root 3
        Dahl NNP obj 3
        . . punct 3"""
    score = Stub(base=0.2)
    links = (tie(0, NORLAND), tie(0, SUDLAND, end=2), tie(3, DAHL))
    assert _short(_find(rows, links, score)) == [("Sudland", "support", "Carl Dahl")]
    assert score.seen == [(("Norland", "council", "backed", "Dahl", "."), score.seen[0][1])]
    assert [span[:2] for span in score.seen[0][1]] == [(0, 2), (3, 4)]


def test_a_place_holds_nothing() -> None:
    assert not _find(ACTIVE, (tie(0, HARBOUR), tie(2, DAHL)), Stub(base=0.45))


def test_a_statement_made_in_several_sentences_keeps_them_all() -> None:
    # All three sentences have the same words for the pair: the stub cannot tell them apart.
    found = _find(TWICE, SIX, Stub(("Norland", "Dahl", "support", 0.9), base=0.0))
    assert set(_short(found)) == {("Norland", "support", "Carl Dahl")}
    assert len({claim.evidence.start for claim in found}) == len(found) == 3
    assert found[0].evidence.text == "Norland backed Dahl ."


def test_evidence_is_verbatim_and_without_white_space_around() -> None:
    doc = parse(TWICE)
    for claim in find_claims(doc, EVERYBODY, SIX, Stub()):
        evidence = claim.evidence
        assert doc.text[evidence.start : evidence.end] == evidence.text == evidence.text.strip()
        assert evidence.cue in evidence.text


def test_claims_come_in_the_order_of_their_evidence_whatever_the_order_of_links() -> None:
    rows = (
        ACTIVE
        + """
        Berg NNP nsubj 6
        criticised:criticise VBD root 6
        Ostmark NNP obj 6
        . . punct 6"""
    )
    links = (*PAIR, tie(4, BERG), tie(6, OSTMARK))
    forward = _find(rows, links, Stub())
    assert [c.evidence.start for c in forward] == sorted(c.evidence.start for c in forward)
    assert _short(forward) == [("Norland", "support", "Carl Dahl"), ("Anna Berg", "oppose", "Ostmark")]
    assert _find(rows, tuple(reversed(links)), Stub()) == forward == _find(rows, links, Stub())


@pytest.mark.parametrize("likely", [0.0, 0.3, 0.6, 1.0])
def test_confidence_is_in_range(likely: float) -> None:
    for claim in _find(TWICE, SIX, Stub(("Norland", "Dahl", "support", likely), base=likely / 2)):
        assert 0.0 <= claim.confidence <= 1.0


def test_dates_count_from_the_article() -> None:
    rows = ACTIVE.replace(". . punct 2", "on IN case 5\n    Tuesday NNP obl 2\n    . . punct 2")
    assert _find(rows, PAIR, Stub(), "2024-06-20")[0].date == "2024-06-18"
    assert _find(rows, PAIR, Stub())[0].date is None


def test_the_speaker_is_told_unless_he_holds_the_stance() -> None:
    rows = """Berg NNP nsubj 2
        said:say VBD root 2
        Norland NNP nsubj 4
        backed:back VBD ccomp 2
        Dahl NNP obj 4
        . . punct 2"""
    links = (tie(0, BERG), tie(2, NORLAND), tie(4, DAHL))
    score = Stub(("Norland", "Dahl", "support", 0.9), base=0.0)
    assert _find(rows, links, score)[0].attributed_to == BERG.id
    own = (tie(0, BERG), tie(2, BERG, kind="pronoun"), tie(4, DAHL))
    assert _find(rows, own, score)[0].attributed_to is None


@pytest.mark.parametrize("links", [(), (tie(0, NORLAND),), (tie(0, NORLAND), tie(2, NORLAND))])
def test_one_entity_alone_takes_no_stance(links: tuple[Tie, ...]) -> None:
    score = Stub(base=0.45)
    assert _find(ACTIVE, links, score) == ()
    assert score.seen == []


def test_an_article_without_words_has_no_claims() -> None:
    entities: tuple[Entity, ...] = ()
    assert find_claims(parse(". . root 1"), entities, (), Stub()) == ()


FRIEND = """Norland NNP nsubj 4
    is VBZ cop 4
    no DT det 4
    friend NN root 4
    of IN case 6
    Dahl NNP nmod 4
    . . punct 4"""


def test_who_is_no_friend_of_somebody_opposes_them() -> None:
    (claim,) = _find(FRIEND, (tie(0, NORLAND), tie(5, DAHL)), Stub(base=0.1))
    assert (claim.stance, claim.modality) == ("oppose", Modality.ASSERTED)


def test_whose_friend_somebody_is_needs_no_leave_of_the_model() -> None:
    found = _find(FRIEND.replace("no DT", "a DT"), (tie(0, NORLAND), tie(5, DAHL)), Stub(base=0.0))
    assert _short(found) == [("Norland", "support", "Carl Dahl")]


def test_whom_a_description_names_is_a_target() -> None:
    """ "The critic of Dahl" means Norland, and names Dahl."""
    rows = """The DT det 2
        critic NN nsubj 5
        of IN case 4
        Dahl NNP nmod 2
        slept:sleep VBD root 5
        . . punct 5"""
    links = (Tie(0, 4, 1, NORLAND.id, MentionKind.NOMINAL), tie(3, DAHL))
    assert _short(_find(rows, links, Stub(base=0.1))) == [("Norland", "oppose", "Carl Dahl")]


@pytest.mark.parametrize(("likely", "modality"), [(0.75, Modality.ASSERTED), (0.85, Modality.DENIED)])
def test_the_models_denial_must_be_likely(likely: float, modality: Modality) -> None:
    met = ACTIVE.replace("backed:back", "met:meet")
    stub = Stub(("Norland", "Dahl", "oppose", 0.9), base=0.0, shape=f"held denied {likely}")
    (claim,) = _find(met, PAIR, stub)
    assert claim.modality is modality


# What grammar has against a pair of the model's

TOGETHER = """Norland NNP nsubj 4
    and CC cc 3
    Sudland NNP conj 1
    met:meet VBD root 4
    . . punct 4"""
BY = """Dahl NNP nsubj:pass 3
    was VBD aux:pass 3
    met:meet VBN root 3
    by IN case 5
    Norland NNP obl:agent 3
    . . punct 3"""
GAINED = """Dahl NNP nsubj 2
    gained:gain VBD root 2
    the DT det 4
    support NN obj 2
    of IN case 6
    Norland NNP nmod 4
    . . punct 2"""
THANKED = """Norland NNP nsubj 2
    backed:back VBD root 2
    Dahl NNP obj 2
    for IN case 5
    Sudland NNP obl 2
    . . punct 2"""


@pytest.mark.parametrize(
    ("rows", "links", "pair", "likely", "expected"),
    [
        (TOGETHER, (tie(0, NORLAND), tie(2, SUDLAND)), ("Norland", "Sudland"), 0.7, 0),
        (TOGETHER, (tie(0, NORLAND), tie(2, SUDLAND)), ("Norland", "Sudland"), 0.95, 1),
        (BY, (tie(0, DAHL), tie(4, NORLAND)), ("Norland", "Dahl"), 0.7, 0),
        (GAINED, (tie(0, DAHL), tie(5, NORLAND)), ("Dahl", "Norland"), 0.95, 1),
        (THANKED, (tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND)), ("Norland", "Sudland"), 0.85, 1),
        (THANKED, (tie(0, NORLAND), tie(2, DAHL), tie(4, SUDLAND)), ("Norland", "Sudland"), 0.95, 2),
    ],
)
def test_a_pair_against_which_grammar_speaks_needs_more(
    rows: str, links: tuple[Tie, ...], pair: tuple[str, str], likely: float, expected: int
) -> None:
    score = Stub((*pair, "support", likely), base=0.1)
    assert len(_find(rows, links, score)) == expected


def test_what_is_possible_on_a_day_is_yet_to_come() -> None:
    rows = """Norland NNP nsubj 3
        might MD aux 3
        back VB root 3
        Dahl NNP obj 3
        on IN case 6
        Tuesday NNP obl 3
        . . punct 3"""
    (claim,) = _find(rows, (tie(0, NORLAND), tie(3, DAHL)), Stub(base=0.2), date="2024-06-13")
    assert (claim.modality, claim.date) == (Modality.POSSIBLE, "2024-06-18")


def test_where_an_article_was_written_holds_nothing() -> None:
    rows = """EASTPORT NNP nsubj 5
        , , punct 1
        Sudland NNP appos 1
        - : punct 1
        Norland:Norland NNP nsubj 6
        backed:back VBD root 6
        Dahl NNP obj 6
        . . punct 6"""
    links = (tie(2, SUDLAND), tie(4, NORLAND), tie(6, DAHL))
    found = _find(rows, links, Stub(("Sudland", "Dahl", "support", 0.95), base=0.1))
    assert _short(found) == [("Norland", "support", "Carl Dahl")]
