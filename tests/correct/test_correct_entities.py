"""Merge, split, rename, retype and delete an entity, with what it said."""

import pytest
from builders import article, claim, entity, extraction, fact, mention
from correct_builders import correct, correction, said
from norland import BERG, BUND, DAHL, NORLAND, norland

from kg.graph import merge_entities
from kg.iris import entity_iri
from kg.records import EntityType

_SUDLANDIA = entity("Sudlandia", "Country", mentions=(mention("Sudlandia"),))
_MISSPELT = extraction(
    article("misspelt", "Sudlandia hit back at Dahl."),
    (_SUDLANDIA, DAHL),
    (claim(_SUDLANDIA, "oppose", DAHL, quote="Sudlandia hit back at Dahl.", cue="hit back"),),
    (fact(_SUDLANDIA, "member_of", BUND),),
)


def _named(corrected, name: str):
    (found,) = [e for e in merge_entities(corrected.extractions) if e.name == name]
    return found


def test_merge_gives_claims_facts_and_names_to_the_other() -> None:
    corrected = correct([*norland(), _MISSPELT], correction("merge", entity="Sudlandia", to="Sudland"))
    sudland = _named(corrected, "Sudland")
    assert "Sudlandia" in sudland.aliases
    assert sudland.id == "https://kg.example.org/entity/Q902"
    moved = corrected.extractions[-1]
    assert moved.claims[0].holder == moved.facts[0].subject == sudland.id
    (outcome,) = corrected.outcomes
    assert (outcome.problem, len(outcome.changes), outcome.facts) == (None, 1, 1)
    assert outcome.replacements[0].before == _SUDLANDIA.id


def test_merge_into_an_unlinked_name_keeps_the_link_and_takes_the_name() -> None:
    corrected = correct([*norland(), _MISSPELT], correction("merge", entity="Sudland", to="Sudlandia"))
    sudland = _named(corrected, "Sudlandia")
    assert sudland.id == "https://kg.example.org/entity/Q902"
    assert sudland.aliases == ("Sudland",)


def test_merge_into_a_name_that_is_gone_renames() -> None:
    corrected = correct([_MISSPELT], correction("merge", entity="Sudlandia", to="Sudland"))
    assert _named(corrected, "Sudland").id == entity_iri("Sudland", "Country")


def test_merge_of_holder_and_target_leaves_no_claim_about_oneself() -> None:
    corrected = correct([_MISSPELT], correction("merge", entity="Sudlandia", to="Carl Dahl"))
    assert said(corrected.extractions) == set()
    assert corrected.outcomes[0].changes[0].after is None


def test_merge_in_one_article_joins_mentions() -> None:
    both = extraction(
        entities=(
            entity("Berg", mentions=(mention("Berg", 5),)),
            entity("Anna Berg", mentions=(mention("Anna Berg", 20),)),
        )
    )
    corrected = correct([both], correction("merge", entity="Berg", to="Anna Berg"))
    (berg,) = corrected.extractions[0].entities
    assert [m.start for m in berg.mentions] == [5, 20]
    assert berg.aliases == ("Berg",)


def test_rename_of_a_linked_entity_keeps_its_iri() -> None:
    corrected = correct(norland(), correction("rename", entity="Norland", to="Kingdom of Norland"))
    renamed = _named(corrected, "Kingdom of Norland")
    assert renamed.id == NORLAND.id
    assert "Norland" in renamed.aliases


def test_rename_of_an_unlinked_entity_meets_those_who_are_called_so() -> None:
    corrected = correct(
        [_MISSPELT, extraction(article("b", "B"), (entity("Sudonia", "Country"),))],
        correction("rename", entity="Sudlandia", to="Sudonia"),
    )
    assert _named(corrected, "Sudonia").id == entity_iri("Sudonia", "Country")
    assert corrected.outcomes[0].changes[0].after.claim.holder == entity_iri("Sudonia", "Country")


def test_retype_moves_an_unlinked_entity() -> None:
    corrected = correct([_MISSPELT], correction("retype", entity="Sudlandia", to="Place"))
    found = _named(corrected, "Sudlandia")
    assert (found.type, found.id) == (EntityType.PLACE, entity_iri("Sudlandia", "Place"))


def test_delete_takes_claims_and_facts_along_and_leaves_the_words_to_the_outlet() -> None:
    corrected = correct(norland(), correction("delete", entity="Anna Berg"))
    assert BERG.id not in {e.id for e in merge_entities(corrected.extractions)}
    assert not [s for s in said(corrected.extractions) if "Anna Berg" in s]
    (outcome,) = corrected.outcomes
    assert (len(outcome.changes), outcome.facts, outcome.articles) == (2, 2, 2)
    spoken = extraction(entities=(BERG, DAHL, BUND), claims=(claim(DAHL, "support", BUND, by=BERG),))
    (left,) = correct([spoken], correction("delete", entity="Anna Berg")).extractions[0].claims
    assert left.attributed_to is None


