"""From text to words: their bounds and hashes, without a loop over words.

A word of ASCII letters is hashed eight letters at a time, as one unaligned 64-bit number; a word
with any other letter is hashed letter by letter. Both depend on the word only, never on the batch.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from consilience.lineage.hashes import I64, U64, Bools, distinct, mix, multipliers

_PLANE: Final = 0x10000
_ASCII: Final = 0x80
_CHUNK: Final = 8
_MAX_CHUNKS: Final = 8
_OTHER: Final = 1
"""Stands for a letter outside of ASCII in the bytes that words are cut from."""

_SENTENCE_ENDS: Final = ".!?…"


@dataclass(frozen=True, slots=True)
class _Tables:
    """What is known of each code point."""

    low: NDArray[np.uint8]  # lower-case letter or digit, `_OTHER`, or 0: not part of a word
    lower: NDArray[np.uint16]
    capital: Bools
    digit: Bools
    ends: Bools


@dataclass(frozen=True)
class Letters:
    """The letters of a batch of texts and the bounds of its words."""

    points: NDArray[Any]  # code points
    low: NDArray[np.uint8]  # as in the tables, behind the last one a few zeros
    start: I64
    end: I64
    ends: Bools  # marks that may end a sentence

    @functools.cached_property
    def initials(self) -> NDArray[Any]:
        """The first letter of each word, a code point."""
        return self.points[self.start]

    @property
    def capital(self) -> Bools:
        """Which words are written with a capital."""
        return _looked_up(_tables().capital, self.initials)

    @property
    def digit(self) -> Bools:
        """Which words start with a digit."""
        return _looked_up(_tables().digit, self.initials)

    def are_small(self, words: I64) -> Bools:
        """Return which of *words* start with a small letter, or with a letter without case."""
        first = self.initials[words]
        small: Bools = (_tables().lower[first] == first) & ~_tables().digit[first]
        return small


@functools.cache
def _tables() -> _Tables:
    points = np.arange(_PLANE, dtype=np.uint32)
    chars = points.view("<U1")
    word = np.char.isalnum(chars)
    upper = np.char.isupper(chars)
    lower = points.astype(np.uint16)
    for point in np.flatnonzero(word & (upper | np.char.istitle(chars))).tolist():
        small = chr(point).lower()
        if len(small) == 1:
            lower[point] = min(ord(small), _PLANE - 1)
    low = np.where(lower < _ASCII, lower, _OTHER).astype(np.uint8) * word
    ends = np.zeros(_PLANE, bool)
    ends[[ord(char) for char in _SENTENCE_ENDS]] = True
    return _Tables(low, lower, word & upper, word & np.char.isdigit(chars), ends)


@functools.cache
def _byte_tables() -> tuple[bytes, bytes]:
    tables = _tables()
    return tables.low[:256].tobytes(), tables.ends[:256].tobytes()


def _looked_up(table: Bools, points: NDArray[Any]) -> Bools:
    """Return what *table* says of each of *points*; bytes are translated, which is faster."""
    if points.dtype != np.uint8:
        found: Bools = table[points]
        return found
    return np.frombuffer(points.tobytes().translate(table[:256].tobytes()), bool)


def scan(text: str, outside: I64 | None = None) -> Letters:
    """Return the letters and words of *text*; places in *outside* belong to no word."""
    if text.isascii():
        raw = text.encode("ascii")
        low_table, ends_table = _byte_tables()
        points: NDArray[Any] = np.frombuffer(raw, np.uint8)
        low = np.frombuffer(raw.translate(low_table) + bytes(_CHUNK), np.uint8)
        ends = np.frombuffer(raw.translate(ends_table), bool)
    else:
        wide = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
        points = np.minimum(wide, _PLANE - 1).astype(np.uint16)
        low = np.append(_tables().low[points], np.zeros(_CHUNK, np.uint8))
        ends = _tables().ends[points]
    if outside is not None and outside.size:
        low = low.copy()
        low[outside] = 0
    is_word = low[: len(text)] != 0
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    if is_word.size and is_word[0]:
        edges = np.concatenate((np.zeros(1, np.int64), edges))
    if edges.size % 2:
        edges = np.append(edges, is_word.size)
    return Letters(points, low, edges[0::2].copy(), edges[1::2].copy(), ends)


@functools.cache
def _masks() -> U64:
    return np.array([2 ** (8 * size) - 1 for size in range(_CHUNK)] + [2**64 - 1], np.uint64)


def first_letters(letters: Letters) -> U64:
    """Return up to eight letters of each word as one number, the first in its lowest bits."""
    return _chunk(letters, letters.start, letters.end - letters.start)


def word_hashes(letters: Letters, heads: U64 | None = None) -> U64:
    """Return a hash for each word; *heads* are its first letters, where they are known."""
    size = letters.end - letters.start
    found = first_letters(letters) if heads is None else heads
    found = found * multipliers(_MAX_CHUNKS, 1)[0]
    longer = np.flatnonzero(size > _CHUNK)
    for number in range(1, _MAX_CHUNKS):
        if longer.size == 0:
            break
        left = size[longer] - number * _CHUNK
        part = _chunk(letters, letters.start[longer] + number * _CHUNK, left)
        found[longer] += (part + np.uint64(1)) * multipliers(_MAX_CHUNKS, 1)[number]
        longer = longer[left > _CHUNK]
    _hash_very_long(letters, longer, found)
    _hash_other_scripts(letters, found)
    return mix(found)


def _chunk(letters: Letters, start: I64, size: I64) -> U64:
    """Return up to eight letters from *start* on as one number."""
    low = letters.low
    shape = (max(0, low.size - _CHUNK + 1),)
    eights: U64 = np.ndarray(shape, np.dtype("<u8"), low.data, strides=(1,))
    return eights[start] & _masks()[np.minimum(size, _CHUNK)]


def _hash_very_long(letters: Letters, words: I64, found: U64) -> None:
    for word in words.tolist():
        raw = letters.low[letters.start[word] : letters.end[word]].tobytes()
        found[word] = int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest(), "little")


def _hash_other_scripts(letters: Letters, found: U64) -> None:
    """Hash the words with letters outside of ASCII, letter by letter."""
    if letters.points.dtype == np.uint8:
        return
    places = np.flatnonzero(letters.low == _OTHER)
    words = distinct(np.searchsorted(letters.start, places, side="right") - 1)
    if words.size == 0:
        return
    size = letters.end[words] - letters.start[words]
    first = np.cumsum(size) - size
    inside = np.arange(int(size.sum())) - np.repeat(first, size)
    low = _tables().lower[letters.points[np.repeat(letters.start[words], size) + inside]]
    factors = multipliers(64, 5)[np.minimum(inside, 63)]
    found[words] = np.add.reduceat((low.astype(np.uint64) + np.uint64(1)) * factors, first)


def hash_words(words: Sequence[str]) -> U64:
    """Return the hashes of lower-case *words* of letters and digits, as a corpus has them.

    Raises:
        ValueError: one of *words* is not a single word.
    """
    letters = scan("\n".join(words))
    if letters.start.size != len(words):
        raise ValueError("a hash is of a single word of letters and digits")
    return word_hashes(letters)
