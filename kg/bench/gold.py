"""Articles annotated by hand: read, and their entities matched with ours by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from kg.errors import BenchError
from kg.records import Aspect, Claim, Entity, Extraction, MentionKind, Modality, Stance

_ARTICLE_WORDS = re.compile(r"^(the|a|an|its|his|her|their) ")


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim as annotated, its ends by name.

    Attributes:
        is_core: Any careful reader would write it; the others are neither rewarded nor punished.
        evidence: Sentences, verbatim.
    """

    holder: str
    target: str
    stance: Stance
    aspect: Aspect
    modality: Modality
    is_core: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """What an annotator wrote down for one article.

    Attributes:
        stem: Of its file; our extraction has it as the stem of its path, or its ``id`` as id.
        names: Folded name or alias -> name of the entity.
    """

    stem: str
    id: str
    names: Mapping[str, str]
    claims: tuple[GoldClaim, ...]

    def name_of(self, entity: Entity) -> str:
        """The gold name of one of our entities; one that the gold lacks gets a question mark."""
        texts = [entity.name, *entity.aliases]
        texts += [mention.text for mention in entity.mentions if mention.kind is MentionKind.NAME]
        known = (self.names[fold_name(text)] for text in texts if fold_name(text) in self.names)
        return next(known, f"?{entity.name}")


def fold_name(text: str) -> str:
    """A name as the scorers compare it: without case, edges, possessive and article.

    >>> fold_name("The Norland Bund’s")
    'norland bund'
    """
    folded = " ".join(text.replace("’", "'").casefold().split()).strip(" .,;:\"“”'()")
    return _ARTICLE_WORDS.sub("", re.sub(r"'s$", "", folded))


def read_gold(folder: Path) -> list[GoldArticle]:
    """The annotated articles of a folder, by file name.

    Raises:
        BenchError: There is none, or a file is malformed.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise BenchError(f"{folder}: no annotated article (*.json) in it; name another with --shared DIR")
    return [_read(path) for path in paths]


def _read(path: Path) -> GoldArticle:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        names: dict[str, str] = {}
        for entity in record["entities"]:
            names.setdefault(fold_name(entity["name"]), entity["name"])
        # Names win over aliases, and what is core over what is optional.
        for entity in sorted(record["entities"], key=lambda entity: entity["weight"] != "core"):
            for alias in entity["aliases"]:
                names.setdefault(fold_name(alias), entity["name"])
        claims = tuple(
            GoldClaim(
                claim["holder"],
                claim["target"],
                Stance(claim["stance"]),
                Aspect(claim["aspect"]),
                Modality(claim["modality"]),
                claim["weight"] == "core",
                tuple(claim["evidence"]) if isinstance(claim["evidence"], list) else (claim["evidence"],),
            )
            for claim in record["claims"]
        )
        return GoldArticle(path.stem, record["article"], names, claims)
    except (KeyError, TypeError, ValueError) as error:
        raise BenchError(f"{path}: no annotated article ({error!r}); is the shared folder whole?") from error


def pair_up(
    gold: Iterable[GoldArticle], extractions: Sequence[Extraction]
) -> list[tuple[GoldArticle, Extraction]]:
    """Gold articles with our extraction of each.

    Raises:
        BenchError: One was not extracted.
    """
    ours = {
        key: extraction
        for extraction in extractions
        for key in (extraction.article.id, PurePath(extraction.article.path or "").stem)
    }
    pairs = []
    for article in gold:
        extraction = ours.get(article.stem) or ours.get(article.id)
        if extraction is None:
            raise BenchError(
                f"{article.stem}: annotated, but not extracted; is its text in the shared folder?"
            )
        pairs.append((article, extraction))
    return pairs


def asserted(claims: Iterable[Claim]) -> list[Claim]:
    """Claims that the lenient figure counts."""
    return [claim for claim in claims if claim.modality is Modality.ASSERTED]
