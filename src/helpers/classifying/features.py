"""What the classifier sees of a text: word stems and their pairs, and the ideas of data/lexicon/type_words.csv.

An idea is what several words have in common: `shot dead`, `gunned down` and `opened fire` are all *shooting*.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy import sparse

from helpers import lexicon

STEM = 5  # letters: bomb, bombe(d), bombi(ng); shorter mixes words, longer parts what belongs together
REACH = 12  # words between two ideas that are counted as a pair
SCOPE = 4  # words that a "not" or a "might" reaches forward
CUES = ("negation", "hypothesis")
WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"[.!?]+[\"')\]]*\s+|\n+")

Phrases = list[tuple[tuple[str, ...], str]]


def fold(text: str) -> str:
    """Give a text in lower case without accents: reports come in capitals, in small letters and in both."""
    text = text.lower()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def sentences(text: str) -> list[str]:
    """Split at full stops, question and exclamation marks and line breaks; an empty text is one empty sentence."""
    return [s for s in SENTENCE_END.split(text) if s.strip()] or [text]


class Ideas:
    """The words of data/lexicon/type_words.csv, ready to be looked up; `*` ends a stem or a stem within a phrase."""

    def __init__(self) -> None:
        self.exact: dict[str, set[str]] = {}
        self.stems: dict[str, set[str]] = {}
        self.phrases: dict[str, Phrases] = {}
        self.known: dict[str, tuple[tuple[str, ...], Phrases]] = {}
        for row in lexicon.read_rows("type_words", ("word", "idea", "use")):
            self._add(re.findall(r"\w+\*?", fold(row["word"])), row["idea"])

    def _add(self, words: list[str], idea: str) -> None:
        if len(words) > 1:
            self.phrases.setdefault(words[0], []).append((tuple(words[1:]), idea))
        elif words and words[0].endswith("*"):
            self.stems.setdefault(words[0][:-1], set()).add(idea)
        elif words:
            self.exact.setdefault(words[0], set()).add(idea)

    def of(self, word: str) -> tuple[tuple[str, ...], Phrases]:
        """Give a word's ideas, and the phrases that may begin with it; the answer is kept for the next time."""
        if word not in self.known:
            starts = [word[:n] for n in range(2, len(word) + 1)]
            ideas = self.exact.get(word, set()).union(*(self.stems.get(s, set()) for s in starts))
            phrases = [p for s in (word, *(f"{s}*" for s in starts)) for p in self.phrases.get(s, [])]
            if len(self.known) > 500_000:  # numbers and names never end
                self.known.clear()
            self.known[word] = tuple(sorted(ideas)), phrases
        return self.known[word]

    def find(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """Find the ideas of one sentence, each with the position of its (first) word."""
        found = []
        for at, word in enumerate(words):
            ideas, phrases = self.of(word)
            found += [(at, idea) for idea in ideas]
            found += [(at, idea) for rest, idea in phrases if _follows(rest, words, at + 1)]
        return sorted(set(found))


def _follows(rest: tuple[str, ...], words: Sequence[str], at: int) -> bool:
    if len(words) < at + len(rest):
        return False
    said = words[at : at + len(rest)]
    return all(w == r or (r[-1] == "*" and w.startswith(r[:-1])) for w, r in zip(said, rest, strict=True))


def ideas() -> Ideas:
    """Give the ideas of the word lists in force, read once for each folder of word lists."""
    return _ideas_of(lexicon.folder())


@cache
def _ideas_of(folder: Path) -> Ideas:
    return Ideas()


def count_stems(text: str) -> Counter[str]:
    """Count the stems of a text and the pairs of neighbouring ones."""
    stems = [word[:STEM] for word in WORD.findall(fold(text))]
    counts = Counter(stems)
    counts.update(f"{a} {b}" for a, b in pairwise(stems))
    return counts


def count_ideas(text: str) -> Counter[str]:
    """Count ideas: all, those of the first sentence, the negated and the merely possible, and pairs in a sentence."""
    counts: Counter[str] = Counter()
    words_of = ideas()
    for number, sentence in enumerate(sentences(fold(text))):
        found = words_of.find(WORD.findall(sentence))
        counts.update(idea for _, idea in found)
        counts.update(_in_scope(found))
        counts.update(set(_pairs(found)))
        if number == 0:
            counts.update({f"first sentence: {idea}" for _, idea in found})
    return counts


def _in_scope(found: list[tuple[int, str]]) -> Iterator[str]:
    last = dict.fromkeys(CUES, -SCOPE - 1)
    for at, idea in found:
        if idea in CUES:
            last[idea] = at
        else:
            yield from (f"{cue} of {idea}" for cue in CUES if 0 < at - last[cue] <= SCOPE)


def _pairs(found: list[tuple[int, str]]) -> Iterator[str]:
    for i, (at, idea) in enumerate(found):
        for j in range(i + 1, len(found)):
            there, other = found[j]
            if there - at > REACH:
                break
            if there > at and other != idea:
                yield f"{min(idea, other)} + {max(idea, other)}"


KINDS: dict[str, Callable[[str], Counter[str]]] = {"stems": count_stems, "ideas": count_ideas}


def count(texts: Iterable[str], kind: str, names: np.ndarray | None = None) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Count the features of one kind (`stems`, `ideas`): a sparse matrix, one row per text, and the columns' names.

    With `names` given only those are counted; otherwise all that stand in the texts, in alphabetical order.
    """
    rows = [KINDS[kind](text) for text in texts]
    if names is None:
        names = np.array(sorted(set().union(*rows)), dtype=str)
    place = {name: i for i, name in enumerate(names.tolist())}
    kept = [[(place[n], c) for n, c in row.items() if n in place] for row in rows]
    ends = np.cumsum([0, *map(len, kept)])
    columns = np.array([i for row in kept for i, _ in row], dtype=np.int32)
    values = np.array([c for row in kept for _, c in row], dtype=float)
    matrix = sparse.csr_matrix((values, columns, ends), shape=(len(rows), len(names)))
    matrix.sort_indices()
    return matrix, names


class Weighing:
    """Weigh counts: (1 + log count) × inverse document frequency, rows of length one (Salton and Buckley 1988)."""

    def fit(self, counts: sparse.csr_matrix, weights: np.ndarray, minimum: float) -> Weighing:
        """Learn which columns stand in texts of at least `minimum` weight together, and how rare each is."""
        frequency = np.asarray((counts > 0).T @ weights).ravel()
        self.kept_ = np.flatnonzero(frequency >= minimum)
        self.rarity_ = 1 + np.log((1 + weights.sum()) / (1 + frequency[self.kept_]))
        return self

    def transform(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        """Weigh the kept columns."""
        found = counts[:, self.kept_]
        found.data = 1 + np.log(found.data)
        return rows_of_length_one(found @ sparse.diags(self.rarity_))


def rows_of_length_one(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Divide each row by its length; an empty row stays empty."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(length > 0, length, 1)) @ matrix)
