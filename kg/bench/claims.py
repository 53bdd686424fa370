"""Made-up extractions of any number, the same on every machine: what the store is measured with.

The more claims, the more entities, so that one entity has as many of them in a small graph as in
a large one; only a few are in everybody's mouth. Names, dates and outlets are drawn, not written.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.iris import content_hash, entity_iri
from kg.records import (
    Article,
    Aspect,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Modality,
    Relation,
    Stance,
)

#: Claims in one article, and for each entity.
PER_ARTICLE, PER_ENTITY = 5, 20
#: Whom all the parameters of the measured queries name: neither famous nor unknown.
PERSON, OTHER, BODY, OUTLET = "Person 7", "Person 8", "Body 1", "Outlet 3"

_OUTLETS, _TOPICS, _DAYS = 20, 10, 730
#: So many claims, in a graph of any size, are those of PERSON about OTHER.
_BETWEEN = 10
_FIRST_DAY = date(2023, 1, 1)
_OFFICES = ("Prime Minister", "Foreign Minister", "President", "Spokesperson")
_VERBS = {Stance.SUPPORT: "backs", Stance.OPPOSE: "rejects"}


@dataclass(frozen=True, slots=True)
class _Cast:
    """Everybody there is; `weights` says how often each is drawn."""

    actors: Sequence[Entity]
    weights: Sequence[float]
    bodies: Sequence[Entity]

    def named(self, name: str) -> Entity:
        """The actor with this name."""
        return next(actor for actor in self.actors if actor.name == name)


def make_extractions(claims: int, *, seed: int = 1) -> Iterator[Extraction]:
    """Articles with so many claims in all, one after another."""
    rng = random.Random(seed)
    cast = _make_cast(max(claims // PER_ENTITY, 12))
    for number in range(0, claims, PER_ARTICLE):
        yield _make_article(number // PER_ARTICLE, min(PER_ARTICLE, claims - number), cast, rng)


def _make_cast(size: int) -> _Cast:
    people = [_entity(f"Person {n}", EntityType.PERSON) for n in range(size * 3 // 4)]
    countries = [_entity(f"Country {n}", EntityType.COUNTRY) for n in range(size // 8)]
    bodies = [_entity(f"Body {n}", EntityType.ORGANISATION) for n in range(max(size // 8, 2))]
    actors = [*people[:10], *countries, *people[10:], *bodies]
    return _Cast(actors, [1 + 30 / (n + 1) for n in range(len(actors))], bodies)


def _entity(name: str, type_: EntityType) -> Entity:
    return Entity(entity_iri(name, type_), name, type_, aliases=(f"the {name}",))


def _make_article(number: int, size: int, cast: _Cast, rng: random.Random) -> Extraction:
    day = (_FIRST_DAY + timedelta(days=rng.randrange(_DAYS))).isoformat()
    article = Article(
        f"article-{number}",
        "",
        title=f"Report {number}",
        date=day,
        source=f"Outlet {rng.randrange(_OUTLETS)}",
        text_hash=content_hash(f"report {number}"),
    )
    claims, at = [], 0
    entities: dict[str, Entity] = {}
    for place in range(size):
        holder, target = _draw_two(cast, rng)
        if place == 0 and number < _BETWEEN:
            holder, target = cast.named(PERSON), cast.named(OTHER)
        claim = _make_claim(holder, target, at, rng)
        at = claim.evidence.end + 1
        claims.append(claim)
        entities |= {holder.id: holder, target.id: target}
    fact = _make_fact(claims[0].holder, rng.choice(cast.bodies), at, rng)
    entities.setdefault(fact.object, next(body for body in cast.bodies if body.id == fact.object))
    return Extraction(article, tuple(entities.values()), tuple(claims), (fact,))


def _draw_two(cast: _Cast, rng: random.Random) -> tuple[Entity, Entity]:
    while True:
        holder, target = rng.choices(cast.actors, cast.weights, k=2)
        if holder.id != target.id:
            return holder, target


def _make_claim(holder: Entity, target: Entity, at: int, rng: random.Random) -> Claim:
    stance = Stance.SUPPORT if rng.random() < 0.7 else Stance.OPPOSE
    topic = f"plan {rng.randrange(_TOPICS)}" if rng.random() < 0.5 else None
    text = f"{holder.name} {_VERBS[stance]} {target.name} in matter {rng.randrange(10**6)}."
    chance = rng.random()
    modality = Modality.DENIED if chance < 0.05 else Modality.POSSIBLE if chance < 0.1 else Modality.ASSERTED
    return Claim(
        holder.id,
        target.id,
        stance,
        Evidence(at, at + len(text), text, _VERBS[stance]),
        aspect=Aspect.ENDED if rng.random() < 0.1 else Aspect.HELD,
        modality=modality,
        topic=topic,
        confidence=round(rng.uniform(0.5, 1.0), 2),
        reason="drawn",
    )


def _make_fact(subject: str, body: Entity, at: int, rng: random.Random) -> Fact:
    text = f"Fact {rng.randrange(10**6)} about {body.name}."
    evidence = Evidence(at, at + len(text), text, "about")
    relation = rng.choice((Relation.HOLDS_POSITION, Relation.MEMBER_OF, Relation.CANDIDATE_FOR))
    office = rng.choice(_OFFICES) if relation is Relation.HOLDS_POSITION else None
    return Fact(subject, relation, body.id, evidence, position=office, former=rng.random() < 0.2)
