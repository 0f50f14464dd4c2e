"""Numbers of people are read as the guide prints them, and numbers of other things are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.extracting.quantities import quantity_at
from helpers.extracting.tokens import tokenise


def read(words: str):
    tokens = tokenise(words, 0, len(words))
    return next((q for i in range(len(tokens)) if (q := quantity_at(tokens, i))), None)


@pytest.mark.parametrize(
    ("words", "low", "high", "modifier"),
    [
        ("17 miners", 17, 17, "exact"),
        ("seventeen miners", 17, 17, "exact"),
        ("sixty-two miners", 62, 62, "exact"),
        ("1,250 miners", 1250, 1250, "exact"),
        ("1.2 lakh people", 120_000, 120_000, "exact"),
        ("a hundred people", 100, 100, "exact"),
        ("both guards", 2, 2, "exact"),
        ("about two dozen miners", 24, 24, "about"),
        ("half a dozen miners", 6, 6, "about"),
        ("some 40 miners", 40, 40, "about"),
        ("40 or so miners", 40, 40, "about"),
        ("nearly 40 miners", 40, 40, "nearly"),
        ("close to 40 miners", 40, 40, "nearly"),
        ("at least three miners", 3, None, "at_least"),
        ("no fewer than three miners", 3, None, "at_least"),
        ("40 or more miners", 40, None, "at_least"),
        ("more than 40 miners", 40, None, "more_than"),
        ("upwards of 40 miners", 40, None, "more_than"),
        ("up to 40 miners", 0, 40, "up_to"),
        ("as many as 40 miners", 0, 40, "up_to"),
        ("8 to 10 miners", 8, 10, "range"),
        ("8–10 miners", 8, 10, "range"),
        ("between eight and ten miners", 8, 10, "range"),
        ("several miners", 3, None, "several"),
        ("dozens of miners", 24, None, "dozens"),
        ("scores of miners", 40, None, "scores"),
        ("hundreds of miners", 200, None, "hundreds"),
        ("several thousand miners", 2000, None, "thousands"),
        ("a family of five", 5, 5, "exact"),
        ("a crowd of roughly 150", 150, 150, "about"),
    ],
)
def test_numbers_are_those_of_the_guide(words: str, low: int, high: int | None, modifier: str) -> None:
    found = read(words)
    assert (found.low, found.high, found.modifier) == (low, high, modifier)


def test_what_adds_to_a_number_is_seen() -> None:
    assert read("another nine miners").more
    assert read("nine more miners").more
    assert read("an additional 22 miners").more
    assert not read("nine miners").more


def test_over_after_a_verb_is_no_modifier() -> None:
    found = read("handed over 73 rebels")
    assert (found.low, found.modifier) == (73, "exact")


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_sound_quantity_or_none(words: str) -> None:
    tokens = tokenise(words, 0, len(words))
    for i in range(len(tokens)):
        found = quantity_at(tokens, i)
        if found is not None:
            assert found.low >= 0 and (found.high is None or found.low <= found.high)
            assert i <= found.first < found.last <= len(tokens)


@pytest.mark.parametrize("words", ["K40 fighters came", "the T7 rebels", "a Zu23 gun"])
def test_digits_inside_a_name_count_nobody(words: str) -> None:
    assert read(words) is None
