"""Which sentences of which documents share a fingerprint?

Fingerprints are sorted by hash. One that stands in few documents links all of them in pairs; one
that stands in very many links each of them to the earliest (a star), so that the most copied text
of a pile is neither dropped nor squared. Groups of one hash never need to know of other hashes: a
range of hashes can be searched alone, and the answer is the same for any number of ranges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from consilience.lineage.hashes import (
    I32,
    I64,
    U32,
    U64,
    Bools,
    concatenated,
    distinct,
    fresh,
    ranges,
)
from consilience.lineage.sketches import Fingerprints

MAX_PLACES: Final = 3
"""Places of one fingerprint in one document that are looked at: pages print a passage twice."""

PAIR_BITS: Final = 31
"""A pair of sentences is one number: that of the later, and in so many bits the earlier one."""

Pair = tuple[I64, I64]


@dataclass(frozen=True, slots=True)
class Hits:
    """Shared fingerprints: pairs of sentences of different documents, the lower number first."""

    key: I64  # see `PAIR_BITS`; for each hit two, of its first and of its last words
    few: Bools  # the fingerprint stands in few places


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How places of one fingerprint are linked."""

    cap: int  # more places than this are linked to the earliest document only
    few: int  # a fingerprint in more places may be a stock phrase
    max_documents: int | None = None  # one in more documents links nothing


def find_hits(marks: Fingerprints, document: I32 | I64, *, order: I64, sharing: Sharing) -> Hits:
    """Return the pairs of sentences in different documents that share a fingerprint.

    Args:
        marks: Of one channel, sorted by hash; all places of each hash among them.
        document: Of each sentence.
        order: Rank of each document by its date, the earliest first.
        sharing: How places are linked.
    """
    marks = marks[_repeated(marks.hash)]
    marks = first_places(marks, document)
    documents = document[marks.first].astype(np.int64)
    starts = np.flatnonzero(fresh(marks.hash))
    sizes = np.diff(np.append(starts, marks.hash.size))
    is_few = np.repeat(sizes <= sharing.few, sizes)
    linked = _few_documents(marks.hash, documents, starts, sharing.max_documents)
    keys, few = [], []
    for pair in _links(starts[linked], sizes[linked], sharing, order[documents]):
        apart = documents[pair[0]] != documents[pair[1]]
        one, two = pair[0][apart], pair[1][apart]
        keys += [pair_keys(column[one], column[two]) for column in (marks.first, marks.last)]
        few += [is_few[one]] * 2
    return Hits(concatenated(keys, np.int64), concatenated(few, bool))


def find_middles(
    marks: Fingerprints, document: I32 | I64, *, order: I64, sharing: Sharing
) -> Fingerprints:
    """Return for each fingerprint in very many places the one to which all others are linked.

    Arguments are those of `find_hits`.
    """
    marks = first_places(marks, document)
    starts = np.flatnonzero(fresh(marks.hash))
    sizes = np.diff(np.append(starts, marks.hash.size))
    large = sizes > sharing.cap
    if sharing.max_documents is not None or not large.any():
        return marks[:0]
    middles, _ = _stars(starts[large], sizes[large], order[document[marks.first]])
    return marks[distinct(middles)]


def pair_keys(one: U32, two: U32) -> I64:
    """Return a number for each pair of sentences: see `PAIR_BITS`."""
    low, high = np.minimum(one, two), np.maximum(one, two)
    key: I64 = (high.astype(np.int64) << PAIR_BITS) | low.astype(np.int64)
    return key


def _repeated(hashes: U64) -> Bools:
    same = hashes[1:] == hashes[:-1]
    repeated: Bools = np.append(same, False) | np.append(False, same)
    return repeated[: hashes.size]


def first_places(marks: Fingerprints, document: I32 | I64) -> Fingerprints:
    """Return of *marks*, sorted by hash, the first few of each hash in each document."""
    if marks.hash.size <= MAX_PLACES:
        return marks
    documents = document[marks.first]
    kept = np.ones(documents.size, bool)
    kept[MAX_PLACES:] = (marks.hash[MAX_PLACES:] != marks.hash[:-MAX_PLACES]) | (
        documents[MAX_PLACES:] != documents[:-MAX_PLACES]
    )
    return marks[kept]


def _few_documents(hashes: U64, documents: I64, starts: I64, most: int | None) -> Bools:
    """Return which groups stand in at most so many documents."""
    if most is None or starts.size == 0:
        return np.ones(starts.size, bool)
    begins = fresh(hashes) | fresh(documents)
    few: Bools = np.add.reduceat(begins.astype(np.int64), starts) <= most
    return few


def _links(starts: I64, sizes: I64, sharing: Sharing, rank: I64) -> Iterator[Pair]:
    """Yield the places that are linked, as two arrays of their numbers."""
    small = np.ones(sizes.size, bool) if sharing.max_documents else sizes <= sharing.cap
    yield from _all_pairs(starts[small], sizes[small])
    if not small.all():
        yield _stars(starts[~small], sizes[~small], rank)


def _all_pairs(starts: I64, sizes: I64) -> Iterator[Pair]:
    index = ranges(starts, sizes)
    ends = np.repeat(starts + sizes, sizes)
    for distance in range(1, int(sizes.max()) if sizes.size else 1):
        keep = index + distance < ends
        index, ends = index[keep], ends[keep]
        yield index, index + distance


def _stars(starts: I64, sizes: I64, rank: I64) -> Pair:
    """Return each place beside the first place in the earliest document of its group."""
    places = ranges(starts, sizes)
    best = np.minimum.reduceat(rank[places], np.cumsum(sizes) - sizes)
    group = np.repeat(np.arange(sizes.size), sizes)
    first = np.full(sizes.size, np.iinfo(np.int64).max)
    earliest = rank[places] == best[group]
    np.minimum.at(first, group[earliest], places[earliest])
    return first[group], places
