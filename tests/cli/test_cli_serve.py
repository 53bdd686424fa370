"""The commands search, serve and publish: what they print, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
import socket
from pathlib import Path

import pytest
from norland import norland

import kg.publish
from kg.cli import main
from kg.cli.serve import PASSWORD
from kg.export.turtle import to_turtle
from kg.graph import to_graph
from kg.publish import PROGRESS, Published, Target
from kg.search import INDEX, write_index
from kg.store import open_store, write_store

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out")
    write_store(path / "store", to_turtle(to_graph(norland())))
    write_index(path / INDEX, open_store(path / "store"))
    return path


def test_search_prints_names_and_quotes(out: Path, capsys: Capture) -> None:
    assert main(["search", "dahl", "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "Carl Dahl" in printed and "Falk praised Dahl." in printed
    assert main(["search", "lifted", "veto", "--quotes", "--out", str(out)]) == 0
    assert "Sudland opposes Carl Dahl" in capsys.readouterr().out


def test_search_writes_json_and_csv(out: Path, capsys: Capture) -> None:
    assert main(["search", '"lifted its veto"', "--format", "json", "--out", str(out)]) == 0
    hit = json.loads(capsys.readouterr().out)[0]
    assert hit["kind"] == "quote" and hit["date"] == "2024-05-20" and "snippet" not in hit
    assert main(["search", "falk", "--names", "--format", "csv", "--out", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["title"] for row in rows] == ["Erik Falk"]


def test_search_takes_words_that_must_not_be_there(out: Path, capsys: Capture) -> None:
    assert main(["search", "--quotes", "--format", "json", "--out", str(out), "--", "back", "-may"]) == 0
    assert "Ostmark may back Dahl." not in capsys.readouterr().out


def test_search_without_index_or_words_is_one_line(out: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["search", "a", "--out", str(tmp_path)]) == 1
    assert main(["search", "?", "--out", str(out)]) == 1
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 2 and all(line.startswith("kg: error: ") for line in errors)


def test_serve_says_when_it_cannot(out: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["serve", str(tmp_path)]) == 1
    assert "no graph database here" in capsys.readouterr().err
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", str(out), "--port", str(taken.getsockname()[1])]) == 1
    assert "choose another address" in capsys.readouterr().err


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch) -> list[Target]:
    """The targets published to; nothing is sent."""
    seen: list[Target] = []

    def publish(store: object, target: Target, *, state: Path, **options: object) -> Published:
        assert state.name == PROGRESS
        seen.append(target)
        return Published(1_500, 500)

    monkeypatch.setattr(kg.publish, "publish", publish)
    return seen


def test_publish_says_what_was_sent_and_counted(out: Path, target: list[Target], capsys: Capture) -> None:
    assert (
        main(
            ["publish", "--endpoint", "http://x.test/store", "--graph", "http://x.test/g", "--out", str(out)]
        )
        == 0
    )
    assert target == [Target("http://x.test/store", "http://x.test/g")]
    assert capsys.readouterr().out == "Published 1,500 triples, 500 of them sent now; counted them there\n"


def test_publish_takes_the_password_from_the_environment_only(
    out: Path, target: list[Target], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["publish", "--endpoint", "http://x.test/store", "--user", "anna", "--out", str(out)]
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.delenv(PASSWORD, raising=False)
    assert main(command) == 1
    assert PASSWORD in capsys.readouterr().err
    monkeypatch.setenv(PASSWORD, "secret")
    assert main(command) == 0
    printed = capsys.readouterr()
    assert target[0].password == "secret" and "secret" not in printed.out + printed.err
    assert "unencrypted" in printed.err


def test_publish_refuses_a_password_in_the_url(out: Path, capsys: Capture) -> None:
    assert main(["publish", "--endpoint", "http://anna:secret@x.test/", "--out", str(out)]) == 1
    assert "secret" not in capsys.readouterr().err
