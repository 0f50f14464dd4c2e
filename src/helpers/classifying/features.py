"""What the classifier sees of a text: word stems and their pairs, the ideas of data/lexicon/type_words.csv, and roles.

An idea is what several words have in common: `shot dead`, `gunned down` and `opened fire` are all *shooting*.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from scipy import sparse

from helpers import lexicon
from helpers.classifying.roles import roles_of
from helpers.classifying.taught import part_of

STEM = 5  # letters: bomb, bombe(d), bombi(ng); shorter mixes words, longer parts what belongs together
REACH = 12  # words between two ideas that are counted as a pair
SCOPE = 4  # words that a "not" or a "might" reaches forward
CUES = ("negation", "hypothesis")
FIRST = "first sentence: "
WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"[.!?]+[\"')\]]*\s+|\n+")

Phrases = list[tuple[tuple[str, ...], str]]
Found = list[tuple[int, str]]  # the ideas of a sentence, each with the place of its (first) word
Names = dict[str, np.ndarray]  # of each kind of feature, in the order of the columns
Matrices = dict[str, sparse.csr_matrix]


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

    def find(self, words: Sequence[str]) -> Found:
        """Find the ideas of one sentence, each with the position of its (first) word."""
        found = []
        for at, word in enumerate(words):
            ideas, phrases = self.of(word)
            if ideas:
                found += [(at, idea) for idea in ideas]
            if phrases:
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


def stems_of(words: Sequence[str], found: Found) -> list[str]:
    """List the stems of a sentence and the pairs of neighbouring ones."""
    stems = [word[:STEM] for word in words]
    return stems + [f"{a} {b}" for a, b in pairwise(stems)]


def ideas_of(words: Sequence[str], found: Found) -> list[str]:
    """List the ideas of a sentence, as such and as a first sentence's, the negated, the possible, the pairs."""
    named = [idea for _, idea in found]
    return named + [f"{FIRST}{idea}" for idea in set(named)] + list(_in_scope(found)) + list(set(_pairs(found)))


def _in_scope(found: Found) -> Iterator[str]:
    last = dict.fromkeys(CUES, -SCOPE - 1)
    for at, idea in found:
        if idea in CUES:
            last[idea] = at
        else:
            yield from (f"{cue} of {idea}" for cue in CUES if 0 < at - last[cue] <= SCOPE)


def _pairs(found: Found) -> Iterator[str]:
    for i, (at, idea) in enumerate(found):
        for j in range(i + 1, len(found)):
            there, other = found[j]
            if there - at > REACH:
                break
            if there > at and other != idea:
                yield f"{min(idea, other)} + {max(idea, other)}"


KINDS: dict[str, Callable[[Sequence[str], Found], list[str]]] = {
    "stems": stems_of, "ideas": ideas_of, "roles": roles_of
}  # fmt: skip


@dataclass
class Counted:
    """The counts of texts and of their sentences, the row of the text that each sentence stands in, each text's part."""

    texts: Matrices
    pieces: Matrices
    owner: np.ndarray
    part: np.ndarray

    def rows(self, chosen: np.ndarray) -> Counted:
        """Give some of the texts, with their sentences."""
        place = np.full(next(iter(self.texts.values())).shape[0], -1)
        place[chosen] = np.arange(len(chosen))
        kept = place[self.owner] >= 0
        texts = {kind: matrix[chosen] for kind, matrix in self.texts.items()}
        pieces = {kind: matrix[kept] for kind, matrix in self.pieces.items()}
        return Counted(texts, pieces, place[self.owner[kept]], self.part[chosen])

    def columns(self, chosen: Names) -> Counted:
        """Give some of the features of each kind."""
        texts, pieces = ({k: m[:, chosen[k]] for k, m in side.items()} for side in (self.texts, self.pieces))
        return Counted(texts, pieces, self.owner, self.part)


def count(
    texts: Iterable[str], names: Names | None = None, kinds: Iterable[str] = tuple(KINDS)
) -> tuple[Counted, Names]:
    """Count the features of texts and of their sentences, read once; gives the columns' names besides.

    With `names` given only those are counted; otherwise all of `kinds` that stand in the texts, in alphabetical order.
    """
    asked = set(kinds) if names is None else {kind for kind in KINDS if len(names[kind])}
    split = [[WORD.findall(sentence) for sentence in sentences(fold(text))] for text in texts]
    flat = [words for found in split for words in found]
    seen = [ideas().find(words) for words in flat]
    owner = np.repeat(np.arange(len(split)), [len(s) for s in split])
    part = np.array([part_of(list(chain.from_iterable(s))) for s in split], dtype=int)
    counted, found = Counted({}, {}, owner, part), {}
    for kind, listed in KINDS.items():
        rows = [listed(words, there) if kind in asked else [] for words, there in zip(flat, seen, strict=True)]
        pieces, found[kind] = _matrix(rows, None if names is None else names[kind])
        counted.pieces[kind] = pieces
        counted.texts[kind] = _sums(pieces, counted.owner, len(split), np.char.startswith(found[kind], FIRST))
    return counted, found


def _matrix(rows: list[list[str]], names: np.ndarray | None) -> tuple[sparse.csr_matrix, np.ndarray]:
    if names is None:
        names = np.array(sorted({name for row in rows for name in row}), dtype=str)
    place = {name: i for i, name in enumerate(names.tolist())}
    kept = [[place[name] for name in row if name in place] for row in rows]
    ends = np.cumsum([0, *map(len, kept)])
    columns = np.fromiter(chain.from_iterable(kept), dtype=np.int32, count=ends[-1])
    matrix = sparse.csr_matrix((np.ones(ends[-1]), columns, ends), shape=(len(rows), len(names)))
    matrix.sum_duplicates()
    return matrix, names


def _sums(pieces: sparse.csr_matrix, owner: np.ndarray, n: int, opening: np.ndarray) -> sparse.csr_matrix:
    """Add up the sentences of each text; what counts in a first sentence only is dropped from the others."""
    later = np.diff(owner, prepend=-1) == 0
    row_of = np.repeat(np.arange(len(owner)), np.diff(pieces.indptr))
    data = np.where(later[row_of] & opening[pieces.indices], 0, pieces.data)
    kept = sparse.csr_matrix((data, pieces.indices, pieces.indptr), shape=pieces.shape)
    adding = sparse.csr_matrix((np.ones(len(owner)), (owner, np.arange(len(owner)))), shape=(n, len(owner)))
    found = sparse.csr_matrix(adding @ kept)
    found.eliminate_zeros()
    found.sort_indices()
    return found


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
