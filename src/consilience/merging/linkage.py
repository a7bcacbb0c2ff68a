"""Average-link clustering over the pairs that share something; no loop over all pairs."""

from __future__ import annotations

import heapq
from collections.abc import Mapping


def average_link(n: int, similar: Mapping[tuple[int, int], float], least: float) -> list[list[int]]:
    """Return groups of ``range(n)`` whose members are on average at least *least* similar.

    Args:
        similar: Similarity by pair, the smaller number first; pairs left out count as zero.

    Example:
        >>> average_link(3, {(0, 1): 0.9, (1, 2): 0.2}, 0.5)
        [[0, 1], [2]]

    """
    groups = _Groups(n, similar)
    heap = [(-value, a, b) for (a, b), value in similar.items() if value >= least]
    heapq.heapify(heap)
    while heap:
        value, a, b = heapq.heappop(heap)
        if groups.average(a, b) != -value:
            continue  # one of the two has grown since
        for other in groups.join(a, b):
            mean = groups.average(a, other)
            if mean is not None and mean >= least:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    return [sorted(members) for _, members in sorted(groups.members.items())]


class _Groups:
    """Groups by their smallest member, and the sums of similarities between them."""

    def __init__(self, n: int, similar: Mapping[tuple[int, int], float]) -> None:
        self.members = {at: [at] for at in range(n)}
        self._sums: dict[int, dict[int, float]] = {at: {} for at in range(n)}
        for (a, b), value in similar.items():
            self._sums[a][b] = self._sums[b][a] = value

    def average(self, a: int, b: int) -> float | None:
        """Return the mean similarity of two groups; ``None`` where one is no more."""
        if a not in self.members or b not in self.members:
            return None
        pairs = len(self.members[a]) * len(self.members[b])
        return self._sums[a].get(b, 0.0) / pairs

    def join(self, a: int, b: int) -> list[int]:
        """Put *b* into *a*; return the groups that share something with it."""
        self.members[a] += self.members.pop(b)
        row = self._sums.pop(b)
        for other in sorted(row):
            del self._sums[other][b]
            if other != a:
                total = self._sums[a].get(other, 0.0) + row[other]
                self._sums[a][other] = self._sums[other][a] = total
        return sorted(self._sums[a])
