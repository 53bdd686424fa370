"""Saved queries: SPARQL files that open with what they answer and what they need.

``#+ summary: ...`` says what comes back and ``#+ group: ...`` which kind of question it is;
``#+ param: NAME TYPE what it is [default]`` declares a parameter, required unless a default
stands in brackets (``[]`` for none); ``#+ example: ...`` is a command to try.

The parameter NAME is the variable ``?_NAME``, in a block of its own wherever it is used, so that
the file also runs as it stands: ``VALUES ?_NAME { UNDEF }``. Comments without ``+`` are for readers.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError

PARAM_TYPES = ("entity", "outlet", "text", "date", "number", "stance", "modality", "type")
#: The kinds of question, in the order in which they are listed; others follow.
GROUPS = (
    "who backs or opposes",
    "change over time",
    "camps and alliances",
    "what is in doubt",
    "people, offices and bodies",
    "sources and evidence",
    "counts",
    "linked data",
)

_NAME = re.compile(r"[a-z0-9-]+")
_HEADER = re.compile(r"#\+\s*(\w+)\s*:\s*(.*?)\s*")
_PARAM = re.compile(r"(\w+)\s+(\w+)\s+(.*?)(?:\s*\[([^\[\]]*)\])?", re.ASCII)
_PACKAGE = Path(__file__).resolve().parents[1]
#: In the wheel; in the checkout.
_FOLDERS = (_PACKAGE / "queries", _PACKAGE.parent / "queries")


@dataclass(frozen=True, slots=True)
class Param:
    """What a query needs to know.

    Attributes:
        type: One of PARAM_TYPES.
        default: None when a value must be given; empty for no restriction.
    """

    name: str
    type: str
    description: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its header."""

    name: str
    text: str
    summary: str = ""
    group: str = ""
    params: tuple[Param, ...] = ()
    example: str = ""


def list_queries() -> tuple[SavedQuery, ...]:
    """The queries that come with the program, by group and name."""
    return tuple(sorted((_read_file(path) for path in _folder().glob("*.rq")), key=_place))


def find_query(source: str) -> SavedQuery:
    """The saved query of that name, the one in that file, or the one that the text is.

    Raises:
        QueryError: It is none of these, or its header is malformed.
    """
    if _NAME.fullmatch(source) and (_folder() / f"{source}.rq").is_file():
        return _read_file(_folder() / f"{source}.rq")
    if "{" in source or "\n" in source:
        return parse_query(source, name="the query given")
    path = Path(source)
    if path.is_file():
        return _read_file(path)
    saved = [query.name for query in list_queries()]
    near = difflib.get_close_matches(source, saved, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise QueryError(f"no saved query or file {source!r}; {hint}saved queries: {', '.join(saved)}")


def parse_query(text: str, *, name: str) -> SavedQuery:
    """Read the header of a query.

    Raises:
        QueryError: A header line is malformed.
    """
    texts = {"summary": "", "group": "", "example": ""}
    params: list[Param] = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.fullmatch(line.strip())
        if header is None:
            continue
        key, value = header.groups()
        if key in texts:
            texts[key] = value
        elif key == "param":
            params.append(_parse_param(value, f"{name}:{number}"))
        else:
            known = ", ".join((*texts, "param"))
            raise QueryError(f"{name}:{number}: unknown header {key!r}; known: {known}")
    return SavedQuery(name, text, params=tuple(params), **texts)


def _folder() -> Path:
    for folder in _FOLDERS:
        if folder.is_dir():
            return folder
    raise QueryError("the saved queries are not installed; install the package again")


def _place(query: SavedQuery) -> tuple[int, str, str]:
    known = query.group in GROUPS
    return GROUPS.index(query.group) if known else len(GROUPS), query.group, query.name


def _parse_param(value: str, place: str) -> Param:
    match = _PARAM.fullmatch(value)
    if match is None:
        raise QueryError(f"{place}: not of the form `#+ param: NAME TYPE what it is [default]`")
    name, type_, description, default = match.groups()
    if type_ not in PARAM_TYPES:
        raise QueryError(f"{place}: unknown parameter type {type_!r}; known: {', '.join(PARAM_TYPES)}")
    return Param(name, type_, description, default)


def _read_file(path: Path) -> SavedQuery:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read: {error}; give a SPARQL file in UTF-8") from error
    return parse_query(text, name=path.stem if path.parent in _FOLDERS else str(path))
