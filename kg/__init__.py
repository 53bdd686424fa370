"""Who backs whom, since when, and who says so: a knowledge graph from news articles.

The names below are the whole public interface. Those of `_LAZY` are imported when first asked
for, so that ``import kg`` stays quick and loads neither spaCy nor rdflib.

>>> import kg
>>> kg.Stance.SUPPORT.value
'support'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import (
    BenchError,
    CorrectionError,
    ExportError,
    KgError,
    LexiconError,
    PipelineError,
    PublishError,
    QueryError,
    ReadError,
    ServeError,
    StoreError,
    TrainError,
    ViewError,
)
from .records import (
    Article,
    Aspect,
    Claim,
    Edge,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Mention,
    MentionKind,
    Modality,
    Relation,
    Stance,
    Support,
)

if TYPE_CHECKING:
    from .build import build as build_graph
    from .dataset import open_dataset as open
    from .export import read_folder, to_networkx
    from .extract import extract_articles
    from .graph import to_graph
    from .pipeline import load_pipeline
    from .read import read_articles
    from .store import open_store

#: Public name -> the module it lives in and its name there. `build_graph` is not called `build`,
#: because importing the module of that name would take its place.
_LAZY = {
    "build_graph": ("kg.build", "build"),
    "extract_articles": ("kg.extract", "extract_articles"),
    "load_pipeline": ("kg.pipeline", "load_pipeline"),
    "open": ("kg.dataset", "open_dataset"),
    "open_store": ("kg.store", "open_store"),
    "read_articles": ("kg.read", "read_articles"),
    "read_folder": ("kg.export", "read_folder"),
    "to_graph": ("kg.graph", "to_graph"),
    "to_networkx": ("kg.export", "to_networkx"),
}

__all__ = [
    "Article",
    "Aspect",
    "BenchError",
    "Claim",
    "CorrectionError",
    "Edge",
    "Entity",
    "EntityType",
    "Evidence",
    "ExportError",
    "Extraction",
    "Fact",
    "KgError",
    "LexiconError",
    "Mention",
    "MentionKind",
    "Modality",
    "PipelineError",
    "PublishError",
    "QueryError",
    "ReadError",
    "Relation",
    "ServeError",
    "Stance",
    "StoreError",
    "Support",
    "TrainError",
    "ViewError",
    "build_graph",
    "extract_articles",
    "load_pipeline",
    "open",
    "open_store",
    "read_articles",
    "read_folder",
    "to_graph",
    "to_networkx",
]


def __getattr__(name: str) -> Any:
    try:
        module, attribute = _LAZY[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
