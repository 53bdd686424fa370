"""The packaged pipeline on texts of every kind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from kg.bench.ud_scores import Parse, add_sentence, from_doc, score_parse, to_doc
from kg.errors import PipelineError
from kg.pipeline import load_pipeline
from kg.pipeline.backend import choose_backend
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
    "a longer story": STORY * 4,
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


def test_neighbours_in_the_batch_change_no_digit(nlp: Language) -> None:
    """Chunks of one padded length share a batch; each one's scores are those that it has alone."""
    encoder = nlp.get_pipe("kg_encoder")
    assert isinstance(encoder, EncoderComponent)
    tasks = [encoder._prepare(nlp.make_doc(text)) for text in TEXTS.values()]
    chunks = [chunk for task in tasks for chunk in task.chunks if chunk.padded == 112]
    assert len(chunks) > 1
    together = encoder._run(chunks)
    for row, chunk in enumerate(chunks):
        alone = encoder._run([chunk])
        n = len(chunk.forms)
        for name in ("upos", "xpos", "ner", "start", "label_dep"):
            np.testing.assert_array_equal(together[name][row][:n], alone[name][0][:n], err_msg=name)


#: A fresh process: annotations of texts from stdin, as one hash.
HASHED = """
import hashlib, json, sys
import kg.pipeline
nlp = kg.pipeline.load_pipeline()
columns = ["TAG", "POS", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
docs = nlp.pipe(json.load(sys.stdin), batch_size=int(sys.argv[1]))
found = [doc.to_array(columns).tolist() for doc in docs]
print(hashlib.sha256(json.dumps(found).encode()).hexdigest())
"""


def hash_in_process(batch: int = 32, **environment: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", HASHED, str(batch)],
        input=json.dumps(list(TEXTS.values())),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("backend", ["openvino", "onnxruntime"])
def test_threads_and_batches_change_nothing(backend: str) -> None:
    one = hash_in_process(KG_BACKEND=backend, KG_THREADS="1")
    assert hash_in_process(batch=2, KG_BACKEND=backend, KG_THREADS="3") == one


def test_backends_agree_but_for_ties(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """bfloat16 and 8-bit integers differ in the last digits, which decide where two scores are near."""
    expected = annotations(nlp(STORY))
    monkeypatch.setenv("KG_BACKEND", "onnxruntime" if choose_backend() == "openvino" else "openvino")
    found = annotations(load_pipeline()(STORY))
    same = sum(a == b for a, b in zip(found, expected, strict=True))
    assert same >= 0.9 * len(expected)


#: A fresh process that forks: texts from stdin, read by two processes and then by one.
FORKED = """
import json, sys
import kg.pipeline
texts = json.load(sys.stdin)
nlp = kg.pipeline.load_pipeline()
if sys.argv[1] == "used":
    nlp(texts[0])
apart = [[t.tag_ for t in doc] for doc in nlp.pipe(texts, n_process=2, batch_size=1)]
together = [[t.tag_ for t in doc] for doc in nlp.pipe(texts)]
print(json.dumps([apart, together]))
"""


@pytest.mark.parametrize("before", ["fresh", "used"])
def test_processes_of_spacy_work(before: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FORKED, before],
        input=json.dumps([TEXTS["capitals"], "Anna Berg backed Norway."]),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    apart, together = json.loads(run.stdout)
    if before == "fresh":
        assert apart == together
    assert [len(tags) for tags in apart] == [len(tags) for tags in together]


def test_evaluate_agrees_with_our_own_scores(nlp: Language) -> None:
    gold = Parse()
    rows = [
        ("Norway", "Norway", "PROPN", "NNP", 2, "nsubj"),
        ("backed", "back", "VERB", "VBD", 0, "root"),
        ("Anna", "Anna", "PROPN", "NNP", 2, "obj"),
        ("Berg", "Berg", "PROPN", "NNP", 2, "flat"),
        (".", ".", "PUNCT", ".", 2, "punct"),
    ]
    lines = [
        [str(i), f, lemma, pos, tag, "_", str(h), dep, "_", "_"]
        for i, (f, lemma, pos, tag, h, dep) in enumerate(rows, 1)
    ]
    add_sentence(gold, lines)
    doc = to_doc(gold, nlp.vocab)
    reference = Doc(
        nlp.vocab,
        words=[row[0] for row in rows],
        tags=[row[3] for row in rows],
        pos=[row[2] for row in rows],
        lemmas=[row[1] for row in rows],
        heads=[row[4] - 1 if row[4] else i for i, row in enumerate(rows)],
        deps=["ROOT" if row[5] == "root" else row[5] for row in rows],
    )
    theirs = nlp.evaluate([Example(doc.copy(), reference)])
    (found,) = nlp.pipe([to_doc(gold, nlp.vocab)])
    ours = score_parse(gold, from_doc(found))
    assert theirs["dep_uas"] == pytest.approx(ours["UAS"].f1)
    assert theirs["dep_las"] == pytest.approx(ours["LAS"].f1)
    assert theirs["tag_acc"] == pytest.approx(ours["XPOS"].f1)
    assert theirs["pos_acc"] == pytest.approx(ours["UPOS"].f1)
    assert theirs["lemma_acc"] == pytest.approx(ours["lemmas"].f1)


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
