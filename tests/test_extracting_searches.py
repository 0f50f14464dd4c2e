"""A guarded search finds what the bare pattern finds, on every text; the guard only spares work."""

import pytest

from helpers import paths
from helpers.extracting import places, scenes
from helpers.extracting.searches import AnyCase, Search, Searches, needed_words, search_for, small_words

GUARDED = [
    search
    for module in (places, scenes)
    for value in vars(module).values()
    for search in (value if isinstance(value, list) else [value])
    if isinstance(search, Search)
]
TEXTS = [p.read_text(encoding="utf-8", errors="replace") for p in sorted(paths.REPORTS.glob("*/*.txt"))]


def test_guards_lose_no_match_in_the_reports():
    assert len(GUARDED) > 15
    assert sum(bool(search.needed or search.parts) for search in GUARDED) > 12
    found = 0
    for search in GUARDED:
        for text in TEXTS:
            bare = [m.span() for m in search.pattern.finditer(text)]
            assert [m.span() for m in search(text)] == bare, search.pattern.pattern
            found += len(bare)
    assert found > 500


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:road|way) to (X)", {"road", "way"}),
        (r"\b(?:rebel)s?\s(X)", {"rebel", "rebels"}),
        (r"\b(X)\s(north-?east|neighbou?rhood)\b", {"northeast", "east", "neighborhood", "neighbourhood"}),
    ],
)
def test_needed_words_in_every_spelling(pattern, words):
    assert words <= needed_words(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\b(?:in|near) (X)",  # a word of two letters is not among a text's words
        r"\b(?:km|miles?|cent(?:er|re)) of (X)",
        r"\b(?:Front)\s(X)|(X), a (?:militia|gang)\b",  # the first of two patterns needs no such word
        r"(?:people|miners) of (X)",  # also "townspeople of"
    ],
)
def test_no_words_where_it_cannot_be_told(pattern):
    assert needed_words(pattern) == frozenset()


def test_search_looks_only_where_a_needed_word_stands():
    search = search_for(r"\b([A-Z]\w+) (?:village|town)\b")
    assert [m[1] for m in search("In Orun village and Tarn town")] == ["Orun", "Tarn"]
    assert not list(search("In Orun and Tarn"))
    assert small_words("In Orun village and town-folk") == {"village", "and", "town", "folk"}


def test_stems_at_the_end_are_looked_for_as_parts():
    search = search_for(r"([A-Z]\w+), \d+ (?:kilomet|km)")
    assert [m[1] for m in search("Orun, 30 kilometres off; Tarn, 5 km off")] == ["Orun", "Tarn"]
    assert search.parts == (" kilomet", " km")


def test_several_searches_find_what_each_finds():
    searches = [
        search_for(p) for p in (r"\b(?:village|town) of (\w+)", r"(\w+), \d+ (?:kilomet|km)", r"\bin ([A-Z]\w+)")
    ]
    for text in (
        "In the town of Orun, 30 km off",
        "He died in Tarn, 5 km off",
        "A village of Tarn, in Orun",
        "no names",
        "",
    ):
        assert [m.span() for m in Searches(searches)(text)] == [m.span() for s in searches for m in s(text)]


@pytest.mark.parametrize(
    "text", ["A TRIAL was held", "a Trial", "\u0130zmir: a TRIAL"]
)  # the last has a letter that becomes two
def test_any_case_finds_the_place_in_the_text(text):
    found = AnyCase(r"\btrial\b").search(text, 0, len(text))
    assert text[found.start() : found.end()].lower() == "trial"
    assert AnyCase(r"\btrial\b").search(text, 0, found.end() - 1) is None
