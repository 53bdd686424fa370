"""The Accept header is weighed as HTTP says, and nonsense in it does no harm."""

import pytest

from kg.serve.negotiate import GRAPH_TYPES, RESULT_TYPES, choose_type

OFFERED = ["application/json", "text/csv", "text/html"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/json"),
        (" , ", "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/csv"),
        ("text/html", "text/html"),
        ("TEXT/HTML; charset=utf-8", "text/html"),
        ("text/html;q=0.4, text/csv;q=0.5", "text/csv"),
        ("text/*;q=0.5, text/csv;q=0", "text/html"),
        ("text/html;level=1;q=0.3, */*;q=0.2", "text/html"),
        ("application/json;q=nonsense, text/csv;q=0.1", "text/csv"),
        ("text/csv;q=7", "text/csv"),
        ("image/png", None),
        ("application/json;q=0", None),
        ("nonsense", None),
    ],
)
def test_best_fitting_type_is_chosen(accept: str, chosen: str | None) -> None:
    assert choose_type(accept, OFFERED) == chosen


def test_what_a_browser_asks_for_is_a_page() -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    assert choose_type(accept, ["text/html", *GRAPH_TYPES]) == "text/html"


def test_the_first_type_of_each_table_is_the_one_of_the_standard() -> None:
    assert next(iter(RESULT_TYPES)) == "application/sparql-results+json"
    assert next(iter(GRAPH_TYPES)) == "text/turtle"
