"""The public surface: its names, and that asking for it costs little."""

from __future__ import annotations

import subprocess
import sys

import pytest

import kg

HEAVY = {"spacy", "rdflib", "numpy", "onnxruntime", "torch", "networkx", "pyvis", "pyoxigraph", "trafilatura"}


def loaded_modules(code: str) -> set[str]:
    """Top-level modules that are loaded once ``code`` ran in an interpreter of its own."""
    script = (
        f"import sys\n{code}\nprint(*sorted({{m.partition('.')[0] for m in sys.modules}}), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_all_is_sorted_and_without_doubles() -> None:
    assert kg.__all__ == sorted(set(kg.__all__))


@pytest.mark.parametrize("name", kg.__all__)
def test_each_public_name_is_there(name: str) -> None:
    assert getattr(kg, name) is not None


def test_nothing_public_is_missing_from_all() -> None:
    """Everything that is defined for users, eager or lazy, is announced."""
    eager = {n for n, v in vars(kg).items() if getattr(v, "__module__", "") in ("kg.records", "kg.errors")}
    assert set(kg.__all__) == eager | set(kg._LAZY)


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        kg.no_such_name  # noqa: B018


def test_public_build_survives_the_import_of_its_module() -> None:
    import kg.build

    assert callable(kg.build_graph)


def test_import_loads_nothing_heavy() -> None:
    assert not loaded_modules("import kg") & HEAVY


@pytest.mark.parametrize("command", [[], ["build"], ["query"], ["export"], ["view"], ["bench", "accuracy"]])
def test_help_loads_nothing_heavy(command: list[str]) -> None:
    code = f"from kg.cli import main\nassert main({[*command, '--help']!r}) == 0"
    assert not loaded_modules(code) & HEAVY
