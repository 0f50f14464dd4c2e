"""Clusters of mentions: pairs with a good score come together, as far as a report or a person does not tell them apart.

Average linkage over the scored pairs: two clusters join while the mean score of the pairs between them is above 0, best
first. The outcome depends on nothing but the mentions and their scores, so that a new report changes only what it
touches, and not on their order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

UNSCORED = -0.7  # log-odds, in a mean with others, of a pair that no block brought together
BILLION = 1e9  # scores are summed in whole billionths: exactly, so in whatever order, and equal means are found equal

Pair = tuple[int, int]
_NOBODY: frozenset[int] = frozenset()


def cluster(
    ids: Iterable[str],
    scores: Mapping[tuple[str, str], float],
    report_of: Mapping[str, str],
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
) -> list[list[str]]:
    """Sort ids into clusters, each sorted, in the order of their first member.

    scores: log-odds of pairs (smaller id first); report_of: the report of each id; same, different: a person's
    decisions, which go before every score. Only a person's `same` brings two mentions of one report together.
    """
    names = sorted(ids)
    place = {name: k for k, name in enumerate(names)}
    pairs, same, different = ([(place[a], place[b]) for a, b in some] for some in (scores, same, different))
    clusters = Clusters([report_of[name] for name in names], same, different)
    clusters.settle(np.array(pairs, "int32").reshape(-1, 2), np.array([*scores.values()], float))
    return [[names[k] for k in members] for members in clusters.groups()]


class Clusters:
    """Clusters of the numbers 0 … n - 1, each named by its smallest member, that grow while pairs come in.

    reports: the report of each number; same, different: as for `cluster`. Pairs may come in several helpings, and the
    clusters are those of all at once: what a helping leaves undecided waits for the next, the rest is let go of.
    """

    def __init__(self, reports: Sequence, same: Iterable[Pair] = (), different: Iterable[Pair] = ()) -> None:
        self.reports = reports
        self.home = np.arange(len(reports), dtype="int32")
        self.size = np.ones(len(reports), "int32")
        self.members: dict[int, list[int]] = {}  # of clusters that have grown, while they may grow further
        self.pairs, self.values = np.empty((0, 2), "int32"), np.empty(0)  # that wait; in billionths
        self.apart: dict[int, set[int]] = {}
        for a, b in different:
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)
        for a, b in same:
            self._join(*sorted((int(self.home[a]), int(self.home[b]))))

    def settle(self, pairs: np.ndarray, values: np.ndarray, waiting: np.ndarray | None = None) -> None:
        """Join the best pair of clusters until none is left that may be joined.

        pairs: two numbers a row, the smaller first (a pair may come again); values: their log-odds; waiting: for each
        number, whether it may come in a later helping. Of what waits the best partner is not known, nor of a cluster
        whose own best partner waits: these wait too. All others join as they would if everything were known, since
        no join ever makes a better partner of two (their mean with a third lies between those of the two).
        """
        self._take(pairs, values)
        waits = np.zeros(len(self.home), bool)
        if waiting is not None:
            waits[self.home[waiting]] = True
        known = (a for a in np.unique(self.home[self.pairs]).tolist() if not waits[a])
        heap = [entry for a in known for entry in self._entries(a) if entry[1] == a or waits[entry[1]]]
        heapq.heapify(heap)
        while heap:
            _, a, b, size = heapq.heappop(heap)
            if self.home[a] != a or self.home[b] != b or self.size[a] + self.size[b] != size:
                continue  # one of the two has grown since
            if waits[a] or waits[b]:
                waits[[a, b]] = True
                continue
            self._join(a, b)
            for entry in self._entries(a):
                heapq.heappush(heap, entry)
        self._let_go(waits)

    def groups(self) -> list[np.ndarray]:
        """Give the members of each cluster, sorted, in the order of their first."""
        order = np.argsort(self.home, kind="stable").astype("int32")
        starts = np.flatnonzero(np.diff(self.home[order], prepend=-1))
        return [order[a:b] for a, b in pairwise([*starts.tolist(), len(order)])]

    def _take(self, pairs: np.ndarray, values: np.ndarray) -> None:
        """Put new pairs beside those that wait, and lay out for each number the others it has met."""
        pairs = np.vstack([self.pairs, pairs])
        values = np.concatenate([self.values, np.rint(values * BILLION)])
        first = np.unique(pairs @ np.array([len(self.home), 1]), return_index=True)[1]
        self.pairs, self.values = pairs[first], values[first]
        order = np.argsort(self.pairs.T.ravel(), kind="stable")
        self.near, self.scores = self.pairs[:, ::-1].T.ravel()[order], np.tile(self.values, 2)[order]
        met = np.bincount(self.pairs.ravel(), minlength=len(self.home))
        self.ends = np.concatenate([[0], np.cumsum(met)])

    def _let_go(self, waits: np.ndarray) -> None:
        """Keep only what later helpings may change: clusters that wait and the scores between them."""
        homes = self.home[self.pairs]
        kept = waits[homes].all(axis=1) & (homes[:, 0] != homes[:, 1])
        self.pairs, self.values = self.pairs[kept], self.values[kept]
        self.near = self.scores = self.ends = np.empty(0)
        self.members = {a: members for a, members in self.members.items() if waits[a]}

    def _join(self, a: int, b: int) -> None:
        """Make one cluster of two, under the smaller name, a."""
        if a == b:
            return
        joined = self.members.pop(b, [b])
        self.members.setdefault(a, [a]).extend(joined)
        self.home[joined] = a
        self.size[a] += len(joined)

    def _entries(self, a: int) -> Iterator[tuple[float, int, int, int]]:
        """Give what a cluster may join: less the mean score, which is above 0, the two, and how many they are together."""
        others, means = self._means(a)
        for b, mean, size in zip(others.tolist(), means.tolist(), self.size[others].tolist(), strict=True):
            if self._may(a, b):
                yield -mean, min(a, b), max(a, b), int(self.size[a]) + size

    def _means(self, a: int) -> tuple[np.ndarray, np.ndarray]:
        """Give the other clusters whose pairs with a cluster have a mean score above 0, and these means in billionths."""
        rows = [slice(*self.ends[k : k + 2]) for k in self.members.get(a, (a,))]
        homes = self.home[np.concatenate([self.near[r] for r in rows])]
        others, which = np.unique(homes, return_inverse=True)
        sums = np.bincount(which, np.concatenate([self.scores[r] for r in rows]))
        pairs = self.size[a] * self.size[others].astype(float)
        means = (sums + round(UNSCORED * BILLION) * (pairs - np.bincount(which))) / pairs
        good = (means > 0) & (others != a)
        return others[good], means[good]

    def _may(self, a: int, b: int) -> bool:
        one, other = (self.members.get(x, (x,)) for x in (a, b))
        if self.apart and any(not self.apart.get(k, _NOBODY).isdisjoint(other) for k in one):
            return False
        return {self.reports[k] for k in one}.isdisjoint(self.reports[k] for k in other)
