"""Offices that a description and a holder share."""

import pytest

from kg.resolve.roles import closeness, fits, gender_of, guess_gender
from kg.resolve.types import Role


@pytest.mark.parametrize(
    ("described", "held"),
    [
        (Role("prime minister", "NL"), Role("prime minister", "NL")),
        (Role("premier"), Role("prime minister", "NL")),
        (Role("minister"), Role("foreign minister", "NO")),
        (Role("leader", "NL"), Role("prime minister", "NL")),
        (Role("prime minister", "NL"), Role("prime minister")),
    ],
)
def test_description_fits_the_holder(described: Role, held: Role) -> None:
    assert fits(described, held)


@pytest.mark.parametrize(
    ("described", "held"),
    [
        (Role("prime minister", "NL"), Role("prime minister", "NO")),
        (Role("president"), Role("prime minister", "NL")),
        (Role("minister", "NO"), Role("foreign minister")),
        (Role("spokesman"), Role("president", "RO")),
        (Role("president"), Role("vice president", "RO")),
        (Role("minister"), Role("deputy minister")),
        (Role("president"), Role("president", "RO", former=True)),
        (Role("president", former=True), Role("president", "RO")),
    ],
)
def test_description_does_not_fit_another(described: Role, held: Role) -> None:
    assert not fits(described, held)


def test_gender_shows_in_some_nouns() -> None:
    assert [gender_of(noun) for noun in ("spokeswoman", "chairman", "president", "ms")] == ["f", "m", "", "f"]


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Anna Berg", "f"),
        ("Élise Moreau", "f"),
        ("Jean-Luc Roy", ""),
        ("Karl-Heinz Vogt", "m"),
        ("Zlata Horáková", "f"),
        ("Berg", ""),
        ("Qwx Tlan", ""),
    ],
)
def test_gender_is_guessed_from_a_full_name(name: str, gender: str) -> None:
    assert guess_gender(name) == gender


def test_nearest_role_is_the_same_office_of_a_state() -> None:
    described = Role("president")
    held = [Role("chairman", "NO"), Role("president", "bar association"), Role("president")]
    assert min(held, key=lambda role: closeness(described, role)) == Role("president")
    assert max(held, key=lambda role: closeness(described, role)) == Role("chairman", "NO")
