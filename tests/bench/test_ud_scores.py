"""Reading treebanks and scoring parses, on two sentences made up for it."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
import spacy

from kg.bench.ud_scores import Parse, Share, from_doc, read_treebank, score_parse, to_doc
from kg.errors import BenchError

CONLLU = """\
# newdoc id = n01
# newpar
# sent_id = n01-1
# text = Norway won't back it.
1	Norway	Norway	PROPN	NNP	_	4	nsubj	_	_
2-3	won't	_	_	_	_	_	_	_	_
2	wo	will	AUX	MD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	back	back	VERB	VB	_	0	root	_	_
5	it	it	PRON	PRP	_	4	obj	_	SpaceAfter=No
6	.	.	PUNCT	.	_	4	punct	_	_

# newpar
# sent_id = n01-2
# text = Iceland does.
1	Iceland	Iceland	PROPN	NNP	_	2	nsubj:outer	_	_
2	does	do	VERB	VBZ	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# newdoc id = w01
# sent_id = w01-1
# text = Nobody.
1	Nobody	nobody	PRON	NN	_	0	root	_	SpaceAfter=No
2	.	.	PUNCT	.	_	1	punct	_	_

"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "test.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    return path


@pytest.fixture
def parse(treebank: Path) -> Parse:
    return read_treebank(treebank, prefix="n")[0]


def test_documents_have_their_text_and_words(treebank: Path) -> None:
    news, wiki = read_treebank(treebank)
    assert news.text == "Norway won't back it.\n\nIceland does. "
    assert [w.form for w in news.words][:4] == ["Norway", "wo", "n't", "back"]
    assert [(w.start, w.end) for w in news.words][:4] == [(0, 6), (6, 8), (8, 11), (11, 15)]
    assert news.starts == [0, 6]
    assert [w.head for w in news.words] == [3, 3, 3, -1, 3, 3, 7, -1, 7]
    assert [w.form for w in wiki.words] == ["Nobody", "."]


def test_prefix_chooses_sentences(treebank: Path) -> None:
    assert len(read_treebank(treebank, prefix="n")) == 1
    assert read_treebank(treebank, prefix="x") == []


def test_doc_has_the_words_and_starts(parse: Parse) -> None:
    doc = to_doc(parse, spacy.blank("en").vocab)
    assert doc.text.startswith("Norway won't back it. Iceland does.")
    assert [token.i for token in doc if token.is_sent_start] == [0, 6]


def test_a_parse_agrees_with_itself(parse: Parse) -> None:
    assert {share.f1 for share in score_parse(parse, parse).values()} == {1.0}


def test_each_measure_counts_its_own(parse: Parse) -> None:
    words = list(parse.words)
    words[0] = replace(words[0], upos="NOUN", lemma="norway")
    words[4] = replace(words[4], head=0)
    words[6] = replace(words[6], dep="nsubj")
    words[8] = replace(words[8], dep="dep")
    shares = score_parse(parse, Parse(words, parse.starts))
    right = {name: share.right for name, share in shares.items()}
    assert right == {
        "words": 9,
        "UPOS": 8,
        "XPOS": 9,
        "lemmas": 8,
        "UAS": 8,
        "LAS": 7,
        "LAS with subtypes": 6,
        "sentences": 2,
    }


def test_words_cut_otherwise_are_lost_on_both_sides(parse: Parse) -> None:
    joined = replace(parse.words[1], form="won't", end=11)
    heads = {-1: -1, 3: 2, 7: 6}
    words = [parse.words[0], joined, *parse.words[3:]]
    found = Parse([replace(w, head=heads[w.head]) for w in words], [0, 5])
    shares = score_parse(parse, found)
    assert shares["words"] == Share(7, 8, 9)
    assert shares["UAS"] == Share(7, 8, 9)
    assert shares["words"].f1 == pytest.approx(14 / 17)


def test_sentence_counts_only_with_both_its_ends(parse: Parse) -> None:
    assert score_parse(parse, Parse(parse.words, [0]))["sentences"] == Share(0, 1, 2)
    assert score_parse(parse, Parse(parse.words, [0, 4, 6]))["sentences"] == Share(1, 3, 2)


def test_white_space_tokens_are_left_out(parse: Parse) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp("\n Norway  won't back it.\n\n Iceland does.\n")
    for token in doc:
        token.head = token
    found = from_doc(doc)
    assert [w.form for w in found.words] == [w.form for w in parse.words]
    assert score_parse(parse, found)["words"].f1 == 1.0


def test_other_text_is_refused(parse: Parse) -> None:
    with pytest.raises(ValueError, match="different texts"):
        score_parse(parse, Parse(parse.words[:-1], parse.starts))


def test_missing_file_names_the_option(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="--shared"):
        read_treebank(tmp_path / "none.conllu.gz")


def test_empty_share_is_zero() -> None:
    assert (Share().precision, Share().recall, Share().f1) == (0.0, 0.0, 0.0)
