"""Average-link clustering over the pairs that share something; no loop over all pairs."""

from __future__ import annotations

import functools
import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

Least = Callable[[int, int], float]
"""From the sizes of two groups, the mean similarity from which they are joined."""


def average_link(
    n: int, similar: Mapping[tuple[int, int], float], least: float | Least
) -> list[list[int]]:
    """Return groups of ``range(n)`` whose members are on average at least *least* similar.

    Args:
        similar: Similarity by pair, the smaller number first; pairs left out count as zero.

    Example:
        >>> average_link(3, {(0, 1): 0.9, (1, 2): 0.2}, 0.5)
        [[0, 1], [2]]

    """
    enough = functools.cache(least if callable(least) else lambda _a, _b: least)
    groups = _Groups(n, similar)
    heap = [(-value, a, b) for (a, b), value in similar.items() if value >= enough(1, 1)]
    heapq.heapify(heap)
    while heap:
        value, a, b = heapq.heappop(heap)
        sizes = groups.sizes(a, b)
        if sizes is None or groups.average(a, b) != -value or -value < enough(*sizes):
            continue  # one of the two has grown since
        for mean, one, other in groups.join(a, b, enough):
            heapq.heappush(heap, (-mean, one, other))
    return [sorted(members) for _, members in sorted(groups.members.items())]


def settle(
    groups: Sequence[Sequence[int]], similar: Mapping[tuple[int, int], float], least: float
) -> list[list[int]]:
    """Return *groups* after each member that is not *least* similar to its own has moved.

    It goes to the group that it is most similar to, if it is so by *least*; else it stays.
    """
    beside: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (a, b), value in sorted(similar.items()):
        beside[a].append((b, value))
        beside[b].append((a, value))
    group = {at: number for number, members in enumerate(groups) for at in members}
    sizes = Counter(group.values())
    for at in sorted(group):
        own = group[at]
        if sizes[own] == 1:
            continue
        mean = sum([value for other, value in beside[at] if group[other] == own]) / (sizes[own] - 1)
        if mean < least:
            group[at] = _nearest(at, beside[at], group, sizes, least)
            sizes[own] -= 1
            sizes[group[at]] += 1
    found: dict[int, list[int]] = defaultdict(list)
    for at in sorted(group):
        found[group[at]].append(at)
    return sorted(found.values())


def _nearest(
    at: int,
    beside: Iterable[tuple[int, float]],
    group: Mapping[int, int],
    sizes: Mapping[int, int],
    least: float,
) -> int:
    """Return the group of the highest mean, the first of equals; its own where none is enough."""
    own, sums = group[at], defaultdict[int, float](float)
    for other, value in beside:
        if group[other] != own:
            sums[group[other]] += value
    means = [(sums[number] / sizes[number], -number) for number in sums]
    best, number = max(means, default=(0.0, 0))
    return -number if best >= least else own


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

    def sizes(self, a: int, b: int) -> tuple[int, int] | None:
        """Return the sizes of two groups; ``None`` where one is no more."""
        if a not in self.members or b not in self.members:
            return None
        return len(self.members[a]), len(self.members[b])

    def join(self, a: int, b: int, enough: Least) -> list[tuple[float, int, int]]:
        """Put *b* into *a*; return with which groups it is similar *enough* to be joined.

        Before the numbers of the two, the smaller first, stands their mean similarity.
        """
        members, sums = self.members, self._sums
        members[a] += members.pop(b)
        row, own, size = sums.pop(b), sums[a], len(members[a])
        for other, total in row.items():
            beside = sums[other]
            del beside[b]
            if other != a:
                own[other] = beside[a] = own.get(other, 0.0) + total
        found = []
        for other, total in own.items():
            others = len(members[other])
            mean = total / (size * others)
            if mean >= enough(size, others):
                found.append((mean, a, other) if a < other else (mean, other, a))
        return found
