"""Which places of which documents share a fingerprint?

Postings are sorted by hash. A fingerprint that stands in few documents links all of them in pairs;
one that stands in very many links each of them to the earliest (a star), so that the most copied
text of a pile is neither dropped nor squared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from consilience.lineage.fingerprints import Postings
from consilience.lineage.words import I64, U64, Bools, Corpus

MAX_PLACES: Final = 3
"""Places of one fingerprint in one document that are looked at: pages print a passage twice."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Shared fingerprints: at word ``a`` of one document, at word ``b`` of a later one."""

    a: I64  # number of the word in the corpus
    b: I64
    length: I64  # words that the fingerprint covers on side a
    places: I64  # where else the fingerprint stands: the fewer, the more a hit tells


_EMPTY: Final = np.zeros(0, np.int64)
_NONE: Final = Hits(_EMPTY, _EMPTY, _EMPTY, _EMPTY)


def find_hits(corpus: Corpus, postings: Postings, *, order: I64, cap: int) -> Hits:
    """Return the pairs of places in different documents that share a fingerprint.

    Args:
        corpus: What *postings* were made of.
        postings: Of one channel.
        order: Rank of each document by its date, the earliest first.
        cap: More documents than this are linked to the earliest one only.
    """
    if postings.hash.size < 2:
        return _NONE
    document = corpus.document[postings.word].astype(np.int64)
    sorting = np.lexsort((postings.word, order[document], postings.hash))
    hashes, words = postings.hash[sorting], postings.word[sorting]
    lengths, documents = postings.length[sorting], document[sorting]
    kept = _first_places(hashes, documents)
    hashes, words = hashes[kept], words[kept]
    lengths, documents = lengths[kept], documents[kept]
    starts = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1]))
    sizes = np.diff(np.append(starts, hashes.size))
    found = [*_all_pairs(starts, sizes, cap), *_stars(starts, sizes, cap)]
    places = np.repeat(sizes, sizes)
    if not found:
        return _NONE
    one = np.concatenate([pair[0] for pair in found])
    two = np.concatenate([pair[1] for pair in found])
    apart = documents[one] != documents[two]
    one, two = one[apart], two[apart]
    swap = documents[one] > documents[two]
    one, two = np.where(swap, two, one), np.where(swap, one, two)
    return Hits(words[one], words[two], lengths[one], places[one])


def _first_places(hashes: U64, documents: I64) -> Bools:
    """Return which postings are among the first few places of their hash in their document."""
    kept = np.ones(hashes.size, bool)
    if hashes.size > MAX_PLACES:
        same = (hashes[MAX_PLACES:] == hashes[:-MAX_PLACES]) & (
            documents[MAX_PLACES:] == documents[:-MAX_PLACES]
        )
        kept[MAX_PLACES:] = ~same
    return kept


def _all_pairs(starts: I64, sizes: I64, cap: int) -> Iterator[tuple[I64, I64]]:
    small = (sizes > 1) & (sizes <= cap)
    starts, sizes = starts[small], sizes[small]
    index = np.repeat(starts, sizes) + _places(sizes)
    ends = np.repeat(starts + sizes, sizes)
    for distance in range(1, int(sizes.max()) if sizes.size else 1):
        keep = index + distance < ends
        index, ends = index[keep], ends[keep]
        if index.size == 0:
            return
        yield index, index + distance


def _stars(starts: I64, sizes: I64, cap: int) -> Iterator[tuple[I64, I64]]:
    large = sizes > cap
    if not large.any():
        return
    starts, sizes = starts[large], sizes[large] - 1
    # Places of a group are in order of date: its first is the earliest document's.
    yield np.repeat(starts, sizes), np.repeat(starts + 1, sizes) + _places(sizes)


def _places(sizes: I64) -> I64:
    """Return 0 … size-1 for each of *sizes*, one behind the other."""
    total = int(sizes.sum())
    first = np.cumsum(sizes) - sizes
    return np.arange(total) - np.repeat(first, sizes)
