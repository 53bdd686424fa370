"""A claim's confidence against how often such claims are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import article, claim, entity, extraction, mention

from kg.bench.calibration import (
    Judged,
    Sample,
    calibration_error,
    find_bins,
    judge_articles,
    judge_sentences,
    to_reliability,
    to_trade,
)
from kg.bench.gold import GoldArticle, GoldClaim
from kg.records import Aspect, Modality, Stance

BERG = entity("Anna Berg", mentions=(mention("Berg"),))
DAHL = entity("Carl Dahl", mentions=(mention("Dahl", 11),))
FALK = entity("Erik Falk")
HALF = (Judged(0.9, True), Judged(0.9, False), Judged(0.55, True), Judged(1.0, True))


def test_bins_hold_their_lower_end_and_the_last_one_both() -> None:
    bins = find_bins([Judged(0.5, True), Judged(0.6, False), Judged(1.0, True), Judged(0.95, True)])
    assert [(b.low, b.count, b.right) for b in bins] == [(0.5, 1, 1.0), (0.6, 1, 0.0), (0.9, 2, 1.0)]


def test_error_weighs_each_bin_by_its_claims() -> None:
    # Three claims of mean confidence 2.8 / 3, two right; one of 0.55, right.
    assert calibration_error(HALF) == pytest.approx((abs(2.8 - 2) + abs(0.55 - 1)) / 4)
    assert calibration_error([]) == 0.0


def test_a_least_confidence_trades_recall_for_precision() -> None:
    sample = Sample(HALF, 5)
    assert (sample.at(0.0).precision, sample.at(0.0).recall) == (3 / 4, 3 / 5)
    assert (sample.at(0.95).precision, sample.at(0.95).recall) == (1.0, 1 / 5)


def _gold(*claims: tuple[str, str, bool]) -> GoldArticle:
    names = {"anna berg": "Anna Berg", "carl dahl": "Carl Dahl", "erik falk": "Erik Falk"}
    found = tuple(
        GoldClaim(holder, target, Stance.SUPPORT, Aspect.HELD, Modality.ASSERTED, is_core, ("x",))
        for holder, target, is_core in claims
    )
    return GoldArticle("a1", "a1", names, found)


def test_a_claim_said_twice_is_judged_once_by_its_best_sentence() -> None:
    ours = extraction(
        entities=(BERG, DAHL),
        claims=(
            claim(BERG, "support", DAHL, confidence=0.6),
            claim(BERG, "support", DAHL, confidence=0.9, start=50),
        ),
    )
    assert judge_articles([_gold(("Anna Berg", "Carl Dahl", True))], [ours]) == Sample(
        (Judged(0.9, True),), 1
    )


def test_optional_and_denied_claims_are_left_out() -> None:
    ours = extraction(
        entities=(BERG, DAHL, FALK),
        claims=(
            claim(BERG, "support", DAHL),
            claim(FALK, "support", DAHL, modality="denied"),
            claim(DAHL, "oppose", BERG, confidence=0.7),
        ),
    )
    gold = _gold(("Anna Berg", "Carl Dahl", False), ("Erik Falk", "Carl Dahl", True))
    assert judge_articles([gold], [ours]) == Sample((Judged(0.7, False),), 1)


def test_sentences_are_judged_by_the_spans_of_both_ends(tmp_path: Path) -> None:
    row = {
        "id": "s1",
        "actors": [[0, 4, "Person", "name"], [11, 15, "Person", "name"]],
        "claims": [
            [0, 1, "support", "held", "asserted", [5, 10]],
            [1, 0, "oppose", "held", "denied", [5, 10]],
        ],
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    claims = (claim(BERG, "support", DAHL, confidence=0.8), claim(DAHL, "support", BERG, confidence=0.6))
    ours = extraction(article("s1"), (BERG, DAHL), claims)
    assert judge_sentences(path, [ours]) == Sample((Judged(0.8, True), Judged(0.6, False)), 1)


def test_tables_have_a_row_for_each_bin_and_threshold() -> None:
    samples = {"articles": Sample(HALF, 5)}
    assert "| articles | 0.9 to 1.0 " in to_reliability(samples)
    assert "expected calibration error" in to_reliability(samples)
    assert to_trade(samples).count("| articles |") == 7
