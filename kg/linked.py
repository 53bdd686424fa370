"""What claims and facts ask of the step before them: which stretch of the Doc means which entity.

A base module, since steps do not import each other: ``resolve`` gives such links, the others take them.
"""

from __future__ import annotations

from typing import Final, Protocol

from kg.records import MentionKind

#: A text of so many sentences speaks of nobody in passing: a nameless "militia" acts in it as a name would.
SHORT: Final = 5


class Link(Protocol):
    """A stretch of the Doc that means an entity; token indices, the end excluded."""

    @property
    def start_token(self) -> int:
        """First token of the stretch."""

    @property
    def end_token(self) -> int:
        """The token after its last one."""

    @property
    def head_token(self) -> int:
        """The token that the parse hangs the stretch on."""

    @property
    def entity(self) -> str:
        """IRI."""

    @property
    def kind(self) -> MentionKind:
        """How the stretch refers."""
