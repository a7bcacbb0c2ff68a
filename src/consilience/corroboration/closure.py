"""Groups of what is linked, directly or through others, with the links that made them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Closure(Generic[T]):
    """Things in groups that grow together as they are linked; the order of links is no matter."""

    def __init__(self, things: Iterable[T], *, apart: Iterable[frozenset[T]] = ()) -> None:
        """Start with every thing alone; the pairs *apart* never come into one group."""
        self._parent: dict[T, T] = {thing: thing for thing in things}
        self._apart = [pair for pair in apart if len(pair) == 2 and pair <= self._parent.keys()]
        self._links: list[tuple[T, str]] = []

    def find(self, thing: T) -> T:
        """Return the thing that stands for the group of *thing*."""
        parent = self._parent
        root = thing
        while parent[root] != root:
            root = parent[root]
        while parent[thing] != root:
            parent[thing], thing = root, parent[thing]
        return root

    def link(self, things: Sequence[T], why: str) -> None:
        """Put *things* into one group."""
        first = things[0]
        for other in things[1:]:
            a, b = self.find(first), self.find(other)
            if a != b and not self._kept_apart(a, b):
                self._parent[b] = a
        if len(things) > 1:
            self._links.append((first, why))

    def _kept_apart(self, a: T, b: T) -> bool:
        return any({self.find(thing) for thing in pair} == {a, b} for pair in self._apart)

    def groups(self) -> dict[T, list[T]]:
        """Return the members of each group, in the order in which they were given."""
        found: dict[T, list[T]] = defaultdict(list)
        for thing in self._parent:
            found[self.find(thing)].append(thing)
        return found

    def reasons(self) -> dict[T, set[str]]:
        """Return the reasons that hold each group together, by the thing that stands for it."""
        found: dict[T, set[str]] = defaultdict(set)
        for thing, why in self._links:
            found[self.find(thing)].add(why)
        return found


def count_matched(choices: Mapping[str, Iterable[str]]) -> int:
    """Return how many keys can each have one of their choices without sharing it.

    Example:
        >>> count_matched({"monitor": ["paper"], "army": ["paper"]})
        1

    """
    taken: dict[str, str] = {}

    def place(key: str, tried: set[str]) -> bool:
        for choice in sorted(choices[key]):
            if choice in tried:
                continue
            tried.add(choice)
            if choice not in taken or place(taken[choice], tried):
                taken[choice] = key
                return True
        return False

    return sum(place(key, set()) for key in sorted(choices))
