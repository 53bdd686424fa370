"""What tests of every folder share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language

os.environ.setdefault("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def seeds(root: Path) -> Path:
    """The folder of articles that the checkout carries."""
    return root / "seeds"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The packaged pipeline, loaded once; for tests marked ``model``."""
    from kg.pipeline import load_pipeline

    return load_pipeline()
