"""How alike are the words of each two reports, without a comparison of all with all?

Sums are made one after the other, in the order of the words: the same on every machine, as the
product of matrices is not.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from consilience.merging.story_words import Numbers, Reals, Weights, ranges

_RARE: Final = 60
"""Reports up to which a word brings two of them together."""

_SOMETHING: Final = 0.04
"""Share of the cosine that rare words must carry: less is no particular."""

_AT_ONCE: Final = 64
"""Reports that are compared with all others in one go."""

_NONE: Final = np.empty(0, np.int64)


class Pairs(NamedTuple):
    """Two reports each, by number, the smaller first; in order."""

    a: Numbers
    b: Numbers
    cosine: Reals


def find_similar(weights: Weights) -> Pairs:
    """Return each two reports that share rare words, and the cosine of all their words."""
    rare = np.bincount(weights.word, minlength=weights.n_words)[weights.word] <= _RARE
    together, beside = _Shared(_only(weights, rare)), _Beside(_only(weights, ~rare))
    found = [Pairs(_NONE, _NONE, _NONE.astype(np.float64))]
    for first in range(0, weights.n_reports, _AT_ONCE):
        last = min(first + _AT_ONCE, weights.n_reports)
        a, b, share = together.pairs(first, last)
        found.append(Pairs(a, b, share + beside.products(a, b, first, last)))
    return Pairs(*map(np.concatenate, zip(*found, strict=True)))


def _only(weights: Weights, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Weights:
    return weights._replace(
        report=weights.report[wanted], word=weights.word[wanted], weight=weights.weight[wanted]
    )


class _Shared:
    """Rare words by their reports: whoever shares one is found through it."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        order = np.argsort(weights.word, kind="stable")
        self._report, self._weight = weights.report[order], weights.weight[order]
        ends = np.cumsum(np.bincount(weights.word, minlength=weights.n_words))
        self._next = np.empty_like(order)
        self._next[order] = np.arange(1, len(order) + 1)
        self._left = ends[weights.word] - self._next  # later reports that use the word

    def pairs(self, first: int, last: int) -> tuple[Numbers, Numbers, Reals]:
        """Return reports from *first* to *last*, later ones that share something, and how much."""
        n, own = self._weights.n_reports, _of_reports(self._weights, first, last)
        left = self._left[own]
        theirs = ranges(self._next[own], left)
        pair = np.repeat((self._weights.report[own] - first) * n, left) + self._report[theirs]
        product = np.repeat(self._weights.weight[own], left) * self._weight[theirs]
        shares = _sums(pair, product, (last - first) * n)
        found = np.flatnonzero(shares >= _SOMETHING).astype(np.int64, copy=False)
        return found // n + first, found % n, shares[found]


class _Beside:
    """Common words: they add to what rare words have brought together."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._starts = np.searchsorted(weights.report, np.arange(weights.n_reports + 1))
        words, self._column = np.unique(weights.word, return_inverse=True)
        self._n_columns = len(words)

    def products(self, a: Numbers, b: Numbers, first: int, last: int) -> Reals:
        """Return the product of each two reports, of which one is from *first* to *last*."""
        own = _of_reports(self._weights, first, last)
        table = np.zeros((last - first, self._n_columns))
        table[self._weights.report[own] - first, self._column[own]] = self._weights.weight[own]
        lengths = self._starts[b + 1] - self._starts[b]
        theirs = ranges(self._starts[b], lengths)
        mine = table[np.repeat(a - first, lengths), self._column[theirs]]
        pair = np.repeat(np.arange(len(a)), lengths)
        return _sums(pair, mine * self._weights.weight[theirs], len(a))


def _sums(of: Numbers, values: Reals, n: int) -> Reals:
    return np.bincount(of, values, n).astype(np.float64, copy=False)


def _of_reports(weights: Weights, first: int, last: int) -> slice:
    start, end = np.searchsorted(weights.report, (first, last)).tolist()
    return slice(start, end)
