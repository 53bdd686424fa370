"""Reading a built folder back, and the networkx graph from whatever is at hand."""

from pathlib import Path

import pytest
from norland import norland

from kg.errors import ExportError
from kg.export import read_folder, to_networkx
from kg.export.folder import MANIFEST, RECORDS, Manifest, read_manifest
from kg.export.jsonl import to_line, to_record
from kg.graph import aggregate_edges, merge_entities


def _folder(path: Path) -> Path:
    path.joinpath(RECORDS).write_text("".join(to_line(to_record(e)) for e in norland()), encoding="utf-8")
    path.joinpath(MANIFEST).write_bytes(Manifest("https://x.test/", "0", ("k",)).to_bytes())
    return path


def test_folder_gives_base_and_extractions(tmp_path: Path) -> None:
    folder = read_folder(_folder(tmp_path))
    assert folder.base == "https://x.test/"
    assert [to_record(e) for e in folder.extractions] == [to_record(e) for e in norland()]


def test_folder_without_a_graph_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="make it with `kg build PATH"):
        read_folder(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2}', '{"format": 1}', "\udcff"])
def test_unfit_manifest_is_as_none(tmp_path: Path, text: str) -> None:
    tmp_path.joinpath(MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert read_manifest(tmp_path) is None


def test_network_is_the_same_from_folder_extractions_and_records(tmp_path: Path) -> None:
    expected = to_networkx(norland())
    for found in (
        to_networkx(_folder(tmp_path)),
        to_networkx(str(tmp_path)),
        to_networkx(merge_entities(norland()), aggregate_edges(norland())),
    ):
        assert dict(found.nodes(data=True)) == dict(expected.nodes(data=True))
        assert list(found.edges(keys=True, data=True)) == list(expected.edges(keys=True, data=True))


def test_entities_without_edges_are_refused() -> None:
    with pytest.raises(ValueError, match="entities together with edges"):
        to_networkx(merge_entities(norland()))
