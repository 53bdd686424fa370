"""What README.md shows is what happens.

Each ``console`` block is run from a folder that holds a copy of ``seeds/``, in the order of the file,
so that a later example may use what an earlier one built. A line that starts with ``$ `` is a command
(a backslash at its end continues it); the lines below it are its whole output.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import kg as commands

README = Path(__file__).resolve().parents[1] / "README.md"
TEXT = README.read_text(encoding="utf-8")


def blocks(language: str, text: str = TEXT) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def steps(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output shown for it."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        match = re.match(r"((?:.*\\\n)*.*\n)([\s\S]*)", part)
        assert match
        found.append((match[1].rstrip("\n"), match[2]))
    return found


@pytest.fixture(scope="module")
def folder(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme")
    shutil.copytree(seeds, path / "seeds")
    return path


@pytest.fixture(scope="module")
def transcript(folder: Path) -> list[tuple[str, str, str]]:
    """Every command with the output that is shown and the output that it gave."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "COLUMNS": "120"}
    done: list[tuple[str, str, str]] = []
    for command, shown in (step for block in blocks("console") for step in steps(block)):
        run = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        done.append((command, shown, run.stdout))
    return done


def test_steps_are_told_apart() -> None:
    assert steps("$ a\n1\n\n2\n$ b \\\n  c\n$ d\n") == [("a", "1\n\n2\n"), ("b \\\n  c", ""), ("d", "")]


@pytest.mark.model
def test_console_examples_print_what_is_shown(transcript: list[tuple[str, str, str]]) -> None:
    for command, shown, printed in transcript:
        assert f"$ {command}\n{printed}" == f"$ {command}\n{shown}"


@pytest.mark.model
def test_python_examples_hold(
    folder: Path, transcript: list[tuple[str, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    examples = "\n".join(blocks("pycon"))
    test = doctest.DocTestParser().get_doctest(examples, {}, "README.md", str(README), 0)
    assert not doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed


@pytest.mark.parametrize("block", blocks("python"))
def test_python_blocks_compile(block: str) -> None:
    compile(block, "README.md", "exec")


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_is_mentioned(name: str) -> None:
    assert re.search(rf"\bkg {name}\b", TEXT), f"README.md does not mention `kg {name}`"


def test_every_linked_file_is_there() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    assert [t for t in targets if not (README.parent / t).exists()] == []
