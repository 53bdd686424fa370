"""One entity from many articles."""

from itertools import permutations

from builders import article, entity, extraction, mention

from kg.graph import merge_entities


def test_same_iri_is_one_entity_with_all_aliases_sorted_and_no_mentions() -> None:
    first = entity("Norland", "Country", "Oslund", wikidata="Q1", iso2="NL", mentions=(mention("Norland"),))
    second = entity("Kingdom of Norland", "Country", "Norlanders", wikidata="Q1")
    third = entity("Norland", "Country", wikidata="Q1")
    (merged,) = merge_entities(
        [extraction(article("a", str(i)), (e,)) for i, e in enumerate((first, second, third))]
    )
    assert merged.name == "Norland"
    assert merged.aliases == ("Kingdom of Norland", "Norlanders", "Oslund")
    assert merged.same_as == ("http://www.wikidata.org/entity/Q1",)
    assert merged.iso2 == "NL"
    assert merged.mentions == ()


def test_equally_frequent_names_give_the_longest_then_the_first() -> None:
    names = ["Bund", "Bond", "Norland Bund"]
    for order in permutations(names):
        found = merge_entities(
            [extraction(article(n, n), (entity(n, "Organisation", wikidata="Q2"),)) for n in order]
        )
        assert found[0].name == "Norland Bund"
    for order in permutations(names[:2]):
        found = merge_entities(
            [extraction(article(n, n), (entity(n, "Organisation", wikidata="Q2"),)) for n in order]
        )
        assert found[0].name == "Bond"


def test_different_types_of_one_name_stay_apart_and_are_ordered_by_iri() -> None:
    person, place = entity("Lincoln"), entity("Lincoln", "Place")
    assert [e.type.value for e in merge_entities([extraction(entities=(place, person))])] == [
        "Person",
        "Place",
    ]
