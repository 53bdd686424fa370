"""The language pipeline: an Article's text to a spaCy Doc with parses and names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language

#: The packaged pipeline: a folder that ``spacy.load`` opens.
MODEL = Path(__file__).parent.parent / "models" / "kg_news"


def load_pipeline(name: str | None = None) -> Language:
    """Load the packaged pipeline, or any other spaCy pipeline by name or folder.

    Args:
        name: A spaCy package or folder, such as ``en_core_web_trf``; it must give sentences,
            dependencies and entities.

    Raises:
        PipelineError: It is not installed, or lacks what is needed.
    """
    import spacy

    target = name or str(MODEL)
    try:
        nlp = spacy.load(target)
    except OSError as error:
        remedy = f"install it with: python -m spacy download {name}" if name else "install the package again"
        raise PipelineError(f"pipeline {target!r} cannot be loaded; {remedy}") from error
    if not name:
        return nlp
    needed = {"parser": "dependencies", "ner": "entities"}
    lacking = [
        what
        for pipe, what in needed.items()
        if pipe not in nlp.pipe_names and "kg_encoder" not in nlp.pipe_names
    ]
    if lacking:
        raise PipelineError(
            f"pipeline {name!r} gives no {' and no '.join(lacking)}; name one with a parser and ner"
        )
    return nlp
