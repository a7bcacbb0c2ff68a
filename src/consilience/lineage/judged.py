"""What was judged of the same words before: kept under a hash of all that a judgement looks at.

Whether two sentences are one depends on these two alone (see `alignment`), so that a build that
adds a report only judges that report's sentences.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np

from consilience.lineage.hashes import I32, I64, U64, Bools, mix, multipliers
from consilience.lineage.pairs import SentencePair
from consilience.lineage.passages import CopiedRun
from consilience.lineage.seen import SeenWords, SentenceMarks
from consilience.lineage.sentences import Sentences
from consilience.lineage.words import Corpus
from consilience.model.memory import Work

Keep = Callable[
    [Work[bytes], Sequence[bytes], Callable[[Sequence[int]], Iterable[bytes]]], list[bytes]
]
"""Returns what some work made of each of some bytes; those that are not kept are made in one go."""

_STREAMS: Final = (11, 12)
"""Two hashes of 64 bits: one alone would let a pile of a billion sentences collide by chance."""
_PLACES: Final = 512


def make_anew(
    work: Work[bytes], given: Sequence[bytes], make: Callable[[Sequence[int]], Iterable[bytes]]
) -> list[bytes]:
    """Return what *make* makes, whatever is *given*: nothing is kept."""
    return list(make(range(len(given)))) if given else []


def sentence_prints(seen: SeenWords, sentences: Sentences, marks: SentenceMarks) -> U64:
    """Return two hashes for each sentence, of all that an alignment sees of it.

    Args:
        seen: The words that are looked at.
        sentences: All of them.
        marks: Of sentences and words.

    """
    flags = (
        seen.capital.astype(np.uint64)
        | seen.digit.astype(np.uint64) << np.uint64(1)
        | seen.fact.astype(np.uint64) << np.uint64(2)
        | marks.quoted[seen.place].astype(np.uint64) << np.uint64(3)
        | seen.letters.astype(np.uint64) << np.uint64(4)
    )
    words = mix(seen.hash ^ mix(flags + np.uint64(1)))
    at = np.arange(words.size) - np.repeat(seen.begin, seen.size)
    whole = sentences.length.astype(np.uint64) << np.uint64(1) | marks.formula.astype(np.uint64)
    found = np.zeros((seen.size.size, len(_STREAMS)), np.uint64)
    for column, stream in enumerate(_STREAMS):
        sums = np.append(
            np.uint64(0), np.cumsum(words * multipliers(_PLACES, stream)[at % _PLACES])
        )
        own = sums[seen.begin + seen.size] - sums[seen.begin]
        found[:, column] = mix(own + mix(whole + np.uint64(column)))
    return found


def in_order(a: I64, b: I64, document: I32) -> tuple[I64, list[slice]]:
    """Return the order of the pairs of sentences *a* and *b* by documents, and each two's part."""
    one, two = document[a], document[b]
    order = np.lexsort((b, a, two, one))
    cuts = np.flatnonzero(np.diff(one[order]) | np.diff(two[order])) + 1
    bounds = [0, *cuts.tolist(), order.size]
    parts = [slice(start, end) for start, end in itertools.pairwise(bounds) if end > start]
    return order, parts


def given_of(prints: U64, a: I64, b: I64, *, near: bool, parts: Bools) -> U64:
    """Return for each pair of sentences *a* and *b* all that its judgement depends on."""
    flags = parts.astype(np.uint64) | np.uint64(near) << np.uint64(1)
    return np.column_stack([prints[a], prints[b], flags])


def document_prints(corpus: Corpus) -> list[int]:
    """Return a hash of the words of each document: which of its text they are, and where."""
    places = corpus.start.astype(np.uint64) << np.uint64(32) | corpus.end.astype(np.uint64)
    words = mix(corpus.hash ^ mix(places)) ^ corpus.opens.astype(np.uint64)
    sums = np.append(np.uint64(0), np.cumsum(mix(words)))
    found: list[int] = (sums[corpus.first[1:]] - sums[corpus.first[:-1]]).tolist()
    return found


def runs_by_documents(
    corpus: Corpus, runs: Sequence[CopiedRun]
) -> dict[tuple[int, int], list[int]]:
    """Return which of *runs* two documents share, by the numbers of the two."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    of_a = corpus.document[[run.pairs[0].first_a for run in runs]].tolist()
    of_b = corpus.document[[run.pairs[0].first_b for run in runs]].tolist()
    for at, two in enumerate(zip(of_a, of_b, strict=True)):
        found[two].append(at)
    return found


def given_of_runs(
    corpus: Corpus, runs: Iterable[CopiedRun], two: tuple[int, int]
) -> list[tuple[int, ...]]:
    """Return all that the rows of copied *runs* of two documents depend on, beside the two."""
    a, b = (int(corpus.first[number]) for number in two)
    return [
        (at, pair.code, pair.same, *_moved(pair, a, b))
        for at, run in enumerate(runs)
        for pair in run.pairs
    ]


def _moved(pair: SentencePair, a: int, b: int) -> tuple[int, int, int, int]:
    return pair.first_a - a, pair.last_a - a, pair.first_b - b, pair.last_b - b
