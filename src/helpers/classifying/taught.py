"""What the answer keys of a published corpus have taught: which words say that a sentence tells of a deed.

data/lexicon/telling_words.csv holds a weight for each word (idea, role) and deed, PARTS times over: every weight was
learned without one part of the reports. A text is judged by the weights that were learned without its own part, so that
a report that taught the table is judged like one that it has never seen; otherwise those who learn from such reports
would trust it too far (Wolpert 1992). A text's part is found from its words, and so holds for every text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy import sparse

from helpers import lexicon

PARTS = 5
DEEDS = ("attack", "bombing", "kidnapping", "arson", "incident")  # the last: any of MUC-4's six
KINDS = ("stems", "ideas", "roles")
TABLE = "telling_words"
ALWAYS = "always"  # the row of the weights that every sentence begins with
RUN, LONG = 5, 8  # words of a run that a text is known by; letters of the word that it begins with

Table = dict[str, dict[str, np.ndarray]]  # kind → feature → weights, deed after deed, the parts of each side by side


def part_of(words: Sequence[str]) -> int:
    """Give the part (0 to PARTS - 1) that a text belongs to: that of the run of words with the smallest hash.

    A head line, a by-line or line breaks more or less seldom change it (Broder 1997).
    """
    runs = [" ".join(words[i : i + RUN]) for i, word in enumerate(words) if len(word) >= LONG]
    return min(crc32(run.encode("utf-8", "replace")) for run in runs or [" ".join(words)]) % PARTS


def table() -> Table:
    """Give the weights of the word lists in force, read once for each folder of word lists.

    Raises LexiconError, with the row, where a cell does not hold PARTS numbers or a kind is none of KINDS.
    """
    return _table_of(lexicon.folder())


@cache
def _table_of(folder: Path) -> Table:
    found: Table = {kind: {} for kind in (*KINDS, ALWAYS)}
    for number, row in enumerate(lexicon.read_rows(TABLE, ("kind", "feature", *DEEDS)), 2):
        try:
            weights = np.array([row[deed].split() for deed in DEEDS], dtype=float)
            found[row["kind"]][row["feature"]] = weights.reshape(len(DEEDS) * PARTS)
        except (KeyError, ValueError) as error:
            path = folder / f"{TABLE}.csv"
            wanted = f"one of {', '.join(found)} and {PARTS} numbers for each deed"
            raise lexicon.LexiconError(f"{path}, row {number}: {error}; expected {wanted}.") from error
    return found


class Lessons:
    """The weights of the features that a classifier counts, in the order of its columns."""

    def __init__(self, names: dict[str, np.ndarray]) -> None:
        known, nothing = table(), np.zeros(len(DEEDS) * PARTS)
        self.places_ = {kind: np.flatnonzero([n in known[kind] for n in names[kind].tolist()]) for kind in KINDS}
        rows = [known[kind][names[kind][at]] for kind in KINDS for at in self.places_[kind]]
        self.weights_ = np.array([*rows, known[ALWAYS].get("", nothing)])

    def log_odds(self, pieces: dict[str, sparse.csr_matrix], owner: np.ndarray, part: np.ndarray) -> np.ndarray:
        """Give each text the log-odds of its most telling sentence: a row a text, a column for each of DEEDS."""
        heard = known_features([pieces[kind][:, self.places_[kind]] for kind in KINDS])
        said = (heard @ self.weights_[:-1] + self.weights_[-1]).reshape(-1, len(DEEDS), PARTS)
        own = said[np.arange(len(owner)), :, part[owner]]
        return np.maximum.reduceat(own, np.flatnonzero(np.diff(owner, prepend=-1)), axis=0)


def known_features(kinds: list[sparse.csr_matrix]) -> sparse.csr_matrix:
    """Put features side by side, each there or not, the rows of length one: a long sentence tells no more for it."""
    there = sparse.csr_matrix(sparse.hstack(kinds, format="csr") > 0, dtype=float)
    length = np.sqrt(np.asarray(there.sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(length > 0, length, 1)) @ there)
