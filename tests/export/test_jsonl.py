"""The public record: there and back, in the shape that the contract names."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import article, claim, entity, extraction, fact, mention
from norland import norland

from kg.errors import ExportError
from kg.export import from_record, read_records, to_record, write_records
from kg.graph import to_graph

_FULL = extraction(
    article(
        "a",
        "Menu\nAnna Berg backs Carl Dahl.",
        date="2024-01-02",
        title="T",
        source="S",
        path="x/a.txt",
        url="https://x.test/",
        furniture=((0, 4),),
    ),
    (
        entity(
            "Anna Berg", "Person", "Berg", mentions=(mention("Anna Berg", 5), mention("she", 30, "pronoun"))
        ),
    ),
    (claim("Anna Berg", "support", "Carl Dahl", by="Bo", topic="bid", date="2024", reason="pattern"),),
    (fact("Anna Berg", "holds_position", "Carl Dahl", position="Mayor", former=True),),
)


@pytest.mark.parametrize("found", [_FULL, *norland()])
def test_record_and_text_give_back_the_extraction(found) -> None:
    record = json.loads(json.dumps(to_record(found)))
    assert from_record(record, text=found.article.text) == found


def test_record_without_text_gives_the_same_graph_and_record() -> None:
    stand_ins = [from_record(to_record(found)) for found in norland()]
    assert {e.article.text for e in stand_ins} == {""}
    assert set(to_graph(stand_ins)) == set(to_graph(norland()))
    assert [to_record(e) for e in stand_ins] == [to_record(e) for e in norland()]


def test_record_has_the_fields_of_the_contract() -> None:
    record = to_record(_FULL)
    assert list(record) == ["article", "entities", "claims", "facts", "run"]
    assert record["article"].keys() >= {"id", "path", "title", "date", "source", "language"}
    assert record["entities"][0].keys() >= {"id", "name", "type", "aliases", "same_as", "mentions"}
    assert record["entities"][0]["mentions"][1] == {"start": 30, "end": 33, "text": "she", "kind": "pronoun"}
    assert record["claims"][0].keys() >= {
        "holder",
        "target",
        "stance",
        "aspect",
        "modality",
        "topic",
        "date",
        "attributed_to",
        "confidence",
        "evidence",
    }
    assert record["claims"][0]["evidence"] == {
        "start": 0,
        "end": 25,
        "text": "Anna Berg backs Carl Dahl.",
        "cue": "backs",
    } | {"end": 26}
    assert record["facts"][0].keys() >= {"subject", "relation", "object", "position", "evidence"}
    assert "Menu" not in json.dumps(record)


def test_file_of_records_is_one_line_each_and_reads_back(tmp_path: Path) -> None:
    odd = replace(_FULL, article=replace(_FULL.article, title="Line\u2028and\u0085 break\n"))
    stream = io.StringIO()
    write_records([odd, *norland()], stream)
    assert stream.getvalue().count("\n") == 5
    path = tmp_path / "records.jsonl"
    path.write_text(stream.getvalue(), encoding="utf-8", newline="\n")
    assert [to_record(e) for e in read_records(path)] == [to_record(e) for e in (odd, *norland())]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "records.jsonl:2: not JSON"),
        ("[]", "records.jsonl:2: a record cannot be read"),
        ("{}", "records.jsonl:2: a record lacks the field 'article'"),
        (json.dumps(to_record(_FULL)).replace('"support"', '"love"'), "'love' is not a valid Stance"),
    ],
)
def test_bad_line_is_named(tmp_path: Path, line: str, why: str) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(to_record(_FULL)) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(ExportError, match=why.replace("[", r"\[")):
        list(read_records(path))


def test_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="make it with `kg build`"):
        list(read_records(tmp_path / "records.jsonl"))
