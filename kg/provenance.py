"""What made an extraction: the version of the program, its rules and tables, its models."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from kg.records import Run

_PACKAGE = Path(__file__).parent
#: What has a say in an extraction, besides the models.
_RULES = (
    "claim",
    "data",
    "extract.py",
    "fact",
    "iris.py",
    "lexicon.py",
    "linked.py",
    "names.py",
    "pipeline",
    "quotations.py",
    "records.py",
    "resolve",
    "syntax.py",
)
_RULE_SUFFIXES = frozenset({".py", ".tsv"})


def describe_run(nlp: Any = None) -> Run:
    """The run that reads with this spaCy pipeline; without one, with the packaged one.

    The same on every machine, and at every time, for the same program.
    """
    packaged = _packaged_models()
    folder = Path(nlp.path).resolve() if nlp is not None and nlp.path else None
    if nlp is None or (folder is not None and folder.is_relative_to(_PACKAGE)):
        return Run(metadata.version("kg"), _hash_rules(), packaged)
    name = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    digest = _hash_files(folder.rglob("*"), folder) if folder else ""
    # The packaged pipeline is the folder that spaCy can load.
    others = [model for model in packaged if not (_PACKAGE / "models" / model[0] / "meta.json").is_file()]
    return Run(metadata.version("kg"), _hash_rules(), tuple(sorted([*others, (name, digest)])))


@lru_cache(maxsize=1)
def _hash_rules() -> str:
    found = [_PACKAGE / name for name in _RULES]
    files = [file for path in found for file in ([path] if path.is_file() else path.rglob("*"))]
    return _hash_files((file for file in files if file.suffix in _RULE_SUFFIXES), _PACKAGE)


@lru_cache(maxsize=1)
def _packaged_models() -> tuple[tuple[str, str], ...]:
    folders = sorted(path for path in (_PACKAGE / "models").iterdir() if path.is_dir())
    return tuple((folder.name, _hash_files(folder.rglob("*"), folder)) for folder in folders)


def _hash_files(paths: Iterable[Path], root: Path) -> str:
    """SHA-256 over names and contents."""
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file() and path.suffix != ".pyc"):
        with path.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()}\n{content}\n".encode())
    return digest.hexdigest()
