"""The words of all documents as arrays: hashes, offsets, and where sentences may begin.

Everything is vectorised: one pass over the code points of a pile, no loop over words. Digits and
names stay in; case, punctuation and furniture are left out.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from consilience.model.documents import Block
from consilience.model.scales import BlockKind
from consilience.text.sentences import ABBREVIATIONS, ALSO_WORDS, MAYBE_LAST

U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]
I32 = NDArray[np.int32]
Bools = NDArray[np.bool_]

TRACED_KINDS: Final[frozenset[BlockKind]] = frozenset(
    {"headline", "paragraph", "quote", "list", "caption"}
)
"""Blocks in which copies are looked for."""

_SEED: Final = 20_240_229
_MAX_WORD: Final = 64
_MAX_SENTENCE: Final = 512
_PLANE: Final = 0x10000


@dataclass(frozen=True, slots=True)
class Corpus:
    """The words of a pile. Word ``i`` of it belongs to document ``document[i]``.

    Words of one document are neighbours, in the order of its text.
    """

    ids: tuple[str, ...]  # of the documents, sorted
    texts: tuple[str, ...]
    first: I64  # of each document, its first word; one more entry at the end
    document: I32
    start: I64  # code points from the first character of the document
    end: I64
    hash: U64
    opens: Bools  # the word opens a sentence, as far as punctuation shows
    capital: Bools  # written with a capital
    digit: Bools  # starts with a digit

    def words_of(self, document: int) -> slice:
        """Return which words belong to *document* (its number)."""
        return slice(int(self.first[document]), int(self.first[document + 1]))


@functools.cache
def _tables() -> tuple[Any, Any, Any, Any, Any]:
    """Return, by code point of the first plane: lower case, is word, is capital, is digit, ends."""
    lower = np.arange(_PLANE, dtype=np.uint32)
    word = np.zeros(_PLANE, bool)
    capital = np.zeros(_PLANE, bool)
    digit = np.zeros(_PLANE, bool)
    for point in range(_PLANE):
        char = chr(point)
        if char.isalnum():
            word[point] = True
            capital[point] = char.isupper()
            digit[point] = char.isdigit()
            small = char.lower()
            if len(small) == 1:
                lower[point] = ord(small)
    ends = np.zeros(_PLANE, bool)
    ends[[ord(char) for char in ".!?…"]] = True
    return lower, word, capital, digit, ends


@functools.cache
def multipliers(count: int, stream: int) -> U64:
    """Return *count* fixed odd numbers for hashing."""
    random = np.random.Generator(np.random.PCG64([_SEED, stream]))
    return random.integers(0, 2**64, count, dtype=np.uint64) | np.uint64(1)


def mix(values: U64) -> U64:
    """Return *values* with their bits spread (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def build_corpus(texts: Mapping[str, str], blocks: Iterable[Block]) -> Corpus:
    """Return the words of *texts* that stand in blocks of prose.

    Args:
        texts: Frozen text by id of the document.
        blocks: Those to look at; other blocks of *texts* are left out.
    """
    ids = tuple(sorted(texts))
    number = {key: index for index, key in enumerate(ids)}
    ordered = tuple(texts[key] for key in ids)
    bounds = np.zeros(len(ids) + 1, np.int64)
    np.cumsum([len(text) + 1 for text in ordered], out=bounds[1:])
    points = np.frombuffer("\n".join([*ordered, ""]).encode("utf-32-le", "replace"), np.uint32)
    mask = _mask(len(points), bounds, [(number[b.document], b.start, b.end) for b in blocks])
    return _words(ids, ordered, points=points, mask=mask, bounds=bounds)


def _mask(size: int, bounds: I64, spans: Sequence[tuple[int, int, int]]) -> Bools:
    """Return which code points stand inside of *spans*."""
    if not spans:
        return np.zeros(size, bool)
    table = np.asarray(spans, np.int64)
    steps = np.zeros(size + 1, np.int32)
    np.add.at(steps, bounds[table[:, 0]] + table[:, 1], 1)
    np.add.at(steps, bounds[table[:, 0]] + table[:, 2], -1)
    inside: Bools = np.cumsum(steps[:-1]) > 0
    return inside


def _words(
    ids: tuple[str, ...], texts: tuple[str, ...], *, points: Any, mask: Bools, bounds: I64
) -> Corpus:
    lower, word, capital, digit, ends = _tables()
    clipped = np.minimum(points, _PLANE - 1)
    is_word = word[clipped] & mask
    edges = np.diff(is_word.astype(np.int8), prepend=0, append=0)
    start = np.flatnonzero(edges == 1)
    end = np.flatnonzero(edges == -1)
    if start.size == 0:
        return _empty(ids, texts)
    hashes = _hash_words(lower[clipped], is_word, start, end)
    document = np.searchsorted(bounds, start, side="right") - 1
    offset = bounds[document]
    opens = _find_openings(
        _between(ends[clipped], start, end) & ~ends[clipped[np.maximum(start, 1) - 1]],
        _between(~mask, start, end), hashes=hashes,
        small=lower[clipped[start]] == clipped[start], digit=digit[clipped[start]],
    )  # fmt: skip
    return Corpus(
        ids=ids,
        texts=texts,
        first=np.searchsorted(document, np.arange(len(ids) + 1)),
        document=document.astype(np.int32),
        start=start - offset,
        end=end - offset,
        hash=hashes,
        opens=opens,
        capital=capital[clipped[start]],
        digit=digit[clipped[start]],
    )


def _between(marks: Bools, start: I64, end: I64) -> Bools:
    """Return for each word whether one of *marks* stands between it and the word before."""
    count = np.concatenate(([0], np.cumsum(marks)))
    found = np.ones(start.size, bool)
    found[1:] = count[start[1:]] > count[end[:-1]]
    return found


def _find_openings(
    stopped: Bools, broken: Bools, *, hashes: U64, small: Bools, digit: Bools
) -> Bools:
    """Return which words open a sentence: behind a full stop that ends one, or behind a break."""
    before = np.concatenate((hashes[:1], hashes[:-1]))
    abbreviated = np.isin(before, _abbreviations())
    opens: Bools = broken | (stopped & ~abbreviated & ~(small & ~digit))
    return opens


@functools.cache
def _abbreviations() -> U64:
    letters = [chr(point) for point in range(ord("a"), ord("z") + 1)]
    words = sorted({*ABBREVIATIONS, *letters} - ALSO_WORDS - MAYBE_LAST)
    return np.unique(hash_words(words))


def hash_words(words: Sequence[str]) -> U64:
    """Return the hashes of lower-case *words*, as a corpus has them."""
    factors = multipliers(_MAX_WORD, 1)
    found = [
        sum((ord(char) + 1) * int(factors[min(at, _MAX_WORD - 1)]) for at, char in enumerate(word))
        for word in words
    ]
    return mix(np.array([value % 2**64 for value in found], np.uint64))


def _hash_words(lowered: Any, is_word: Bools, start: I64, end: I64) -> U64:
    """Return a hash for each word, from its lower-case letters and their places."""
    inside = np.flatnonzero(is_word)
    lengths = end - start
    place = inside - np.repeat(start, lengths)
    letters = lowered[inside].astype(np.uint64) + np.uint64(1)
    weighted = letters * multipliers(_MAX_WORD, 1)[np.minimum(place, _MAX_WORD - 1)]
    first = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    return mix(np.add.reduceat(weighted, first))


def _empty(ids: tuple[str, ...], texts: tuple[str, ...]) -> Corpus:
    none = np.zeros(0, np.int64)
    flags = np.zeros(0, bool)
    return Corpus(
        ids=ids, texts=texts, first=np.zeros(len(ids) + 1, np.int64),
        document=none.astype(np.int32), start=none, end=none, hash=none.astype(np.uint64),
        opens=flags, capital=flags, digit=flags,
    )  # fmt: skip
