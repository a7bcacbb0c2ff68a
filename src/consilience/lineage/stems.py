"""Words without their endings, so that "attacked" and "attacks" are one."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from consilience.lineage.hashes import I64, U64, Bools
from consilience.lineage.letters import Letters, scan, word_hashes
from consilience.lineage.words import Corpus

ENDINGS: Final = ("ing", "edly", "ed", "ies", "es", "s", "ly", "y", "e")
"""Endings of English inflection, roughly; the first that fits is taken off."""

MIN_STEM: Final = 3


def stem_numbers(corpus: Corpus, place: I64, numbers: I64, *, wanted: Bools) -> I64:
    """Return a number for the stem of each word, 0 for words that are not *wanted*.

    Args:
        corpus: All words.
        place: Those that are asked for, by their places in the corpus.
        numbers: One for each of them, the same for the same word.
        wanted: Of them those whose stem is asked for.
    """
    numbered = np.zeros(numbers.size, np.int64)
    asked = np.flatnonzero(wanted)
    if asked.size == 0:
        return numbered
    _, first, inverse = np.unique(numbers[asked], return_index=True, return_inverse=True)
    words = place[asked[first]]
    bounds = (corpus.document[words], corpus.start[words], corpus.end[words])
    texts = corpus.texts
    spelled = [
        texts[number][start:end]
        for number, start, end in zip(*(column.tolist() for column in bounds), strict=True)
    ]
    letters = scan("\n".join(spelled))
    end = letters.end - _ending(letters.low, letters.start, letters.end)
    cut = Letters(letters.points, letters.low, letters.start, end, letters.ends)
    numbered[asked] = _numbered(word_hashes(cut))[inverse]
    return numbered


def _numbered(hashes: U64) -> I64:
    _, numbers = np.unique(hashes, return_inverse=True)
    return numbers.astype(np.int64) + 1


def _ending(low: NDArray[np.uint8], start: I64, end: I64) -> I64:
    """Return how many letters of each word from *start* to *end* are an ending."""
    found = np.zeros(start.size, np.int64)
    for ending in ENDINGS:
        fits = (found == 0) & (end - start >= len(ending) + MIN_STEM)
        for back, letter in enumerate(reversed(ending), 1):
            fits &= low[np.maximum(end - back, 0)] == ord(letter)
        found[fits] = len(ending)
    return found
