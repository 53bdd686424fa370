"""Short made-up news through the packaged pipeline."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.resolve import Resolution, resolve_mentions

pytestmark = pytest.mark.model

#: Text, then "mention -> entity" for the last mention of that wording.
CASES = {
    "title and description": (
        "Dutch Prime Minister Jan Holt met reporters. The Dutch prime minister praised Norway.",
        {"The Dutch prime minister": "Jan Holt", "Dutch": "Netherlands"},
    ),
    "acronym in brackets": (
        "The Northern Trade Council (NTC) backed the plan. The NTC thanked Finland.",
        {"NTC": "Northern Trade Council"},
    ),
    "bloc by kind": (
        "NATO invited Sweden to the talks. The alliance thanked Finland.",
        {"The alliance": "NATO"},
    ),
    "government and capital": (
        "Norway rejected the treaty. The Norwegian government threatened to leave. Oslo criticised Sweden.",
        {"The Norwegian government": "Norway", "Oslo": "Norway"},
    ),
    "venue": ("Norway signed the treaty. The ministers met in Lisbon on Friday.", {"Lisbon": "Lisbon"}),
    "office that nobody is called by": (
        "The mayor's plan won. Anna Berg thanked Norway. Berg smiled. Carl Dahl met Berg. The mayor left.",
        {"The mayor": "Anna Berg"},
    ),
    "relative pronoun": (
        "Sweden, which backed the treaty, criticised Denmark.",
        {"which": "Sweden"},
    ),
    "pronoun with gender": (
        "Ms Anna Berg backed the treaty. Carl Dahl disagreed, but she thanked Sweden.",
        {"she": "Anna Berg"},
    ),
    "group of members": (
        "NATO members backed the plan. NATO allies thanked Sweden.",
        {"NATO allies": "NATO members"},
    ),
    "short name at home": (
        "Sweden votes on Sunday. Swedish ministers met in Stockholm. The Social Democrats thanked Norway.",
        {"The Social Democrats": "Swedish Social Democratic Party"},
    ),
    "leader by title": (
        "President Macron thanked Sweden. Brigitte Macron stayed at home. Macron praised Norway.",
        {"Macron": "Macron", "Brigitte Macron": "Brigitte Macron"},
    ),
    "campaign of a person": (
        "Anna Berg spoke to reporters. The Berg campaign criticised Norway.",
        {"The Berg campaign": "Anna Berg"},
    ),
    "subject of another clause": (
        "Anna Berg wants to win. Carl Dahl left the race and backed her.",
        {"her": "Anna Berg"},
    ),
    "body of an officer": (
        "The Harbour Party wants a vote. Its chairman, Jan Holt, praised Norway.",
        {"Its": "Harbour Party", "Its chairman": "Jan Holt"},
    ),
    "body led by a person": (
        "Jan Holt, the leader of the Harbour Party, praised Norway. Holt said his party would vote no.",
        {"his party": "Harbour Party"},
    ),
    "the government spoken of": (
        "Norway backed the treaty. Anna Berg praised the government.",
        {"the government": "Norway"},
    ),
    "the last word of a name": (
        "The Northern Film Academy chose Anna Berg. Critics blamed the academy.",
        {"the academy": "Northern Film Academy"},
    ),
    "company of no known kind": (
        "Tallweld said it would close the works. Anna Berg criticised the company.",
        {"the company": "Tallweld"},
    ),
    "given name against the pronoun": (
        "Anna Berg lost. Peter Dahl said she had fought well.",
        {"she": "Anna Berg"},
    ),
    "title against the given name": (
        "Anna Berg and Peter Berg met. Peter Berg praised Sweden. Ms Berg thanked Norway.",
        {"Berg": "Anna Berg"},
    ),
    "description in what somebody does": (
        "Senator Anna Berg voted no. Senator Carl Dahl left early. Dahl criticised the senator.",
        {"the senator": "Anna Berg"},
    ),
    "reflexive": ("Anna Berg voted for herself.", {"herself": "Anna Berg"}),
    "the other of two": (
        "Sweden quarrelled with Denmark. Sweden criticised its ally.",
        {"its ally": "Denmark"},
    ),
    "quotation": (
        '"I support Sweden," said Anna Berg, the foreign minister.',
        {"I": "Anna Berg", "the foreign minister": "Anna Berg"},
    ),
}


def meaning(found: Resolution, text: str) -> str | None:
    """The name of what the last mention with this wording means."""
    names = {entity.id: entity.name for entity in found.entities}
    links = [link for link in found.links if link.mention.text == text]
    return names[links[-1].entity] if links else None


@pytest.mark.parametrize("case", sorted(CASES))
def test_mentions_mean_what_a_reader_takes_them_for(case: str, nlp: Language) -> None:
    text, expected = CASES[case]
    found = resolve_mentions(nlp(text), date="2024-06-20")
    assert {mention: meaning(found, mention) for mention in expected} == expected


def test_both_means_two_countries(nlp: Language) -> None:
    found = resolve_mentions(
        nlp("Hungary opposed the plan and Slovakia hesitated. Both endorsed it on Friday.")
    )
    names = {entity.id: entity.name for entity in found.entities}
    both = [names[link.entity] for link in found.links if link.mention.text == "Both"]
    assert sorted(both) == ["Hungary", "Slovakia"]


def test_same_surname_keeps_two_people_apart(nlp: Language) -> None:
    text = "Anna Berg backed the treaty. Her brother Carl Berg rejected it. Anna Berg thanked Sweden."
    found = resolve_mentions(nlp(text))
    people = [entity.name for entity in found.entities if entity.type == "Person"]
    assert people == ["Anna Berg", "Carl Berg"]


def test_loose_groups_are_optional(nlp: Language) -> None:
    found = resolve_mentions(nlp("Protesters in Oslo criticised Sweden."))
    optional = {entity.name for entity in found.entities if entity.id in found.optional}
    assert "Protesters" in optional


def test_twice_gives_the_same(nlp: Language) -> None:
    text = CASES["government and capital"][0]
    assert resolve_mentions(nlp(text)) == resolve_mentions(nlp(text))


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Texas rejected the settlement. The judge sided with Ohio.", "Texas", "Organisation"),
        ("The ministers met in Texas on Friday.", "Texas", "Place"),
        ("Velmark rejected the treaty and accused Norway of lying.", "Velmark", "Country"),
        (
            "The White House rejected the plan. Anna Berg met him at the White House.",
            "White House",
            "Organisation",
        ),
    ],
)
def test_a_place_that_acts_is_somebody(text: str, name: str, type_: str, nlp: Language) -> None:
    found = resolve_mentions(nlp(text), date="2024-06-20")
    assert [str(entity.type) for entity in found.entities if entity.name == name] == [type_]


def test_party_and_state_behind_a_lawmaker_name_nobody(nlp: Language) -> None:
    found = resolve_mentions(nlp("Rep. Anna Berg (D-Calif.) and Sen. Carl Dahl, R-Okla., backed the treaty."))
    assert {entity.name for entity in found.entities} <= {"Anna Berg", "Carl Dahl"}
