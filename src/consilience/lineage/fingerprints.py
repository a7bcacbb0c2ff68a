"""Fingerprints: few hashes of a text that any long enough copy of it must share.

Winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003): of every *window* neighbouring n-grams the
smallest hash is kept, so that any run of ``size + window - 1`` shared words meets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from consilience.lineage.words import I64, U64, Bools, Corpus, mix, multipliers

_NONE = np.uint64(2**64 - 1)


@dataclass(frozen=True, slots=True)
class Postings:
    """Where each fingerprint stands."""

    hash: U64
    word: I64  # number of its first word in the corpus
    length: I64  # words that it covers


def winnow_ngrams(corpus: Corpus, *, size: int, window: int, stream: int) -> Postings:
    """Return the winnowed n-grams of *size* words of every document."""
    return winnow_sequence(
        corpus.hash,
        corpus.document.astype(np.int64),
        np.arange(corpus.hash.size),
        size=size,
        window=window,
        stream=stream,
    )


def winnow_sequence(
    hashes: U64, document: I64, word: I64, *, size: int, window: int, stream: int
) -> Postings:
    """Return winnowed n-grams over a sequence of items, some of the words of a corpus.

    Args:
        hashes: Of the items.
        document: To which each belongs; an n-gram never runs over its end.
        word: Number of each item's word in the corpus.
        size: Items in an n-gram.
        window: Neighbouring n-grams of which one is kept.
        stream: Keeps channels apart.
    """
    count = hashes.size - size + 1
    if count <= 0:
        return Postings(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64))
    factors = multipliers(size, stream)
    grams = np.zeros(count, np.uint64)
    for place in range(size):
        grams += hashes[place : place + count] * factors[place]
    grams = mix(grams)
    whole = document[:count] == document[size - 1 :]
    kept = _winnowed(grams, whole, document[:count].astype(np.int64), window)
    first, last = word[kept], word[kept + size - 1]
    return Postings(grams[kept], first, last - first + 1)


def _winnowed(grams: U64, whole: Bools, document: I64, window: int) -> I64:
    """Return which n-grams are the smallest of some window inside their document."""
    if window == 1:
        return np.flatnonzero(whole)
    # Gaps between documents, so that the choice in one never depends on another.
    place = np.arange(grams.size) + document * (window - 1) + window - 1
    laid = np.full(int(place[-1]) + window, _NONE, np.uint64)
    laid[place] = np.where(whole, np.minimum(grams, _NONE - np.uint64(1)), _NONE)
    lowest = laid[: laid.size - window + 1].copy()
    for shift in range(1, window):
        np.minimum(lowest, laid[shift : laid.size - window + 1 + shift], out=lowest)
    # An n-gram is kept where it equals the minimum of any window that covers it.
    kept = np.zeros(laid.size, bool)
    for shift in range(window):
        kept[shift : shift + lowest.size] |= laid[shift : shift + lowest.size] == lowest
    return np.flatnonzero(kept[place] & whole)
