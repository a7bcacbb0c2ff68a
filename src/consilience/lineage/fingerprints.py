"""Fingerprints: few hashes of a text that any long enough copy of it must share.

Winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003): of every *window* neighbouring n-grams the
smallest hash is kept, so that any run of ``size + window - 1`` shared words meets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from consilience.lineage.hashes import I64, U64, Bools, concatenated, mix, multipliers
from consilience.lineage.words import Corpus

_NONE: Final = np.uint64(2**64 - 1)
_PART: Final = 30_000
"""Items that are winnowed at a time."""


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
    found = [
        _winnow(hashes[part], document[part], word[part], size=size, window=window, stream=stream)
        for part in _parts(document)
        if part.stop - part.start >= size
    ]
    return join_postings(found)


def join_postings(found: Sequence[Postings]) -> Postings:
    """Return *found* one behind the other."""
    return Postings(
        hash=concatenated([postings.hash for postings in found], np.uint64),
        word=concatenated([postings.word for postings in found], np.int64),
        length=concatenated([postings.length for postings in found], np.int64),
    )


def _parts(document: I64) -> Iterator[slice]:
    """Yield stretches of whole documents, small enough for the processor's cache."""
    begins = np.flatnonzero(np.append(True, document[1:] != document[:-1]))
    if document.size == 0:
        return
    wanted = np.arange(0, document.size, _PART)
    cuts = np.unique(begins[np.searchsorted(begins, wanted, side="right") - 1]).tolist()
    for start, end in zip(cuts, [*cuts[1:], document.size], strict=True):
        yield slice(start, end)


def _winnow(
    hashes: U64, document: I64, word: I64, *, size: int, window: int, stream: int
) -> Postings:
    count = hashes.size - size + 1
    factors = multipliers(size, stream)
    grams = hashes[:count] * factors[0]
    for place in range(1, size):
        grams += hashes[place : place + count] * factors[place]
    grams = mix(grams)
    whole = document[:count] == document[size - 1 :]
    kept = _winnowed(grams, whole, document[:count], window)
    first, last = word[kept], word[kept + size - 1]
    return Postings(grams[kept], first, last - first + 1)


def _winnowed(grams: U64, whole: Bools, document: I64, window: int) -> I64:
    """Return which n-grams are the smallest of some window inside their document."""
    if window == 1:
        return np.flatnonzero(whole)
    # Gaps between documents, so that the choice in one never depends on another.
    gap = np.cumsum(np.append(0, document[1:] != document[:-1])) * (window - 1) + window - 1
    place = np.arange(grams.size) + gap
    laid = np.full(int(place[-1]) + window, _NONE, np.uint64)
    laid[place] = np.where(whole, np.minimum(grams, _NONE - np.uint64(1)), _NONE)
    lowest = _over_windows(np.minimum, laid, window)
    # An n-gram is kept where it equals the minimum of any window that covers it.
    highest = _over_windows(np.maximum, np.pad(lowest, window - 1), window)
    return np.flatnonzero((highest == laid)[place] & whole)


def _over_windows(choose: np.ufunc, values: U64, window: int) -> U64:
    """Return the smallest or largest of each *window* neighbouring values, by doubling."""
    covered = 1
    while covered < window:
        step = min(covered, window - covered)
        values = choose(values[:-step], values[step:])
        covered += step
    return values
