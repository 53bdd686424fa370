"""Each error has one cause."""

from __future__ import annotations

import pytest
from builders import article, claim, entity, extraction, mention

from kg.bench.causes import CAUSES, Case, find_cases, to_lines, to_table
from kg.bench.gold import GoldArticle, GoldClaim
from kg.records import Aspect, Claim, Entity, Modality, Stance

TEXT = "Berg backs Dahl. Falk waits."
BERG = entity("Berg", mentions=(mention("Berg"),))
DAHL = entity("Dahl", mentions=(mention("Dahl", 11),))
FALK = entity("Falk", mentions=(mention("Falk", 17),))
ALL = (BERG, DAHL, FALK)
SENTENCE = "Berg backs Dahl."


def _cases(
    claims: tuple[Claim, ...],
    gold: tuple[str, str],
    *,
    entities: tuple[Entity, ...] = ALL,
    evidence: str = SENTENCE,
) -> list[Case]:
    names = {name.casefold(): name for name in ("Berg", "Dahl", "Falk")}
    claim_ = GoldClaim(*gold, Stance.SUPPORT, Aspect.HELD, Modality.ASSERTED, True, (evidence,))
    ours = extraction(article(text=TEXT), entities, claims)
    return list(find_cases("set", [GoldArticle("a1", "a1", names, (claim_,))], [ours]))


def _said(holder: Entity, stance: str, target: Entity, **options: str) -> Claim:
    return claim(holder, stance, target, quote=SENTENCE, **options)  # type: ignore[arg-type]


MISSES = [
    ((_said(BERG, "support", DAHL, modality="possible"),), "wrong aspect or modality"),
    ((_said(BERG, "support", DAHL, aspect="ended"),), "wrong aspect or modality"),
    ((_said(BERG, "oppose", DAHL),), "wrong stance"),
    ((_said(DAHL, "support", BERG),), "wrong direction"),
    ((), "no claim"),
]


@pytest.mark.parametrize(("claims", "cause"), MISSES)
def test_cause_of_a_missed_claim(claims: tuple[Claim, ...], cause: str) -> None:
    missed = [case.cause for case in _cases(claims, ("Berg", "Dahl")) if case.is_missed]
    assert missed == [cause]


def test_an_end_that_is_no_entity_of_ours_is_a_missed_mention() -> None:
    (case,) = _cases((), ("Berg", "Dahl"), entities=(BERG, FALK))
    assert case.cause == "missed mention"


def test_an_end_that_the_sentence_does_not_link_is_a_wrong_link() -> None:
    (case,) = _cases((), ("Falk", "Dahl"))
    assert case.cause == "wrong link"


WRONG = [
    (_said(BERG, "support", DAHL, modality="possible"), "wrong aspect or modality"),
    (_said(BERG, "oppose", DAHL), "wrong stance"),
    (_said(DAHL, "support", BERG), "wrong direction"),
    (_said(FALK, "support", DAHL), "wrong link"),
    (_said(FALK, "oppose", BERG), "spurious"),
]


@pytest.mark.parametrize(("wrong", "cause"), WRONG)
def test_cause_of_a_wrong_claim(wrong: Claim, cause: str) -> None:
    assert [c.cause for c in _cases((wrong,), ("Berg", "Dahl")) if not c.is_missed] == [cause]


def test_what_is_right_is_no_case() -> None:
    assert _cases((_said(BERG, "support", DAHL),), ("Berg", "Dahl")) == []


def test_table_counts_missed_and_wrong_apart() -> None:
    cases = _cases((_said(BERG, "oppose", DAHL),), ("Berg", "Dahl"))
    rows = {row.split("|")[2].strip(): row for row in to_table(cases).splitlines()[2:]}
    assert list(rows) == list(CAUSES)
    assert [cell.strip() for cell in rows["wrong stance"].split("|")[3:5]] == ["1", "1"]


def test_each_case_is_one_line_with_its_sentence() -> None:
    (line,) = to_lines(_cases((), ("Berg", "Dahl")))
    assert line == "a1: missed, no claim: Berg support Dahl, held, asserted: Berg backs Dahl."
