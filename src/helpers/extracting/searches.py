"""Regular expressions that are not tried on texts without any of the words they need: most texts, for most of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_SMALL = re.compile(r"\b[a-z]{3,}\b")
_LIST_OF_WORDS = re.compile(
    r"^\\b\(\?:(?P<first>[a-z?|-]+)\)(?:s\?|\(\?:e\?s\)\?|\(\?:ed\|s\)\?)?(?: |\\s)"  # "\b(?:road|way) to X"
    r"|(?: |\\s|\)\?|\}\??)\((?:\?:)?(?P<last>[a-z?|-]+)\)(?:\\b| of )$"  # "X (?:village|town)\b"
)


_LAST_STEMS = re.compile(r" \(\?:([a-z|]+)\)$")  # "X (?:kilomet|mile)": the last word goes on


@lru_cache(maxsize=4)
def small_words(text: str) -> frozenset[str]:
    """Give the words of three letters and more that a text writes small."""
    return frozenset(_SMALL.findall(text))


def needed_words(pattern: str) -> frozenset[str]:
    """Give words of which a text must hold one for a pattern to match: it need not be searched without; none if unsure.

    They are read from the list of words in small letters that the pattern begins or ends with, in every spelling.
    """
    outer = re.sub(r"\\.|\[[^\]]*\]", "", pattern)
    while outer != (outer := re.sub(r"\([^()]*\)", "", outer)):
        pass
    found = _LIST_OF_WORDS.search(pattern) if "|" not in outer else None
    words = (found["first"] or found["last"]).split("|") if found else [""]
    spelled = {form.rpartition("-")[2] for w in words for form in (re.sub(r".\?", "", w), w.replace("?", ""))}
    return frozenset(w + s for w in spelled for s in ("", "s", "es")) if min(map(len, spelled)) > 2 else frozenset()


@dataclass(frozen=True, slots=True)
class Search:
    """A pattern with the words of which a text must hold one to be worth searching."""

    pattern: re.Pattern
    needed: frozenset[str]
    parts: tuple[str, ...] = ()  # or one of these, anywhere

    def __call__(self, text: str) -> Iterator[re.Match]:
        """Find the pattern in a text, from left to right."""
        return self.pattern.finditer(text) if self._may_match(text) else iter(())

    def _may_match(self, text: str) -> bool:
        if self.needed and not self.needed.isdisjoint(small_words(text)):
            return True
        for part in self.parts:  # no generator: this runs twenty times for each report
            if part in text:
                return True
        return not self.needed and not self.parts


def search_for(pattern: str, needed: str | None = None, parts: tuple[str, ...] = ()) -> Search:
    """Compile a pattern with the words it needs, which another pattern may give, or parts of words in their stead."""
    stems = _LAST_STEMS.search(pattern)
    parts = tuple(f" {stem}" for stem in stems[1].split("|")) if stems else parts
    return Search(re.compile(pattern, re.M), needed_words(needed or pattern), parts)


class Searches:
    """Several searches as one: the words of a text are looked up once for all of them."""

    def __init__(self, searches: Iterable[Search]) -> None:
        self.searches = tuple(searches)
        self.by_word: dict[str, set[int]] = {}
        for number, search in enumerate(self.searches):
            for word in search.needed:
                self.by_word.setdefault(word, set()).add(number)

    def __call__(self, text: str) -> Iterator[re.Match]:
        """Find the first pattern in a text from left to right, then the second, and so on."""
        worth = set().union(*[self.by_word[word] for word in self.by_word.keys() & small_words(text)])
        for number, search in enumerate(self.searches):
            if number in worth or ((search.parts or not search.needed) and search._may_match(text)):
                yield from search.pattern.finditer(text)


@lru_cache(maxsize=4)
def in_small_letters(text: str) -> str:
    """Give a text in small letters with every character in its place, or itself where one letter becomes two."""
    small = text.lower()
    return small if len(small) == len(text) else text


class AnyCase:
    """A pattern, written in small letters, that is found in capitals too: far quicker than with `re.I`."""

    def __init__(self, pattern: str, parts: tuple[str, ...] = ()) -> None:
        """Compile a pattern, with parts in small letters of which any match holds one, if such are known."""
        self.small, self.any, self.parts = re.compile(pattern), re.compile(pattern, re.I), parts

    def search(self, text: str, start: int, end: int) -> re.Match | None:
        """Find the first match in text[start:end]; its groups may be in small letters, its places are the text's."""
        small = in_small_letters(text)
        if small is text:
            return self.any.search(text, start, end)
        return self.small.search(small, start, end) if self._may_match(small, start, end) else None

    def occurs(self, text: str, start: int, end: int) -> bool:
        """Tell whether text[start:end] by itself, whatever stands around it, holds a match."""
        small = in_small_letters(text)
        if small is text:
            return self.any.search(text[start:end]) is not None
        return self._may_match(small, start, end) and self.small.search(small[start:end]) is not None

    def _may_match(self, small: str, start: int, end: int) -> bool:
        for part in self.parts:  # no generator: this runs for each sentence
            if small.find(part, start, end) >= 0:
                return True
        return not self.parts
