"""How much of what its headline says does another report tell?

A headline states in a dozen words what the report is about. Where the other report has none of
them it is about something else, whatever the two share further down; where it has them all, little
need be shared besides. So a headline says most where the other words say least: of short reports,
and of long ones that go on to other things.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from consilience.merging.story_words import Numbers, Reals, Weights, ranges

_HEADLINE: Final = 0.12
"""What lies between two headlines that the other report tells whole and two of which it tells
nothing, in the unit of the cosine. From 0.08 to 0.15 crime reports do equally well; so do news of
all sorts up to here."""
_EVEN: Final = 0.4
"""Share of a headline that speaks neither for nor against: reports of one thing tell 0.6 of each
other's on average, and others that share a rare word 0.15, in three labelled sets."""

_AT_ONCE: Final = 64
"""Headlines that are looked for in all reports in one go."""


def weigh_headlines(weights: Weights, a: Numbers, b: Numbers) -> Reals:
    """Return what the headlines of each two reports add to, or take from, how alike they are.

    A report without a headline leaves it to the other's to speak.
    """
    headlines = _Headlines(weights)
    shares = headlines.told(a, b) + headlines.told(b, a)
    speaking = headlines.there[a] + headlines.there[b]
    return _HEADLINE * np.where(speaking > 0, shares / np.maximum(speaking, 1) - _EVEN, 0.0)


class _Headlines:
    """The telling words of the headlines, and which reports use each of them."""

    def __init__(self, weights: Weights) -> None:
        self._n, headed = weights.n_reports, weights.headline
        self._report, self._word = weights.report[headed], weights.word[headed]
        squares = weights.weight[headed] ** 2
        whole = np.bincount(self._report, squares, self._n)
        self.there = (whole > 0).astype(np.int64)
        self._share = squares / whole[self._report]
        used = np.bincount(self._word, minlength=weights.n_words)[weights.word] > 0
        word = weights.word[used]
        self._users = weights.report[used][np.argsort(word, kind="stable")]
        self._lengths = np.bincount(word, minlength=weights.n_words)
        self._starts = np.cumsum(self._lengths) - self._lengths

    def told(self, of: Numbers, by: Numbers) -> Reals:
        """Return the share of each headline *of* a report that the report *by* its side tells."""
        order = np.argsort(of, kind="stable")
        found = np.zeros(len(of))
        for first in range(0, self._n, _AT_ONCE):
            start, end = np.searchsorted(of, (first, first + _AT_ONCE), sorter=order).tolist()
            pairs = order[start:end]
            found[pairs] = self._table(first)[of[pairs] - first, by[pairs]]
        return found

    def _table(self, first: int) -> Reals:
        """Return how much of each headline from *first* on each report tells."""
        start, end = np.searchsorted(self._report, (first, first + _AT_ONCE)).tolist()
        word = self._word[start:end]
        lengths = self._lengths[word]
        users = self._users[ranges(self._starts[word], lengths)]
        cell = np.repeat((self._report[start:end] - first) * self._n, lengths) + users
        shares = np.bincount(cell, np.repeat(self._share[start:end], lengths), _AT_ONCE * self._n)
        return shares.astype(np.float64, copy=False).reshape(_AT_ONCE, self._n)
