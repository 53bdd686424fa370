"""Readers of texts with chains, and what is learnt from them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.errors import TrainError
from kg.train.chains import read_gap, read_litbank, read_ontogum
from kg.train.coref import Case, Settings, cases_of, learn, write_weights

ONTOGUM = """\
# newdoc id = GUM_news_a
# newpar
# sent_id = a-1
1-2	Berg's	_	_	_	_	_	_	_	_
1	Berg	Berg	PROPN	NNP	_	0	root	_	Entity=(3(7)
2	's	's	PART	POS	_	1	case	_	_
3	party	party	NOUN	NN	_	1	obj	_	Entity=3)|SpaceAfter=No

# newpar
# sent_id = a-2
1	It	it	PRON	PRP	_	0	root	_	Entity=(3)
"""
LITBANK = """\
#begin document (1_a); part 0
1_a	0	0	Berg	_	_	_	_	_	_	_	_	(1|(2)
1_a	0	1	left	_	_	_	_	_	_	_	_	1)
#end document
"""
GAP = """\
ID	Text	Pronoun	Pronoun-offset	A	A-offset	A-coref	B	B-offset	B-coref	URL
d-1	Berg met Falk. She left.	She	15	Berg	0	TRUE	Falk	9	FALSE	u
d-2	Berg met Falk. She left.	She	15	Berg	0	FALSE	Falk	9	FALSE	u
"""


def write(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()))
    return path


def test_spans_of_ontogum_nest_and_paragraphs_are_parted(tmp_path: Path) -> None:
    (text,) = read_ontogum(write(tmp_path / "a.gz", ONTOGUM))
    assert text.words == ["Berg", "'s", "party", "\n\n", "It"]
    assert text.spaces[:3] == [False, True, False]
    assert sorted(text.spans) == [(0, 1, "7"), (0, 3, "3"), (4, 5, "3")]


def test_spans_of_litbank(tmp_path: Path) -> None:
    (text,) = read_litbank(write(tmp_path / "a.gz", LITBANK))
    assert (text.id, text.words, sorted(text.spans)) == ("1_a", ["Berg", "left"], [(0, 1, "2"), (0, 2, "1")])


def test_only_questions_with_an_answer_are_read(tmp_path: Path) -> None:
    (question,) = read_gap(write(tmp_path / "a.gz", GAP))
    assert (question.at, question.means, question.others) == (15, ((0, 4),), ((9, 13),))


def test_cut_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainError, match="is the file whole"):
        list(read_ontogum(write(tmp_path / "a.gz", "# newdoc id = a\n1\tBerg\n")))
    with pytest.raises(TrainError, match="not a GAP table"):
        list(read_gap(write(tmp_path / "b.gz", "ID\tText\nd-1\tBerg\n")))


def test_annotators_say_which_candidate_is_right() -> None:
    words = "Anna Berg met Carl Falk . She left .".split()
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        tags="NNP NNP VBD NNP NNP . PRP VBD .".split(),
        pos="PROPN PROPN VERB PROPN PROPN PUNCT PRON VERB PUNCT".split(),
        deps="nsubj flat ROOT obj flat punct nsubj ROOT punct".split(),
        heads=[2, 0, 2, 2, 3, 2, 7, 7, 7],
        lemmas=[word.lower() for word in words],
    )
    doc.set_ents([Span(doc, 0, 2, label="PER"), Span(doc, 3, 5, label="PER")])
    (case,) = cases_of(doc, [(0, 2, "1"), (3, 5, "2"), (6, 7, "1")], 2.0)
    assert (case.kind, len(case.options), case.share) == ("person", 2, 4.0)
    assert "subject after subject 1" in case.options[case.right]


def test_what_tells_the_right_one_weighs_most(tmp_path: Path) -> None:
    cases = [Case("person", (("near", "told"), ("far",), ("nothing",)), at % 2) for at in range(30)]
    cases += [Case("person", (("near",), ("far", "told"), ("nothing",)), 1) for _ in range(10)]
    weights = learn(cases, Settings(steps=200))
    assert weights["told"] > 0 > weights["nothing"]
    write_weights({("person", name): value for name, value in weights.items()}, tmp_path / "w.tsv")
    lines = (tmp_path / "w.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "kind\tfeature\tweight"
    assert lines[1:] == sorted(lines[1:])
    with pytest.raises(TrainError, match="no pronoun"):
        learn([], Settings())
