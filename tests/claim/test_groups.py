from __future__ import annotations

from dataclasses import replace

import pytest
from builders import entity
from claim_builders import ALLIES, DAHL, NORLAND, Stub, parse, tie

from kg.claim import weigh_claims
from kg.records import Entity, Mention

REBELS = entity("rebels", "Group")
PLAIN = """Norland NNP nsubj 2
    {verb} VBD root 2
    rebels NNS obj 2
    . . punct 2"""
DEFINITE = """Norland NNP nsubj 2
    {verb} VBD root 2
    the DT det 4
    rebels NNS obj 2
    . . punct 2"""
SURE = Stub(("Norland", "rebels", "support", 0.95), base=0.0)


def _verdicts(rows: str, group: Entity, at: int, *, sentences: int = 6) -> list[str]:
    """Why the claims of the first of so many sentences fell; "" for those that did not."""
    first = len(rows.splitlines())
    for number in range(first + 1, first + 2 * sentences - 1, 2):
        rows += f"\nRain NN root {number}\n. . punct {number}"
    found = weigh_claims(parse(rows), (NORLAND, DAHL, group), (tie(0, NORLAND), tie(at, group)), SURE)
    return [item.verdict for item in found]


@pytest.mark.parametrize(
    ("verb", "why"), [("met:meet", "by the model alone"), ("armed:arm", "no definite people")]
)
def test_a_group_in_passing_gives_no_claim(verb: str, why: str) -> None:
    (verdict,) = _verdicts(PLAIN.format(verb=verb), REBELS, 2)
    assert verdict.startswith("a group in passing") and verdict.endswith(why)


def test_a_pattern_gives_one_where_the_group_is_definite() -> None:
    assert _verdicts(DEFINITE.format(verb="armed:arm"), REBELS, 3) == [""]


def test_a_group_with_a_name_or_two_mentions_is_an_actor() -> None:
    rows = PLAIN.format(verb="met:meet")
    often = replace(REBELS, mentions=(Mention(0, 6, "rebels"), Mention(20, 26, "rebels")))
    assert _verdicts(rows, often, 2) == [""]
    assert _verdicts(rows, replace(ALLIES, mentions=()), 2) == [""]


def test_a_short_text_speaks_of_nobody_in_passing() -> None:
    assert _verdicts(PLAIN.format(verb="met:meet"), REBELS, 2, sentences=1) == [""]


@pytest.mark.parametrize(
    ("verb", "likely", "least"),
    [("met:meet", 0.85, 0.9), ("armed:arm", 0.75, 0.8), ("armed:arm", 0.85, None)],
)
def test_of_a_group_the_model_must_be_sure(verb: str, likely: float, least: float | None) -> None:
    rows = PLAIN.format(verb=verb)
    rows += "".join(f"\nRain NN root {number}\n. . punct {number}" for number in range(5, 16, 2))
    group = replace(ALLIES, mentions=())
    score = Stub(("Norland", "rebels", "support", likely), base=0.0)
    (item,) = weigh_claims(parse(rows), (NORLAND, group), (tie(0, NORLAND), tie(2, group)), score)
    assert item.verdict == (f"of a group, and the model gives less than {least}" if least else "")
