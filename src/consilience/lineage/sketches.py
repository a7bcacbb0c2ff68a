"""What candidate finding knows of a document: hashes of its sentences and its fingerprints.

A sketch depends on its own document alone, so it is made once and kept. Many sketches one behind
the other are searched for shared fingerprints; no text is needed for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

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
