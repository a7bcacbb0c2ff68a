"""The words of all documents as arrays: hashes, offsets, and where sentences may begin.

Everything is vectorised, a batch of texts at a time. Digits and names stay in; case, punctuation
and furniture are left out.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from consilience.lineage.hashes import (
    I32,
    I64,
    U32,
    U64,
    Bools,
    HashSet,
    concatenated,
    distinct,
    ranges,
)
from consilience.lineage.letters import Letters, first_letters, hash_words, scan, word_hashes
from consilience.model.documents import Block
from consilience.model.scales import BlockKind
from consilience.text.sentences import ABBREVIATIONS, ALSO_WORDS, MAYBE_LAST

TRACED_KINDS: Final[frozenset[BlockKind]] = frozenset(
    {"headline", "paragraph", "quote", "list", "caption"}
)
"""Blocks in which copies are looked for."""

MAX_BATCH: Final = 250_000
"""Code points that are turned into words at a time: so many stay in the processor's cache."""

_HEAD: Final = np.uint64(2**24 - 1)

Spans = Mapping[int, Sequence[tuple[int, int]]]


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
    head: U32  # the first three letters, or all of a shorter word
    opens: Bools  # the word opens a sentence, as far as punctuation shows
    capital: Bools  # written with a capital
    digit: Bools  # starts with a digit

    def words_of(self, document: int) -> slice:
        """Return which words belong to *document* (its number)."""
        return slice(int(self.first[document]), int(self.first[document + 1]))


def build_corpus(texts: Mapping[str, str], blocks: Iterable[Block]) -> Corpus:
    """Return the words of *texts* that stand in blocks of prose.

    Args:
        texts: Frozen text by id of the document.
        blocks: Those to look at; other blocks of *texts* are left out.
    """
    ids = tuple(sorted(texts))
    number = {key: index for index, key in enumerate(ids)}
    spans: dict[int, list[tuple[int, int]]] = {}
    for block in blocks:
        spans.setdefault(number[block.document], []).append((block.start, block.end))
    return cut_words(ids, tuple(texts[key] for key in ids), spans)


def cut_words(ids: tuple[str, ...], texts: tuple[str, ...], spans: Spans | None) -> Corpus:
    """Return the words of *texts* that stand inside of *spans* (by number of the document).

    Without *spans*, every line is a block of its own.
    """
    found = [_words(batch, spans) for batch in _batches(texts)]
    kinds = (np.int64, np.int64, np.int64, np.uint64, np.uint32, bool, bool, bool)
    columns = [concatenated([words[at] for words in found], kind) for at, kind in enumerate(kinds)]
    document, start, end, hashes, head, opens, capital, digit = columns
    return Corpus(
        ids=ids,
        texts=texts,
        first=np.searchsorted(document, np.arange(len(ids) + 1)),
        document=document.astype(np.int32),
        start=start,
        end=end,
        hash=hashes,
        head=head,
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


def _inside(batch: Sequence[_Piece], bounds: I64, spans: Spans) -> tuple[I64, I64]:
    """Return first and last place (exclusive) of what *spans* cover, in order, none touching."""
    table = [
        (base + max(0, start - piece.offset), base + min(len(piece.text), end - piece.offset))
        for base, piece in zip(bounds.tolist(), batch, strict=False)
        for start, end in spans.get(piece.document, ())
        if start < piece.offset + len(piece.text) and end > piece.offset
    ]
    if not table:
        none = np.zeros(0, np.int64)
        return none, none
    places = np.array(table, np.int64)
    places = places[np.argsort(places[:, 0], kind="stable")]
    reach = np.maximum.accumulate(places[:, 1])
    fresh = np.flatnonzero(np.append(True, places[1:, 0] > reach[:-1]))
    return places[fresh, 0], reach[np.append(fresh[1:] - 1, reach.size - 1)]


def _words(
    batch: Sequence[_Piece], spans: Spans | None
) -> tuple[I64, I64, I64, U64, U32, Bools, Bools, Bools]:
    """Return document, start, end, hash, head and three flags of each word of *batch*."""
    bounds = np.zeros(len(batch) + 1, np.int64)
    np.cumsum([len(piece.text) + 1 for piece in batch], out=bounds[1:])
    joined = "\n".join([*(piece.text for piece in batch), ""])
    if spans is None:
        letters = scan(joined)
        begins = np.flatnonzero(letters.points == ord("\n")) + 1
    else:
        begins, ends = _inside(batch, bounds, spans)
        gaps = np.append(0, ends), np.append(begins, len(joined))
        letters = scan(joined, ranges(gaps[0], gaps[1] - gaps[0]))
    heads = first_letters(letters)
    hashes = word_hashes(letters, heads)
    breaks = np.searchsorted(letters.start, np.concatenate((begins, bounds[:-1])))
    opens = _find_openings(letters, hashes, breaks)
    counts = np.diff(np.searchsorted(letters.start, bounds))
    shift = np.array([piece.offset for piece in batch], np.int64) - bounds[:-1]
    shift = np.repeat(shift, counts)
    document = np.repeat(np.array([piece.document for piece in batch], np.int64), counts)
    start, end = letters.start + shift, letters.end + shift
    head = (heads & _HEAD).astype(np.uint32)
    return document, start, end, hashes, head, opens, letters.capital, letters.digit


def _find_openings(letters: Letters, hashes: U64, breaks: I64) -> Bools:
    """Return which words open a sentence: behind a stop that ends one, or the first of *breaks*."""
    size = hashes.size
    opens = np.zeros(size + 1, bool)
    if size:
        words = distinct(np.searchsorted(letters.start, np.flatnonzero(letters.ends)))
        words = words[words < size]
        attached = letters.ends[letters.start[words] - 1]
        abbreviated = _abbreviations().holds(hashes[np.maximum(words, 1) - 1])
        opens[words[~(attached | abbreviated | letters.are_small(words))]] = True
    opens[breaks] = True
    return opens[:size]


@functools.cache
def _abbreviations() -> HashSet:
    letters = [chr(point) for point in range(ord("a"), ord("z") + 1)]
    words = {*ABBREVIATIONS, *letters} - ALSO_WORDS - MAYBE_LAST
    return HashSet(hash_words(sorted(word for word in words if word.isalnum())))
