"""The folder that ``kg build`` writes: what lies where in it, and reading it back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from kg.correct import CORRECTIONS, Corrected, Correction, Outcome, apply_corrections
from kg.errors import CorrectionError, ExportError
from kg.export.jsonl import read_records
from kg.iris import DEFAULT_BASE
from kg.records import Evidence, Extraction

__all__ = [
    "CORRECTIONS",
    "LOG",
    "MANIFEST",
    "PAGE",
    "RECORDS",
    "STORE",
    "TURTLE",
    "Folder",
    "Manifest",
    "read_base",
    "read_folder",
    "read_manifest",
]

STORE = "store"
TURTLE = "graph.ttl"
RECORDS = "records.jsonl"
PAGE = "graph.html"
MANIFEST = "manifest.json"
#: What was corrected by hand and how it stood before, as a named graph.
LOG = "corrections.trig"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of.

    Attributes:
        base: What the IRIs start with.
        records: SHA-256 of the file of records, which shows whether it is still ours.
        keys: Of each record, in the order of the file, a hash of all that it follows from.
        corrections: The corrections by hand that lie over the records.
        spans: Where the quotes of added claims stand, by the id of the correction.
    """

    base: str
    records: str
    keys: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    spans: dict[str, Evidence] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """The manifest as JSON."""
        document = {
            "format": 1,
            "base": self.base,
            "records": self.records,
            "keys": list(self.keys),
            "corrections": [
                {column: value for column, value in correction.to_row().items() if value}
                for correction in self.corrections
            ],
            "spans": {id_: [span.start, span.end, span.text] for id_, span in sorted(self.spans.items())},
        }
        return json.dumps(document, indent=1).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Folder:
    """A built graph: its extractions, articles without their text, and the base of its IRIs.

    Attributes:
        extractions: As corrected by hand.
        outcomes: What became of each correction.
    """

    base: str
    extractions: tuple[Extraction, ...]
    outcomes: tuple[Outcome, ...] = ()

    @property
    def corrected(self) -> Corrected:
        """The extractions together with what was corrected in them."""
        return Corrected(self.extractions, self.outcomes)


def read_manifest(folder: Path) -> Manifest | None:
    """The folder's manifest; None when there is none or it cannot be read."""
    try:
        document = json.loads((folder / MANIFEST).read_bytes())
        if document["format"] != 1:
            return None
        return Manifest(
            document["base"],
            document["records"],
            tuple(document["keys"]),
            tuple(Correction.from_row(row) for row in document.get("corrections", ())),
            {
                id_: Evidence(start, end, text, text)
                for id_, (start, end, text) in document.get("spans", {}).items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, CorrectionError):
        return None


def read_base(folder: Path) -> str:
    """What the IRIs of a built graph start with.

    Raises:
        ExportError: The folder holds none.
    """
    _check(folder)
    manifest = read_manifest(folder)
    return manifest.base if manifest else DEFAULT_BASE


def read_folder(folder: Path) -> Folder:
    """Read a built graph back, as corrected by hand.

    Raises:
        ExportError: The folder holds none.
    """
    _check(folder)
    manifest = read_manifest(folder)
    extracted = tuple(read_records(folder / RECORDS))
    if manifest is None:
        return Folder(DEFAULT_BASE, extracted)
    corrected = apply_corrections(extracted, manifest.corrections, spans=manifest.spans, base=manifest.base)
    return Folder(manifest.base, corrected.extractions, corrected.outcomes)


def _check(folder: Path) -> None:
    if not (folder / RECORDS).is_file():
        raise ExportError(f"{folder}: no {RECORDS} here; make it with `kg build PATH... --out FOLDER`")
