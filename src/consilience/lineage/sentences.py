"""The sentences of a pile, as ranges of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from consilience.lineage.fingerprints import Postings
from consilience.lineage.words import I32, I64, U64, Corpus, mix, multipliers

_CLOSING = re.compile(r"[^\w\s]{0,4}")
_OPENING = re.compile(r"[\"'“‘«(\[{$€£¥#@-]*\Z")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentence ``i`` holds words ``first[i]`` to ``first[i + 1] - 1``; in order of the words."""

    first: I64  # one more entry at the end
    length: I64  # words
    document: I32
    hash: U64
    of_word: I64  # number of the sentence of each word

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.length.size)


def find_sentences(corpus: Corpus) -> Sentences:
    """Return the sentences of *corpus*, with a hash of their words in order."""
    size = corpus.hash.size
    opens = corpus.opens.copy()
    opens[corpus.first[:-1][corpus.first[:-1] < size]] = True
    first = np.flatnonzero(opens)
    length = np.diff(np.append(first, size))
    of_word = np.repeat(np.arange(first.size), length)
    place = np.arange(size) - first[of_word]
    sums = np.zeros(0, np.uint64)
    if size:
        sums = np.add.reduceat(corpus.hash * multipliers(512, 7)[place % 512], first)
    return Sentences(
        first=np.append(first, size),
        length=length,
        document=corpus.document[first],
        hash=mix(sums + length.astype(np.uint64)),
        of_word=of_word,
    )


def sentence_postings(sentences: Sentences, *, min_words: int) -> Postings:
    """Return each sentence of at least *min_words* words as a fingerprint of its own."""
    keep = sentences.length >= min_words
    return Postings(sentences.hash[keep], sentences.first[:-1][keep], sentences.length[keep])


def stretch_bounds(corpus: Corpus, first: int, last: int) -> tuple[int, int]:
    """Return the offsets of words *first* to *last*, with the punctuation that belongs to them."""
    text = corpus.texts[int(corpus.document[first])]
    start, end = int(corpus.start[first]), int(corpus.end[last])
    opening = _OPENING.search(text, max(0, start - 4), start)
    closing = _CLOSING.match(text, end, min(len(text), end + 4))
    start = opening.start() if opening else start
    return start, closing.end() if closing else end
