"""JSON Lines and CSV: one article a row, one warning a bad row."""

import json
from pathlib import Path

import pytest

from kg.read import read_articles
from kg.records import Article

TEXT = "Norway said on Monday that it would back Malta for the seat."


def read(path: Path) -> tuple[list[Article], list[str]]:
    warnings: list[str] = []
    return list(read_articles([str(path)], warn=warnings.append)), warnings


def write_jsonl(folder: Path, *rows: object) -> Path:
    path = folder / "rows.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_csv(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "rows.csv"
    path.write_bytes(content.encode(encoding))
    return path


def test_json_row_gives_all_fields(tmp_path: Path) -> None:
    row = {
        "id": "a", "text": TEXT, "title": "T", "date": "June 20, 2024", "source": "Post", "url": "https://example.org",
        "more": [1],
    }  # fmt: skip
    (article,), warnings = read(write_jsonl(tmp_path, row))
    assert article == Article(
        id="a", text=TEXT, path=str(tmp_path / "rows.jsonl"), title="T", date="2024-06-20", source="Post",
        url="https://example.org",
    )  # fmt: skip
    assert warnings == []


def test_text_of_a_row_is_taken_as_it_is(tmp_path: Path) -> None:
    text = f"  {TEXT}\r\n\r\n🇳🇴 {TEXT} "
    (article,), _ = read(write_jsonl(tmp_path, {"id": 7, "text": text}))
    assert (article.id, article.text) == ("7", text)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "list"),
        ("null", "NoneType"),
        ({"text": TEXT}, "no id"),
        ({"id": " ", "text": TEXT}, "no id"),
        ({"id": True, "text": TEXT}, "no id"),
        ({"id": "b"}, "no text"),
        ({"id": "b", "text": None}, "no text"),
        ({"id": "b", "text": ["x"]}, "no text"),
        ({"id": "b", "text": TEXT, "title": 3}, "'title' is int"),
        ({"id": "b", "text": TEXT + "\0"}, "control characters"),
        ('{"id": "b", "text": "Norway \\ud800 Malta"}', "no text; save"),
        ({"id": "a", "text": TEXT}, "that of line 1"),
        ({"id": "b", "text": "Norwegen unterstützt Malta, sagte die Ministerin am Montag in Oslo."}, "'de'"),
    ],
)
def test_bad_json_row_gives_one_warning_with_its_line(tmp_path: Path, row: object, reason: str) -> None:
    path = write_jsonl(tmp_path, {"id": "a", "text": TEXT}, "", row, {"id": "z", "text": TEXT})
    articles, warnings = read(path)
    assert [article.id for article in articles] == ["a", "z"]
    assert len(warnings) == 1
    assert warnings[0].startswith(f"{path}:3: ") and reason in warnings[0]
    assert warnings[0].isprintable()


def test_undecodable_row_is_skipped_alone(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [json.dumps({"id": name, "text": TEXT}).encode() for name in "abc"]
    rows[1] = rows[1].replace(b"Norway", b"\x81\x8d\x8f\x90\x9d\xff\x00")
    path.write_bytes(b"\n".join(rows))
    articles, warnings = read(path)
    assert [article.id for article in articles] == ["a", "c"]
    assert len(warnings) == 1 and f"{path}:2: " in warnings[0]


def test_date_that_is_not_understood_is_said_and_the_row_read(tmp_path: Path) -> None:
    (article,), warnings = read(write_jsonl(tmp_path, {"id": "a", "text": TEXT, "date": "06/07/2024"}))
    assert article.date is None
    assert ":1: date '06/07/2024'" in warnings[0]


def test_row_without_date_takes_it_from_its_text(tmp_path: Path) -> None:
    (article,), _ = read(write_jsonl(tmp_path, {"id": "a", "text": f" date 2024-06-20 {TEXT}", "date": ""}))
    assert article.date == "2024-06-20"


def test_same_id_in_two_tables_is_no_conflict(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(json.dumps({"id": "1", "text": TEXT}))
    assert len(read(tmp_path)[0]) == 2


def test_csv_gives_all_fields(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path, f'ID, Text ,title,date\na,"{TEXT}\n\nMalta said ""thanks"", it was.",T,2024-06-20\n'
    )
    (article,), warnings = read(path)
    assert article.text == f'{TEXT}\n\nMalta said "thanks", it was.'
    assert (article.id, article.title, article.date) == ("a", "T", "2024-06-20")
    assert warnings == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_delimiters_and_encodings(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["id", "text"], ["a", "Orbán’s veto of the plan was lifted"], ["b", TEXT]]
    path = write_csv(tmp_path, "\r\n".join(delimiter.join(row) for row in rows), encoding)
    assert [article.text for article in read(path)[0]] == [row[1] for row in rows[1:]]


def test_large_csv_field_is_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path, f'id,text\na,"{TEXT * 5000}"\n')
    assert len(read(path)[0][0].text) == 5000 * len(TEXT)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('b,"Norway backs Malta', "not CSV"),
        ('b,"Norway" backs Malta', "not CSV"),
        ("b", "1 fields for 2"),
        ("b,Norway, Malta", "3 fields for 2"),
        ("b,", "no text"),
        (f",{TEXT}", "no id"),
        (f"a,{TEXT}", "that of line 2"),
    ],
)
def test_bad_csv_row_does_not_swallow_the_rows_below(tmp_path: Path, row: str, reason: str) -> None:
    path = write_csv(tmp_path, f'id,text\na,"{TEXT}"\n{row}\ny,"two\nlines: {TEXT}"\n\nz,{TEXT}\n')
    articles, warnings = read(path)
    assert [article.id for article in articles] == ["a", "y", "z"]
    assert len(warnings) == 1
    assert warnings[0].startswith(f"{path}:3: ") and reason in warnings[0]


def test_line_number_counts_lines_inside_fields(tmp_path: Path) -> None:
    path = write_csv(tmp_path, f'id,text\na,"one\n\n\n{TEXT}"\nb,\n')
    assert read(path)[1][0].startswith(f"{path}:6: ")
