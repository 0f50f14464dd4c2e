"""Clusters of mentions: pairs with a good score come together, as far as a report or a person does not tell them apart.

Average linkage over the scored pairs of each connected component: two clusters join while the mean score of the
pairs between them is above 0, best first. The outcome depends on nothing but the mentions of the component, so that a
new report changes only what it touches, and not on their order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

UNSCORED = -0.7  # log-odds, in a mean with others, of a pair that no block brought together

Pair = tuple[str, str]


def cluster(
    ids: Iterable[str],
    scores: Mapping[Pair, float],
    report_of: Mapping[str, str],
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> list[list[str]]:
    """Sort ids into clusters, each sorted, in the order of their first member.

    scores: log-odds of pairs (smaller id first); report_of: the report of each id; same, different: a person's
    decisions, which go before every score. Only a person's `same` brings two mentions of one report together.
    """
    homes = _Clusters(sorted(ids), scores, report_of, different)
    for pair in sorted(same):
        homes.join(*pair)
    homes.settle()
    return sorted((sorted(m) for m in homes.members.values()), key=lambda c: c[0])


class _Clusters:
    def __init__(
        self, ids: list[str], scores: Mapping[Pair, float], report_of: Mapping[str, str], different: Iterable[Pair]
    ) -> None:
        self.home = {i: i for i in ids}
        self.members = {i: {i} for i in ids}
        self.reports = {i: {report_of[i]} for i in ids}
        self.links: dict[str, dict[str, tuple[float, int]]] = {i: {} for i in ids}  # sum of scores, number of pairs
        self.apart: dict[str, set[str]] = {i: set() for i in ids}
        for (a, b), value in scores.items():
            self.links[a][b] = self.links[b][a] = (value, 1)
        for a, b in different:
            self.apart[a].add(b)
            self.apart[b].add(a)

    def join(self, a: str, b: str) -> None:
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
        heap = [self._entry(a, b) for a in sorted(self.links) for b in self.links[a] if a < b and self._may(a, b)]
        heapq.heapify(heap)
        while heap:
            value, a, b = heapq.heappop(heap)
            if a not in self.members or b not in self.members or self._entry(a, b)[0] != value or value >= 0:
                continue
            if not self._may(a, b):
                continue
            self.join(a, b)
            for other in self.links[a]:
                first, second = sorted((a, other))
                if self._may(first, second):
                    heapq.heappush(heap, self._entry(first, second))

    def _entry(self, a: str, b: str) -> tuple[float, str, str]:
        """Give a heap's entry: the mean score between two clusters, negative so that the best comes first."""
        value, n = self.links[a].get(b, (0.0, 0))
        pairs = len(self.members[a]) * len(self.members[b])
        return -(value + UNSCORED * (pairs - n)) / pairs, a, b

    def _may(self, a: str, b: str) -> bool:
        told_apart = self.apart[a] & self.members[b] or self.apart[b] & self.members[a]
        return not told_apart and not self.reports[a] & self.reports[b]
