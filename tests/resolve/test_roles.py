"""Offices that a description and a holder share."""

import pytest

from kg.resolve.roles import fits, gender_of
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
    ],
)
def test_description_does_not_fit_another(described: Role, held: Role) -> None:
    assert not fits(described, held)


def test_gender_shows_in_some_nouns() -> None:
    assert [gender_of(noun) for noun in ("spokeswoman", "chairman", "president", "ms")] == ["f", "m", "", "f"]
