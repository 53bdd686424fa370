"""What is wrong with a node, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is; in the order of the alphabet, the worse first."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        severity: A violation makes the graph unfit; a warning does not.
        node: IRI of the node.
        what: What is wrong with it, and what was found.
        remedy: What to do.
    """

    severity: Severity
    node: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.node}: {self.what}; {self.remedy}"
