"""Dates are the days that news means by them, seen from the day of publication."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.extracting.dates import find_dates

MONDAY = dt.date(2024, 6, 10)


def days(words: str, published: dt.date | None = MONDAY, **more) -> list[tuple[str | None, str | None]]:
    found = find_dates(words, published, **more)
    return [(d.date_start and d.date_start.isoformat(), d.date_end and d.date_end.isoformat()) for d in found]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("on Thursday", "2024-06-06", "2024-06-06"),
        ("on Monday", "2024-06-10", "2024-06-10"),
        ("last Monday", "2024-06-03", "2024-06-03"),
        ("Last Monday", "2024-06-03", "2024-06-03"),
        ("LAST MONDAY", "2024-06-03", "2024-06-03"),
        ("on Tuesday of last week", "2024-06-04", "2024-06-04"),
        ("on Monday last week", "2024-06-03", "2024-06-03"),
        ("on Thursday of the week before last", "2024-05-30", "2024-05-30"),
        ("in the space of two hours", "2024-06-09", "2024-06-10"),
        ("since Saturday 25 May", "2024-05-25", "2024-06-10"),
        ("since Monday of last week", "2024-06-03", "2024-06-10"),
        ("that afternoon", "2024-06-10", "2024-06-10"),
        ("on Saturday, nine days ago", "2024-06-01", "2024-06-01"),
        ("on Friday, two weeks ago", "2024-05-24", "2024-05-24"),
        ("on Sunday, yesterday", "2024-06-09", "2024-06-09"),
        ("overnight", "2024-06-09", "2024-06-10"),
        ("yesterday", "2024-06-09", "2024-06-09"),
        ("late Wednesday night", "2024-06-05", "2024-06-05"),
        ("in the past 48 hours", "2024-06-08", "2024-06-10"),
        ("since early Saturday", "2024-06-08", "2024-06-10"),
        ("since 2019", "2019-01-01", "2024-06-10"),
        ("two weeks ago", "2024-05-27", "2024-05-27"),
        ("On May 27", "2024-05-27", "2024-05-27"),
        ("on 24 June", "2023-06-24", "2023-06-24"),
        ("in March", "2024-03-01", "2024-03-31"),
        ("in July", "2023-07-01", "2023-07-31"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("last week", "2024-06-03", "2024-06-09"),
        ("last weekend", "2024-06-08", "2024-06-09"),
        ("in 2011", "2011-01-01", "2011-12-31"),
        ("from 2012 to 2014", "2012-01-01", "2014-12-31"),
        ("the 2012–2014 war", "2012-01-01", "2014-12-31"),
        ("in the first half of the year", "2024-01-01", "2024-06-30"),
        ("in the spring of 2021", "2021-03-01", "2021-05-31"),
        ("between 20 and 22 May", "2024-05-20", "2024-05-22"),
        ("from 3 May to 5 May", "2024-05-03", "2024-05-05"),
        ("on 3 JAN 90", "1990-01-03", "1990-01-03"),
    ],
)
def test_words_mean_days(words: str, start: str, end: str) -> None:
    assert days(words) == [(start, end)]


def test_a_day_counts_from_the_day_named_before() -> None:
    assert days("Shot on Friday; the next day two more died")[1] == ("2024-06-08", "2024-06-08")


def test_that_month_is_the_month_named_before() -> None:
    assert days("In February 12 were taken; all were freed that month")[1] == ("2024-02-01", "2024-02-29")


@pytest.mark.parametrize("words", ["on Thursday", "on 24 June", "in March", "overnight", "last week"])
def test_without_a_publication_date_what_needs_one_is_missing(words: str) -> None:
    assert days(words, None) == [(None, None)]


def test_without_a_publication_date_a_full_date_stays() -> None:
    assert days("on 24 June 2020", None) == [("2020-06-24", "2020-06-24")]


@pytest.mark.parametrize(
    "words", ["they may leave", "the 12th battalion", "a 2024-ton ship", "31 June and 30 February"]
)
def test_what_is_no_date_gives_no_day(words: str) -> None:
    assert all(start is None for start, _ in days(words))


@given(st.text(alphabet="0123456789 -/,.adefhilmnorstuvwyMJS", max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_dates_in_order(words: str) -> None:
    for found in find_dates(words, MONDAY):
        assert words[found.start : found.end] == found.words
        assert found.date_start is None or found.date_start <= found.date_end


def test_a_date_said_twice_is_one_date() -> None:
    assert days("On Thursday, the day before yesterday, and on Friday", dt.date(2024, 6, 8)) == [
        ("2024-06-06", "2024-06-06"), ("2024-06-07", "2024-06-07")]  # fmt: skip
    assert len(days("on 1 June, nine days ago, five died")) == 1
    assert len(days("on Friday, a day after the raid")) == 2  # this counts from something else
