"""What candidate finding knows of a document: hashes of its sentences and its fingerprints.

A sketch depends on its own document alone, so it is made once and kept. Many sketches one behind
the other are searched for shared fingerprints; no text is needed for that.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from consilience.errors import InputError
from consilience.lineage.fingerprints import Postings, winnow_ngrams
from consilience.lineage.formulas import sentence_shapes
from consilience.lineage.frames import is_frame, is_function, winnow_frames
from consilience.lineage.hashes import I64, U32, U64, Bools, concatenated, sort_by_hash
from consilience.lineage.outlines import OUTLINE, Outlines, outline_sentences
from consilience.lineage.quotations import winnow_quotations
from consilience.lineage.sentences import Sentences, content_words
from consilience.lineage.words import Corpus

SKETCH_FORMAT: Final = 2
"""Raised whenever a sketch of the same text would hold other bytes."""

CHANNELS: Final = ("words", "frames", "quotations", "rare")
_HEAD: Final = struct.Struct("<B5I")
_OWN_KINDS: Final[tuple[np.dtype[Any], ...]] = (
    np.dtype("<u8"),
    np.dtype("<u4"),
    np.dtype("<u8"),
    OUTLINE,
)
_KINDS: Final[tuple[np.dtype[Any], ...]] = (np.dtype("<u8"), np.dtype("<u4"), np.dtype("<u4"))
_OWN_BYTES: Final = sum(kind.itemsize for kind in _OWN_KINDS)
_MARK_BYTES: Final = sum(kind.itemsize for kind in _KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchSettings:
    """How dense the fingerprints are."""

    ngram_words: int = 5
    ngram_window: int = 4
    quoted_words: int = 5
    frame_words: int = 6
    frame_window: int = 3


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Fingerprints of one channel, in the order of their documents and words."""

    hash: U64
    first: U32  # number of the sentence in which the fingerprint begins
    last: U32  # and of that in which it ends

    def __getitem__(self, chosen: Any) -> Fingerprints:
        """Return those that an index, a mask or a slice chooses."""
        return Fingerprints(self.hash[chosen], self.first[chosen], self.last[chosen])

    def by_hash(self) -> Fingerprints:
        """Return them sorted by hash; those of one hash stay in their order."""
        return self[sort_by_hash(self.hash)]


@dataclass(frozen=True, slots=True)
class Sketches:
    """Sketches of documents one behind the other; sentences are numbered through."""

    first: I64  # of each document, its first sentence; one more entry at the end
    hash: U64  # of each sentence, all of its words in order
    length: U32  # words
    shape: U64  # of a sentence with names or numbers, its words without them; else 0
    outline: Outlines  # of each sentence
    channels: tuple[Fingerprints, ...]  # in the order of `CHANNELS`

    @property
    def document(self) -> I64:
        """The document of each sentence."""
        return np.repeat(np.arange(self.first.size - 1), np.diff(self.first))

    def channel(self, name: str) -> Fingerprints:
        """Return the fingerprints of the channel *name*."""
        return self.channels[CHANNELS.index(name)]

    def sentences(self, *, min_words: int) -> Fingerprints:
        """Return every sentence of at least *min_words* words as a fingerprint of its own."""
        place = np.flatnonzero(self.length >= min_words).astype(np.uint32)
        return Fingerprints(self.hash[place], place, place)


def sketch_corpus(
    corpus: Corpus, sentences: Sentences, quoted: Bools, *, settings: SketchSettings
) -> Sketches:
    """Return the sketches of all documents of *corpus*."""
    function = is_function(corpus)
    frame = is_frame(corpus, function)
    words = winnow_ngrams(corpus, size=settings.ngram_words, window=settings.ngram_window, stream=2)
    frames = winnow_frames(
        corpus,
        frame,
        size=settings.frame_words,
        window=settings.frame_window,
        stream=3,
    )
    quotations = winnow_quotations(corpus, quoted, size=settings.quoted_words, stream=4)
    found = (words, frames, quotations, content_words(corpus, sentences, function))
    return Sketches(
        first=np.searchsorted(sentences.document, np.arange(len(corpus.ids) + 1)),
        hash=sentences.hash,
        length=sentences.length.astype(np.uint32),
        shape=sentence_shapes(corpus, sentences),
        outline=outline_sentences(corpus, sentences, function=function, frame=frame, quoted=quoted),
        channels=tuple(_in_sentences(postings, sentences) for postings in found),
    )


def _in_sentences(postings: Postings, sentences: Sentences) -> Fingerprints:
    number = sentences.of_word
    return Fingerprints(
        postings.hash,
        number[postings.word].astype(np.uint32),
        number[postings.word + postings.length - 1].astype(np.uint32),
    )


