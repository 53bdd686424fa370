"""A correction as one row of a table, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date

from kg.errors import CorrectionError
from kg.iris import DEFAULT_BASE, hashed_iri
from kg.records import Aspect, EntityType, Extraction, Modality, Stance, Support


@dataclass(frozen=True, slots=True)
class Action:
    """What a kind of correction needs and may have, beside author, reason and date.

    Attributes:
        either: At least one of these must be given, where any are named.
        does: What it does, for help and messages.
    """

    does: str
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    either: tuple[str, ...] = ()


_CLAIM = ("holder", "stance", "target")
_WHICH = ("article", "quote")
_ARTICLE = ("article", "source", "url", "title", "published")
ACTIONS: dict[str, Action] = {
    "merge": Action("one entity is the same as another", ("entity", "to")),
    "split": Action(
        "some mentions of an entity mean another", ("entity", "to"), either=("article", "mention")
    ),
    "rename": Action("an entity is called otherwise", ("entity", "to")),
    "retype": Action("an entity is of another type", ("entity", "to")),
    "delete": Action("an entity is none; its claims and facts go with it", ("entity",)),
    "reject": Action("a claim is not what the text says", ("holder", "target"), ("stance", *_WHICH)),
    "flip": Action("a claim of support is one of opposition, or the reverse", _CLAIM, _WHICH),
    "confirm": Action("a claim is what the text says", _CLAIM, _WHICH),
    "add": Action(
        "a claim that was not found",
        (*_CLAIM, "quote"),
        ("aspect", "modality", "topic", "claim_date", "speaker", *_ARTICLE),
        ("article", "source", "url"),
    ),
}
_ALWAYS = ("author", "reason")
_CHOICES: dict[str, tuple[str, ...]] = {
    "stance": tuple(Stance),
    "aspect": tuple(Aspect),
    "modality": tuple(Modality),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One row; an empty string where a column says nothing.

    An entity is named by its name, by its name and type ("Georgia [Country]"), or by its IRI.

    Attributes:
        entity: The entity to change.
        to: Its new name or type, or the entity that it is the same as.
        claim_date: The day, month or year that the text gives for the stance.
        article: Ids of articles, or their IRIs, with semicolons between.
        mention: Words that refer to the entity, or their offsets ("118-128"), with semicolons
            between.
        quote: Words of the sentence that the claim rests on.
        source, url, title, published: Of an article that the graph has not read.
        date: When the correction was made.
        id: Hash of what it says; two rows that say the same are one correction.

    Raises:
        CorrectionError: It lacks what its action needs, or says what that has no use for.
    """

    action: str
    entity: str = ""
    to: str = ""
    holder: str = ""
    stance: str = ""
    target: str = ""
    aspect: str = ""
    modality: str = ""
    topic: str = ""
    claim_date: str = ""
    speaker: str = ""
    article: str = ""
    mention: str = ""
    quote: str = ""
    source: str = ""
    url: str = ""
    title: str = ""
    published: str = ""
    author: str = ""
    reason: str = ""
    date: str = ""

    def __post_init__(self) -> None:
        action = ACTIONS.get(self.action)
        if action is None:
            raise CorrectionError(f"no action {self.action!r}; known: {', '.join(ACTIONS)}")
        given = {column for column, value in self.to_row().items() if value} - {"action", "date"}
        if lacking := [column for column in (*action.needs, *_ALWAYS) if column not in given]:
            raise CorrectionError(f"{self.action} needs {', '.join(lacking)}")
        if action.either and not given.intersection(action.either):
            raise CorrectionError(f"{self.action} needs {' or '.join(action.either)}")
        if idle := sorted(given.difference(action.needs, action.may, action.either, _ALWAYS)):
            raise CorrectionError(f"{self.action} has no use for {', '.join(idle)}; leave it empty")
        for column, choices in _CHOICES.items():
            _check_choice(column, getattr(self, column), choices)
        if self.action == "retype":
            _check_choice("to", self.to, tuple(EntityType))
        for column in ("claim_date", "published", "date"):
            _check_date(column, getattr(self, column))

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Correction:
        """The correction that a row of strings describes."""
        return cls(**{column: " ".join(value.split()) for column, value in row.items()})

    def to_row(self) -> dict[str, str]:
        """Every column, in order."""
        return {column: str(value) for column, value in asdict(self).items()}

    @property
    def id(self) -> str:
        """Hash of what it says, whenever it was said."""
        return self.iri(base="")[-12:]

    def iri(self, *, base: str = DEFAULT_BASE) -> str:
        """The IRI of the correction."""
        said = (f"{column}={value}" for column, value in self.to_row().items() if value and column != "date")
        return hashed_iri("correction", *said, base=base)

    def describe(self) -> str:
        """What it does, in one line.

        >>> Correction("merge", entity="Rute", to="Mark Rutte", author="al", reason="typo").describe()
        'merge Rute into Mark Rutte'
        """
        words = {
            "merge": f"{self.entity} into {self.to}",
            "split": f"{self.to} from {self.entity}",
            "rename": f"{self.entity} to {self.to}",
            "retype": f"{self.entity} to {self.to}",
            "delete": self.entity,
        }
        claim = " ".join((self.holder, self.stance or "support or oppose", self.target))
        where = f" in {self.article}" if self.article else ""
        return f"{self.action} {words.get(self.action, claim)}{where}"


#: The columns of the table, in order.
COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Correction))


@dataclass(frozen=True, slots=True)
class Change:
    """A claim before and after a correction; none before when added, none after when taken out."""

    before: Support | None
    after: Support | None


@dataclass(frozen=True, slots=True)
class Replacement:
    """An entity whose IRI or name changed.

    Attributes:
        before: IRI.
        after: IRI of what stands for it now; None when it was deleted.
        name: The name that was shown.
        is_part: The entity before stays; only some of its mentions went to the one after.
    """

    before: str
    after: str | None
    name: str
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction.

    Attributes:
        problem: Why it changed nothing, in words; None when it did change something.
        facts: Number of facts that it changed or took out.
        articles: Number of articles that it changed.
    """

    correction: Correction
    problem: str | None = None
    changes: tuple[Change, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    facts: int = 0
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Corrected:
    """Extractions with the corrections laid over them, and what became of each."""

    extractions: tuple[Extraction, ...]
    outcomes: tuple[Outcome, ...] = ()


def _check_choice(column: str, value: str, choices: tuple[str, ...]) -> None:
    if value and value not in choices:
        raise CorrectionError(f"{column}: {value!r} is not one of {', '.join(choices)}")


def _check_date(column: str, value: str) -> None:
    try:
        if value:
            date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7) else value)
            if len(value) not in (4, 7, 10):
                raise ValueError
    except ValueError:
        raise CorrectionError(f"{column}: {value!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY") from None
