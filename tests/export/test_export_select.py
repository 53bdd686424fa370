"""Parts of a graph: as of a date, above a confidence, around some entities."""

import pytest
from builders import article, claim, extraction
from norland import BERG, DAHL, NORLAND, SUDLAND, norland

from kg.errors import ExportError
from kg.export import Selection, select
from kg.graph import find_positions, merge_entities


def _claims(selection: Selection):
    return [c for e in select(norland(), selection) for c in e.claims]


def test_nothing_asked_is_all() -> None:
    assert select(norland(), Selection()) == norland()


@pytest.mark.parametrize(
    ("day", "count"), [("2023", 2), ("2024-03-04", 2), ("2024-03", 4), ("2024-05-17", 6), ("2024", 11)]
)
def test_as_of_keeps_what_is_dated_by_then_or_undated(day: str, count: int) -> None:
    assert len(_claims(Selection(as_of=day))) == count


def test_as_of_keeps_of_a_later_article_only_what_it_dates_back() -> None:
    later = next(e for e in select(norland(), Selection(as_of="2024-04")) if e.article.id == "may")
    assert [c.cue for c in (claim_.evidence for claim_ in later.claims)] == ["lifted its veto"]
    assert not later.facts
    assert {e.name for e in later.entities} == {"Sudland", "Carl Dahl"}


def test_as_of_gives_the_positions_of_that_day() -> None:
    positions = find_positions(select(norland(), Selection(as_of="2024-03")))
    assert {(p.holder, p.current) for p in positions} >= {(BERG.id, True), (SUDLAND.id, True)}


def test_min_confidence_leaves_out_claims_alone() -> None:
    assert {c.confidence for c in _claims(Selection(min_confidence=0.9))} == {0.9, 0.95}
    assert len(select(norland(), Selection(min_confidence=1.0))) == 4


def test_entities_by_name_or_iri_with_those_they_deal_with() -> None:
    kept = select(norland(), Selection(entities=("berg", NORLAND.id)))
    assert {(c.holder, c.target) for e in kept for c in e.claims} == {
        (BERG.id, DAHL.id),
        (NORLAND.id, DAHL.id),
        (DAHL.id, NORLAND.id),
    }
    assert "Westmark" not in {e.name for e in merge_entities(kept)}


def test_article_with_nothing_left_is_left_out() -> None:
    kept = select(norland(), Selection(entities=("Ostmark",)))
    assert [e.article.id for e in kept] == ["may"]


def test_unknown_or_ambiguous_entity_is_an_error() -> None:
    with pytest.raises(ExportError, match="no entity is called Nobody"):
        select(norland(), Selection(entities=("Nobody",)))


def test_speaker_of_a_claim_comes_along() -> None:
    told = extraction(article(), (BERG, DAHL, SUDLAND), (claim(SUDLAND, "support", DAHL, by=BERG),))
    (kept,) = select([told], Selection(entities=("Sudland",)))
    assert BERG in kept.entities
