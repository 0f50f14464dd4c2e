"""Cleaning that changes how a text is laid out, never what it says: no word, number, name or quote differs.

Cleaning what is clean changes nothing, so offsets counted in a cleaned body stay right for good.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# Invisible characters that carry no meaning in prose, and the bidi overrides, which make a text look
# like another one than it is. Joiners (U+200C, U+200D) stay: Persian, Hindi and Urdu names need them.
INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_LINE_EDGE = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")
# One set of characters and a few substrings: on long texts several times faster than one alternation.
_ODD_SPACE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_UNTIDY = ("  ", " \n", "\n ", "\n\n\n")
_HYPHEN = re.compile(r"\w-$")
BULLET = re.compile(r"(?:[-*•·▪‣◦–—]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s")

# Lines of typewriters, wires and e-mail are 60 to 80 wide; a longer line is a paragraph of its own.
_NARROWEST, _WIDEST = 45, 100


def clean_text(text: str) -> str:
    """Clean one text: mojibake, control characters, spaces, line breaks, hard-wrapped lines.

    Paragraphs stay apart by one blank line. `clean_text(clean_text(x)) == clean_text(x)` for any string.

    >>> clean_text("Two\\u00a0men  died.\\r\\n\\r\\n\\r\\n\\r\\nOne fled. ")
    'Two men died.\\n\\nOne fled.'
    """
    previous = None
    while text != previous:
        previous, text = text, unwrap(_tidy(text))
    return text


def _tidy(text: str) -> str:
    if not text.isascii():
        text = _tidy_unicode(text)
    if _ODD_SPACE.search(text) or any(found in text for found in _UNTIDY):
        text = _CONTROL.sub(" ", _LINE_BREAK.sub("\n", text))
        text = _LINE_EDGE.sub("\n", _SPACES.sub(" ", text))
        text = _BLANK_LINES.sub("\n\n", text)
    return text.strip()


def _tidy_unicode(text: str) -> str:
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = mend_mojibake(text).replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def mend_mojibake(text: str) -> str:
    """Decode again the lines that were decoded wrongly (`TimoleÃ³n` → `Timoleón`), and only those.

    Quotes, dashes and everything else stay as they are. Source of the method: ftfy (Speer 2019).
    """
    from ftfy import badness, fix_encoding  # late: pages that are plain ASCII never need it

    if not badness.is_bad(text):
        return text
    return "\n".join(fix_encoding(line) if badness.is_bad(line) else line for line in text.split("\n"))


def unwrap(text: str) -> str:
    """Join the lines of hard-wrapped paragraphs; lists, verse and one-line paragraphs stay as they are.

    >>> unwrap("GUNMEN KILLED FIVE PEOPLE IN A VILLAGE NEAR THE\\nBORDER, POLICE SAID.")
    'GUNMEN KILLED FIVE PEOPLE IN A VILLAGE NEAR THE BORDER, POLICE SAID.'
    """
    if "\n" not in text:
        return text
    pieces, start = [], 0
    for at in sorted(wrapped_breaks(text)):
        hyphen = _HYPHEN.search(text[max(0, at - 2) : at]) and text[at + 1].isalnum()
        pieces += [text[start:at], "" if hyphen else " "]
        start = at + 1
    return "".join(pieces) + text[start:]


def wrapped_breaks(text: str) -> frozenset[int]:
    """Find the line breaks inside paragraphs of a hard-wrapped text: where each `\\n` of them stands."""
    width = max(map(len, text.split("\n")))
    if not _NARROWEST <= width <= _WIDEST:
        return frozenset()
    found, at = [], 0
    for block in text.split("\n\n"):
        lines = block.split("\n")
        if all(_wrapped(a, b, width) for a, b in pairwise(lines)):
            found += [at + m.start() for m in re.finditer("\n", block)]
        at += len(block) + 2
    return frozenset(found)


def _wrapped(line: str, following: str, width: int) -> bool:
    """Tell whether the break after `line` is there only because the next word would not have fitted."""
    first = following.partition(" ")[0]
    return not BULLET.match(following) and len(line) + 1 + len(first) > 0.75 * width
