"""A sentence as words with their places in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate
from operator import add
from string import ascii_lowercase, ascii_uppercase

from helpers import lexicon

# Every other alternative starts with another kind of character and none repeats inside a repeat: no backtracking.
_TOKEN = re.compile(
    r"([a-zA-Z][a-z]*(?= )"  # most words; the rest says the same of them, only later
    r"|\d[\d,]*(?:\.\d+)?(?:-[^\W\d_]+(?:-[^\W\d_]+)*|[^\W\d_]+)?"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_][a-z]*[^\W_]*(?:[-‐‑][^\W_]+|['’](?!s\b)[^\W\d_]+)*"
    r"|['’]s\b|[^\w\s]|_)"
)


_OPEN_NUMBER = re.compile(r"\d,(?!\d)")  # a number that may take the comma behind it along
_JOINED_ON = r"(?:and|in|when|while|by)\b"
_LOST_SPACE = (
    re.compile(  # "werekilled", "killedand"; every alternative begins with a letter, which is quick to search for
        r"w(?<=\bw)(?:as|ere)(?:killed|injured|wounded|shot|abducted|arrested|beheaded|gunned)"
        rf"|killed{_JOINED_ON}|injured{_JOINED_ON}"
    )
)
_GLUED = re.compile(
    rf"[a-z]{{2}}[A-Z][a-z]{{3}}|[A-Z]{{2}}[a-z]{{4}}|{_LOST_SPACE.pattern}"
)  # "IndiaMaoist", "CRPFpersonnel", too
_SEAMS = re.compile(
    r"(?<=[a-z])(?=[A-Z][a-z]{3})|(?<=[A-Z])(?=[A-Z]?[a-z]{4})|(?<=^was)(?=[a-z])|(?<=^were)(?=[a-z])|(?<=^killed)(?=[a-z])|(?<=^injured)(?=[a-z])"
)
_LEFT_WING = {("left", "wing"): "left-wing", ("right", "wing"): "right-wing"}  # no verb
_SAME_AS = {"IS": "isis"}  # a name, not the verb, where a text is not all in capitals


@dataclass(slots=True)
class Tokens:
    """The tokens of one sentence: words, lower case, first and last character in the report's text."""

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    vocabulary: frozenset[str]  # the words of `lower`: what none of them is need not be looked for one by one
    upper: bool = False
    armed: frozenset[str] = frozenset()  # names that the report gives to armed groups, in lower case
    used: set[int] = field(default_factory=set)  # tokens that belong to a date, a time or a distance
    names: list[bool] = field(default_factory=list)  # what `is_name` says of each
    odd: frozenset[str] = frozenset()  # the words of `vocabulary` with more than letters

    def __len__(self) -> int:
        return len(self.words)

    def is_name(self, i: int) -> bool:
        """Tell whether token i is capitalised (in an all-capitals text: is a word at all)."""
        return self.names[i]

    def word_before(self, i: int) -> str:
        """Give the word before token i in lower case, or nothing at the beginning."""
        return self.lower[i - 1] if i else ""

    def at(self, char: int) -> int:
        """Give the index of the first token that ends after `char`."""
        return bisect_right(self.ends, char)


def tokenise(text: str, start: int, end: int, upper: bool = False) -> Tokens:
    """Cut text[start:end] into words, numbers and punctuation marks."""
    cut = _TOKEN.split(text[start:end])  # what stands between two words, a word, and so on: adding up beats searching
    places = list(accumulate(map(len, cut), initial=start))
    words, starts, ends = cut[1::2], places[1:-1:2], places[2::2]
    if _OPEN_NUMBER.search(text, start, end):
        _part_commas(starts, ends, words)
    needs = () if upper else _oddities(text)
    if words and "glued" in needs:
        parts = (part for a, word in zip(starts, words, strict=True) for part in _unglued(a, word))
        starts, words = map(list, zip(*parts, strict=True))
        ends = list(map(add, starts, map(len, words)))
    lower = list(map(str.lower, words))
    if not upper and not _SAME_AS.keys().isdisjoint(words):
        lower = [_SAME_AS.get(w) or w.lower() for w in words]
    if "wing" in needs:
        lower = [_LEFT_WING.get(tuple(lower[k : k + 2]), word) for k, word in enumerate(lower)]
    vocabulary = frozenset(lower)
    names = [word[0].isupper() for word in words] if not upper else [word[0].isalpha() for word in words]
    odd = frozenset([word for word in vocabulary if not word.isalpha()])
    return Tokens(words, lower, starts, ends, vocabulary, upper, names=names, odd=odd)


def _part_commas(starts: list[int], ends: list[int], words: list[str]) -> None:
    """Leave the last comma of "1,200," outside the number."""
    for k in [k for k, word in enumerate(words) if word[-1] == "," and len(word) > 1][::-1]:
        number = words[k].rstrip(",")
        words[k : k + 1] = number, ","
        starts.insert(k + 1, starts[k] + len(number))
        ends[k : k + 1] = starts[k + 1], starts[k + 1] + 1


_NUMBERS = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}


def _mixed_words(text: str) -> str:
    """Give the words in which small letters and capitals are mixed: few, so that searching them costs little."""
    return " ".join([w for w in text.split() if not (w.islower() or w.isupper() or w.istitle())])


@lru_cache(maxsize=4)
def _oddities(text: str) -> tuple[str, ...]:
    """Tell what a text needs more than cutting: asked once for all its sentences."""
    glued = ("glued",) if _LOST_SPACE.search(text) or _GLUED.search(_mixed_words(text)) else ()
    return (*glued, "wing") if "Left Wing" in text or "Right Wing" in text else glued


@cache
def _tails() -> frozenset[str]:
    """Give the words that may have lost the space before them: nouns for people and for their forces."""
    forces = (r["word"] for r in lexicon.read_rows("group_words", ("word", "group")) if r["group"] != "civilians")
    return frozenset([*(w for w, noun in lexicon.people().items() if noun.kind != "state"), *forces, "including"])


def _unglued(a: int, word: str) -> list[tuple[int, str]]:
    """Part two words that stand together for want of a space: "IndiaMaoist", "ARjawans", "FourTehreek"."""
    for seam in _SEAMS.finditer(word) if _GLUED.search(word) else ():
        head, tail = word[: seam.start()], word[seam.start() :]
        if tail.lower() in _tails() or head.lower() in _NUMBERS or head in ("was", "were", "killed", "injured"):
            return [(a, head), *_unglued(a + len(head), tail)]
    return [(a, word)]


_CAPITALS, _SMALL = ascii_uppercase.encode(), ascii_lowercase.encode()
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def is_upper(text: str) -> bool:
    """Tell whether a text is written in capitals throughout, as telegrams were.

    >>> is_upper("SAN SALVADOR, 3 JAN 90 -- THREE SUBVERSIVES WERE KILLED"), is_upper("The BLA said so.")
    (True, False)
    """
    head = text[:2000]
    others, plain = _NOT_ASCII.findall(head), head.encode("ascii", "ignore")  # counted at once, not letter by letter
    upper = sum(map(str.isupper, others)) + len(plain) - len(plain.translate(None, _CAPITALS))
    lower = sum(map(str.islower, others)) + len(plain) - len(plain.translate(None, _SMALL))
    return upper + lower > 20 and upper > 0.8 * (upper + lower)
