"""Phrases for people: their number, their group, and which of them are one list."""

from __future__ import annotations

import pytest

from helpers.extracting.people import find_mentions
from helpers.extracting.tokens import tokenise


def counted(words: str) -> list[tuple[int, str]]:
    return [(m.low, m.group) for m in find_mentions(tokenise(words, 0, len(words))) if m.counted]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Three army engineers died", [(3, "civilians")]),
        ("Two police officers died", [(2, "security_forces")]),
        ("Nine Red Front (RF) rebels died", [(9, "militants")]),
        ("Four former rebels died", [(4, "civilians")]),
        ("Six bodies were found", [(6, "unspecified")]),
        ("the bodies of six miners", [(6, "civilians")]),
        ("A soldier died", [(1, "security_forces")]),
        ("21 dead hostages", [(21, "civilians")]),
        ("two Pakistanis died", [(2, "civilians")]),
        ("a postmaster died", [(1, "civilians")]),
    ],
)
def test_groups_follow_the_noun_and_the_words_around_it(words: str, expected: list) -> None:
    assert counted(words) == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("a couple and their three children", 5),
        ("a man and his two sons", 3),
        ("two women and an infant", 3),
        ("his brother and his cousin", 2),
        ("a grandmother and her twin grandsons", 3),
        ("the mayor of the town and his wife", 2),
        ("my father and both my uncles", 3),
        ("a woman (67) and a man (70)", 2),
    ],
)
def test_people_listed_one_by_one_are_one_number(words: str, number: int) -> None:
    assert [low for low, _ in counted(words + " were killed")] == [number]


def test_groups_that_differ_stay_apart() -> None:
    assert counted("12 soldiers and four villagers") == [(12, "security_forces"), (4, "civilians")]


@pytest.mark.parametrize(
    "words",
    [
        "two passenger buses",
        "a 41-year-old",
        "the 12th battalion",
        "Anna Bell, 29,",
        "camels, 60 of which",
        "80 kilometers",
        "five incidents",
    ],
)
def test_what_is_not_people_is_not_counted(words: str) -> None:
    assert all(low in (None, 60) for low, _ in counted(words))


def test_ages_are_no_numbers_of_people() -> None:
    assert counted("Three teenagers, ages 14, 15 and 17, were held") == [(3, "civilians")]


def test_ages_tell_how_many_the_boys_were() -> None:
    assert counted("The boys, 15 and 17, were let go") == [(2, "civilians")]
