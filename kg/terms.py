"""Values that go into a query and come out of the database, as plain records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TermKind(StrEnum):
    """What a term of an answer is."""

    IRI = "iri"
    LITERAL = "literal"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Term:
    """A value in an answer, or one to ask with.

    Attributes:
        value: The IRI, or the literal's text.
        datatype: IRI of a literal's datatype.
    """

    kind: TermKind
    value: str
    datatype: str | None = None
    language: str | None = None

    @classmethod
    def from_iri(cls, iri: str) -> Term:
        """An IRI."""
        return cls(TermKind.IRI, iri)

    @classmethod
    def from_text(cls, text: str) -> Term:
        """A plain string."""
        return cls(TermKind.LITERAL, text)


#: Subject, predicate, object, and the graph's name; None for the default graph.
Quad = tuple[Term, Term, Term, Term | None]


class AnswerForm(StrEnum):
    """What a query asked for: rows, yes or no, or a graph."""

    ROWS = "rows"
    BOOLEAN = "boolean"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of a SELECT; of a CONSTRUCT, three columns; of an ASK, one cell.

    Attributes:
        is_cut: There were more rows than the limit.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    form: AnswerForm = AnswerForm.ROWS
    is_cut: bool = False
