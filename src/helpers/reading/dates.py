"""Dates as headers print them: `2026-02-02`, `3 JAN 90`, `Feb. 2, 2026`."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:,? (?:\d{4}|'?\d{2})(?![\d:]))"
ISO = r"\d{4}-\d{2}-\d{2}(?!\d)"
# Case-insensitive on its own, so that a pattern around it can still tell capitals.
DATE = rf"(?i:{ISO}|\d{{1,2}} {_MONTH}\b\.?{_YEAR}?|{_MONTH}\b\.? \d{{1,2}}(?!\d){_YEAR}?)"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PIVOT = 69  # two digits: 69 to 99 are the last century, as in C's strptime


def read_date(words: str) -> date | None:
    """Read the day that a header's words name; None where they name no year.

    Raises ValueError for a day that is in no calendar.

    >>> read_date("3 JAN 90"), read_date("Feb. 2")
    (datetime.date(1990, 1, 3), None)
    """
    if iso := re.match(ISO, words):
        return date.fromisoformat(iso[0])
    month = 1 + _MONTHS.index(re.search("[a-z]{3}", words.lower())[0])
    numbers = re.findall(r"\d+", words)
    if len(numbers) < 2:
        date(2000, month, int(numbers[0]))  # 29 February may be; the 30th is in no year
        return None
    return date(_full_year(numbers[1]), month, int(numbers[0]))


def _full_year(digits: str) -> int:
    value = int(digits)
    return value if len(digits) == 4 else value + (1900 if value >= _PIVOT else 2000)


def publication_day(value: object) -> date | None:
    """Give the day of a date, a timestamp or ISO words (in UTC where a zone is given); None if missing.

    Raises ValueError where the value is no date: a bare number is none either.
    """
    if value is None or value == "" or value is pd.NaT or value is pd.NA or value != value:
        return None
    if not isinstance(value, date | str):  # a datetime is a date too
        raise ValueError(f"{value!r} is no date")
    stamp = _plain_timestamp(value) if isinstance(value, str) else pd.Timestamp(value)
    return (stamp.tz_convert("UTC") if stamp.tzinfo else stamp).date()


def _plain_timestamp(words: str) -> pd.Timestamp:
    """Read ISO words or a header's date; not `today`, a lone year or `5`, which pandas would take."""
    words = words.strip()
    if re.fullmatch(DATE, words):
        day = read_date(words)
        if day is None:
            raise ValueError(f"{words!r} names no year")
        return pd.Timestamp(day)
    if not re.match(r"\d{4}-?\d{2}-?\d{2}(?:\D|$)", words):
        raise ValueError(f"{words!r} is no ISO date")
    return pd.Timestamp(words)
