"""The wheel is complete: installed away from the checkout, it builds a graph."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ARTICLE = """date 2023-03-14
Harbour talks

On Tuesday, Norway praised Iceland for its new harbour rules. Denmark's Prime Minister Mette Frederiksen
criticised the European Commission over the same plan.
"""

PIP = ["-m", "pip", "--disable-pip-version-check", "--quiet"]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", out, root, cwd=out)
    (path,) = out.glob("*.whl")
    return path


def test_wheel_carries_model_tables_and_queries(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert any(n.startswith("kg/models/") and n.endswith(".onnx") for n in names)
    data = [p for folder in ("data", "models", "view/templates") for p in (root / "kg" / folder).rglob("*")]
    expected = {str(p.relative_to(root)) for p in data if p.is_file() and "__pycache__" not in p.parts}
    expected |= {f"kg/queries/{p.name}" for p in (root / "queries").glob("*.rq")}
    assert expected <= names
    assert any(n.endswith("licenses/NOTICE") for n in names)


def test_installed_wheel_builds_a_graph(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    bin_ = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run(bin_ / "python", *PIP, "install", wheel, cwd=tmp_path)
    (tmp_path / "harbour.txt").write_text(ARTICLE, encoding="utf-8")
    summary = run(bin_ / "kg", "build", "harbour.txt", cwd=tmp_path)
    assert "article" in summary
    for name in ("store", "graph.ttl", "records.jsonl", "graph.html"):
        assert (tmp_path / "out" / name).exists(), name
    assert "Iceland" in (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8")
    assert "iceland" in run(bin_ / "kg", "export", "--format", "turtle", cwd=tmp_path).casefold()
    assert run(bin_ / "kg", "query", "--list", cwd=tmp_path).strip()
