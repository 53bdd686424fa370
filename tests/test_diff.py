"""What changed between two graphs."""

import json
from dataclasses import replace

from builders import article, claim, entity, extraction
from norland import norland

from kg.diff import compare_graphs, diff_to_json, format_diff
from kg.export import Selection, select
from kg.records import EntityType

_ANN, _BO = entity("Ann"), entity("Bo")


def _one(*claims, day="2024-01-01", entities=(_ANN, _BO)):
    return [extraction(article("a", "Text of a.", date=day), entities, claims)]


def test_nothing_changed_is_nothing() -> None:
    diff = compare_graphs(norland(), norland()[::-1])
    assert not diff
    assert format_diff(diff).splitlines()[0] == "entities: 0 added, 0 gone, 0 changed"


def test_dates_differ_by_what_came_between() -> None:
    diff = compare_graphs(select(norland(), Selection("2024-03")), norland())
    assert [item.title for item in diff.entities.added] == ["Ostmark (Country)", "Westmark (Country)"]
    assert not diff.claims.gone
    veto = next(item for item in diff.positions.changed if item.title == "Sudland oppose Carl Dahl")
    assert veto.changed["until"] == (None, "2024-04")
    assert "  ~ Sudland oppose Carl Dahl: until unknown -> 2024-04; current yes -> no" in format_diff(diff)


def test_stance_read_otherwise_is_a_change_of_one_claim() -> None:
    diff = compare_graphs(_one(claim(_ANN, "support", _BO)), _one(claim(_ANN, "oppose", _BO)))
    (item,) = diff.claims.changed
    assert item.changed["stance"] == ("support", "oppose")
    assert not diff.claims.added and not diff.claims.gone
    assert len(diff.positions.added) == len(diff.positions.gone) == 1


def test_sentence_cut_otherwise_is_a_change_and_another_sentence_is_not() -> None:
    whole = claim(_ANN, "support", _BO, quote="Well, Ann backs Bo.", start=0)
    part = claim(_ANN, "support", _BO, quote="Ann backs Bo.", start=6)
    elsewhere = claim(_ANN, "support", _BO, quote="Ann backs Bo.", start=60)
    assert [i.changed.keys() for i in compare_graphs(_one(whole), _one(part)).claims.changed] == [{"quote"}]
    moved = compare_graphs(_one(whole), _one(elsewhere)).claims
    assert (len(moved.added), len(moved.gone), len(moved.changed)) == (1, 1, 0)


def test_claims_of_one_sentence_are_paired_by_stance_first() -> None:
    both = (claim(_ANN, "support", _BO), claim(_ANN, "oppose", _BO, confidence=0.5))
    diff = compare_graphs(_one(*both), _one(both[1]))
    assert [item.old["stance"] for item in diff.claims.gone] == ["support"]
    assert not diff.claims.changed


def test_entity_of_another_type_or_name_is_changed() -> None:
    other = replace(_BO, type=EntityType.GROUP, name="The Bo")
    diff = compare_graphs(_one(), _one(entities=(_ANN, other)))
    (item,) = diff.entities.changed
    assert item.changed["type"] == ("Person", "Group")


def test_json_holds_every_field() -> None:
    diff = compare_graphs(_one(), _one(claim(_ANN, "support", _BO)))
    document = json.loads(diff_to_json(diff))
    (added,) = document["claims"]["added"]
    assert (added["holder"], added["stance"], added["quote"]) == (
        "Ann",
        "support",
        "Anna Berg backs Carl Dahl.",
    )
    assert document["positions"]["added"][0]["from"] == "2024-01-01"
    changed = json.loads(
        diff_to_json(compare_graphs(_one(claim(_ANN, "support", _BO)), _one(claim(_ANN, "oppose", _BO))))
    )
    assert changed["claims"]["changed"][0]["fields"] == ["stance"]
