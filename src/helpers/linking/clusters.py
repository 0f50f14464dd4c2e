"""Clusters of mentions: pairs with a good score come together, as far as a report or a person does not tell them apart.

Average linkage over the scored pairs of each connected component: two clusters join while the mean score of the
pairs between them is above 0, best first. The outcome depends on nothing but the mentions of the component, so that a
new report changes only what it touches, and not on their order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

UNSCORED = -0.7  # log-odds, in a mean with others, of a pair that no block brought together

Id = str | int
Pair = tuple[Id, Id]


def cluster(
    ids: Iterable[Id],
    scores: Mapping[Pair, float],
    report_of: Mapping[Id, Id],
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> list[list[Id]]:
    """Sort ids into clusters, each sorted, in the order of their first member.

    scores: log-odds of pairs (smaller id first); report_of: the report of each id; same, different: a person's
    decisions, which go before every score. Only a person's `same` brings two mentions of one report together.
    """
    return _settled(ids, scores.items(), report_of, same, different)


def cluster_many(
    reports: Sequence[int],
    pairs: np.ndarray,
    values: np.ndarray,
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> list[list[int]]:
    """Sort the numbers 0 … n - 1 into clusters as `cluster` does, one component of the graph of scores at a time.

    reports: the report of each number; pairs: two numbers a row, the smaller first; values: their log-odds. Two clusters
    join only while the mean score between them is above 0, and so one of the scores is: what no such pair connects,
    and no person, never comes together, and the scores between components need not be looked at.
    """
    if not len(reports):
        return []
    same, different = np.array([*same], int).reshape(-1, 2), np.array([*different], int).reshape(-1, 2)
    component = _components(len(reports), np.vstack([pairs[values > 0], same]))
    parts = [_by_component(component, p) for p in (pairs, same, different)]
    clusters = []
    for members, scored, *decided in zip(_groups(component), *parts, strict=True):
        ids = members.tolist()
        name = dict(zip(ids, ids, strict=True))  # the same number, not a copy of it for every pair
        found = (((name[a], name[b]), v) for (a, b), v in zip(pairs[scored], values[scored], strict=True))
        told = (table[k].tolist() for table, k in zip((same, different), decided, strict=True))
        clusters += _settled(ids, found, {i: reports[i] for i in ids}, *told) if len(ids) > 1 else [ids]
    return sorted(clusters)


def _components(n: int, edges: np.ndarray) -> np.ndarray:
    """Number the connected components of a graph, and give the number of each node's."""
    from scipy.sparse import coo_matrix  # late: only linking needs it
    from scipy.sparse.csgraph import connected_components

    graph = coo_matrix((np.ones(len(edges), bool), (edges[:, 0], edges[:, 1])), shape=(n, n))
    return connected_components(graph, directed=False)[1]


def _by_component(component: np.ndarray, pairs: np.ndarray) -> Iterator[np.ndarray]:
    """Give, for each component, the places of the pairs inside it."""
    home = component[pairs[:, 0]]
    inside = np.flatnonzero(home == component[pairs[:, 1]])
    return (inside[k] for k in _groups(home[inside], component.max() + 1))


def _groups(numbers: np.ndarray, size: int = 0) -> Iterator[np.ndarray]:
    """Give the places of 0, of 1, of 2 … in an array."""
    order = np.argsort(numbers, kind="stable")
    ends = np.cumsum(np.bincount(numbers, minlength=size))
    return (order[start:end] for start, end in pairwise([0, *ends.tolist()]))


def _settled(
    ids: Iterable[Id],
    scored: Iterable[tuple[Pair, float]],
    report_of: Mapping[Id, Id],
    same: Iterable[Pair],
    different: Iterable[Pair],
) -> list[list[Id]]:
    homes = _Clusters(ids, scored, report_of, different)
    for a, b in sorted(same):
        homes.join(a, b)
    homes.settle()
    return sorted((sorted(m) for m in homes.members.values()), key=lambda c: c[0])


class _Clusters:
    def __init__(
        self,
        ids: Iterable[Id],
        scored: Iterable[tuple[Pair, float]],
        report_of: Mapping[Id, Id],
        different: Iterable[Pair],
    ) -> None:
        self.home = {i: i for i in ids}
        self.members = {i: {i} for i in self.home}
        self.reports = {i: {report_of[i]} for i in self.home}
        self.links: dict[Id, dict[Id, tuple[float, int]]] = {i: {} for i in self.home}  # sum of scores, number of pairs
        self.apart: dict[Id, set[Id]] = {i: set() for i in self.home}
        for (a, b), value in scored:
            self.links[a][b] = self.links[b][a] = (value, 1)
        for a, b in different:
            self.apart[a].add(b)
            self.apart[b].add(a)

    def join(self, a: Id, b: Id) -> None:
        """Make one cluster of those that hold two ids, under the smaller name of the two."""
        a, b = sorted((self.home[a], self.home[b]))
        if a == b:
            return
        for i in self.members[b]:
            self.home[i] = a
        self.members[a] |= self.members.pop(b)
        self.reports[a] |= self.reports.pop(b)
        self.apart[a] |= self.apart.pop(b)
        for other, (value, n) in self.links.pop(b).items():
            del self.links[other][b]
            if other != a:
                old, count = self.links[a].get(other, (0.0, 0))
                self.links[a][other] = self.links[other][a] = (old + value, count + n)

    def settle(self) -> None:
        """Join the best pair of clusters until none is left that may be joined."""
        heap: list[tuple[float, Id, Id]] = []
        for a, others in self.links.items():
            heap += (self._entry(a, b) for b in others if a < b and self._is_worth_it(a, b))
        heapq.heapify(heap)
        while heap:
            value, a, b = heapq.heappop(heap)
            if a not in self.members or b not in self.members or self._entry(a, b)[0] != value:
                continue
            if not self._may(a, b):
                continue
            self.join(a, b)
            for other in self.links[a]:
                first, second = sorted((a, other))
                if self._is_worth_it(first, second):
                    heapq.heappush(heap, self._entry(first, second))

    def _is_worth_it(self, a: Id, b: Id) -> bool:
        return self._entry(a, b)[0] < 0 and self._may(a, b)

    def _entry(self, a: Id, b: Id) -> tuple[float, Id, Id]:
        """Give a heap's entry: the mean score between two clusters, negative so that the best comes first."""
        value, n = self.links[a].get(b, (0.0, 0))
        pairs = len(self.members[a]) * len(self.members[b])
        return -(value + UNSCORED * (pairs - n)) / pairs, a, b

    def _may(self, a: Id, b: Id) -> bool:
        told_apart = self.apart[a] & self.members[b] or self.apart[b] & self.members[a]
        return not told_apart and not self.reports[a] & self.reports[b]
