"""Readers of the training sets; they need no torch."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kg.errors import TrainError
from kg.train.data import NER_LABELS, allowed, read_actors, read_names, read_treebank

CONLLU = """\
# newdoc id = a
# text = It can't.
1	It	it	PRON	PRP	_	2	nsubj	_	_
2-3	can't	_	_	_	_	_	_	_	SpaceAfter=No
2	ca	can	AUX	MD	_	0	root	_	_
3	n't	not	PART	RB	_	2	advmod	_	_
4	.	.	PUNCT	.	_	2	punct	_	_

"""


def names_of(options: tuple[int, ...]) -> set[str]:
    return {NER_LABELS[i] for i in options}


def test_multiword_tokens_give_their_words(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    (document,) = read_treebank(path)
    (sentence,) = document.sentences
    assert document.mark_starts
    assert sentence.words == ["It", "ca", "n't", "."]
    assert sentence.heads == [2, 0, 2, 2]
    assert sentence.spaces == [True, False, False, True]
    assert sentence.text == "It can't."


@pytest.mark.parametrize(
    ("label", "types", "expected"),
    [
        ("B-PER", ("PER", "ORG", "LOC"), {"B-PER"}),
        ("O", ("PER", "ORG", "LOC", "NORP", "MISC"), {"O"}),
        ("O", ("PER", "ORG", "LOC", "MISC"), {"O", "B-NORP", "I-NORP"}),
        ("I-MISC", ("PER", "ORG", "LOC", "MISC"), {"I-MISC", "I-NORP"}),
    ],
)
def test_a_silent_source_leaves_labels_open(label: str, types: tuple[str, ...], expected: set[str]) -> None:
    assert names_of(allowed(label, types)) == expected


def test_comment_lines_are_told_from_hash_tokens(tmp_path: Path) -> None:
    path = tmp_path / "a.iob2"
    path.write_text("# sent_id = 1\n#\tO\tO\nOslo\tB-LOC\tLOC\n\nBerg\tB-PER\tPER\n")
    (document,) = read_names(path, ("PER", "ORG", "LOC"), documents=True)
    assert [s.words for s in document.sentences] == [["#", "Oslo"], ["Berg"]]
    assert len(read_names(path, ("PER",), documents=False)) == 2


def test_described_actors_stay_open_and_named_ones_teach(tmp_path: Path) -> None:
    row = {
        "text": "Anna Berg met Danish envoys",
        "actors": [[0, 9, "Person", "name"], [14, 20, "Country", "name"], [14, 27, "Group", "nominal"]],
    }
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row) + "\n")
    words = [("Anna", 0), ("Berg", 5), ("met", 10), ("Danish", 14), ("envoys", 21)]
    (document,) = read_actors(path, lambda _text: words)
    ner = document.sentences[0].ner
    assert ner is not None
    assert [names_of(o) for o in ner[:2]] == [{"B-PER"}, {"I-PER"}]
    assert "O" in names_of(ner[2])
    assert names_of(ner[3]) == {"B-LOC", "B-NORP"}
    assert names_of(ner[4]) == set(NER_LABELS)


def test_missing_file_names_the_option(tmp_path: Path) -> None:
    with pytest.raises(TrainError, match="--data"):
        read_treebank(tmp_path / "none.conllu")
