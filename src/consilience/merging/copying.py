"""Is one telling a copy of another, or only a formula with other particulars?

An agency that reports shelling every day uses its sentences again: a passage that stands in many
reports may be told of as many events. A mention is the copy of another where the words around both
are the same as well, and the numbers told with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from consilience.merging.told import Told

SAME_WORDS: Final = 0.6
"""Share of the words around a mention that its copy has too; what is left are swapped words."""

Key = tuple[str, str, int]
"""Lineage, trigger, and how many such triggers its passage had before."""


class Copied(NamedTuple):
    """A mention in a copied passage, with what must be the same in a copy of it."""

    key: Key
    around: frozenset[str]  # words before and after it
    counts: frozenset[tuple[str, float | None, float | None]]  # measure, low, high


def copied_of(told: Iterable[Told]) -> tuple[Copied, ...]:
    """Return those of *told* that stand in copied passages."""
    return tuple(
        [
            Copied(
                key,
                one.around,
                frozenset([(cost.measure, cost.low, cost.high) for cost in one.costs]),
            )
            for one in told
            for key in one.copies
        ]
    )


def tell_alike(a: Sequence[Copied], b: Sequence[Copied]) -> bool:
    """Whether a mention among *a* is the copy of one among *b*."""
    if not a or not b:
        return False
    by_key: dict[Key, list[Copied]] = {}
    for one in a:
        by_key.setdefault(one.key, []).append(one)
    return any(_is_copy(one, other) for other in b for one in by_key.get(other.key, ()))


def _is_copy(a: Copied, b: Copied) -> bool:
    shared = len(a.around & b.around)
    if shared < SAME_WORDS * min(len(a.around), len(b.around)):
        return False
    measures = {count[0] for count in a.counts} & {count[0] for count in b.counts}
    return not measures or not a.counts.isdisjoint(b.counts)
