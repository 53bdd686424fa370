"""What a pronoun may mean, on hand-made Docs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import spacy
from spacy.tokens import Doc, Token

from kg.records import EntityType
from kg.resolve.antecedents import Option, find_options, is_expletive, possessed, weigh
from kg.resolve.discourse import Discourse, argument_rivals, clause_of, doers
from kg.resolve.pronouns import resolve_pronoun
from kg.resolve.types import Referent

VOCAB = spacy.blank("en").vocab


def make_doc(*rows: str) -> Doc:
    """A Doc of rows "word/TAG/label/head"; a row is a sentence, heads count from 0 in the whole Doc."""
    cells = [cell.split("/") for row in rows for cell in row.split()]
    starts = [at == 0 for row in rows for at in range(len(row.split()))]
    pos = {
        "NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VBD": "VERB", "VB": "VERB", "PRP": "PRON",
        "PRP$": "PRON", "IN": "ADP", "JJ": "ADJ",
    }  # fmt: skip
    return Doc(
        VOCAB,
        words=[cell[0] for cell in cells],
        tags=[cell[1] for cell in cells],
        pos=[pos.get(cell[1], "X") for cell in cells],
        deps=[cell[2] for cell in cells],
        heads=[int(cell[3]) for cell in cells],
        lemmas=[cell[0].lower() for cell in cells],
        sent_starts=starts,
    )


def speak_of(doc: Doc, **people: int) -> tuple[Discourse, dict[str, Referent]]:
    """A discourse in which each person was named at a token."""
    discourse = Discourse.from_doc(doc)
    referents = {name: Referent(EntityType.PERSON, name) for name in people}
    for name, at in people.items():
        discourse.mention(referents[name], at)
    return discourse, referents


LENT = make_doc(
    "Berg/NNP/nsubj/1 left/VBD/ROOT/1 ././punct/1",
    "Dahl/NNP/nsubj/4 withdrew/VBD/ROOT/4 and/CC/cc/6 backed/VBD/conj/4 her/PRP/obj/6 ././punct/4",
)


def test_object_cannot_mean_the_subject_that_another_clause_lends() -> None:
    discourse, people = speak_of(LENT, Berg=0, Dahl=3)
    assert [doer.text for doer in doers(LENT[7])] == ["Dahl"]
    assert argument_rivals(LENT[7], discourse.events) == [people["Dahl"]]
    options = find_options(LENT[7], discourse, "person", lambda _: True, "f")
    assert [option.referent for option in options] == [people["Berg"], None]


def test_object_cannot_mean_another_object_of_its_verb() -> None:
    doc = make_doc("Dahl/NNP/nsubj/1 showed/VBD/ROOT/1 Berg/NNP/iobj/1 him/PRP/obj/1 ././punct/1")
    discourse, people = speak_of(doc, Dahl=0, Berg=2)
    assert argument_rivals(doc[3], discourse.events) == [people["Dahl"], people["Berg"]]


def test_object_cannot_mean_a_name_beside_the_subject() -> None:
    doc = make_doc("critic/NN/nsubj/2 Dahl/NNP/appos/0 backed/VBD/ROOT/2 him/PRP/obj/2 ././punct/2")
    discourse, people = speak_of(doc, Dahl=1)
    assert argument_rivals(doc[3], discourse.events) == [people["Dahl"]]


@pytest.mark.parametrize(
    ("verb", "noun", "barred"),
    [("voiced", "doubt", True), ("meet", "doubt", False), ("denied", "claim", False)],
)
def test_feelings_are_about_another_than_who_has_them(verb: str, noun: str, barred: bool) -> None:
    row = f"Dahl/NNP/nsubj/1 {verb}/VBD/ROOT/1 {noun}/NN/obj/1 about/IN/case/4 him/PRP/nmod/2 ././punct/1"
    doc = make_doc(row)
    discourse, people = speak_of(doc, Dahl=0)
    assert argument_rivals(doc[4], discourse.events) == ([people["Dahl"]] if barred else [])


def test_possessor_is_not_the_one_beside_what_it_owns() -> None:
    doc = make_doc("Dahl/NNP/nsubj/4 ,/,/punct/3 his/PRP$/nmod:poss/3 successor/NN/appos/0 left/VBD/ROOT/4")
    discourse, people = speak_of(doc, Dahl=0)
    assert argument_rivals(doc[2], discourse.events) == [people["Dahl"]]


@pytest.mark.parametrize("word", ["himself", "themselves"])
def test_reflexive_may_mean_the_subject(word: str) -> None:
    doc = make_doc(f"Dahl/NNP/nsubj/1 praised/VBD/ROOT/1 {word}/PRP/obj/1 ././punct/1")
    discourse, _ = speak_of(doc, Dahl=0)
    assert argument_rivals(doc[2], discourse.events) == []


def test_possessor_may_mean_the_subject_of_its_clause() -> None:
    doc = make_doc("Dahl/NNP/nsubj/1 dropped/VBD/ROOT/1 his/PRP$/nmod:poss/3 veto/NN/obj/1 ././punct/1")
    discourse, people = speak_of(doc, Dahl=0)
    first, nothing = find_options(doc[2], discourse, "person", lambda _: True, "m")
    assert first.referent is people["Dahl"]
    assert "possessor below its subject 0" in first.features
    assert nothing.referent is None
    assert clause_of(doc[2]).text == "dropped"


def test_features_tell_age_role_gender_and_rank() -> None:
    discourse, people = speak_of(LENT, Berg=0, Dahl=3)
    people["Berg"].guess, people["Dahl"].gender = "f", "m"
    pronoun = LENT[7]
    options = find_options(pronoun, discourse, "person", lambda r: r.gender != "m", "f")
    assert {"age 1", "rank 0", "object after subject 1", "name agrees"} <= set(options[0].features)


def test_old_mentions_are_no_candidates() -> None:
    rest = [f"It/PRP/nsubj/{at} rained/VBD/ROOT/{at}" for at in range(2, 14, 2)]
    doc = make_doc("Berg/NNP/nsubj/1 left/VBD/ROOT/1", *rest, "She/PRP/nsubj/15 slept/VBD/ROOT/15")
    discourse, _ = speak_of(doc, Berg=0)
    assert find_options(doc[14], discourse, "person", lambda _: True, "f") == []


def test_likelihoods_sum_to_one() -> None:
    discourse, _ = speak_of(LENT, Berg=0, Dahl=3)
    options = find_options(LENT[7], discourse, "person", lambda _: True, "f")
    assert sum(weigh(LENT[7], "person", options)) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("It/PRP/nsubj/2 is/VBZ/cop/2 clear/JJ/ROOT/2 that/IN/mark/5 he/PRP/nsubj/5 left/VBD/ccomp/2", True),
        ("It/PRP/nsubj/1 seem/VB/ROOT/1 so/RB/advmod/1", True),
        ("It/PRP/nsubj/1 backed/VBD/ROOT/1 him/PRP/obj/1", False),
        ("Dahl/NNP/nsubj/1 backed/VBD/ROOT/1 it/PRP/obj/1", False),
    ],
)
def test_it_may_stand_for_nothing(row: str, expected: bool) -> None:
    doc = make_doc(row)
    pronoun = next(token for token in doc if token.lower_ == "it")
    assert is_expletive(pronoun) is expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("its/PRP$/nmod:poss/2 foreign/JJ/amod/2 minister/NN/ROOT/2", "state office"),
        ("its/PRP$/nmod:poss/1 chairman/NN/ROOT/1", "office"),
        ("its/PRP$/nmod:poss/1 critic/NN/ROOT/1", "person"),
        ("its/PRP$/nmod:poss/1 committee/NN/ROOT/1", "body"),
        ("its/PRP$/nmod:poss/1 word/NN/ROOT/1", "thing"),
        ("it/PRP/nsubj/1 left/VBD/ROOT/1", ""),
    ],
)
def test_what_a_pronoun_owns_tells_what_it_may_mean(row: str, expected: str) -> None:
    assert possessed(make_doc(row)[0]) == expected


def test_only_countries_have_a_prime_minister_and_offices_have_an_owner() -> None:
    rows = (
        "Norland/NNP/nsubj/1 left/VBD/ROOT/1 the/DT/det/3 Accord/NNP/obj/1 ././punct/1",
        "Its/PRP$/nmod:poss/7 prime/JJ/amod/7 minister/NN/nsubj/8 agreed/VBD/ROOT/8",
    )
    doc = make_doc(*rows)
    discourse = Discourse.from_doc(doc)
    country = Referent(EntityType.COUNTRY, "Norland")
    discourse.mention(country, 0)
    discourse.mention(Referent(EntityType.ORGANISATION, "Accord"), 3)

    def doubt(_: Token, __: str, options: Sequence[Option]) -> list[float]:
        assert [option.referent for option in options] == [country, None]
        return [0.1, 0.9]

    assert resolve_pronoun(doc[5], discourse, {}, doubt)[0] == [country]
