"""Which places of which documents share a fingerprint?

Postings are sorted by hash. A fingerprint that stands in few documents links all of them in pairs;
one that stands in very many links each of them to the earliest (a star), so that the most copied
text of a pile is neither dropped nor squared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from consilience.lineage.fingerprints import Postings
from consilience.lineage.words import I64, Corpus


@dataclass(frozen=True, slots=True)
class Hits:
    """Shared fingerprints: at word ``a`` of one document, at word ``b`` of a later one."""

    a: I64  # number of the word in the corpus
    b: I64
    length: I64  # words that the fingerprint covers on side a


def find_hits(corpus: Corpus, postings: Postings, *, order: I64, cap: int) -> Hits:
    """Return the pairs of places in different documents that share a fingerprint.

    Args:
        corpus: What *postings* were made of.
        postings: Of one channel.
        order: Rank of each document by its date, the earliest first.
        cap: More documents than this are linked to the earliest one only.
    """
    if postings.hash.size < 2:
        return _hits([])
    document = corpus.document[postings.word].astype(np.int64)
    sorting = np.lexsort((postings.word, order[document], postings.hash))
    hashes, words = postings.hash[sorting], postings.word[sorting]
    lengths, documents = postings.length[sorting], document[sorting]
    fresh = np.ones(hashes.size, bool)
    fresh[1:] = (hashes[1:] != hashes[:-1]) | (documents[1:] != documents[:-1])
    # Inside a document the first place of a fingerprint stands for it.
    hashes, words = hashes[fresh], words[fresh]
    lengths, documents = lengths[fresh], documents[fresh]
    starts = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1]))
    sizes = np.diff(np.append(starts, hashes.size))
    found = [*_all_pairs(starts, sizes, cap), *_stars(starts, sizes, cap)]
    if not found:
        return _hits([])
    one = np.concatenate([pair[0] for pair in found])
    two = np.concatenate([pair[1] for pair in found])
    swap = documents[one] > documents[two]
    one, two = np.where(swap, two, one), np.where(swap, one, two)
    return Hits(words[one], words[two], lengths[one])


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


def _hits(found: list[Hits]) -> Hits:
    none = np.zeros(0, np.int64)
    if not found:
        return Hits(none, none, none)
    return Hits(
        np.concatenate([hits.a for hits in found]),
        np.concatenate([hits.b for hits in found]),
        np.concatenate([hits.length for hits in found]),
    )


def join_hits(*found: Hits) -> Hits:
    """Return the hits of several channels, each once."""
    joined = _hits(list(found))
    sorting = np.lexsort((-joined.length, joined.b, joined.a))
    a, b, length = joined.a[sorting], joined.b[sorting], joined.length[sorting]
    fresh = np.ones(a.size, bool)
    fresh[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    return Hits(a[fresh], b[fresh], length[fresh])
