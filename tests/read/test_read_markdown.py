"""Markdown: front matter read, markup blanked, offsets kept."""

from pathlib import Path

import pytest

from kg.read import read_articles
from kg.read.markdown import find_markup, front_matter
from kg.records import Article

BODY = "Norway said on Monday that it would back Malta for the empty seat in the north."


def read(tmp_path: Path, text: str) -> tuple[Article, list[str]]:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    warnings: list[str] = []
    (article,) = read_articles([str(tmp_path / "a.md")], warn=warnings.append)
    return article, warnings


def test_front_matter_gives_metadata_and_is_furniture(tmp_path: Path) -> None:
    head = '---\ntitle: "Norway backs Malta"\ndate: 2024-06-20\nsource: Harbour Post\nurl: https://example.org/a\n---\n'
    article, _ = read(tmp_path, f"{head}\n{BODY}\n")
    assert (article.title, article.date) == ("Norway backs Malta", "2024-06-20")
    assert (article.source, article.url) == ("Harbour Post", "https://example.org/a")
    assert article.body.strip() == BODY
    assert article.text.startswith(head)


def test_unreadable_front_matter_date_is_said(tmp_path: Path) -> None:
    article, warnings = read(tmp_path, f"---\ndate: soon\n---\n{BODY}")
    assert article.date is None
    assert "'soon'" in warnings[0] and "YYYY-MM-DD" in warnings[0]


def test_first_heading_is_the_title(tmp_path: Path) -> None:
    article, _ = read(tmp_path, f"# Norway backs **Malta** #\n\nJune 20, 2024\n\n{BODY}")
    assert (article.title, article.date) == ("Norway backs Malta", "2024-06-20")


def test_later_heading_is_not_the_title(tmp_path: Path) -> None:
    assert read(tmp_path, f"{BODY}\n\n## Norway's reasons\n\n{BODY}")[0].title is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Norway** backs *Malta*", "Norway backs Malta"),
        ("__Norway__ backs _Malta_", "Norway backs Malta"),
        ("[Norway](https://example.org/a_(b)) backs [Malta][1]", "Norway backs Malta"),
        ("![flag](flag.png) Norway backs Malta", "Norway backs Malta"),
        ("## Norway backs Malta ##", "Norway backs Malta"),
        ("> Norway backs Malta", "Norway backs Malta"),
        ("<b>Norway</b> backs <https://example.org> Malta", "Norway backs Malta"),
        ("Norway backs Malta <!-- not -->", "Norway backs Malta"),
        ("Norway backs Malta\n\n---\n", "Norway backs Malta"),
        ("Norway backs Malta\n==================", "Norway backs Malta"),
        ("```\ncode()\n```\nNorway backs Malta", "Norway backs Malta"),
        ("Norway backs Malta\n\n[1]: https://example.org", "Norway backs Malta"),
        ("Norway \\*backs\\* Malta", "Norway *backs * Malta"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("* Norway backs Malta", "* Norway backs Malta"),
        ("Norway < Malta and Malta > Norway", "Norway < Malta and Malta > Norway"),
    ],
)
def test_markup_is_blanked_and_the_words_stay(text: str, expected: str) -> None:
    from kg.read.draft import blank

    blanked = blank(text, find_markup(text))
    assert len(blanked) == len(text)
    assert " ".join(blanked.split()) == expected


def test_offsets_hold(tmp_path: Path) -> None:
    article, _ = read(tmp_path, f"# Title of it\n\n**Norway** backs [Malta](x). {BODY}")
    at = article.body.index("Malta")
    assert article.text[at : at + 5] == "Malta"


def test_rule_at_the_top_is_not_front_matter() -> None:
    assert front_matter("---\nNorway backs Malta\n\nIt said so.") == ({}, 0)
