"""Odd Docs, and what hand-made ones show without a model."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.records import EntityType, MentionKind
from kg.resolve import resolve_mentions

VOCAB = spacy.blank("en").vocab


def make_doc(words: str, tags: str = "", deps: str = "", heads: str = "", people: str = "") -> Doc:
    """A Doc of words with tags, labels and heads; ``people`` names spans "start:end" of people."""
    texts = words.split()
    pos = {"NNP": "PROPN", "NN": "NOUN", "VBD": "VERB", "PRP": "PRON", "PRP$": "PRON", "DT": "DET"}
    doc = Doc(
        VOCAB,
        words=texts,
        tags=tags.split() or None,
        pos=[pos.get(tag, "X") for tag in tags.split()] or None,
        deps=deps.split() or None,
        heads=[int(head) for head in heads.split()] or None,
        lemmas=texts if tags else None,
    )
    spans = [span.split(":") for span in people.split()]
    doc.set_ents([Span(doc, int(start), int(end), label="PER") for start, end in spans])
    return doc


@pytest.mark.parametrize("words", ["", ".", ", . !", "Hm", "the", "( ) ( )", "'s", "Mr", "both", "It"])
def test_odd_input_gives_no_entity(words: str) -> None:
    found = resolve_mentions(make_doc(words), date="2024-06-20")
    assert found.entities == ()


def test_surname_before_and_after_the_full_name_is_one_person() -> None:
    doc = make_doc(
        "Berg thanked Anna Berg .",
        "NNP VBD NNP NNP .",
        "nsubj ROOT obj flat punct",
        "1 1 1 2 1",
        "0:1 2:4",
    )
    found = resolve_mentions(doc)
    assert [(entity.name, entity.type) for entity in found.entities] == [("Anna Berg", EntityType.PERSON)]
    assert [mention.text for mention in found.entities[0].mentions] == ["Berg", "Anna Berg"]


def test_country_is_linked_by_its_adjective_and_name() -> None:
    doc = make_doc("Norway backed Dutch plans", "NNP VBD JJ NNS", "nsubj ROOT amod obj", "1 1 3 1")
    found = resolve_mentions(doc)
    assert [(entity.name, entity.iso2) for entity in found.entities] == [
        ("Norway", "NO"),
        ("Netherlands", "NL"),
    ]
    assert found.entities[1].aliases == ("Dutch",)
    assert found.entities[0].same_as == ("http://www.wikidata.org/entity/Q20",)


def test_pronoun_links_to_the_subject_before() -> None:
    doc = make_doc(
        "Norway dropped its veto .", "NNP VBD PRP$ NN .", "nsubj ROOT nmod:poss obj punct", "1 1 3 1 1"
    )
    found = resolve_mentions(doc)
    assert found.entity_at(2) == found.entities[0].id
    assert found.links_at(2)[0].kind == MentionKind.PRONOUN
    assert found.links_at(2)[0].reason.startswith("likely antecedent")


def test_iris_start_with_the_base() -> None:
    doc = make_doc("Norway left", "NNP VBD", "nsubj ROOT", "1 1")
    found = resolve_mentions(doc, base="https://example.net/")
    assert found.entities[0].id == "https://example.net/entity/Q20"
