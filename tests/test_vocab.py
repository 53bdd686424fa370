"""The vocabulary and its documentation say the same."""

from pathlib import Path

import pytest
from rdflib import Graph, URIRef

import kg
from kg.iris import VOCABULARY
from kg.records import Aspect, EntityType, Modality, Relation, Stance
from kg.vocab import (
    ASPECTS,
    ENTITY_CLASSES,
    KG,
    MODALITIES,
    PREFIXES,
    RDF,
    RDFS,
    RELATIONS,
    SKOS,
    STANCES,
    new_graph,
)

_PLOVER = URIRef("https://kg.example.org/ns/plover")
_DOCUMENT = Path(kg.__file__).parent / "data" / "vocabulary.ttl"


@pytest.fixture(scope="module")
def documented() -> Graph:
    return Graph().parse(_DOCUMENT)


def _ours(graph: Graph) -> set[URIRef]:
    return {s for s in graph.subjects(unique=True) if isinstance(s, URIRef) and s.startswith(VOCABULARY)}


def test_every_term_is_documented_and_every_documented_term_exists(documented: Graph) -> None:
    names = {*KG.__annotations__, *KG._extras}
    assert {KG[name] for name in names if not name.startswith("_")} == _ours(documented)


def test_every_term_has_one_label_and_one_comment(documented: Graph) -> None:
    for term in _ours(documented):
        assert len(list(documented.objects(term, RDFS.label))) == 1, term
        assert len(list(documented.objects(term, RDFS.comment))) == 1, term


def test_every_property_has_domain_and_range(documented: Graph) -> None:
    for term in documented.subjects(RDF.type, RDF.Property):
        assert documented.value(term, RDFS.domain) is not None, term
        assert documented.value(term, RDFS.range) is not None, term


@pytest.mark.parametrize(
    ("terms", "scheme"),
    [
        (STANCES, KG.Stance),
        (ASPECTS, KG.Aspect),
        (MODALITIES, KG.Modality),
        (RELATIONS, KG.Relation),
    ],
)
def test_concepts_are_in_their_scheme_under_the_records_value(documented: Graph, terms, scheme) -> None:
    for value, term in terms.items():
        assert str(documented.value(term, SKOS.notation)) == value.value
        assert (term, SKOS.inScheme, scheme) in documented


@pytest.mark.parametrize("concept", [KG.Support, KG.Oppose, KG.Ended, KG.Denied, KG.Possible])
def test_concepts_are_mapped_to_event_types_that_are_listed(documented: Graph, concept: URIRef) -> None:
    mapped = {
        event
        for relation in (SKOS.closeMatch, SKOS.narrowMatch, SKOS.relatedMatch)
        for event in documented.objects(concept, relation)
    }
    assert mapped
    assert all((event, SKOS.inScheme, _PLOVER) in documented for event in mapped)


def test_support_and_opposition_share_no_event_type(documented: Graph) -> None:
    matches = (SKOS.closeMatch, SKOS.narrowMatch)
    support, oppose = (
        {event for match in matches for event in documented.objects(concept, match)}
        for concept in (KG.Support, KG.Oppose)
    )
    assert not support & oppose


def test_every_value_of_the_records_has_a_term() -> None:
    assert set(STANCES) == set(Stance)
    assert set(ASPECTS) == set(Aspect)
    assert set(MODALITIES) == set(Modality)
    assert set(RELATIONS) == set(Relation)
    assert set(ENTITY_CLASSES) == set(EntityType)


def test_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError):
        KG.suports  # noqa: B018


def test_new_graph_knows_exactly_our_prefixes() -> None:
    bound = {prefix: str(namespace) for prefix, namespace in new_graph().namespaces()}
    assert bound.items() >= PREFIXES.items()
