"""Names scored by exact span and type."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import spacy
from spacy.tokens import Doc, Span

from kg.bench.name_scores import Actors, read_actors, read_names, score_actors, score_names, to_doc
from kg.bench.ud_scores import Share

IOB2 = """\
# sent_id = n01-1
Anna	B-PER	x
Berg	I-PER	x
left	O	x

# sent_id = n01-2
#	O	x
Norway	B-LOC	x

# sent_id = n02-1
Romanian	B-NORP	x
NATO	B-ORG	x
"""


def entities(words: list[str], *spans: tuple[int, int, str]) -> Doc:
    doc = Doc(spacy.blank("en").vocab, words=words)
    doc.ents = [Span(doc, start, end, label) for start, end, label in spans]
    return doc


def test_sentences_of_one_document_stand_together(tmp_path: Path) -> None:
    path = tmp_path / "names.iob2.gz"
    path.write_bytes(gzip.compress(IOB2.encode()))
    first, second = read_names(path)
    assert first.words == ("Anna", "Berg", "left", "#", "Norway")
    assert first.starts == {0, 3}
    assert first.names == {(0, 2, "PER"), (4, 5, "LOC")}
    assert second.names == {(1, 2, "ORG")}
    assert [t.is_sent_start for t in to_doc(first, spacy.blank("en").vocab)] == [1, 0, 0, 1, 0]


def test_span_and_type_must_be_exact_and_other_types_are_passed_over() -> None:
    gold = frozenset({(0, 2, "PER"), (3, 4, "ORG")})
    words = "Anna Berg of NATO is Danish".split()
    assert score_names(gold, entities(words, (0, 2, "PERSON"), (3, 4, "ORG"), (5, 6, "NORP"))).f1 == 1.0
    assert score_names(gold, entities(words, (0, 1, "PER"), (3, 4, "LOC"))) == Share(0, 2, 2)


def test_country_may_be_found_by_its_adjective(tmp_path: Path) -> None:
    row = {
        "text": "Danish troops of NATO left the Danish king",
        "actors": [
            [0, 6, "Country", "name"],
            [17, 21, "Organisation", "name"],
            [27, 42, "Person", "nominal"],
        ],
    }
    path = tmp_path / "actors.jsonl"
    path.write_text(json.dumps(row) + "\n")
    (gold,) = read_actors(path)
    assert isinstance(gold, Actors)
    doc = entities(row["text"].split(), (0, 1, "NORP"), (3, 4, "ORG"), (6, 7, "NORP"), (7, 8, "PER"))
    assert score_actors(gold, doc) == Share(2, 2, 2)
