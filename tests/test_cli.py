"""The command line: exit status, streams, and one clear line for whatever goes wrong."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from norland import norland

from kg.cli import kg as commands
from kg.cli import main
from kg.cli.console import Warnings
from kg.errors import ReadError
from kg.export import WRITERS, to_record
from kg.export.folder import RECORDS, STORE, TURTLE
from kg.export.jsonl import to_line
from kg.export.turtle import to_turtle
from kg.graph import to_graph
from kg.query import FORMATS
from kg.store import write_store

Capture = pytest.CaptureFixture[str]


def leaf_commands(group: click.Group, *path: str) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            found += leaf_commands(command, *path, name)
        else:
            found.append(((*path, name), command))
    return found


LEAVES = leaf_commands(commands)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Add a command ``fail`` that raises."""

    def add(error: BaseException) -> None:
        @click.command()
        def fail() -> None:
            raise error

        monkeypatch.setitem(commands.commands, "fail", fail)

    return add


def kg(*args: str | Path, cwd: Path, stdin: str | bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m kg`` in a process of its own."""
    text = stdin.encode() if isinstance(stdin, str) else stdin
    command = [sys.executable, "-m", "kg", *map(str, args)]
    return subprocess.run(command, cwd=cwd, input=text, capture_output=True, check=False)


@pytest.mark.parametrize(("path", "command"), LEAVES, ids=[" ".join(path) for path, _ in LEAVES])
def test_every_command_has_help_with_an_example(path: tuple[str, ...], command: click.Command) -> None:
    assert command.help
    assert "Example:" in command.help
    assert f"kg {' '.join(path)}" in command.help


@pytest.mark.parametrize(("path", "command"), LEAVES, ids=[" ".join(path) for path, _ in LEAVES])
def test_every_option_has_help(path: tuple[str, ...], command: click.Command) -> None:
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert [o.name for o in options if not o.help] == []


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ReadError("a.txt: empty; give it a text"), "kg: error: a.txt: empty; give it a text\n"),
        (ReadError("two\nlines \x1b[2J"), "kg: error: two\\nlines \\x1b[2J\n"),
        (PermissionError(13, "Permission denied", "out/x"), "kg: error: out/x: Permission denied\n"),
        (OSError("disk gone"), "kg: error: disk gone\n"),
    ],
)
def test_expected_errors_are_one_line_and_status_1(
    error: Exception, message: str, failing: Callable[[BaseException], None], capsys: Capture
) -> None:
    failing(error)
    assert main(["fail"]) == 1
    assert capsys.readouterr() == ("", message)


def test_interrupt_leaves_without_a_traceback(
    failing: Callable[[BaseException], None], capsys: Capture
) -> None:
    failing(KeyboardInterrupt())
    assert main(["fail"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_bug_of_ours_is_not_hidden(failing: Callable[[BaseException], None]) -> None:
    failing(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        main(["fail"])


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["build"], "Missing argument"),
        (["nonsense"], "No such command"),
        (["build", "x.txt", "--base-iri", "not an iri"], "no absolute IRI"),
        (["build", "x.txt", "--base-iri", "https://example.org/no-slash"], "ends with /"),
        (["build", "x.txt", "--base-iri", 'https://example.org/"/'], "no absolute IRI"),
        (["extract", "x.txt", "--min-confidence", "1.5"], "not in the range"),
        (["query", "q", "--set", "novalue"], "name=value"),
        (["query", "q", "--format", "xls"], "is not one of"),
        (["query", "q", "--limit", "0"], "not in the range"),
        (["query", "q", "--timeout", "0"], "not in the range"),
        (["view", "--since", "yesterday"], "YYYY-MM-DD"),
        (["view", "--stance", "neutral"], "is not one of"),
        (["export", "--format", "word"], "turtle"),
        (["export"], "Missing option"),
        (["query"], "--list"),
    ],
)
def test_wrong_usage_is_status_2(args: list[str], message: str, capsys: Capture) -> None:
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


@pytest.mark.parametrize("command", [["query", "most-supported"], ["view"], ["export", "--format", "turtle"]])
def test_asking_before_building_says_what_to_do(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(command) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("kg: error: ")
    assert err.count("\n") == 1
    assert "kg build" in err
    assert not (tmp_path / "out").exists()


def test_warnings_are_counted_and_end_in_status_1(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    @click.command()
    def skip() -> None:
        warnings = Warnings()
        warnings("a.txt: empty; skipped")
        warnings("b.txt: binary; skipped")
        click.echo("the rest")
        warnings.exit()

    monkeypatch.setitem(commands.commands, "skip", skip)
    assert main(["skip"]) == 1
    out, err = capsys.readouterr()
    assert out == "the rest\n"
    assert err.splitlines() == [
        "kg: warning: a.txt: empty; skipped",
        "kg: warning: b.txt: binary; skipped",
        "kg: error: 2 inputs were skipped; see the warnings above",
    ]


def test_bench_without_its_data_names_the_option(tmp_path: Path, capsys: Capture) -> None:
    assert main(["bench", "accuracy", "--shared", str(tmp_path)]) == 1
    assert "--shared" in capsys.readouterr().err


def test_nothing_readable_is_an_error(tmp_path: Path) -> None:
    run = kg("build", "missing.txt", cwd=tmp_path)
    assert run.returncode == 1
    assert b"Traceback" not in run.stderr
    assert b"missing.txt" in run.stderr
    assert not (tmp_path / "out" / "graph.ttl").exists()


def test_version_is_the_package_version(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("kg, version ")


HARBOUR = "Norway praised Iceland on Monday.\nDenmark condemned the attack by Russia.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article and its graph."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    run = kg("build", "harbour.txt", cwd=folder)
    assert run.returncode == 0, run.stderr.decode()
    return folder


@pytest.mark.model
class TestWithModel:
    """The commands over the packaged pipeline."""

    def test_extract_prints_one_record_per_article(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(HARBOUR, encoding="utf-8")
        (tmp_path / "b.txt").write_text(HARBOUR.replace("Norway", "Finland"), encoding="utf-8")
        run = kg("extract", "a.txt", "b.txt", cwd=tmp_path)
        assert run.returncode == 0
        assert run.stderr == b""
        records = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
        assert [r["article"]["id"] for r in records] == ["a", "b"]
        assert "Iceland" in {e["name"] for e in records[0]["entities"]}

    def test_a_bad_file_is_skipped_named_and_counted(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(HARBOUR, encoding="utf-8")
        (tmp_path / "empty.txt").write_text("", encoding="utf-8")
        run = kg("extract", ".", cwd=tmp_path)
        assert run.returncode == 1
        assert len(run.stdout.splitlines()) == 1
        warning, last = run.stderr.decode().splitlines()
        assert warning.startswith("kg: warning: ")
        assert "empty.txt" in warning
        assert last == "kg: error: 1 input was skipped; see the warnings above"

    def test_output_is_utf_8_whatever_the_locale(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Viktor Orbán praised Norway’s plan.\n", encoding="utf-8")
        env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
        command = [sys.executable, "-m", "kg", "extract", "a.txt"]
        run = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=True)
        assert "Orbán" in run.stdout.decode("utf-8")

    def test_a_closed_pipe_ends_quietly(self, tmp_path: Path) -> None:
        for number in range(3):
            (tmp_path / f"{number}.txt").write_text(HARBOUR, encoding="utf-8")
        command = [sys.executable, "-m", "kg", "extract", "."]
        with subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout and process.stderr
            process.stdout.close()
            assert process.stderr.read() == b""

    def test_stance_answers_line_by_line(self, tmp_path: Path) -> None:
        lines = "[Norway] praised [Iceland].\n[Norway] met [Iceland].\n"
        run = kg("stance", cwd=tmp_path, stdin=lines)
        assert run.returncode == 0, run.stderr.decode()
        rows = [line.split("\t") for line in run.stdout.decode().splitlines()]
        assert [len(row) for row in rows] == [6, 6]
        for label, *probabilities in rows:
            assert int(label) == max(range(5), key=lambda i: float(probabilities[i]))
            assert sum(map(float, probabilities)) == pytest.approx(1, abs=0.01)

    def test_stance_refuses_bytes_that_are_no_text(self, tmp_path: Path) -> None:
        run = kg("stance", cwd=tmp_path, stdin=b"[A] hit [B] \xff\n")
        assert run.returncode == 1
        assert b"UTF-8" in run.stderr
        assert b"Traceback" not in run.stderr

    def test_build_prints_a_summary(self, built: Path) -> None:
        """The second run reads nothing anew and says the same."""
        run = kg("build", "harbour.txt", cwd=built)
        assert run.returncode == 0
        summary = run.stdout.decode()
        for word in ("1 article", "entit", "claim", "Norway"):
            assert word in summary


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built graph, made by hand: no model."""
    folder = tmp_path_factory.mktemp("graph")
    out = folder / "out"
    out.mkdir()
    (out / RECORDS).write_text("".join(to_line(to_record(e)) for e in norland()), encoding="utf-8")
    (out / TURTLE).write_bytes(to_turtle(to_graph(norland())))
    write_store(out / STORE, to_turtle(to_graph(norland())))
    return folder


def test_query_list_names_every_saved_query(root: Path, capsys: Capture) -> None:
    assert main(["query", "--list"]) == 0
    listed = capsys.readouterr().out
    for path in (root / "queries").glob("*.rq"):
        assert path.stem in listed


@pytest.mark.parametrize("format_", ["table", "csv", "tsv", "json", "xml"])
def test_saved_query_answers_in_each_format(
    format_: str, graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(graph)
    assert main(["query", "who-supports", "--set", "name=Carl Dahl", "--format", format_]) == 0
    assert "Anna Berg" in capsys.readouterr().out


def give_input(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_query_reads_a_file_and_standard_input(
    graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(graph)
    sparql = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    (graph / "count.rq").write_text(sparql, encoding="utf-8")
    assert main(["query", "count.rq", "--format", "json"]) == 0
    from_file = capsys.readouterr().out
    give_input(monkeypatch, sparql.encode())
    assert main(["query", "-", "--format", "json"]) == 0
    assert capsys.readouterr().out == from_file
    assert int(json.loads(from_file)["results"]["bindings"][0]["n"]["value"]) > 0


def test_query_says_when_there_is_more(graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(graph)
    give_input(monkeypatch, b"SELECT ?s { ?s a kg:Claim } ORDER BY ?s")
    assert main(["query", "-", "--limit", "2", "--timeout", "60", "--format", "tsv"]) == 0
    out, err = capsys.readouterr()
    assert out.count("\n") == 3
    assert err == "kg: note: there is more; --limit cut it after 2\n"


def test_query_prints_a_graph(graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(graph)
    give_input(monkeypatch, b"CONSTRUCT WHERE { ?s kg:holder ?o }")
    assert main(["query", "-", "--format", "turtle"]) == 0
    assert " kg:holder <https://kg.example.org/entity/" in capsys.readouterr().out


def test_query_tells_what_a_file_needs(graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(graph)
    (graph / "own.rq").write_text(
        "#+ summary: Mine\n#+ param: who entity of whom\n#+ param: day date when [2024]\nASK {}\n"
    )
    assert main(["query", "own.rq", "--list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "own.rq: Mine",
        "  --set who=...        entity: of whom",
        "  --set day=...        date: when (default: 2024)",
    ]


@pytest.mark.parametrize(
    ("args", "content", "message"),
    [
        (["no-such-query"], b"", "who-supports"),
        (["no/such/file.rq"], b"", "no/such/file.rq"),
        (["-"], b"SELECT WHERE {", "not a SPARQL query"),
        (["-"], b"\xff", "not UTF-8"),
        (["-"], b"SELECT * WHERE { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "another server"),
        (["who-supports"], b"", "name"),
        (["who-supports", "--set", "name=Nobody Known"], b"", "Nobody Known"),
        (["who-supports", "--set", "nmae=Carl Dahl"], b"", "nmae"),
    ],
)
def test_bad_queries_are_one_line(
    args: list[str],
    content: bytes,
    message: str,
    graph: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    monkeypatch.chdir(graph)
    give_input(monkeypatch, content)
    assert main(["query", *args]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("kg: error: ")
    assert err.count("\n") == 1
    assert message in err


@pytest.mark.parametrize("format_", sorted(WRITERS))
def test_export_writes_the_same_to_file_and_standard_output(
    format_: str, graph: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(graph)
    assert main(["export", "--format", format_]) == 0
    printed = capsysbinary.readouterr().out
    assert printed
    assert main(["export", "--format", format_, "-o", "copy"]) == 0
    assert capsysbinary.readouterr() == (b"", b"")
    assert (graph / "copy").read_bytes() == printed


def test_query_offers_every_format_of_rows() -> None:
    (option,) = [p for p in commands.commands["query"].params if p.name == "format_"]
    assert isinstance(option.type, click.Choice)
    assert set(option.type.choices) == set(FORMATS)


def test_export_help_names_every_format() -> None:
    assert all(format_ in (commands.commands["export"].help or "") for format_ in WRITERS)


def test_export_into_a_missing_folder_is_one_line(
    graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(graph)
    assert main(["export", "--format", "csv", "-o", "no/such/folder/x.csv"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_view_writes_a_page_of_the_part_asked_for(
    graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(graph)
    assert main(["view", "--focus", "Erik Falk", "--stance", "oppose", "-o", "page.html"]) == 0
    assert capsys.readouterr().out == "Wrote page.html\n"
    page = (graph / "page.html").read_text(encoding="utf-8")
    assert "Erik Falk" in page
    assert "attacked" in page
    assert "Anna Berg" not in page


def test_view_of_nobody_suggests_a_name(
    graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(graph)
    assert main(["view", "--focus", "Erik Falck"]) == 1
    assert "Erik Falk" in capsys.readouterr().err