_FATHER = extraction(
    article("father", "Old Bush spoke. He backs Bo. Bush junior laughed. He rejects Bo."),
    (
        entity(
            "Bush",
            mentions=(
                mention("Old Bush", 0),
                mention("He", 16, "pronoun"),
                mention("Bush junior", 29),
                mention("He", 50, "pronoun"),
            ),
        ),
        entity("Bo"),
    ),
    (
        claim("Bush", "support", "Bo", quote="He backs Bo.", start=16),
        claim("Bush", "oppose", "Bo", quote="He rejects Bo.", start=50),
    ),
)


def test_split_by_mention_takes_its_pronouns_and_claims_along() -> None:
    corrected = correct(
        [_FATHER], correction("split", entity="Bush", to="Bush Junior", mention="Bush junior")
    )
    assert said(corrected.extractions) == {("Bush", "support", "Bo"), ("Bush Junior", "oppose", "Bo")}
    assert [m.start for m in _of(corrected, "Bush").mentions] == [0, 16]
    assert _of(corrected, "Bush Junior").aliases == ("Bush junior",)
    assert corrected.outcomes[0].replacements[0].is_part


def _of(corrected, name: str):
    return next(e for e in corrected.extractions[0].entities if e.name == name)


@pytest.mark.parametrize("mention_", ["29-40", "Bush junior; Kim"])
def test_split_takes_offsets_and_several_names(mention_: str) -> None:
    corrected = correct([_FATHER], correction("split", entity="Bush", to="Bush II", mention=mention_))
    assert ("Bush II", "oppose", "Bo") in said(corrected.extractions)


def test_split_by_article_moves_all_of_it() -> None:
    corrected = correct(
        norland(), correction("split", entity="Erik Falk", to="Falk [Group]", article="other")
    )
    assert ("Falk", "oppose", "Carl Dahl") in said(corrected.extractions)
    assert ("Erik Falk", "support", "Carl Dahl") in said(corrected.extractions)
    assert _named(corrected, "Falk").type is EntityType.GROUP


def test_split_into_a_known_entity_joins_it() -> None:
    corrected = correct(norland(), correction("split", entity="Erik Falk", to="Anna Berg", article="other"))
    assert ("Anna Berg", "oppose", "Carl Dahl") in said(corrected.extractions)
    assert corrected.extractions[2].claims[0].holder == BERG.id


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (correction("merge", entity="Nobody", to="Norland"), "no entity is called Nobody"),
        (correction("merge", entity="Dahl", to="Mr Dahl"), "are one entity already"),
        (correction("delete", entity="https://x.test/1"), "no entity has the IRI"),
        (correction("delete", entity="Norland [Person]"), "no entity is called Norland"),
        (correction("rename", entity="Dahl", to="Carl Dahl"), "called so already"),
        (correction("retype", entity="Dahl", to="Person"), "is a Person already"),
        (correction("split", entity="Dahl", to="Dahl II", mention="Dal"), "no such mention"),
        (correction("split", entity="Dahl", to="Dahl II", article="june"), "no article june"),
        (correction("split", entity="Dahl", to="https://x.test/1", article="may"), "no entity has the IRI"),
    ],
)
def test_what_matches_nothing_changes_nothing_and_says_why(row, why: str) -> None:
    corrected = correct(norland(), row)
    assert why in corrected.outcomes[0].problem
    assert corrected.extractions == norland()


def test_name_of_two_entities_must_be_told_apart() -> None:
    two = [extraction(entities=(entity("Georgia", "Country"), entity("Georgia", "Place")))]
    corrected = correct(two, correction("delete", entity="Georgia"))
    assert corrected.outcomes[0].problem.startswith(
        "several entities are called Georgia; name one of Georgia [C"
    )
    assert correct(two, correction("delete", entity="georgia [place]")).outcomes[0].problem is None


def test_shown_name_goes_before_alias_and_spelling_before_case() -> None:
    known = [extraction(entities=(entity("Berg"), entity("Anna Berg", "Person", "Berg", "BERG")))]
    corrected = correct(known, correction("rename", entity="Berg", to="Bergen"))
    assert corrected.outcomes[0].replacements[0].name == "Berg"
    corrected = correct(known, correction("rename", entity="BERG", to="Bergen"))
    assert corrected.outcomes[0].replacements[0].name == "Anna Berg"


def test_corrections_see_what_those_before_them_did() -> None:
    corrected = correct(
        [*norland(), _MISSPELT],
        correction("rename", entity="Sudlandia", to="Sudonia"),
        correction("merge", entity="Sudonia", to="Sudland"),
        correction("delete", entity="Sudlandia"),
    )
    assert [o.problem for o in corrected.outcomes] == [None, None, None]
    assert not [s for s in said(corrected.extractions) if "Sudland" in s]
