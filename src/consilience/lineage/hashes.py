"""Fixed 64-bit hashes over arrays, and which hashes belong to a small set."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
U32 = NDArray[np.uint32]
I64 = NDArray[np.int64]
I32 = NDArray[np.int32]
Bools = NDArray[np.bool_]

_SEED: Final = 20_240_229
_SLOT_BITS: Final = 14
_SLOT_SHIFT: Final = np.uint64(64 - _SLOT_BITS)


@functools.cache
def multipliers(count: int, stream: int) -> U64:
    """Return *count* fixed odd numbers for hashing."""
    random = np.random.Generator(np.random.PCG64([_SEED, stream]))
    return random.integers(0, 2**64, count, dtype=np.uint64) | np.uint64(1)


def mix(values: U64) -> U64:
    """Return *values* with their bits spread (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


class HashSet:
    """A few thousand hashes that very many others are compared with.

    The first bits of a hash tell its slot in a table. Members of one slot stand in tables one
    behind the other, of which a few hundred members need two or three.
    """

    def __init__(self, hashes: U64) -> None:
        members = distinct(hashes)
        slot = members >> _SLOT_SHIFT
        layer = places_in_groups(np.bincount(slot.astype(np.int64), minlength=1 << _SLOT_BITS))
        # An empty slot holds a hash that belongs to another slot.
        empty = ~(np.arange(1 << _SLOT_BITS, dtype=np.uint64) << _SLOT_SHIFT)
        self._tables: list[U64] = []
        for number in range(int(layer.max(initial=-1)) + 1):
            table = empty.copy()
            table[slot[layer == number]] = members[layer == number]
            self._tables.append(table)

    def holds(self, hashes: U64) -> Bools:
        """Return which of *hashes* belong to the set."""
        slot = (hashes >> _SLOT_SHIFT).astype(np.int64)
        found = np.zeros(hashes.size, bool)
        for table in self._tables:
            found |= table[slot] == hashes
        return found


def sort_by_hash(hashes: U64) -> I64:
    """Return the order in which *hashes* ascend; equal ones stay in the order given."""
    bits = np.uint64(max(1, int(hashes.size - 1).bit_length()))
    mask = (np.uint64(1) << bits) - np.uint64(1)
    keys = (hashes & ~mask) | np.arange(hashes.size, dtype=np.uint64)
    keys.sort()
    order = (keys & mask).astype(np.int64)
    found = hashes[order]
    if np.any(found[1:] < found[:-1]):  # hashes that differ in their last bits only
        order = order[np.argsort(found, kind="stable")]
    return order


def fresh(values: NDArray[Any]) -> Bools:
    """Return which of the sorted *values* differ from the one before."""
    found = np.ones(values.size, bool)
    found[1:] = values[1:] != values[:-1]
    return found


def distinct(values: NDArray[Any]) -> NDArray[Any]:
    """Return the distinct *values*, sorted; much faster than `np.unique` on many hashes."""
    values = np.sort(values)
    found: NDArray[Any] = values[fresh(values)]
    return found


def among(values: NDArray[Any], wanted: NDArray[Any]) -> Bools:
    """Return which of *values* are among *wanted*, which ascend."""
    if wanted.size == 0:
        return np.zeros(values.size, bool)
    place = np.minimum(np.searchsorted(wanted, values), wanted.size - 1)
    found: Bools = wanted[place] == values
    return found


def places_in_groups(sizes: Any) -> I64:
    """Return 0 … size-1 for each of *sizes*, one behind the other."""
    sizes = np.asarray(sizes, np.int64)
    first = np.cumsum(sizes) - sizes
    places: I64 = np.arange(int(sizes.sum())) - np.repeat(first, sizes)
    return places


def ranges(first: I64, sizes: I64) -> I64:
    """Return the numbers of several ranges, one behind the other."""
    numbers: I64 = np.repeat(first, sizes) + places_in_groups(sizes)
    return numbers


def concatenated(parts: Sequence[NDArray[Any]], kind: Any) -> NDArray[Any]:
    """Return *parts* as one array, an empty one of *kind* where there are none."""
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, kind)
