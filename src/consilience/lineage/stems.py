"""Words without their endings, so that "attacked" and "attacks" are one."""

from __future__ import annotations

import numpy as np

from consilience.lineage.hashes import I64, Bools
from consilience.lineage.words import Corpus


def stem_numbers(corpus: Corpus, numbers: I64, wanted: Bools) -> I64:
    """Return a number for the stem of each word, 0 for words that are not *wanted*.

    Args:
        corpus: The words.
        numbers: One for each word, the same for the same word.
        wanted: Words whose stem is asked for.
    """
    places = np.flatnonzero(wanted)
    distinct, first, inverse = np.unique(numbers[places], return_index=True, return_inverse=True)
    found: dict[str, int] = {}
    stems = [
        found.setdefault(stem(_word(corpus, place)), len(found) + 1)
        for place in places[first].tolist()
    ]
    numbered = np.zeros(numbers.size, np.int64)
    numbered[places] = np.array(stems, np.int64)[inverse] if distinct.size else 0
    return numbered


def _word(corpus: Corpus, place: int) -> str:
    text = corpus.texts[int(corpus.document[place])]
    return text[int(corpus.start[place]) : int(corpus.end[place])].lower()


def stem(word: str) -> str:
    """Return *word* without the endings of English inflection, roughly."""
    for ending in ("ing", "edly", "ed", "ies", "es", "s", "ly", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
