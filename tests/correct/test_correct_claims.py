"""Reject, flip, confirm and add a claim."""

import pytest
from correct_builders import correct, correction, said
from norland import BERG, DAHL, SUDLAND, norland

from kg.correct.spans import find_quote
from kg.records import Aspect, Modality, Stance

_BERG_FOR = {"holder": "Anna Berg", "stance": "support", "target": "Carl Dahl"}


def test_reject_takes_the_claim_out_of_every_article() -> None:
    corrected = correct(norland(), correction("reject", holder="Sudland", target="Dahl"))
    assert ("Sudland", "oppose", "Carl Dahl") not in said(corrected.extractions)
    (outcome,) = corrected.outcomes
    assert (len(outcome.changes), outcome.articles) == (2, 2)
    assert outcome.changes[0].before.claim.holder == SUDLAND.id


@pytest.mark.parametrize(
    ("which", "left"),
    [
        ({"article": "march"}, 1),
        ({"quote": "sudland  lifted its veto"}, 1),
        ({"quote": "On Monday Sudland vetoed Dahl. So what?"}, 1),
        ({"article": "march; may"}, 0),
    ],
)
def test_reject_can_name_article_and_words(which: dict[str, str], left: int) -> None:
    corrected = correct(norland(), correction("reject", holder="Sudland", target="Dahl", **which))
    assert sum(c.holder == SUDLAND.id for e in corrected.extractions for c in e.claims) == left


def test_flip_turns_the_stance_and_is_certain() -> None:
    row = correction("flip", holder="Anna Berg", stance="oppose", target="Carl Dahl", article="march")
    corrected = correct(norland(), row)
    (change,) = corrected.outcomes[0].changes
    assert (change.before.claim.stance, change.after.claim.stance) == (Stance.OPPOSE, Stance.SUPPORT)
    assert (change.after.claim.confidence, change.after.claim.reason) == (1.0, "flipped by hand")
    assert correct(corrected.extractions, row).outcomes[0].problem == "no such claim"


def test_confirm_makes_certain() -> None:
    corrected = correct(norland(), correction("confirm", **_BERG_FOR))
    assert corrected.outcomes[0].changes[0].after.claim.confidence == 1.0


def test_add_finds_its_words_in_the_article() -> None:
    row = correction("add", **_BERG_FOR, article="march", quote="March text", topic="bid", aspect="ended")
    corrected = correct(norland(), row)
    (found,) = [e for e in corrected.extractions if any("by hand" in c.reason for c in e.claims)]
    assert (found.article.id, [e.name for e in found.entities]) == ("march", ["Anna Berg", "Carl Dahl"])
    (added,) = found.claims
    assert (added.holder, added.target, added.evidence.start, added.evidence.end) == (BERG.id, DAHL.id, 0, 10)
    assert (added.aspect, added.modality, added.topic) == (Aspect.ENDED, Modality.ASSERTED, "bid")
    assert (added.confidence, added.reason) == (1.0, "added by hand")
    assert corrected.outcomes[0].changes[0].before is None


def test_add_brings_its_own_article_and_new_entities() -> None:
    row = correction(
        "add",
        holder="Gisela Holm [Person]",
        stance="oppose",
        target="Carl Dahl",
        speaker="Anna Berg",
        quote="Holm will not have Dahl.",
        source="The Daily Example",
        url="https://example.org/holm",
        published="2024-06-01",
        claim_date="2024-05-30",
    )
    corrected = correct(norland(), row)
    (added,) = [e for e in corrected.extractions if e.article.url == "https://example.org/holm"]
    assert (added.article.date, added.article.source) == ("2024-06-01", "The Daily Example")
    assert {e.name for e in added.entities} == {"Gisela Holm", "Carl Dahl", "Anna Berg"}
    assert (added.claims[0].date, added.claims[0].attributed_to) == ("2024-05-30", BERG.id)
    assert ("Gisela Holm", "oppose", "Carl Dahl") in said(corrected.extractions)
    ids = [e.article.id for e in corrected.extractions]
    assert ids == sorted(ids)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (correction("reject", holder="Ostmark", stance="oppose", target="Dahl"), "no such claim"),
        (correction("reject", holder="Sudland", target="Dahl", article="june"), "no article june"),
        (correction("add", **_BERG_FOR, article="march", quote="April text"), "does not have these words"),
        (correction("add", **_BERG_FOR, article="june", quote="April text"), "no article june"),
        (correction("add", **{**_BERG_FOR, "target": "Berg"}, article="may", quote="M"), "are one entity"),
        (
            correction("add", **{**_BERG_FOR, "holder": "Holm"}, article="may", quote="May"),
            "write Holm [Person]",
        ),
    ],
)
def test_what_matches_nothing_says_why(row, why: str) -> None:
    corrected = correct(norland(), row)
    assert why in corrected.outcomes[0].problem
    assert corrected.extractions == norland()


def test_add_is_idle_once_extraction_has_the_claim() -> None:
    row = correction("add", **_BERG_FOR, article="march", quote="March text")
    once = correct(norland(), row).extractions
    assert correct(once, row).outcomes[0].problem == "the claim is known without it"


def test_quote_is_found_across_line_breaks_and_not_as_a_pattern() -> None:
    assert find_quote("a.c (d", "abc (d\na.c\n (d").start == 7
    assert find_quote("x", "abc") is None
