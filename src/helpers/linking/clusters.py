"""Clusters of mentions: pairs with a good score come together, as far as a report or a person does not tell them apart.

Average linkage over the scored pairs of each connected component: two clusters join while the mean score of the
pairs between them is above 0, best first. The outcome depends on nothing but the mentions of the component, so that a
new report changes only what it touches, and not on their order.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

UNSCORED = -0.7  # log-odds, in a mean with others, of a pair that no block brought together

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
    table = np.array(pairs, "int32").reshape(-1, 2), np.array([*scores.values()], float)
    found = cluster_many([report_of[name] for name in names], *table, same, different)
    return [[names[k] for k in members] for members in found]


def cluster_many(
    reports: Sequence,
    pairs: np.ndarray,
    values: np.ndarray,
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> list[list[int]]:
    """Sort the numbers 0 … n - 1 into clusters as `cluster` does, one component of the graph of scores at a time.

    reports: the report of each number; pairs: two numbers a row, the smaller first (a pair may stand there twice);
    values: their log-odds. Two clusters join only while the mean score between them is above 0, and so one of the
    scores is: what no such pair connects, and no person, never comes together, and the scores between components need
    not be looked at.
    """
    if not len(reports):
        return []
    same, different = (np.array([*some], "int32").reshape(-1, 2) for some in (same, different))
    component = _components(len(reports), np.vstack([pairs[values > 0], same]))
    parts = [_by_component(component, some) for some in (pairs, same, different)]
    clusters = []
    for members, scored, together, apart in zip(_groups(component), *parts, strict=True):
        homes = _Clusters(members.tolist(), reports, pairs[scored], values[scored], different[apart].tolist())
        for a, b in sorted(same[together].tolist()):
            homes.join(homes.home[a], homes.home[b])
        homes.settle()
        clusters += (sorted(m) for m in homes.members.values())
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


class _Clusters:
    """Clusters of one component, each named by its smallest member, and the links between them.

    A link is the sum of the scores between two clusters and their number. Between two that are single still it is read
    off the scores, two numbers a pair; only a cluster that has grown keeps its links.
    """

    def __init__(
        self, ids: list[int], reports: Sequence, pairs: np.ndarray, values: np.ndarray, different: list[list[int]]
    ) -> None:
        self.home = {i: i for i in ids}
        self.members = {i: {i} for i in ids}
        self.reports = {i: {reports[i]} for i in ids}
        self.scores = {i: (array("i"), array("d")) for i in ids}
        self.links: dict[int, dict[int, tuple[float, int]]] = {}
        self.apart: dict[int, set[int]] = {}
        for (a, b), value in zip(pairs, values, strict=True):
            for one, other in ((a, b), (b, a)):
                self.scores[one][0].append(other)
                self.scores[one][1].append(value)
        for a, b in different:
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)

    def join(self, a: int, b: int) -> None:
        """Make one cluster of two, under the smaller name."""
        a, b = sorted((a, b))
        if a == b:
            return
        links = self._links(a)
        for other, (value, n) in self._links(b).items():
            old, count = links.get(other, (0.0, 0))
            links[other] = (old + value, count + n)
        links.pop(a, None)
        links.pop(b, None)
        for i in self.members[b]:
            self.home[i] = a
        self.members[a] |= self.members.pop(b)
        self.reports[a] |= self.reports.pop(b)
        if b in self.apart:
            self.apart[a] = self.apart.get(a, set()) | self.apart.pop(b)
        for one in (a, b):
            self.links.pop(one, None)
            self.scores.pop(one, None)  # are in the links now
        self.links[a] = links
        for other in links.keys() & self.links.keys():
            self.links[other].pop(b, None)
            self.links[other][a] = links[other]

    def settle(self) -> None:
        """Join the best pair of clusters until none is left that may be joined."""
        heap = [entry for a in self.members for entry in self._entries(a) if entry[1] == a]
        heapq.heapify(heap)
        while heap:
            value, a, b = heapq.heappop(heap)
            if a not in self.members or b not in self.members or not self._may(a, b):
                continue
            if self._mean(a, b, self._links(a)[b]) != -value:
                continue
            self.join(a, b)
            for entry in self._entries(a):
                heapq.heappush(heap, entry)

    def _links(self, a: int) -> dict[int, tuple[float, int]]:
        """Give the links of a cluster to others."""
        if a in self.links:
            return self.links[a]
        near = ((self.home[other], value) for other, value in zip(*self.scores[a], strict=True))
        return {b: self.links[b][a] if b in self.links else (value, 1) for b, value in near}

    def _entries(self, a: int) -> Iterator[tuple[float, int, int]]:
        """Give the heap's entries of a cluster: those that it may join, with a mean score above 0, the best smallest."""
        for b, link in self._links(a).items():
            mean = self._mean(a, b, link)
            if mean > 0 and self._may(a, b):
                yield -mean, min(a, b), max(a, b)

    def _mean(self, a: int, b: int, link: tuple[float, int]) -> float:
        """Give the mean score of all pairs between two clusters."""
        value, n = link
        pairs = len(self.members[a]) * len(self.members[b])
        return (value + UNSCORED * (pairs - n)) / pairs

    def _may(self, a: int, b: int) -> bool:
        told_apart = any(not self.apart.get(x, _NOBODY).isdisjoint(self.members[y]) for x, y in ((a, b), (b, a)))
        return not told_apart and self.reports[a].isdisjoint(self.reports[b])
