"""Every mention, claim and fact of an article is told with its sentence and its reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest
from builders import article, entity
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.claim import Thresholds, weigh_claims
from kg.claim.types import Sentence
from kg.explain import Explanation, explain_articles, explain_workings, to_json, to_text
from kg.extract import assemble
from kg.fact.types import Told
from kg.pipeline.pairs import PairScores
from kg.records import Entity, Evidence, Fact, Mention, MentionKind, Relation
from kg.resolve import Link, Resolution

if TYPE_CHECKING:
    from spacy.language import Language

NORLAND = entity("Norland", "Country")
SUDLAND = entity("Sudland", "Country")
DAHL = entity("Carl Dahl")


def _doc() -> Doc:
    """Two sentences of a subject, a verb and an object."""
    return Doc(
        Vocab(),
        words="Norland backed Dahl . Sudland met Dahl .".split(),
        lemmas="Norland back Dahl . Sudland meet Dahl .".split(),
        tags="NNP VBD NNP . NNP VBD NNP .".split(),
        pos="PROPN VERB PROPN PUNCT PROPN VERB PROPN PUNCT".split(),
        deps="nsubj root obj punct nsubj root obj punct".split(),
        heads=[1, 1, 1, 1, 5, 5, 5, 5],
        sent_starts=[True, False, False, False, True, False, False, False],
    )


def _score(sentences: Sequence[Sentence]) -> Iterator[PairScores]:
    """The first of a sentence backs the second at 0.9, or opposes it at 0.3 where nobody backs."""
    for words, spans in sentences:
        n = len(spans)
        stance = np.zeros((n, n, 3), np.float32)
        stance[0, 1] = [0.1, 0.9, 0] if "backed" in words else [0.7, 0, 0.3]
        yield PairScores(stance, np.ones((n, n, 2), np.float32), np.ones((n, n, 3), np.float32))


def _link(doc_text: str, at: int, who: Entity, text: str, after: int = 0) -> Link:
    start = doc_text.index(text, after)
    mention = Mention(start, start + len(text), text)
    return Link(at, at + 1, at, who.id, MentionKind.NAME, mention, "name")


@pytest.fixture
def explained() -> Explanation:
    """Two sentences: one with a claim and a fact, one with a pair that the model finds hardly likely."""
    doc = _doc()
    after = doc.text.index("Sudland")
    links = (
        _link(doc.text, 0, NORLAND, "Norland"),
        _link(doc.text, 2, DAHL, "Dahl"),
        _link(doc.text, 4, SUDLAND, "Sudland"),
        _link(doc.text, 6, DAHL, "Dahl", after),
    )
    found = Resolution((NORLAND, DAHL, SUDLAND), links)
    weighed = weigh_claims(doc, found.entities, links, _score, thresholds=Thresholds(doubt=0.2))
    fact = Fact(DAHL.id, Relation.HOLDS_POSITION, NORLAND.id, Evidence(0, 3, "Nor", "Nor"), "chair")
    text = article("a1", doc.text, date="2024-06-20")
    return explain_workings(text, assemble(text, doc, found, weighed, (Told(fact, "office"),)))


def test_each_sentence_has_what_was_read_in_it(explained: Explanation) -> None:
    first, second = explained.sentences
    assert first.text == "Norland backed Dahl ."
    assert [note.entity for note in first.mentions] == ["Norland", "Carl Dahl"]
    assert [note.entity for note in second.mentions] == ["Sudland", "Carl Dahl"]
    assert [note.rule for note in first.facts] == ["office"]
    assert not second.facts


def test_a_mention_tells_its_place_in_the_clause_and_the_rule(explained: Explanation) -> None:
    mention = explained.sentences[0].mentions[0]
    assert (mention.role, mention.reason, mention.kind) == ("subject of backed", "name", "name")


def test_a_claim_tells_pattern_and_probability(explained: Explanation) -> None:
    (claim,) = explained.sentences[0].claims
    assert (claim.holder, claim.stance, claim.target) == ("Norland", "support", "Carl Dahl")
    assert (claim.rule, claim.cue, claim.verdict) == ("verb back", "backed", "")
    assert claim.model == pytest.approx(0.9)


def test_a_doubtful_pair_tells_why_it_is_no_claim(explained: Explanation) -> None:
    (claim,) = explained.sentences[1].claims
    assert (claim.holder, claim.stance, claim.rule) == ("Sudland", "oppose", "")
    assert claim.verdict == "the model gives less than 0.55"


def test_text_has_a_line_for_each_piece(explained: Explanation) -> None:
    assert to_text(explained).splitlines() == [
        "a1 (2024-06-20)",
        "",
        "[0-21] Norland backed Dahl .",
        "  mention   Norland = Norland (Country); name; subject of backed; name",
        "  mention   Dahl = Carl Dahl (Person); name; object of backed; name",
        '  claim     Norland support Carl Dahl; held, asserted; 0.95; cue "backed"; '
        "pattern verb back; model 0.90",
        '  fact      Carl Dahl holds_position Norland; chair; cue "Nor"; office',
        "",
        "[22-40] Sudland met Dahl .",
        "  mention   Sudland = Sudland (Country); name; subject of met; name",
        "  mention   Dahl = Carl Dahl (Person); name; object of met; name",
        '  no claim  Sudland oppose Carl Dahl; held, asserted; 0.30; cue "met"; model 0.30: '
        "the model gives less than 0.55",
    ]


def test_json_holds_the_same(explained: Explanation) -> None:
    told = json.loads(to_json(explained))
    assert told["article"] == "a1"
    assert told["sentences"][0]["claims"][0]["holder"] == "Norland"
    assert told["sentences"][1]["claims"][0]["verdict"]


@pytest.mark.model
def test_the_claims_that_are_told_are_those_extracted(nlp: Language) -> None:
    from kg.extract import extract_article

    text = article("a", "Germany backed Carl Dahl on Tuesday. Turkey, however, criticized Dahl.")
    found = extract_article(text, nlp=nlp)
    names = {entity.id: entity.name for entity in found.entities}
    (explained,) = explain_articles([text], nlp=nlp)
    told = [c for sentence in explained.sentences for c in sentence.claims if not c.verdict]
    assert [(c.holder, c.stance, c.target) for c in told] == [
        (names[c.holder], c.stance, names[c.target]) for c in found.claims
    ]
    assert found.claims


@pytest.mark.model
def test_little_text_is_explained_too(nlp: Language) -> None:
    (explained,) = explain_articles([article("a", "\n \n")], nlp=nlp)
    assert (explained.sentences, to_text(explained)) == ((), "a")
