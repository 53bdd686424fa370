"""Actors without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import article

from kg.extract import extract_article
from kg.lexicon import actor_nouns, group_nouns, organisation_nouns, person_nouns
from kg.records import EntityType

if TYPE_CHECKING:
    from spacy.language import Language

SHORT = "Militants killed two policemen on Monday. The militants also attacked the mayor of Oslo."


def names_by_type(nlp: Language, text: str) -> dict[str, EntityType]:
    return {e.name: e.type for e in extract_article(article(text=text), nlp=nlp).entities}


@pytest.mark.model
def test_in_a_short_text_whoever_acts_is_an_actor(nlp: Language) -> None:
    found = extract_article(article(text=SHORT), nlp=nlp)
    names = {entity.id: entity.name for entity in found.entities}
    claims = {(names[c.holder], str(c.stance), names[c.target]) for c in found.claims}
    assert ("Militants", "oppose", "two policemen") in claims
    assert sum(name.casefold().endswith("militants") for name in names.values()) == 1


@pytest.mark.model
def test_in_a_longer_text_they_pass_by(nlp: Language) -> None:
    filler = " ".join(f"It rained on day {n}." for n in range(6))
    assert "two policemen" in names_by_type(nlp, SHORT)
    assert "two policemen" not in names_by_type(nlp, f"{SHORT} {filler}")


@pytest.mark.model
def test_who_neither_holds_nor_is_the_target_of_anything_is_left_out(nlp: Language) -> None:
    assert names_by_type(nlp, "Two policemen waited in the rain.") == {}


def test_no_noun_is_in_two_tables() -> None:
    known = {*person_nouns(), *group_nouns(), *organisation_nouns()}
    assert known.isdisjoint(actor_nouns())
