"""Where the quotes of added claims stand in the articles that they are from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.correct.desk import article_names, split_list
from kg.correct.records import Correction
from kg.iris import DEFAULT_BASE
from kg.records import Article, Evidence


def find_spans(
    corrections: Iterable[Correction], articles: Iterable[Article], *, base: str = DEFAULT_BASE
) -> dict[str, Evidence]:
    """Find the quotes of added claims in the texts; white space may differ.

    Returns:
        Evidence with the article's own wording, by correction id; where an article lacks the
        quote, none.
    """
    wanted: dict[str, list[Correction]] = {}
    for correction in corrections:
        if correction.action == "add":
            for name in split_list(correction.article):
                wanted.setdefault(name, []).append(correction)
    found: dict[str, Evidence] = {}
    for article in articles if wanted else ():
        for name in article_names(article, base):
            for correction in wanted.get(name, ()):
                evidence = find_quote(correction.quote, article.text)
                if evidence:
                    found.setdefault(correction.id, evidence)
    return found


def find_quote(quote: str, text: str) -> Evidence | None:
    """Where the text has these words first.

    >>> find_quote("backs Carl Dahl", "Anna Berg backs\\nCarl Dahl.")
    Evidence(start=10, end=25, text='backs\\nCarl Dahl', cue='backs\\nCarl Dahl')
    """
    match = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    return Evidence(match.start(), match.end(), match[0], match[0]) if match else None
