"""The words of all documents as arrays: hashes, offsets, and where sentences may begin.

Everything is vectorised: one pass over the code points of a pile, no loop over words. Digits and
names stay in; case, punctuation and furniture are left out.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
Spans = Mapping[int, Sequence[tuple[int, int]]]

MAX_BATCH: Final = 2_000_000
"""Code points that are turned into words at a time; bounds the memory, not the result."""


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
    spans: dict[int, list[tuple[int, int]]] = {}
    for block in blocks:
        spans.setdefault(number[block.document], []).append((block.start, block.end))
    found = [_words(batch, spans) for batch in _batches(ordered)]
    columns = [np.concatenate([words[at] for words in found]) for at in range(7)] if found else None
    if columns is None or columns[0].size == 0:
        return _empty(ids, ordered)
    document, start, end, hashes, opens, capital, digit = columns
    return Corpus(
        ids=ids,
        texts=ordered,
        first=np.searchsorted(document, np.arange(len(ids) + 1)),
        document=document.astype(np.int32),
        start=start,
        end=end,
        hash=hashes,
        opens=opens,
        capital=capital,
        digit=digit,
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text, or a part of a very long one."""

    document: int
    offset: int  # of its first character in the text
    text: str


def _batches(texts: Sequence[str]) -> Iterator[list[_Piece]]:
    """Yield the texts in batches of a bounded size, very long ones cut at a blank."""
    batch: list[_Piece] = []
    size = 0
    for number, text in enumerate(texts):
        for piece in _pieces(number, text):
            if size + len(piece.text) > MAX_BATCH and batch:
                yield batch
                batch, size = [], 0
            batch.append(piece)
            size += len(piece.text) + 1
    if batch:
        yield batch


def _pieces(number: int, text: str) -> Iterator[_Piece]:
    at = 0
    while len(text) - at > MAX_BATCH:
        cut = text.rfind(" ", at, at + MAX_BATCH) + 1 or at + MAX_BATCH
        yield _Piece(number, at, text[at:cut])
        at = cut
    yield _Piece(number, at, text[at:] if at else text)


def _mask(batch: Sequence[_Piece], bounds: I64, spans: Spans) -> Bools:
    """Return which code points of *batch* stand inside of *spans*."""
    steps = np.zeros(int(bounds[-1]) + 1, np.int32)
    table = [
        (base + max(0, start - piece.offset), base + min(len(piece.text), end - piece.offset))
        for base, piece in zip(bounds.tolist(), batch, strict=False)
        for start, end in spans.get(piece.document, ())
        if start < piece.offset + len(piece.text) and end > piece.offset
    ]
    if table:
        ends = np.asarray(table, np.int64)
        np.add.at(steps, ends[:, 0], 1)
        np.add.at(steps, ends[:, 1], -1)
    inside: Bools = np.cumsum(steps[:-1]) > 0
    return inside


def _words(batch: Sequence[_Piece], spans: Spans) -> tuple[NDArray[Any], ...]:
    """Return document, start, end, hash and three flags of each word of *batch*."""
    lower, word, capital, digit, ends = _tables()
    bounds = np.zeros(len(batch) + 1, np.int64)
    np.cumsum([len(piece.text) + 1 for piece in batch], out=bounds[1:])
    joined = "\n".join([*(piece.text for piece in batch), ""])
    points = np.frombuffer(joined.encode("utf-32-le", "replace"), np.uint32)
    clipped = np.minimum(points, _PLANE - 1)
    mask = _mask(batch, bounds, spans)
    is_word = word[clipped] & mask
    edges = np.diff(is_word.astype(np.int8), prepend=0, append=0)
    start = np.flatnonzero(edges == 1)
    end = np.flatnonzero(edges == -1)
    none = np.zeros(0, np.int64)
    if start.size == 0:
        flags = np.zeros(0, bool)
        return none, none, none, none.astype(np.uint64), flags, flags, flags
    hashes = _hash_words(lower[clipped], is_word, start, end)
    opens = _find_openings(
        _between(ends[clipped], start, end) & ~ends[clipped[np.maximum(start, 1) - 1]],
        _between(~mask, start, end),
        hashes=hashes,
        small=lower[clipped[start]] == clipped[start],
        digit=digit[clipped[start]],
    )
    piece = np.searchsorted(bounds, start, side="right") - 1
    shift = np.array([one.offset for one in batch], np.int64)[piece] - bounds[piece]
    document = np.array([one.document for one in batch], np.int64)[piece]
    first = clipped[start]
    return document, start + shift, end + shift, hashes, opens, capital[first], digit[first]


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
