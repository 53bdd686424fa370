"""What changed between two graphs: entities, claims and positions that came, went or are told otherwise."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from kg.graph import (
    Position,
    article_node,
    claim_node,
    effective_date,
    find_positions,
    merge_entities,
    position_key,
)
from kg.graph.gather import gather
from kg.records import Entity, Extraction, Support

#: Field -> value, as shown.
Fields = dict[str, Any]


class _Thing(NamedTuple):
    """An entity, claim or position of one graph."""

    key: str
    title: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that differs.

    Attributes:
        title: What it is, for people.
        old, new: Its fields before and after; None where it was not, or is no more.
    """

    key: str
    title: str
    old: Fields | None
    new: Fields | None

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """The fields that differ, old and new value; none unless it was there before and after."""
        if self.old is None or self.new is None:
            return {}
        return {f: (self.old[f], self.new[f]) for f in self.new if self.old[f] != self.new[f]}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs of one kind of thing, ordered by title."""

    added: tuple[Item, ...]
    gone: tuple[Item, ...]
    changed: tuple[Item, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.gone or self.changed)


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two graphs."""

    entities: Difference
    claims: Difference
    positions: Difference

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.entities or self.claims or self.positions)


def compare_graphs(old: Iterable[Extraction], new: Iterable[Extraction]) -> Diff:
    """Compare what was found, by what it is about and where it is said; holds all in memory.

    A claim is the same when article, holder, target and speaker are, and its sentences overlap, so
    that a stance read otherwise is a change, and so is a sentence cut otherwise. A position is the
    same when holder, target, stance, topic and number are.
    """
    old, new = tuple(old), tuple(new)
    before, after = merge_entities(old), merge_entities(new)
    names = {entity.id: entity.name for entity in (*before, *after)}
    old_claims, new_claims = (list(gather(side).supports.values()) for side in (old, new))
    pairs = _pair_claims(old_claims, new_claims)
    return Diff(
        _compare(_entities(before), _entities(after)),
        _compare(
            {pairs.get(i, f"old {i}"): _claim(support, names) for i, support in enumerate(old_claims)},
            {j: _claim(support, names) for j, support in enumerate(new_claims)},
        ),
        _compare(_positions(find_positions(old), names), _positions(find_positions(new), names)),
    )


def format_diff(diff: Diff) -> str:
    """The differences as text: + came, - went, ~ changed."""
    lines: list[str] = []
    for name, part in _parts(diff):
        counts = f"{len(part.added)} added, {len(part.gone)} gone, {len(part.changed)} changed"
        lines.append(f"{name}: {counts}")
        for sign, items in (("+", part.added), ("-", part.gone), ("~", part.changed)):
            for item in items:
                changes = "; ".join(f"{f} {_show(a)} -> {_show(b)}" for f, (a, b) in item.changed.items())
                lines.append(f"  {sign} {item.title}" + (f": {changes}" if changes else ""))
    return "".join(f"{line}\n" for line in lines)


def diff_to_json(diff: Diff) -> str:
    """The differences as one JSON object."""
    document = {
        name: {
            "added": [{"key": item.key, "title": item.title, **(item.new or {})} for item in part.added],
            "gone": [{"key": item.key, "title": item.title, **(item.old or {})} for item in part.gone],
            "changed": [
                {"key": item.key, "title": item.title, "old": item.old, "new": item.new}
                | {"fields": [*item.changed]}
                for item in part.changed
            ],
        }
        for name, part in _parts(diff)
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _parts(diff: Diff) -> tuple[tuple[str, Difference], ...]:
    return ("entities", diff.entities), ("claims", diff.claims), ("positions", diff.positions)


def _compare(old: Mapping[Any, _Thing], new: Mapping[Any, _Thing]) -> Difference:
    def order(items: Iterable[Item]) -> tuple[Item, ...]:
        return tuple(sorted(items, key=lambda item: (item.title, item.key)))

    both = (
        Item(new[key].key, new[key].title, old[key].fields, new[key].fields)
        for key in old.keys() & new.keys()
    )
    return Difference(
        order(
            Item(thing.key, thing.title, None, thing.fields) for key, thing in new.items() if key not in old
        ),
        order(
            Item(thing.key, thing.title, thing.fields, None) for key, thing in old.items() if key not in new
        ),
        order(item for item in both if item.changed),
    )


def _entities(entities: Iterable[Entity]) -> dict[str, _Thing]:
    return {
        e.id: _Thing(
            e.id,
            f"{e.name} ({e.type})",
            {"name": e.name, "type": e.type.value, "aliases": list(e.aliases), "same_as": list(e.same_as)},
        )
        for e in entities
    }


def _claim(support: Support, names: Mapping[str, str]) -> _Thing:
    claim, article = support.claim, support.article
    speaker = claim.attributed_to
    fields = {
        "holder": names.get(claim.holder, claim.holder),
        "stance": claim.stance.value,
        "target": names.get(claim.target, claim.target),
        "aspect": claim.aspect.value,
        "modality": claim.modality.value,
        "topic": claim.topic,
        "date": effective_date(support),
        "asserted_by": names.get(speaker, speaker) if speaker else article.source,
        "confidence": round(claim.confidence, 2),
        "quote": claim.evidence.text,
        "article": article.id,
    }
    what = f"{fields['holder']} {fields['stance']} {fields['target']}"
    title = f"{what} [{article.id}] {_cut(claim.evidence.text)}"
    return _Thing(claim_node(claim, article_node(article)), title, fields)


def _positions(positions: Iterable[Position], names: Mapping[str, str]) -> dict[Hashable, _Thing]:
    found: dict[Hashable, _Thing] = {}
    for p in positions:
        topic = f" ({p.topic})" if p.topic else ""
        title = f"{names.get(p.holder, p.holder)} {p.stance.value} {names.get(p.target, p.target)}{topic}"
        fields = {
            "from": p.since,
            "until": p.until,
            "current": p.current,
            "articles": p.articles,
            "stories": p.stories,
            "confidence": round(p.confidence, 2),
        }
        key = position_key(p)
        found[key] = _Thing(" ".join(map(str, key)), title, fields)
    return found


def _pair_claims(old: list[Support], new: list[Support]) -> dict[int, int]:
    """Which of the new claims is which of the old: alike in stance and place before alike in less."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for likeness in (_exactly, _loosely):
        places: dict[Hashable, list[int]] = {}
        for j, support in enumerate(new):
            if j not in taken:
                places.setdefault(likeness(support), []).append(j)
        for i, support in enumerate(old):
            if i in pairs:
                continue
            for j in places.get(likeness(support), ()):
                if j not in taken and _overlap(support, new[j]):
                    pairs[i] = j
                    taken.add(j)
                    break
    return pairs


def _loosely(support: Support) -> Hashable:
    claim = support.claim
    return article_node(support.article), claim.holder, claim.target, claim.attributed_to


def _exactly(support: Support) -> Hashable:
    claim = support.claim
    return _loosely(support), claim.stance, claim.evidence.start, claim.evidence.end


def _overlap(left: Support, right: Support) -> bool:
    a, b = left.claim.evidence, right.claim.evidence
    return a.start < b.end and b.start < a.end


def _show(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value or "unknown")


def _cut(text: str, width: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
