"""Data flows one way: each module imports only what its row of the table allows."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

KG = Path(__file__).resolve().parents[1] / "kg"


@dataclass(frozen=True)
class Row:
    """What a module may import: rows of `kg` and third-party packages."""

    kg: frozenset[str]
    packages: frozenset[str] = frozenset()


def row(kg: str = "", packages: str = "") -> Row:
    return Row(frozenset(kg.split()), frozenset(packages.split()))


BASE = "records errors names iris"
STEPS = "read pipeline syntax resolve claim fact"
UP_TO_SERVE = (
    f"{BASE} lexicon {STEPS} extract vocab graph correct store export query search publish view serve"
)

TABLE = {
    "records": row(),
    "errors": row(),
    "names": row(),
    "iris": row(),
    "lexicon": row("records errors names"),
    "linked": row("records"),
    "quotations": row("", "spacy"),
    "read": row("records errors iris", "charset_normalizer trafilatura lxml py3langid dateparser"),
    "pipeline": row("records errors lexicon", "spacy srsly onnxruntime openvino tokenizers numpy"),
    "syntax": row(BASE, "spacy"),
    "resolve": row(f"{BASE} lexicon linked syntax quotations", "spacy dateparser"),
    "claim": row(f"{BASE} lexicon linked syntax quotations", "spacy dateparser numpy onnxruntime tokenizers"),
    "fact": row(f"{BASE} lexicon linked syntax", "spacy"),
    "provenance": row("records"),
    "extract": row(f"{BASE} lexicon {STEPS} provenance", "spacy"),
    "explain": row(f"{BASE} lexicon {STEPS} extract", "spacy"),
    "vocab": row("records iris", "rdflib"),
    "graph": row(f"{BASE} vocab", "rdflib networkx rensa"),
    "correct": row(f"{BASE} vocab graph", "rdflib"),
    "swap": row(),
    "terms": row(),
    "guard": row("errors"),
    "store": row(f"{BASE} vocab terms guard swap", "rdflib pyoxigraph"),
    "diff": row(f"{BASE} graph"),
    "export": row(f"{BASE} vocab graph correct store", "rdflib networkx"),
    "validate": row("records errors iris vocab read graph export", "rdflib pyshacl shacl"),
    "dataset": row(f"{BASE} vocab store", "rdflib"),
    "search": row(f"{BASE} vocab store"),
    "publish": row(f"{BASE} store"),
    "query": row(f"{BASE} vocab store", "rdflib"),
    "view": row("records errors", "pyvis jinja2 markupsafe networkx numpy"),
    "serve": row("errors iris vocab guard terms store search query", "starlette uvicorn jinja2 markupsafe"),
    "building": row(UP_TO_SERVE),
    "build": row(f"{UP_TO_SERVE} building", "spacy"),
    "bench": row(f"{UP_TO_SERVE} build", "spacy numpy networkx psutil tqdm rdflib"),
    "train": row(
        f"{UP_TO_SERVE} build",
        "spacy numpy torch onnx onnxruntime tokenizers safetensors sentence_transformers transformers tqdm",
    ),
    "cli": row(f"{UP_TO_SERVE} diff explain validate build bench train", "click tqdm"),
    "__init__": row(f"{UP_TO_SERVE} dataset build"),
    "__main__": row("cli"),
}

FILES = sorted(KG.rglob("*.py"))


def row_of(path: Path) -> str:
    return path.relative_to(KG).with_suffix("").parts[0]


def imported_modules(path: Path) -> Iterator[tuple[int, str]]:
    """Absolute dotted names that a file imports, also inside functions and for types alone."""
    package = ("kg", *path.relative_to(KG).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (start, node.module) if part)
            if module == "kg":
                yield from ((node.lineno, f"kg.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, module


def breaches(path: Path) -> Iterator[str]:
    own = row_of(path)
    allowed = TABLE[own]
    for line, module in imported_modules(path):
        head, *rest = module.split(".")
        where = f"{path.relative_to(KG.parent)}:{line}"
        if head == "kg":
            other = rest[0] if rest else "__init__"
            if other != own and other not in allowed.kg:
                yield f"{where}: {own} may not import kg.{other}"
        elif head not in sys.stdlib_module_names and head not in allowed.packages:
            yield f"{where}: {own} may not import {head}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(KG)))
def test_module_imports_only_what_its_row_allows(path: Path) -> None:
    assert row_of(path) in TABLE, f"{path}: give it a row in the table"
    assert not list(breaches(path))


def test_relative_and_late_imports_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check itself would be worthless if an import inside a function slipped through."""
    monkeypatch.setattr(sys.modules[__name__], "KG", tmp_path / "kg")
    path = tmp_path / "kg" / "view" / "page.py"
    path.parent.mkdir(parents=True)
    path.write_text(
        "from .. import store\nfrom . import colours\n"
        "def f():\n    from ..graph.merge import x\n    import rdflib\n"
    )
    found = list(breaches(path))
    assert [message.split(": ")[1] for message in found] == [
        "view may not import kg.store",
        "view may not import kg.graph",
        "view may not import rdflib",
    ]
