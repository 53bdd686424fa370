"""Files, folders and patterns to articles: order, warnings, and what stops nothing."""

import os
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.read import READERS, read_articles
from kg.records import Article

NORWAY = "Norway said on Monday that it would back Malta for the seat."


def read(*paths: Path | str) -> tuple[list[Article], list[str]]:
    warnings: list[str] = []
    return list(read_articles([str(path) for path in paths], warn=warnings.append)), warnings


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_article_of_a_file_has_its_stem_path_and_whole_text(tmp_path: Path) -> None:
    write(tmp_path, pact=f"  {NORWAY}\n")
    (article,), warnings = read(tmp_path / "pact.txt")
    assert (article.id, article.path, article.text) == ("pact", str(tmp_path / "pact.txt"), f"  {NORWAY}\n")
    assert (article.title, article.date, article.source, article.language) == (None, None, None, "en")
    assert warnings == []


def test_folder_is_read_to_the_bottom_in_sorted_order(tmp_path: Path) -> None:
    write(tmp_path, b=NORWAY, a=NORWAY)
    write(tmp_path / "deep" / "er", c=NORWAY)
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    write(tmp_path / ".hidden", d=NORWAY)
    articles, warnings = read(tmp_path)
    assert [article.id for article in articles] == ["a", "b", "c"]
    assert warnings == []


def test_pattern_is_expanded_in_sorted_order(tmp_path: Path) -> None:
    write(tmp_path, b1=NORWAY, b2=NORWAY, c=NORWAY)
    assert [article.id for article in read(tmp_path / "b*.txt")[0]] == ["b1", "b2"]
    assert [article.id for article in read(tmp_path / "**" / "*.txt")[0]] == ["b1", "b2", "c"]


def test_file_whose_name_looks_like_a_pattern_is_read(tmp_path: Path) -> None:
    write(tmp_path, **{"a[1]": NORWAY})
    assert [article.id for article in read(tmp_path / "a[1].txt")[0]] == ["a[1]"]


def test_same_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a=NORWAY, b=NORWAY)
    (tmp_path / "z.txt").symlink_to(tmp_path / "a.txt")
    articles, warnings = read(tmp_path / "b.txt", tmp_path, tmp_path / "*.txt")
    assert [article.id for article in articles] == ["b", "a"]
    assert warnings == []


def test_order_of_arguments_is_kept(tmp_path: Path) -> None:
    write(tmp_path, a=NORWAY, b=NORWAY)
    assert [article.id for article in read(tmp_path / "b.txt", tmp_path / "a.txt")[0]] == ["b", "a"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("zip.txt", b"PK\x03\x04\x14\x00\x00\x00\x08\x00" * 40, "binary"),
        ("noise.txt", bytes(range(1, 32)) * 20, "binary"),
        ("menu.txt", b"Home | News | Sport\n\nSkip to content\n", "no running text"),
        ("french.txt", "La Hongrie a levé son veto mardi, a dit le ministre hongrois.".encode(), "'fr'"),
        ("page.html", b"<html><body></body></html>", "no article text"),
        ("rows.jsonl", b"\n\n", "no rows"),
        ("rows.csv", b"name,body\na,b\n", "header"),
        ("only.csv", b"id,text\n", "no rows"),
        ("empty.csv", b"", "header"),
    ],
)
def test_bad_file_gives_one_warning_and_the_rest_goes_on(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    write(tmp_path, zz=NORWAY)
    articles, warnings = read(tmp_path)
    assert [article.id for article in articles] == ["zz"]
    assert len(warnings) == 1
    assert warnings[0].startswith(f"{tmp_path / name}: ")
    assert reason in warnings[0]
    assert ";" in warnings[0] and "\n" not in warnings[0]


def test_missing_file_and_pattern_without_match_are_warned_about(tmp_path: Path) -> None:
    write(tmp_path, a=NORWAY)
    articles, warnings = read(tmp_path / "none.txt", tmp_path / "x*.txt", tmp_path / "a.txt")
    assert len(articles) == 1
    assert ["no such file" in warnings[0], "matches no" in warnings[1], len(warnings)] == [True, True, 2]


def test_unknown_suffix_is_warned_about_only_when_named(tmp_path: Path) -> None:
    write(tmp_path, a=NORWAY)
    (tmp_path / "a.docx").write_bytes(b"x")
    assert read(tmp_path)[1] == []
    (warning,) = read(tmp_path / "a.docx", tmp_path / "a.txt")[1]
    assert "'.docx'" in warning and ".jsonl" in warning


def test_folder_without_articles_is_warned_about(tmp_path: Path) -> None:
    write(tmp_path, a=NORWAY)
    (tmp_path / "bare").mkdir()
    assert "no article file" in read(tmp_path / "bare", tmp_path / "a.txt")[1][0]


def test_broken_link_and_pipe_are_warned_about_without_waiting(tmp_path: Path) -> None:
    write(tmp_path, a=NORWAY)
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.txt")
    articles, warnings = read(tmp_path)
    assert [article.id for article in articles] == ["a"]
    assert ["cannot be read" in warnings[0], "regular file" in warnings[1]] == [True, True]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_warned_about(tmp_path: Path) -> None:
    write(tmp_path, a=NORWAY, b=NORWAY)
    (tmp_path / "a.txt").chmod(0)
    articles, warnings = read(tmp_path)
    assert len(articles) == 1 and "Permission denied" in warnings[0]


def test_refused_file_is_warned_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=NORWAY, b=NORWAY)
    genuine = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return genuine(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    articles, warnings = read(tmp_path)
    assert [article.id for article in articles] == ["b"]
    assert "Permission denied" in warnings[0]


def test_nothing_readable_at_all_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(ReadError, match="no article to read"):
        read(tmp_path)
    with pytest.raises(ReadError, match="nothing"):
        read()


def test_empty_path_does_not_walk_the_working_folder(tmp_path: Path) -> None:
    write(tmp_path, a=NORWAY)
    articles, warnings = read("", tmp_path / "a.txt")
    assert len(articles) == 1 and "empty path" in warnings[0]


def test_warning_about_an_odd_file_name_stays_one_clean_line(tmp_path: Path) -> None:
    write(tmp_path, a=NORWAY)
    (tmp_path / os.fsdecode(b"b\n\x1b[31m\xff.txt")).touch()
    (warning,) = read(tmp_path)[1]
    assert warning.isprintable()


def test_text_too_long_for_an_article_is_refused(tmp_path: Path) -> None:
    write(tmp_path, a=NORWAY, long="word " * 200_001)
    articles, warnings = read(tmp_path)
    assert len(articles) == 1 and "1,000,005 characters" in warnings[0]


def test_articles_are_read_one_at_a_time(tmp_path: Path) -> None:
    write(tmp_path, a=NORWAY, b="")
    warnings: list[str] = []
    articles = read_articles([str(tmp_path)], warn=warnings.append)
    assert next(articles).id == "a" and warnings == []
    assert list(articles) == [] and len(warnings) == 1


def test_every_suffix_of_the_contract_has_a_reader() -> None:
    assert set(READERS) == {".txt", ".md", ".html", ".htm", ".jsonl", ".csv"}


def test_suffix_is_compared_without_case(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_text(NORWAY)
    assert len(read(tmp_path)[0]) == 1
