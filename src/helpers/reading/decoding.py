"""From bytes to text: byte-order marks, UTF-8, UTF-16, Windows-1252, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

import ftfy.bad_codecs  # noqa: F401  registers sloppy-windows-1252, which has a character for every byte

from .errors import ReadError

FALLBACK = "sloppy-windows-1252"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"PK\x03\x04", "a zip archive (or a Word or Excel file)", "Unpack it, or save it as plain text"),
    (b"%PDF", "a PDF", "Save its text as .txt"),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first"),
    (b"\x89PNG", "a picture", "Leave it out"),
    (b"\xff\xd8\xff", "a picture", "Leave it out"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "Save it as plain text"),
    (b"{\\rtf", "an RTF document", "Save it as plain text"),
)
_HEAD = 65_536  # bytes looked at
_ESCAPED = re.compile("[\udc80-\udcff]")  # bytes that are not UTF-8, as Python carries them
_CONTROL = re.compile(b"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, file: str) -> str:
    """Decode the bytes of one text; a line that is no UTF-8 is taken as Windows-1252.

    Raises ReadError where the bytes are no text.
    """
    name = _encoding_of(data[:_HEAD], file)
    try:
        return data.decode(name or "utf-8")
    except UnicodeDecodeError:
        return "\n".join(_decode_line(line) for line in data.split(b"\n"))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(FALLBACK)


def lines_of(path: Path, longest: int) -> Iterator[str]:
    """Read a file's lines, each with its line break; a line over `longest` characters comes in pieces.

    Raises ReadError where the file is no text.
    """
    with path.open("rb") as stream:
        name = _encoding_of(stream.read(_HEAD), str(path)) or "utf-8"
    errors = "surrogateescape" if name.startswith("utf-8") else "replace"
    with path.open(encoding=name, errors=errors, newline="\n") as stream:
        while line := stream.readline(longest):
            yield _decode_escaped(line) if _ESCAPED.search(line) else line


def _decode_escaped(line: str) -> str:
    return line.encode("utf-8", "surrogateescape").decode(FALLBACK)


def _encoding_of(head: bytes, file: str) -> str | None:
    """Tell the encoding that the first bytes give away; None for UTF-8 or what only the rest can tell."""
    for magic, kind, remedy in _MAGIC:
        if head.startswith(magic):
            raise ReadError(f"it is {kind}, not text", remedy, file)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if len(head) > 3 and 0.4 < head.count(0) / len(head) < 0.6:  # Latin letters in UTF-16 without its mark
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    if head.count(0) or len(_CONTROL.findall(head)) > len(head) / 50:
        raise ReadError("it is binary, not text", "Leave it out, or save its text", file)
    return None
