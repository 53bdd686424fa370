"""Gold chains are read and compared by head words; what the scheme never marks is left out of ours."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.bench.coref import (
    GAP,
    PARTS,
    Question,
    answer,
    gold_chains,
    measure_coref,
    read_chains,
    read_questions,
    to_table,
)
from kg.errors import BenchError
from kg.records import Mention, MentionKind
from kg.resolve import Link, Resolution

if TYPE_CHECKING:
    from spacy.language import Language

#: Columns: form, UPOS, XPOS, head, label, Entity= of OntoGUM, Entity= of GUM.
WORDS = [
    ("Chair", "NOUN", "NN", 2, "nmod:desc", "(1", "(1-person-new-x-y-2-coref"),
    ("Anna", "PROPN", "NNP", 4, "nsubj", "", ""),
    ("Berg", "PROPN", "NNP", 2, "flat", "1)", "1)"),
    ("praised", "VERB", "VBD", 0, "root", "", ""),
    ("Norland", "PROPN", "NNP", 4, "obj", "(2)", "(2-place-new-x-y-1-coref)"),
    (".", "PUNCT", ".", 4, "punct", "", ""),
]
MORE = [
    ("She", "PRON", "PRP", 2, "nsubj", "(1)", "(1-person-giv:act-x-y-1-coref)"),
    ("loves", "VERB", "VBZ", 0, "root", "", ""),
    ("Norland", "PROPN", "NNP", 2, "obj", "(2)", "(2-place-giv:act-x-y-1-coref)"),
    ("and", "CCONJ", "CC", 5, "cc", "", ""),
    ("order", "NOUN", "NN", 3, "conj", "(3)", "(3-abstract-new-x-y-1-sgl)"),
    (".", "PUNCT", ".", 2, "punct", "", ""),
]


def _conllu(name: str, column: int) -> str:
    lines = [f"# newdoc id = {name}"]
    for number, sentence in enumerate((WORDS, MORE), 1):
        lines.append(f"# sent_id = {name}-{number}")
        for at, word in enumerate(sentence, 1):
            misc = f"Entity={word[column]}" if word[column] else "_"
            form, upos, xpos, head, label = word[:5]
            lines.append("\t".join([str(at), form, form, upos, xpos, "_", str(head), label, "_", misc]))
        lines.append("")
    return "\n".join(lines) + "\n"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A shared folder with one tiny news text, one of another genre, and two questions."""
    for part in PARTS:
        for folder, column in (("coref/ontogum", 5), ("ud/gum", 6)):
            path = tmp_path / "data" / folder / f"{part}.conllu.gz"
            path.parent.mkdir(parents=True, exist_ok=True)
            text = _conllu("GUM_news_one", column) + _conllu("GUM_vlog_two", column)
            path.write_bytes(gzip.compress(text.encode()))
    head = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
    rows = 'q1\tAnna Berg met Carl Dahl. "She left.\tShe\t26\tAnna Berg\t0\tTRUE\tCarl Dahl\t14\tFALSE\tu\n'
    for path in GAP.values():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(gzip.compress((head + rows).encode()))
    return tmp_path


def test_only_texts_of_the_compared_genres_are_read(shared: Path) -> None:
    assert [text.id for text in read_chains(shared, "dev")] == ["GUM_news_one"]


def test_chains_of_named_actors_are_told_by_head_words(shared: Path) -> None:
    (text,) = read_chains(shared, "dev")
    assert sorted(sorted(chain) for chain in gold_chains(text)) == [[1, 6], [4, 8]]  # type: ignore[type-var]


def test_a_word_with_nothing_in_it_is_an_underscore(shared: Path) -> None:
    path = shared / "data/coref/ontogum/dev.conllu.gz"
    path.write_bytes(gzip.compress(_conllu("GUM_news_one", 5).replace("\tpraised\t", "\t\t", 1).encode()))
    (text,) = read_chains(shared, "dev")
    assert [word.form for word in text.parse.words][2:4] == ["Berg", "_"]


def test_a_span_without_a_start_is_an_error(shared: Path) -> None:
    path = shared / "data/coref/ontogum/dev.conllu.gz"
    path.write_bytes(gzip.compress(_conllu("GUM_news_one", 5).replace("(1", "_").encode()))
    with pytest.raises(BenchError, match="ends without a start"):
        list(read_chains(shared, "dev"))


def test_questions_keep_quotation_marks(shared: Path) -> None:
    (question,) = read_questions(shared / GAP["test"])
    assert question.text[question.at :].startswith("She")
    assert (question.names, question.means) == (((0, 9), (14, 23)), (True, False))


def test_a_missing_file_names_the_option(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="--shared"):
        read_questions(tmp_path / GAP["test"])


def _link(entity: str, start: int, end: int, kind: MentionKind) -> Link:
    return Link(0, 1, 0, entity, kind, Mention(start, end, "x" * (end - start), kind), "")


def test_a_pronoun_means_the_name_that_has_its_entity() -> None:
    question = Question("", "She", 26, ((0, 9), (14, 23)), (True, False))
    berg = (_link("berg", 5, 9, MentionKind.NAME), _link("berg", 26, 29, MentionKind.PRONOUN))
    dahl = _link("dahl", 14, 23, MentionKind.NAME)
    assert answer(question, Resolution((), (*berg, dahl))) == (True, False)
    assert answer(question, Resolution((), (berg[0], dahl))) == (False, False)


@pytest.mark.model
def test_every_measure_has_its_row(shared: Path, nlp: Language) -> None:
    figures = {f.measure: f for f in measure_coref(shared, nlp=nlp, gap=["test"])}
    assert figures["mentions"].recall == 1.0
    assert figures["CoNLL"].value > 0.5
    assert figures["pronouns, feminine"].value == 1.0
    assert "OntoGUM" in to_table(figures.values())
