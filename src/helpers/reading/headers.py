"""The lines above the body of a report: wire header, title, byline, outlet and date lines.

Each rule takes one piece off the beginning and gives the rest. What is taken off goes to a column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from .datelines import CAPITAL, NAME, find_dateline
from .dates import DATE, ISO, read_date
from .errors import ReadError

_MOST_LINES = 12  # at once; the caller comes again
_REACH = 600  # characters: no header line is longer, and a hostile text costs no more


@dataclass
class Header:
    """The pieces found around one body; `published` is the first date that names a year."""

    parts: dict[str, list[str]] = field(default_factory=dict)
    published: date | None = None

    def add(self, column: str, words: str | None) -> None:
        """Keep words for a column, each once."""
        words = " ".join((words or "").split())
        if words and words not in self.parts.setdefault(column, []):
            self.parts[column].append(words)

    def add_date(self, words: str) -> bool:
        """Keep the day that words name and tell whether they name a year.

        Raises ReadError for a day that is in no calendar.
        """
        try:
            day = read_date(words)
        except ValueError:
            raise ReadError(f"the date {words!r} is in no calendar", "Write it as YYYY-MM-DD") from None
        self.published = self.published or day
        return day is not None

    def get(self, column: str) -> str | None:
        """Give what was found for a column, several pieces joined by `; `, or None."""
        return "; ".join(self.parts.get(column, ())) or None


_MESSAGE_ID = re.compile(r"(?:DEV|TST\d)-MUC\d-\d{4}(?: \([^()\n]*\))?\n+(?=\S)")
_WIRE_DATE = re.compile(rf"date ({ISO})\s+(?=\S)")
_STORY_DATE = re.compile(rf"This story is from ({DATE})\s+(?:([a-z][a-z .]{{1,30}}): )?(?=\S)")
_COLUMN = {
    "title": "title", "headline": "title", "byline": "byline", "author": "byline", "outlet": "outlet",
    "publisher": "outlet", "dateline": "dateline",
}  # fmt: skip
_LABELLED = re.compile(rf"(?i:({'|'.join(_COLUMN)})):[ ]*([^\n]{{1,300}})\n+(?=\S)")
_LABELLED_DATE = re.compile(rf"(?i:date|published):[ ]*({DATE})[^\n]{{0,40}}\n+(?=\S)")
_STAFF = r"(?:our|a|the|staff|special|own|from)(?: [\w'’]{2,20}){0,3} (?:correspondents?|reporters?|stringers?|writers?|letters|desk)"
_BYLINE = re.compile(
    rf"(?:By|BY):? (?P<words>(?:{NAME}|{_STAFF})(?:,? (?:{NAME}|{_STAFF}|and|AND|with|of|the|in|de|al)){{0,11}})\n+(?=\S)"
)
_DAY_OF_WEEK = "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_TIME = r"[,T]? ?(?:at )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?(?:Z|[A-Z]{2,4}))?"
_DATE_LINE = re.compile(
    rf"(?i:(?:published|posted|issued)(?: on)?:? )?(?i:{_DAY_OF_WEEK},? )?({DATE})(?:{_TIME})?\.?\n+(?=\S)"
)
AGENCIES = "The Associated Press|Associated Press|AP|Agence France-Presse|AFP|Reuters|Xinhua|EFE|DPA|TASS|UPI"
_OUTLET_LINE = re.compile(rf"({AGENCIES})\n+(?=\S)")
_TITLE_LINE = re.compile(rf"[‘“'\"]?({CAPITAL}|\d)[^\n]{{6,200}}?[^\n.…:;,]\n+(?=\S)")


def take_header(text: str, header: Header) -> str:
    """Take the lines above the body off the text; raises ReadError for a day that is in no calendar."""
    for _ in range(_MOST_LINES):
        shorter = _take_line(text, header)
        if shorter == text:
            break
        text = shorter
    return _take_title(text, header)


def _take_line(text: str, header: Header) -> str:
    for pattern, handle in _RULES:
        match = pattern.match(text, 0, _REACH)
        if match and handle(match, header):
            return text[match.end() :]
    return text


def _dated(match: re.Match, header: Header) -> bool:
    """Keep the date; a line whose date names no year stays in the body."""
    return header.add_date(match[1])


def _dated_story(match: re.Match, header: Header) -> bool:
    header.add("dateline", match[2])
    return header.add_date(match[1])


def _labelled(match: re.Match, header: Header) -> bool:
    header.add(_COLUMN[match[1].lower()], match[2])
    return True


def _kept_as(column: str):
    def keep(match: re.Match, header: Header) -> bool:
        header.add(column, match[1])
        return True

    return keep


_RULES = (
    (_MESSAGE_ID, lambda match, header: True),
    (_WIRE_DATE, _dated),
    (_STORY_DATE, _dated_story),
    (_LABELLED, _labelled),
    (_LABELLED_DATE, _dated),
    (_BYLINE, _kept_as("byline")),
    (_OUTLET_LINE, _kept_as("outlet")),
    (_DATE_LINE, _dated),
)


def _take_title(text: str, header: Header) -> str:
    """Take a headline off: a first line without a full stop that a byline, a date or a dateline follows.

    A short first line alone is no evidence: it stays in the body.
    """
    match = _TITLE_LINE.match(text, 0, _REACH)
    if not match or find_dateline(text):
        return text
    rest = text[match.end() :]
    lines = (_BYLINE, _DATE_LINE, _LABELLED_DATE, _OUTLET_LINE, _WIRE_DATE)
    if not any(p.match(rest, 0, _REACH) for p in lines) and not find_dateline(rest):
        return text
    header.add("title", match[0])
    return rest
