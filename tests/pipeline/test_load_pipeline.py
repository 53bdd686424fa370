"""Loading without the packaged weights."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from kg.errors import PipelineError
from kg.pipeline import load_pipeline


def test_unknown_pipeline_names_the_remedy() -> None:
    with pytest.raises(PipelineError, match="spacy download en_core_no_such"):
        load_pipeline("en_core_no_such")


def test_pipeline_without_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(PipelineError, match="no dependencies and no entities"):
        load_pipeline(str(tmp_path / "blank"))


def test_encoder_without_weights_says_so() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_encoder")
    with pytest.raises(PipelineError, match="no weights"):
        nlp("Norway agreed.")
