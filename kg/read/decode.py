"""Bytes of a file to text: byte-order mark first, then UTF-8, then the likeliest old encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from kg.errors import ReadError

#: Byte-order marks, longest first: the one of UTF-32-LE begins with that of UTF-16-LE.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Encodings of one byte a character that the detection weighs. Among all that exist it takes short
#: English texts for Chinese ones; a Chinese text is refused anyway.
_CANDIDATES = ["cp1252", "mac_roman", "cp1250", "iso8859_2", "cp1251", "koi8_r", "cp1253", "cp437"]
#: Of equally likely encodings, these come first: English text on the web is rarely anything else.
_PREFERRED = ("cp1252", "mac_roman")
#: How much worse (share of odd characters, 0 to 1) a preferred encoding may look than the best one.
_TOLERANCE = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
#: Above this share of control characters (0 to 1) the content is no text.
_MAX_CONTROL = 0.005
_META_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
_NOT_TEXT = "is binary or in an unknown encoding; give text, if possible in UTF-8"


def decode(data: bytes, *, declared: str | None = None) -> str:
    r"""Decode a whole file; line ends become ``\n``, as in Python's text mode.

    Args:
        data: The file's bytes.
        declared: Encoding that the file itself names; believed when it is not UTF-8.

    Raises:
        ReadError: The bytes are no text in any known encoding.

    >>> decode("Orbán’s veto".encode("cp1252"))
    'Orbán’s veto'
    """
    text = _decode(data, declared)
    if is_binary(text):
        raise ReadError(_NOT_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_html(data: bytes) -> str:
    """Decode a page, whose head may name its encoding."""
    named = _META_CHARSET.search(data[:4096])
    return decode(data, declared=named.group(1).decode("ascii") if named else None)


def decode_lines(path: Path) -> Iterator[str]:
    """Stream the lines of a file with their line ends.

    A line that is not UTF-8 is decoded by itself, so that one broken row does not spoil the
    others; bytes that are no text in any encoding come through as lone surrogates. The mark of
    UTF-16 settles the encoding of the whole file.

    Raises:
        ReadError: The file is no text.
    """
    with path.open("rb") as stream:
        marked = _marked_encoding(stream.read(4))
    if marked and marked != "utf-8-sig":
        try:
            with path.open(encoding=marked, newline="") as text_stream:
                yield from text_stream
        except UnicodeError as error:
            raise ReadError(_NOT_TEXT) from error
        return
    with path.open("rb") as stream:
        for number, raw in enumerate(stream):
            try:
                line = _decode(raw, None)
            except ReadError:
                line = raw.decode("utf-8", "surrogateescape")
            if number == 0 and is_binary(line):
                raise ReadError(_NOT_TEXT)
            yield line


def is_binary(text: str) -> bool:
    r"""Tell whether decoded text holds NUL or too many control characters to be writing.

    >>> is_binary("Rutte won."), is_binary("PK\x03\x04\x14\x00")
    (False, True)
    """
    return "\0" in text or len(_CONTROL.findall(text)) > _MAX_CONTROL * len(text)


def _marked_encoding(data: bytes) -> str | None:
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _decode(data: bytes, declared: str | None) -> str:
    marked = _marked_encoding(data)
    if marked:
        try:
            return data.decode(marked)
        except UnicodeError as error:
            raise ReadError(_NOT_TEXT) from error
    if b"\0" in data:
        return _decode_wide(data)
    for name in ("utf-8", declared):
        if name:
            try:
                return data.decode(name)
            except (UnicodeError, LookupError):
                continue
    return _guess(data)


def _decode_wide(data: bytes) -> str:
    """Decode UTF-16 without a mark: in English nearly every other byte is zero."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) < 0.4 * len(data) / 2 or min(even, odd) > 0.02 * len(data):
        raise ReadError(_NOT_TEXT)
    try:
        return data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeError as error:
        raise ReadError(_NOT_TEXT) from error


def _guess(data: bytes) -> str:
    """Let the detection library weigh the encodings, and break its near ties for English."""
    matches = from_bytes(data, cp_isolation=_CANDIDATES)
    best = matches.best()
    if best is None:
        raise ReadError(_NOT_TEXT)
    names = {name: match for match in matches for name in (match.encoding, *match.could_be_from_charset)}
    for name in _PREFERRED:
        match = names.get(name)
        if match is not None and match.chaos <= best.chaos + _TOLERANCE:
            return str(match)
    return str(best)
