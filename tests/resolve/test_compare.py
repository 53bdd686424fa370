"""Names of one article: the same thing or not, and why."""

import pytest

from kg.records import EntityType
from kg.resolve.compare import SAME, compare_bodies, compare_names, compare_people


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("Berg", "Anna Berg", "surname"),
        ("President Anna Berg", "Anna Berg", "same name"),
        ("Anna", "Anna Berg", "first name"),
        ("A. Berg", "Anna Berg", "initial and surname"),
        ("von der Berg", "Anna von der Berg", "surname"),
        ("Anna Berg", "Anna Maria Berg", "first name and surname"),
        ("Bob Berg", "Robert Berg", "short given name and surname"),
    ],
)
def test_forms_of_one_persons_name_agree(left: str, right: str, reason: str) -> None:
    found = compare_people(left, right)
    assert (found.score >= SAME, found.reason) == (True, reason)


@pytest.mark.parametrize(
    ("left", "right"), [("Carl Berg", "Anna Berg"), ("Dahl", "Anna Berg"), ("Anna Dahl", "Anna Berg")]
)
def test_two_people_stay_apart(left: str, right: str) -> None:
    assert compare_people(left, right).score < SAME


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("NTC", "Norland Trade Council", "acronym"),
        ("Defense Council", "Supreme Defence Council", "shorter form"),
        ("Berg", "Berg Group", "same name but for a common noun"),
        ("Berg Rail", "Berg Rail plc", "same name but for a legal form"),
        ("Harbour", "Harbour Line Company", "opening words"),
    ],
)
def test_forms_of_one_bodys_name_agree(left: str, right: str, reason: str) -> None:
    found = compare_bodies(left, right)
    assert (found.score >= SAME, found.reason) == (True, reason)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Trade Council", "Defence Council"),
        ("NTC", "Norland Peace Union"),
        ("Green Party", "Blue Party"),
        ("Senate", "Senate Trade Committee"),
    ],
)
def test_two_bodies_stay_apart(left: str, right: str) -> None:
    assert compare_bodies(left, right).score < SAME


def test_places_agree_only_by_the_same_name() -> None:
    assert compare_names("Östhafen", "Osthafen", EntityType.PLACE).score == 1.0
    assert compare_names("Osthafen", "Osthafen Bay", EntityType.PLACE).score == 0.0
