"""Fingerprints: few hashes of a text that any long enough copy of it must share.

Winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003): of every *window* neighbouring n-grams the
smallest hash is kept, so that any run of ``size + window - 1`` shared words meets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from consilience.lineage.hashes import (
    I32,
    I64,
    U64,
    Bools,
    concatenated,
    distinct,
    fresh,
    mix,
    multipliers,
)
from consilience.lineage.words import Corpus

_NONE: Final = np.uint64(2**64 - 1)
_PART: Final = 60_000
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
        corpus.document,
        np.arange(corpus.hash.size),
        size=size,
        window=window,
        stream=stream,
    )


def winnow_sequence(
    hashes: U64, document: I32 | I64, word: I64, *, size: int, window: int, stream: int
) -> Postings:
    """Return winnowed n-grams over a sequence of items, some of the words of a corpus.

    Args:
        hashes: Of the items.
        document: To which each belongs; an n-gram never runs over its end.
        word: Number of each item's word in the corpus.
        size: Items in an n-gram.
        window: Neighbouring n-grams of which one is kept, at most *size*.
        stream: Keeps channels apart.

    Raises:
        ValueError: *window* is larger than *size*.
    """
    if window > size:
        raise ValueError(f"a window of {window} is larger than the {size} words of an n-gram")
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


def _parts(document: I32 | I64) -> Iterator[slice]:
    """Yield stretches of whole documents, small enough for the processor's cache."""
    if document.size == 0:
        return
    begins = np.flatnonzero(fresh(document))
    wanted = np.arange(0, document.size, _PART)
    cuts = distinct(begins[np.searchsorted(begins, wanted, side="right") - 1]).tolist()
    for start, end in zip(cuts, [*cuts[1:], document.size], strict=True):
        yield slice(start, end)


def _winnow(
    hashes: U64, document: I32 | I64, word: I64, *, size: int, window: int, stream: int
) -> Postings:
    count = hashes.size - size + 1
    factors = multipliers(size, stream)
    grams = hashes[:count] * factors[0]
    for place in range(1, size):
        grams += hashes[place : place + count] * factors[place]
    grams = mix(grams)
    whole = document[:count] == document[size - 1 :]
    kept = _winnowed(grams, whole, window)
    first, last = word[kept], word[kept + size - 1]
    return Postings(grams[kept], first, last - first + 1)


def _winnowed(grams: U64, whole: Bools, window: int) -> I64:
    """Return which n-grams are the smallest of some window inside their document.

    Between the whole n-grams of two documents lie as many as an n-gram has words less one, which
    are not whole. No window is longer, so the choice in one document never depends on another.
    """
    if window == 1:
        return np.flatnonzero(whole)
    edge = window - 1
    laid = np.full(grams.size + 2 * edge, _NONE, np.uint64)
    inner = laid[edge : edge + grams.size]
    np.minimum(grams, _NONE - np.uint64(1), out=inner)
    inner[~whole] = _NONE
    lowest = _over_windows(np.minimum, laid, window)
    # An n-gram is kept where it equals the minimum of any window that covers it.
    highest = _over_windows(np.maximum, lowest, window)
    return np.flatnonzero((highest == inner) & whole)


def _over_windows(choose: np.ufunc, values: U64, window: int) -> U64:
    """Return the smallest or largest of each *window* neighbouring values, by doubling."""
    covered = 1
    while covered < window:
        step = min(covered, window - covered)
        values = choose(values[:-step], values[step:])
        covered += step
    return values
