"""Where the annotated sets lie: a folder beside the checkout, never in the package."""

from __future__ import annotations

from pathlib import Path

from kg.errors import BenchError


def find_shared(shared: Path | None = None) -> Path:
    """The folder with the annotated sets: the one named, else ``shared`` beside the checkout."""
    root = shared or Path(__file__).resolve().parents[3] / "shared"
    if not (root / "eval").is_dir():
        raise BenchError(f"{root}: no annotated sets (eval/) there; name their folder with --shared DIR")
    return root
