"""Tables for neo4j-admin: headers of its format, every row as wide, every end there."""

import csv
import io
import re
import zipfile

from builders import claim, entity, extraction
from norland import norland

from kg.export.neo4j import HEADERS, write_neo4j

_TYPES = (
    "int|long|float|double|boolean|byte|short|char|string|point|date|localtime|time|localdatetime|datetime"
)
#: A column after the header format: ID, ends, label and type, or a property with a type.
_COLUMN = re.compile(
    r"(?P<name>\w*):(?P<kind>ID|START_ID|END_ID)\((?P<space>\w+)\)|:(LABEL|TYPE)|"
    rf"(?P<property>\w+)(:({_TYPES})(\[\])?)?"
)
_VALUE = {"int": int, "double": float, "boolean": {"true": True, "false": False}.__getitem__}


def _tables(extractions) -> dict[str, list[list[str]]]:
    stream = io.BytesIO()
    write_neo4j(extractions, stream)
    with zipfile.ZipFile(stream) as archive:
        assert archive.testzip() is None
        return {
            name: list(csv.reader(io.StringIO(archive.read(name).decode(), newline="")))
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def _column(table: list[list[str]], kind: str) -> tuple[str, list[str]]:
    for index, name in enumerate(table[0]):
        match = _COLUMN.fullmatch(name)
        if match and match["kind"] == kind:
            return match["space"], [row[index] for row in table[1:]]
    raise AssertionError(f"no {kind} in {table[0]}")


def test_headers_are_of_the_import_format() -> None:
    tables = _tables(norland())
    assert set(tables) == set(HEADERS)
    for table in tables.values():
        assert all(_COLUMN.fullmatch(column) for column in table[0])
        kinds = [m["kind"] for column in table[0] if (m := _COLUMN.fullmatch(column)) and m["kind"]]
        assert kinds in (["ID"], ["START_ID", "END_ID"])
        assert (":TYPE" in table[0]) == ("START_ID" in kinds)
        assert {len(row) for row in table} == {len(table[0])}


def test_every_id_is_unique_and_every_end_is_there() -> None:
    tables = _tables(norland())
    ids: dict[str, list[str]] = {}
    for name in ("entities.csv", "articles.csv", "claims.csv"):
        space, found = _column(tables[name], "ID")
        assert found and len(found) == len(set(found))
        ids[space] = found
    for table in tables.values():
        if ":TYPE" in table[0]:
            assert len(table) > 1 or table is tables["claim-speakers.csv"]
            for end in ("START_ID", "END_ID"):
                space, found = _column(table, end)
                assert set(found) <= set(ids[space])


def test_values_are_of_their_types() -> None:
    for table in _tables(norland()).values():
        for index, column in enumerate(table[0]):
            cast = _VALUE.get(column.rpartition(":")[2])
            for row in table[1:]:
                assert cast is None or not row[index] or cast(row[index]) is not None


def test_rows_say_what_the_articles_say() -> None:
    tables = _tables(norland())
    dahl = next(row for row in tables["entities.csv"] if row[1] == "Carl Dahl")
    assert dahl[2:] == ["Dahl;Mr Dahl", "", "", "Entity;Person"]
    veto = next(row for row in tables["positions.csv"] if row[0].endswith("Q902"))
    assert veto[2:7] == ["OPPOSES", "", "2024-03-05", "2024-04", "false"]
    assert "Falk attacked Dahl,\nagain\tand again." in {row[7] for row in tables["claims.csv"]}


def test_separator_in_an_alias_does_not_split_it() -> None:
    tables = _tables([extraction(entities=(entity("Ann", "Person", "A; the first"),))])
    assert tables["entities.csv"][1][2] == "A, the first"


def test_whom_only_claims_speak_of_is_a_node_too() -> None:
    tables = _tables([extraction(claims=(claim("Ann", "support", "Bo"),))])
    assert [row[-1] for row in tables["entities.csv"][1:]] == ["Entity", "Entity"]


def test_command_names_every_table() -> None:
    stream = io.BytesIO()
    write_neo4j(norland(), stream)
    with zipfile.ZipFile(stream) as archive:
        text = archive.read("README.txt").decode()
    assert all(f"={name}" in text for name in HEADERS)
    assert "--nodes=claims.csv" in text
    assert "--relationships=ties.csv" in text
