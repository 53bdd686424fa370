"""Both dependency schemes answer alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from kg import syntax

_POS = {
    "NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VBD": "VERB", "VBN": "VERB", "VBZ": "VERB", "VB": "VERB",
    "VBG": "VERB", "IN": "ADP", "DT": "DET", "JJ": "ADJ", "RB": "ADV", "PRP$": "PRON", "WDT": "PRON",
    "TO": "PART", "POS": "PART", "CC": "CCONJ", ",": "PUNCT", "WP": "PRON",
}  # fmt: skip
_LEMMAS = {"backs": "back", "backed": "back", "was": "be", "is": "be", "did": "do", "urged": "urge"}


def make_doc(rows: str) -> Doc:
    """A Doc of tokens "word|tag|label|head", the head as the number of a token, from 0."""
    cells = [row.split("|") for row in rows.split()]
    words = [cell[0] for cell in cells]
    return Doc(
        Vocab(),
        words=words,
        tags=[cell[1] for cell in cells],
        pos=[_POS.get(cell[1], "X") for cell in cells],
        deps=[cell[2] for cell in cells],
        heads=[int(cell[3]) for cell in cells],
        lemmas=[_LEMMAS.get(word, word) for word in words],
    )


UD, CLEAR = "UD", "ClearNLP"
ACTIVE = {
    UD: "Norland|NNP|nsubj|3 did|VBD|aux|3 not|RB|advmod|3 back|VB|ROOT|3 Dahl|NNP|obj|3",
    CLEAR: "Norland|NNP|nsubj|3 did|VBD|aux|3 not|RB|neg|3 back|VB|ROOT|3 Dahl|NNP|dobj|3",
}
PASSIVE = {
    UD: "Dahl|NNP|nsubj:pass|2 was|VBD|aux:pass|2 backed|VBN|ROOT|2 by|IN|case|4 Norland|NNP|obl:agent|2 "
    "and|CC|cc|6 Sundia|NNP|conj|4",
    CLEAR: "Dahl|NNP|nsubjpass|2 was|VBD|auxpass|2 backed|VBN|ROOT|2 by|IN|agent|2 Norland|NNP|pobj|3 "
    "and|CC|cc|4 Sundia|NNP|conj|4",
}
REDUCED = {
    UD: "Dahl|NNP|ROOT|0 ,|,|punct|2 backed|VBN|acl|0 by|IN|case|4 Norland|NNP|obl:agent|2",
    CLEAR: "Dahl|NNP|ROOT|0 ,|,|punct|0 backed|VBN|acl|0 by|IN|agent|2 Norland|NNP|pobj|3",
}
COPULA = {
    UD: "Dahl|NNP|nsubj|3 is|VBZ|cop|3 the|DT|det|3 head|NN|ROOT|3 of|IN|case|5 Norland|NNP|nmod|3",
    CLEAR: "Dahl|NNP|nsubj|1 is|VBZ|ROOT|1 the|DT|det|3 head|NN|attr|1 of|IN|prep|3 Norland|NNP|pobj|4",
}
CONTROL = {
    UD: "Sundia|NNP|nsubj|1 urged|VBD|ROOT|1 Norland|NNP|obj|1 to|TO|mark|4 back|VB|xcomp|1 Dahl|NNP|obj|4",
    CLEAR: "Sundia|NNP|nsubj|1 urged|VBD|ROOT|1 Norland|NNP|dobj|1 to|TO|aux|4 back|VB|xcomp|1 "
    "Dahl|NNP|dobj|4",
}
RELATIVE = {
    UD: "Norland|NNP|ROOT|0 ,|,|punct|3 which|WDT|nsubj|3 backed|VBD|acl:relcl|0 Dahl|NNP|obj|3",
    CLEAR: "Norland|NNP|ROOT|0 ,|,|punct|0 which|WDT|nsubj|3 backed|VBD|relcl|0 Dahl|NNP|dobj|3",
}
NAME = {
    UD: "Norland|NNP|nmod:poss|3 's|POS|case|0 president|NN|nmod:desc|3 Carl|NNP|nsubj|5 Dahl|NNP|flat|3 "
    "left|VBD|ROOT|5",
    CLEAR: "Norland|NNP|poss|4 's|POS|case|0 president|NN|compound|4 Carl|NNP|compound|4 Dahl|NNP|nsubj|5 "
    "left|VBD|ROOT|5",
}
SCHEMES = pytest.mark.parametrize("scheme", [UD, CLEAR])


def texts(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


@SCHEMES
@pytest.mark.parametrize(
    ("sentence", "at", "ask", "expected"),
    [
        (ACTIVE, 3, syntax.subjects, ["Norland"]),
        (ACTIVE, 3, syntax.objects, ["Dahl"]),
        (ACTIVE, 3, syntax.agents, []),
        (PASSIVE, 2, syntax.subjects, []),
        (PASSIVE, 2, syntax.passive_subjects, ["Dahl"]),
        (PASSIVE, 2, syntax.agents, ["Norland"]),
        (PASSIVE, 6, syntax.coordinated, ["Norland", "Sundia"]),
        (REDUCED, 2, syntax.passive_subjects, ["Dahl"]),
        (REDUCED, 2, syntax.agents, ["Norland"]),
        (COPULA, 3, syntax.subjects, ["Dahl"]),
        (CONTROL, 1, syntax.clause_complements, ["back"]),
        (CONTROL, 4, syntax.subjects, ["Norland"]),
        (RELATIVE, 3, syntax.subjects, ["which"]),
        (RELATIVE, 0, syntax.clause_modifiers, ["backed"]),
    ],
)
def test_schemes_give_the_same_parts(
    scheme: str,
    sentence: dict[str, str],
    at: int,
    ask: Callable[[Token], list[Token]],
    expected: list[str],
) -> None:
    assert texts(ask(make_doc(sentence[scheme])[at])) == expected


@SCHEMES
def test_negation_and_auxiliaries_are_seen(scheme: str) -> None:
    active, passive = make_doc(ACTIVE[scheme]), make_doc(PASSIVE[scheme])
    assert syntax.is_negated(active[3])
    assert not syntax.is_negated(passive[2])
    assert syntax.auxiliaries(active[3]) == ["do"]
    assert syntax.auxiliaries(passive[2]) == ["be"]
    assert syntax.auxiliaries(make_doc(COPULA[scheme])[3]) == ["be"]


@SCHEMES
def test_passive_is_told_from_active(scheme: str) -> None:
    assert syntax.is_passive(make_doc(PASSIVE[scheme])[2])
    assert syntax.is_passive(make_doc(REDUCED[scheme])[2])
    assert not syntax.is_passive(make_doc(ACTIVE[scheme])[3])


@SCHEMES
def test_prepositions_are_given_with_their_nouns(scheme: str) -> None:
    doc = make_doc(COPULA[scheme])
    assert [(word, noun.text) for word, noun in syntax.prepositional(doc[3])] == [("of", "Norland")]


@SCHEMES
@pytest.mark.parametrize(
    ("sentence", "at", "kind", "head"),
    [
        (ACTIVE, 0, "subject", "back"),
        (ACTIVE, 4, "object", "back"),
        (PASSIVE, 0, "passive subject", "backed"),
        (PASSIVE, 4, "agent", "backed"),
        (PASSIVE, 6, "conjunct", "Norland"),
        (COPULA, 0, "subject", "head"),
        (COPULA, 5, "oblique:of", "head"),
        (COPULA, 3, "root", "head"),
        (RELATIVE, 3, "relative", "Norland"),
    ],
)
def test_governor_is_a_word_with_content(
    scheme: str, sentence: dict[str, str], at: int, kind: str, head: str
) -> None:
    found, token = syntax.governor(make_doc(sentence[scheme])[at])
    assert (found, token.text) == (kind, head)


@SCHEMES
def test_relative_pronoun_has_its_antecedent(scheme: str) -> None:
    antecedent = syntax.relative_antecedent(make_doc(RELATIVE[scheme])[2])
    assert antecedent is not None
    assert antecedent.text == "Norland"


@pytest.mark.parametrize(("scheme", "head"), [(UD, 3), (CLEAR, 4)])
def test_a_name_carries_its_title_and_possessor(scheme: str, head: int) -> None:
    doc = make_doc(NAME[scheme])
    start, end = syntax.noun_phrase(doc[head])
    assert doc[start:end].text == "Norland 's president Carl Dahl"
    assert texts(syntax.possessors(doc[head])) == ["Norland"]
    assert syntax.is_definite(doc[head])


@SCHEMES
def test_of_phrases_belong_to_the_phrase_when_asked(scheme: str) -> None:
    doc = make_doc(COPULA[scheme])
    assert syntax.noun_phrase(doc[3]) == (2, 4)
    assert syntax.noun_phrase(doc[3], complements=True) == (2, 6)


@pytest.mark.parametrize(
    ("label", "expected"),
    [("PER", "PER"), ("PERSON", "PER"), ("GPE", "LOC"), ("FAC", "LOC"), ("NORP", "NORP"), ("DATE", None)],
)
def test_entity_labels_of_both_sets_are_known(label: str, expected: str | None) -> None:
    doc = make_doc(ACTIVE[UD])
    assert syntax.entity_label(Span(doc, 0, 1, label=label)) == expected


def test_plural_is_told_by_tag_or_pronoun() -> None:
    doc = make_doc("states|NNS|nsubj|1 back|VB|ROOT|1 Dahl|NNP|obj|1")
    assert [syntax.is_plural(token) for token in doc] == [True, False, False]


def test_a_lone_token_asks_nothing_of_the_parse() -> None:
    token = Doc(Vocab(), words=["Norland"])[0]
    assert syntax.subjects(token) == syntax.objects(token) == []
    assert syntax.governor(token) == ("root", token)
    assert syntax.noun_phrase(token) == (0, 1)
    assert syntax.coordinated(token) == [token]
