"""The folder that ``kg build`` writes: what lies where in it, and reading it back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ExportError
from kg.export.jsonl import read_records
from kg.iris import DEFAULT_BASE
from kg.records import Extraction

STORE = "store"
TURTLE = "graph.ttl"
RECORDS = "records.jsonl"
PAGE = "graph.html"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of.

    Attributes:
        base: What the IRIs start with.
        records: SHA-256 of the file of records, which shows whether it is still ours.
        keys: Of each record, in the order of the file, a hash of all that it follows from.
    """

    base: str
    records: str
    keys: tuple[str, ...]

    def to_bytes(self) -> bytes:
        """The manifest as JSON."""
        document = {"format": 1, "base": self.base, "records": self.records, "keys": list(self.keys)}
        return json.dumps(document, indent=1).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Folder:
    """A built graph: its extractions, articles without their text, and the base of its IRIs."""

    base: str
    extractions: tuple[Extraction, ...]


def read_manifest(folder: Path) -> Manifest | None:
    """The folder's manifest; None when there is none or it cannot be read."""
    try:
        document = json.loads((folder / MANIFEST).read_bytes())
        if document["format"] != 1:
            return None
        return Manifest(document["base"], document["records"], tuple(document["keys"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_folder(folder: Path) -> Folder:
    """Read a built graph back.

    Raises:
        ExportError: The folder holds none.
    """
    if not (folder / RECORDS).is_file():
        raise ExportError(f"{folder}: no {RECORDS} here; make it with `kg build PATH... --out FOLDER`")
    manifest = read_manifest(folder)
    base = manifest.base if manifest else DEFAULT_BASE
    return Folder(base, tuple(read_records(folder / RECORDS)))
