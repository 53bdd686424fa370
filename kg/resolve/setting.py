"""Where an article is set: which country's Senate, Labour or Greens its short names mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.lexicon import EUROPEAN_UNION, Body

#: Within how many tokens a country named is nearer than the rest of the article.
_NEAR: Final = 30
#: What a country must have in its favour: so much, and such a share of what the first one has.
_LEAST: Final = 1.5
_SHARE: Final = 0.5
_UNION: Final = frozenset(
    {"European Union", "European Commission", "European Parliament", "European Council"}
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the countries of an article are named.

    Attributes:
        votes: ISO code to (token, weight) of what speaks for the country.
    """

    votes: Mapping[str, tuple[tuple[int, float], ...]]

    @classmethod
    def from_votes(
        cls, named: Iterable[tuple[int, str]], short: Iterable[tuple[int, Sequence[Body]]]
    ) -> Setting:
        """Read where countries are named, and where bodies are in short: those speak for all their homes."""
        votes: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, home in named:
            votes[home].append((at, 1.0))
        for at, bodies in short:
            for body in bodies:
                if body.home:
                    votes[body.home].append((at, 0.5 / len(bodies)))
        return cls({home: tuple(sorted(found)) for home, found in sorted(votes.items())})

    def weigh(self, home: str, at: int | None = None) -> float:
        """How much speaks for a country, in the article or near a token."""
        found = self.votes.get(home, ())
        return sum(weight for token, weight in found if at is None or abs(token - at) <= _NEAR)

    def choose(self, bodies: Sequence[Body], at: int) -> Body | None:
        """Which of the bodies a short name means at a token; None where the article does not tell."""
        most = max((self.weigh(home) for home in self.votes), default=0.0)
        ranked = sorted(
            (-self.weigh(body.home) - 2 * self.weigh(body.home, at), body.home, body.name, body)
            for body in bodies
            if body.home and self.weigh(body.home) >= max(_LEAST, most * _SHARE)
        )
        return ranked[0][3] if ranked else None


def home_of(body: Body) -> str | None:
    """The country that a body speaks for as a sign of where an article is set; outlets and firms go far."""
    if body.kind in {"media", "company"}:
        return None
    return EUROPEAN_UNION if body.name in _UNION else body.country