def pack_sketches(sketches: Sketches) -> Iterator[bytes]:
    """Yield the sketch of each document as bytes, little-endian whatever the machine."""
    bounds = sketches.first
    cuts = [np.searchsorted(channel.first, bounds).tolist() for channel in sketches.channels]
    firsts = bounds.tolist()
    for number, (start, end) in enumerate(itertools.pairwise(firsts)):
        parts: list[NDArray[Any]] = [
            sketches.hash[start:end],
            sketches.length[start:end],
            sketches.shape[start:end],
            sketches.outline[start:end],
        ]
        sizes = []
        for channel, cut in zip(sketches.channels, cuts, strict=True):
            found = channel[cut[number] : cut[number + 1]]
            parts += [found.hash, found.first - np.uint32(start), found.last - np.uint32(start)]
            sizes.append(found.hash.size)
        raw = (part.astype(part.dtype.newbyteorder("<")).tobytes() for part in parts)
        yield b"".join((_HEAD.pack(SKETCH_FORMAT, end - start, *sizes), *raw))


def unpack_sketches(packed: Iterable[bytes]) -> Sketches:
    """Return the sketches in *packed* one behind the other.

    Raises:
        InputError: bytes that are no sketch of this version.
    """
    columns = _Columns()
    for raw in packed:
        columns.add(raw)
    return columns.joined()


@dataclass(slots=True)
class _Columns:
    """Collects sketches column by column, so that each column is joined once."""

    counts: list[int] = field(default_factory=list)  # sentences
    own: list[list[NDArray[Any]]] = field(default_factory=lambda: [[] for _ in _OWN_KINDS])
    sizes: list[tuple[int, ...]] = field(default_factory=list)  # of the channels
    marks: list[list[list[NDArray[Any]]]] = field(
        default_factory=lambda: [[[], [], []] for _ in CHANNELS]
    )

    def add(self, raw: bytes) -> None:
        if len(raw) < _HEAD.size or raw[0] != SKETCH_FORMAT:
            raise InputError("a sketch of another version or none at all; make the sketches anew")
        _, count, *sizes = _HEAD.unpack_from(raw)
        if len(raw) != _HEAD.size + _OWN_BYTES * count + _MARK_BYTES * sum(sizes):
            raise InputError("a sketch is cut short; make the sketches anew")
        at = _HEAD.size
        for place, kind in enumerate(_OWN_KINDS):
            self.own[place].append(np.frombuffer(raw, kind, count, at))
            at += count * kind.itemsize
        for channel, size in enumerate(sizes):
            for place, kind in enumerate(_KINDS):
                self.marks[channel][place].append(np.frombuffer(raw, kind, size, at))
                at += size * kind.itemsize
        self.counts.append(count)
        self.sizes.append(tuple(sizes))

    def joined(self) -> Sketches:
        first = np.append(0, np.cumsum(self.counts)).astype(np.int64)
        channels = []
        for place, (hashes, firsts, lasts) in enumerate(self.marks):
            sizes = [found[place] for found in self.sizes]
            shift = np.repeat(first[:-1], sizes).astype(np.uint32)
            channels.append(
                Fingerprints(
                    concatenated(hashes, np.uint64),
                    concatenated(firsts, np.uint32) + shift,
                    concatenated(lasts, np.uint32) + shift,
                )
            )
        hashes, lengths, shapes, outlines = self.own
        return Sketches(
            first,
            concatenated(hashes, np.uint64),
            concatenated(lengths, np.uint32),
            concatenated(shapes, np.uint64),
            concatenated(outlines, OUTLINE),
            tuple(channels),
        )


def join_sketches(found: Sequence[Sketches]) -> Sketches:
    """Return *found* one behind the other."""
    shifts = np.append(0, np.cumsum([sketches.hash.size for sketches in found]))
    firsts = [sketches.first[:-1] + shift for sketches, shift in zip(found, shifts, strict=False)]
    channels = []
    for place in range(len(CHANNELS)):
        own = [sketches.channels[place] for sketches in found]
        moves = shifts[:-1].astype(np.uint32)
        channels.append(
            Fingerprints(
                concatenated([marks.hash for marks in own], np.uint64),
                concatenated([m.first + by for m, by in zip(own, moves, strict=True)], np.uint32),
                concatenated([m.last + by for m, by in zip(own, moves, strict=True)], np.uint32),
            )
        )
    return Sketches(
        np.append(concatenated(firsts, np.int64), shifts[-1]).astype(np.int64),
        concatenated([sketches.hash for sketches in found], np.uint64),
        concatenated([sketches.length for sketches in found], np.uint32),
        concatenated([sketches.shape for sketches in found], np.uint64),
        concatenated([sketches.outline for sketches in found], OUTLINE),
        tuple(channels),
    )
