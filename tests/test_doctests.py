"""Examples in docstrings are run."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

KG = Path(__file__).resolve().parents[1] / "kg"
EXAMPLES = sorted(p for p in KG.rglob("*.py") if ">>>" in p.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(KG)))
def test_examples_of_module_hold(path: Path) -> None:
    parts = path.relative_to(KG.parent).with_suffix("").parts
    if parts[1] == "train":
        pytest.importorskip("torch", reason="the extra `train` is not installed")
    module = import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    result = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert result.attempted
    assert not result.failed
