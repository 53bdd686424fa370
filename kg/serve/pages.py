"""Rows to HTML. Every template escapes all it is given; words are put in here, not in the graph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from kg.search import Hit
from kg.serve.facts import ROWS
from kg.serve.links import Links, is_iri, is_web
from kg.vocab import PREFIXES

Row = Mapping[str, str]

#: Marks that no text has, around what matched in a snippet.
MARKS = ("\ue000", "\ue001")

_RELATIONS = {
    ("HoldsPosition", "subject"): "office",
    ("HoldsPosition", "object"): "held by",
    ("CandidateFor", "subject"): "candidate for",
    ("CandidateFor", "object"): "candidate",
    ("MemberOf", "subject"): "member of",
    ("MemberOf", "object"): "member",
    ("PartOf", "subject"): "part of",
    ("PartOf", "object"): "part",
    ("Succeeds", "subject"): "succeeds",
    ("Succeeds", "object"): "succeeded by",
}
_VERBS = {
    "Support": "supports",
    "Oppose": "opposes",
    "HoldsPosition": "holds an office in",
    "CandidateFor": "is a candidate for",
    "MemberOf": "is a member of",
    "PartOf": "is part of",
    "Succeeds": "succeeds",
}


class Pages:
    """The pages of one graph."""

    def __init__(self, links: Links) -> None:
        self._environment = _environment()
        self._links = links

    def home(self, parts: Mapping[str, Sequence[Row]]) -> str:
        """The start: what is there, and whom most is said about."""
        return self._render("home.html", **parts)

    def entity(self, iri: str, parts: Mapping[str, Sequence[Row]], *, page: int, is_cut: bool) -> str:
        """All about one entity.

        Args:
            page: Which page of quotes, from 1.
            is_cut: There are more quotes.
        """
        known: dict[str, list[str]] = {}
        for row in parts["about"]:
            known.setdefault(row["kind"], []).append(row["value"])
        names = known.get("name", [])
        return self._render(
            "entity.html",
            iri=iri,
            name=next(iter([*known.get("label", []), *names]), iri),
            names=names,
            types=[name for name in map(local_name, known.get("type", [])) if name != "Entity"],
            same_as=known.get("same", []),
            ties=parts["ties"],
            edges=parts["edges"],
            positions=parts["positions"],
            quotes=parts["quotes"],
            page=page,
            has_next=is_cut,
            first=(page - 1) * ROWS + 1,
        )

    def resource(self, iri: str, parts: Mapping[str, Sequence[Row]]) -> str:
        """The triples about anything else."""
        labels = [row["value"] for row in parts["out"] if row["property"] == f"{PREFIXES['rdfs']}label"]
        return self._render(
            "resource.html",
            iri=iri,
            name=labels[0] if labels else iri,
            rows_out=parts["out"],
            rows_in=parts["in"],
        )

    def search(self, text: str, hits: Sequence[Hit]) -> str:
        """Names and quotes that were found."""
        return self._render("search.html", text=text, hits=hits)

    def query(self, queries: Sequence[Mapping[str, Any]]) -> str:
        """The query page with the saved queries."""
        return self._render("query.html", queries=queries)

    def error(self, status: int, message: str) -> str:
        """What went wrong."""
        return self._render("error.html", status=status, message=message)

    def _render(self, template: str, **values: Any) -> str:
        return self._environment.get_template(template).render(page_of=self._links.page, **values)


def local_name(iri: str) -> str:
    """The last part of an IRI, as words for people.

    >>> local_name("https://kg.example.org/ns#hasSupported")
    'hasSupported'
    """
    return re.split(r"[#/]", iri.rstrip("/#"))[-1]


def short_iri(iri: str) -> str:
    """The IRI with its prefix, where it has one."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def mark_snippet(snippet: str) -> Markup:
    """The snippet, escaped, with what matched in <mark>."""
    return Markup(str(escape(snippet)).replace(MARKS[0], "<mark>").replace(MARKS[1], "</mark>"))


def _relation(row: Row) -> str:
    name = local_name(row["relation"])
    return _RELATIONS.get((name, row["role"]), name)


def _verb(iri: str) -> str:
    return _VERBS.get(local_name(iri), local_name(iri))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.serve"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "local": local_name,
        "short": short_iri,
        "mark": mark_snippet,
        "relation": _relation,
        "verb": _verb,
    }
    environment.tests |= {"iri": is_iri, "web": is_web}
    return environment
