"""The packaged pipeline on texts of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from kg.errors import PipelineError
from kg.pipeline import load_pipeline
from kg.pipeline.component import EncoderComponent

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

STORY = (
    "Norland's parliament backs pact\n\n"
    "Anna Berg, the prime minister of Norway, told reporters in Oslo on Oct. 1 that she would not support "
    "the U.S. proposal. “It divides us,” she said. “We want talks.” Carl J. Dahl of the Nordic "
    "Council disagreed.\n\n"
    "• Iceland signed\n• Denmark did not\n"
)
TEXTS = {
    "one word": "Norway",
    "one sign": "?",
    "a story": STORY,
    "capitals": "NORWAY REJECTS ICELAND'S BID TO JOIN NATO",
    "non-breaking spaces": "Anna\xa0Berg backs\xa0Iceland.\xa0 Carl Dahl does\u202fnot.",
    "zero-width characters": "\ufeffAnna\u200b Berg\u200d backs\u2060 Ice\u00adland.",
    "zero-width alone": "\u200b",
    "right to left": "Norway praised محمد بن سلمان and שלום עליכם on Monday. \u202bمرحبا\u202c",
    "no Latin letter": "国家支持和平协议。" * 60,
    "a long word": "Norway saw " + "x" * 5000 + " today.",
    "an address": "See https://news.example.org/" + "a-b/" * 300 + " for more.",
    "emoji": "Norway 🇳🇴 won 👍🏽!!! \x00",
    "one endless sentence": "Norway and " * 700 + "Iceland agreed.",
    "words of many pieces": "antidisestablishmentarianismxyzzyqwfp " * 200,
    "white space around": "\n\n  Norway agreed.  \n\n",
    "bullets": "* Norway\n* Iceland agreed\n- none\n",
}

pytestmark = pytest.mark.model


def annotations(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_)
        for t in doc
    ]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_every_text_is_annotated_in_full(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    for layer in ("TAG", "POS", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB"):
        assert doc.has_annotation(layer, require_complete=layer != "SENT_START") or len(doc) == 1, layer
    for sent in doc.sents:
        assert all(sent.start <= token.head.i < sent.end for token in sent)
        assert sum(token.head.i == token.i for token in sent) == 1
    for ent in doc.ents:
        assert ent.label_ in {"PER", "ORG", "LOC", "NORP", "MISC"}
        assert ent.sent.start <= ent.start
        assert ent.end <= ent.sent.end


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\n", "\xa0\xa0"])
def test_text_without_words_has_nothing(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert not doc.ents


def test_article_of_three_thousand_words(nlp: Language) -> None:
    text = "".join(f"Paragraph {n}. {STORY}\n" for n in range(60))
    doc = nlp(text)
    assert sum(not token.is_space for token in doc) > 3000
    assert doc.text == text
    assert len(list(doc.sents)) > 300


@pytest.mark.parametrize("space", ["\xa0", "  ", "\n"])
def test_white_space_inside_a_name_is_part_of_it(nlp: Language, space: str) -> None:
    doc = nlp(f"The pact was praised by Anna{space}Berg.")
    if space == "\n":
        # A line break ends a sentence unless the text is wrapped; two names are found then.
        assert [e.label_ for e in doc.ents] in (["PER"], ["PER", "PER"])
    else:
        assert [(e.text, e.label_) for e in doc.ents] == [(f"Anna{space}Berg", "PER")]


def test_name_over_a_wrapped_line_is_one(nlp: Language) -> None:
    line = "The ministers of the north met in the harbour on Tuesday and talked to\n"
    doc = nlp(
        line * 6 + "reporters, among whom there were two from Iceland, before they left Anna\nBerg alone.\n"
    )
    assert "Anna\nBerg" in [e.text for e in doc.ents]


def test_names_and_parse_of_plain_news(nlp: Language) -> None:
    doc = nlp("Anna Berg, the prime minister of Norway, praised NATO on Tuesday.")
    assert {("Anna Berg", "PER"), ("Norway", "LOC"), ("NATO", "ORG")} <= {
        (e.text, e.label_) for e in doc.ents
    }
    verb = next(token for token in doc if token.text == "praised")
    assert (verb.lemma_, verb.pos_, verb.dep_) == ("praise", "VERB", "ROOT")
    assert {token.dep_ for token in verb.children} >= {"nsubj", "obj", "punct"}


@pytest.mark.parametrize(
    ("text", "count", "note"),
    [
        ("On Oct. 1 the U.S. Senate backed Carl J. Dahl. Norway did not.", 2, "abbreviations and initials"),
        ("Pact signed\nAnna Berg praised Iceland.", 2, "headline"),
        ("• Iceland signed\n• Denmark did not\n• Norway waits", 3, "bullets without full stops"),
        ("“We agree,” Berg said. “Iceland does not.” Dahl left.", 3, "quotes across sentences"),
    ],
)
def test_sentences(nlp: Language, text: str, count: int, note: str) -> None:
    assert len(list(nlp(text).sents)) == count, note


def test_annotations_are_equal_whatever_the_order(nlp: Language) -> None:
    texts = list(TEXTS.values())
    alone = [annotations(nlp(text)) for text in texts]
    assert [annotations(doc) for doc in nlp.pipe(texts)] == alone
    assert [annotations(doc) for doc in nlp.pipe(texts[::-1], batch_size=3)] == alone[::-1]


def test_neighbours_in_the_batch_change_nothing(nlp: Language) -> None:
    """The longest chunk decides the padding of a batch; scores of the others stay the same."""
    encoder = nlp.get_pipe("kg_encoder")
    assert isinstance(encoder, EncoderComponent)
    chunks = []
    for text in (TEXTS["one word"], TEXTS["a story"], TEXTS["capitals"], TEXTS["right to left"]):
        doc = nlp.make_doc(text)
        chunks += encoder._chunks(doc, [t.i for t in doc if not t.is_space], {0})
    together = list(encoder._run(chunks))
    for chunk, scores in zip(chunks, together, strict=True):
        alone = next(iter(encoder._run([chunk])))
        n = len(chunk.words)
        for name in ("upos", "xpos", "ner", "start"):
            np.testing.assert_allclose(scores[name][:n], alone[name][:n], atol=1e-3, err_msg=name)
            assert (scores[name][:n].argmax(-1) == alone[name][:n].argmax(-1)).all()


def test_given_sentence_starts_are_kept(nlp: Language) -> None:
    words = "Norway agreed . Iceland did not Denmark waits".split()
    starts = [True, False, True, False, False, True, False, False]
    doc = nlp(Doc(nlp.vocab, words=words, sent_starts=starts))
    assert [bool(token.is_sent_start) for token in doc] == starts


def test_doc_survives_bytes(nlp: Language) -> None:
    doc = nlp(STORY)
    again = Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())
    assert annotations(again) == annotations(doc)


def test_pipeline_survives_disk_and_bytes(nlp: Language, tmp_path: Path) -> None:
    expected = annotations(nlp(STORY))
    nlp.to_disk(tmp_path / "copy")
    again = spacy.load(tmp_path / "copy")
    assert annotations(again(STORY)) == expected
    fresh = spacy.blank("en")
    fresh.add_pipe("kg_encoder")
    assert annotations(fresh.from_bytes(nlp.to_bytes())(STORY)) == expected


def test_missing_file_is_named(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "copy")
    (tmp_path / "copy" / "kg_encoder" / "words.npz").unlink()
    with pytest.raises(PipelineError, match=r"words\.npz is missing"):
        load_pipeline(str(tmp_path / "copy"))
