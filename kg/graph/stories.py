"""Near-copies of one wire story: found by MinHash, so that reprints do not outvote reporting.

The sketch of a text follows from its words alone and is kept with the article; which articles
tell one story follows from all sketches at hand, in whatever order they come.
"""

from __future__ import annotations

import re
import struct
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from kg.graph.identity import article_hash
from kg.records import Article

#: Share of common word fives from which two texts are one story: a reprint cut to half of its
#: length has 0.5; two reports of one event that quote the same speech stay below 0.2.
SAME_STORY = 0.45

_WORD = re.compile(r"\w+")
_WORDS = 5
_HASHES = 128
_SEED = 1
#: Hashes that must all agree for two texts to be compared at all.
_BAND = 4
_FORMAT = struct.Struct(f"<{_HASHES}I")
#: Sorts after every date.
_UNDATED = "9999-12-31~"

#: Way of hashing and hashes: only sketches made in one way compare.
Sketch = tuple[str, tuple[int, ...]]


def sketch_text(text: str) -> str | None:
    """MinHash signature of a text's words in fives, as ASCII; None for a text without words.

    Case, punctuation and white space do not matter.
    """
    from rensa import RMinHash

    words = _WORD.findall(text.casefold())
    if not words:
        return None
    fives = {" ".join(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1))}
    signature = RMinHash(num_perm=_HASHES, seed=_SEED)
    signature.update(sorted(fives))
    packed = b64encode(_FORMAT.pack(*signature.digest())).decode("ascii")
    return f"{RMinHash.ALGORITHM_VERSION}:{packed}"


def sketch_article(article: Article) -> str | None:
    """The article's sketch, kept or computed from its running text."""
    if article.sketch or not article.text:
        return article.sketch
    return _sketch_once(article.body)


def compare_sketches(left: str, right: str) -> float:
    """Estimated share of common word fives, in [0, 1]; 0 for sketches made in different ways."""
    first, second = _read(left), _read(right)
    return _similarity(first, second) if first and second else 0.0


def find_stories(articles: Iterable[Article]) -> dict[str, str]:
    """For the hash of each article's text, the hash of the article that stands for its story.

    That is the earliest of the near-copies, of those of one day the first by hash. Near-copies
    of near-copies are one story. Holds all sketches in memory.
    """
    dates: dict[str, str] = {}
    sketches: dict[str, Sketch] = {}
    for article in articles:
        key, sketch = article_hash(article), _read(sketch_article(article) or "")
        dates[key] = min(dates.get(key, _UNDATED), article.date or _UNDATED)
        if sketch:
            sketches[key] = sketch
    leader = {key: key for key in dates}
    for left, right in _candidates(sketches):
        heads = _head(leader, left), _head(leader, right)
        if heads[0] != heads[1] and _similarity(sketches[left], sketches[right]) >= SAME_STORY:
            early, late = sorted(heads, key=lambda key: (dates[key], key))
            leader[late] = early
    return {key: _head(leader, key) for key in leader}


_sketch_once = lru_cache(maxsize=64)(sketch_text)


def _read(sketch: str) -> Sketch | None:
    """The hashes of a sketch; None for what is no sketch."""
    way, colon, packed = sketch.rpartition(":")
    try:
        return (way, _FORMAT.unpack(b64decode(packed, validate=True))) if colon else None
    except (ValueError, struct.error):
        return None


def _similarity(left: Sketch, right: Sketch) -> float:
    if left[0] != right[0]:
        return 0.0
    return sum(a == b for a, b in zip(left[1], right[1], strict=True)) / _HASHES


def _candidates(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    """Pairs of keys whose sketches share a band; which are alike does not hang on their order."""
    bands: dict[tuple[str, int, tuple[int, ...]], list[str]] = defaultdict(list)
    for key, (way, hashes) in sketches.items():
        for at in range(0, _HASHES, _BAND):
            bands[way, at, hashes[at : at + _BAND]].append(key)
    for keys in bands.values():
        if len(keys) > 1:
            yield from combinations(keys, 2)


def _head(leader: dict[str, str], key: str) -> str:
    while leader[key] != key:
        leader[key] = leader[leader[key]]
        key = leader[key]
    return key
