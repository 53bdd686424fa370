"""Bytes to text."""

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.read.decode import decode, decode_html, decode_lines, is_binary

CURLY = "The minister’s “plan” was rejected by Orbán and Müller – a £4 billion one."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_encoding_is_found(encoding: str) -> None:
    assert decode(CURLY.encode(encoding)) == CURLY


def test_short_latin_text_is_not_taken_for_another_script() -> None:
    assert decode("José Muñoz in Málaga".encode("latin-1")) == "José Muñoz in Málaga"
    assert decode("Orbán’s veto".encode("cp1252")) == "Orbán’s veto"


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_become_line_feeds(ends: str) -> None:
    assert decode(f"one{ends}{ends}two".encode()) == "one\n\ntwo"


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02", b"%PDF-1.7\n\x00\xff\xfe" * 9, b"text\x00text", b"\xff\xfe\x00"]
)
def test_binary_content_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="binary"):
        decode(data)


def test_named_encoding_of_a_page_is_believed() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body>Kaczyński z Łodzi</body></html>'
    assert decode_html(page.encode("iso-8859-2")) == page


def test_unknown_named_encoding_of_a_page_does_no_harm() -> None:
    page = '<meta charset="klingon"><p>Orbán’s veto</p>'
    assert decode_html(page.encode("cp1252")) == page


def test_utf8_wins_over_the_encoding_that_a_page_names() -> None:
    page = '<meta charset="iso-8859-1"><p>Orbán</p>'
    assert decode_html(page.encode()) == page


def test_one_broken_line_leaves_the_others_alone(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    path.write_bytes("Orbán\n".encode() + "Müller\n".encode("cp1252") + "Kovač\r\n".encode())
    assert list(decode_lines(path)) == ["Orbán\n", "Müller\n", "Kovač\r\n"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "rows"
    path.write_bytes("Orbán\nKovač\n".encode(encoding))
    assert list(decode_lines(path)) == ["Orbán\n", "Kovač\n"]


def test_binary_lines_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    path.write_bytes(b"\x7fELF\x00\x00\n\x00")
    with pytest.raises(ReadError):
        list(decode_lines(path))


def test_control_characters_make_a_text_binary() -> None:
    assert is_binary("a\x07b") and not is_binary("a\tb\nc\f")
