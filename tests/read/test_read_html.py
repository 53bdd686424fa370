"""Web pages: article text, title, date and publisher; the rest of the page stays outside."""

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.read import read_articles
from kg.records import Article

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}">
<title>Norway backs Malta - Harbour Post</title>
<meta property="og:title" content="Norway backs Malta">
<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2024-06-20T10:15:00Z">
<link rel="canonical" href="https://example.org/norway-backs-malta">
<script>document.write("tracking")</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Norway backs Malta</h1>
<p>Norway said on Monday that it would back Malta’s bid for the <a href="/seat">seat</a>.</p>
<p>Ada Berg, the minister, thanked Denmark &amp; Sweden for their patience.</p></article>
<aside><h2>Related</h2><a href="/fish">Fish war looms</a></aside>
<footer>© 2024 Harbour Post. All rights reserved.</footer></body></html>"""


def read(path: Path) -> Article:
    (article,) = read_articles([str(path)], warn=pytest.fail)
    return article


@pytest.mark.parametrize("name", ["a.html", "a.htm"])
def test_page_gives_text_and_metadata(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
    article = read(tmp_path / name)
    assert (article.id, article.title, article.date) == ("a", "Norway backs Malta", "2024-06-20")
    assert (article.source, article.url) == ("Harbour Post", "https://example.org/norway-backs-malta")
    assert "it would back Malta’s bid for the seat.\n\nAda Berg" in article.text
    assert "Denmark & Sweden" in article.text
    for outside in ("Home", "Fish war", "tracking", "rights reserved", "<"):
        assert outside not in article.text


def test_encoding_named_in_the_page_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.format(charset="windows-1252").encode("cp1252"))
    assert "Malta’s bid" in read(tmp_path / "a.html").text


def test_page_without_metadata_has_no_invented_date(tmp_path: Path) -> None:
    text = "<p>Norway said on Monday that it would back Malta for the seat in the council of the north.</p>"
    (tmp_path / "a.html").write_text(f"<html><body><article>{text * 3}</article></body></html>")
    article = read(tmp_path / "a.html")
    assert (article.date, article.source) == (None, None)


@pytest.mark.parametrize("content", ["<html></html>", "<script>alert(1)</script>", "<"])
def test_page_without_article_is_an_error_when_alone(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.html").write_text(content)
    warnings: list[str] = []
    with pytest.raises(ReadError):
        list(read_articles([str(tmp_path)], warn=warnings.append))
    assert len(warnings) == 1
