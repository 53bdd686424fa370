"""What an article's record follows from, as a hash: its text and metadata, the rules, models, options."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from kg.records import Article

#: A spaCy ``Language``; the build hands it on and looks at nothing but where it came from.
Pipeline = Any

_PACKAGE = Path(__file__).parents[1]
#: What of the package has no say in an extraction; all else has, the models included. What
#: reading gives is part of each article's own hash.
_AFTER = frozenset(
    "__init__ __main__ read vocab graph correct store terms guard swap dataset search export query queries "
    "view serve publish validate diff build building cli bench train".split()
)


def article_key(article: Article, settings: str) -> str:
    """Hash of all that the article's record follows from."""
    parts = (
        settings,
        article.id,
        article.text,
        article.title,
        article.date,
        article.source,
        article.url,
        article.language,
        article.furniture,
    )
    return hash_bytes(json.dumps(parts).encode())


def settings_key(nlp: Pipeline | None, pipeline: str | None, base: str, min_confidence: float | None) -> str:
    """Hash of the rules, the models and the options."""
    rules = [path for path in _PACKAGE.iterdir() if path.stem not in _AFTER]
    files = _hash_files(rules, _PACKAGE)
    return hash_bytes(json.dumps([files, _other_pipeline(nlp, pipeline), base, min_confidence]).encode())


def hash_bytes(data: bytes) -> str:
    """SHA-256."""
    return hashlib.sha256(data).hexdigest()


def _other_pipeline(nlp: Pipeline | None, name: str | None) -> str:
    """What tells another pipeline than the packaged one apart; empty for the packaged one."""
    folder = Path(nlp.path) if nlp is not None and nlp.path else Path(name) if name else None
    if folder is not None and folder.is_dir():
        return "" if folder.is_relative_to(_PACKAGE) else _hash_files([folder], folder)
    if nlp is not None:
        return json.dumps(nlp.meta, sort_keys=True, default=str)
    if name is None:
        return ""
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return name


def _hash_files(paths: Iterable[Path], root: Path) -> str:
    found = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))]
    digest = hashlib.sha256()
    for path in sorted(file for file in found if file.is_file() and file.suffix not in (".pyc", ".ttl")):
        with path.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()}\n{content}\n".encode())
    return digest.hexdigest()
