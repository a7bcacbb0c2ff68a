"""The sentences of a pile, as ranges of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from consilience.lineage.fingerprints import Postings
from consilience.lineage.hashes import I32, I64, U64, Bools, fresh, mix, multipliers, sort_by_hash
from consilience.lineage.words import Corpus

_FACTORS: Final = 512
"""A power of two: so many words of a sentence have a factor of their own in its hash."""

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
    place = np.arange(size) - np.repeat(first, length)
    sums = np.zeros(0, np.uint64)
    if size:
        sums = np.add.reduceat(corpus.hash * multipliers(_FACTORS, 7)[place % _FACTORS], first)
    return Sentences(
        first=np.append(first, size),
        length=length,
        document=corpus.document[first],
        hash=mix(sums + length.astype(np.uint64)),
        of_word=of_word,
    )


def content_words(corpus: Corpus, sentences: Sentences, function: Bools) -> Postings:
    """Return the words that are no function words, each once for a sentence."""
    word = np.flatnonzero(~function)
    hashes = corpus.hash[word]
    keys = (
        mix(hashes)
        ^ np.repeat(mix(np.arange(sentences.count, dtype=np.uint64)), sentences.length)[word]
    )
    order = sort_by_hash(keys)
    once = fresh(keys[order])
    kept = np.zeros(word.size, bool)
    kept[order[once]] = True
    word = word[kept]
    return Postings(hashes[kept], word, np.ones(word.size, np.int64))


def stretch_bounds(corpus: Corpus, first: int, last: int) -> tuple[int, int]:
    """Return the offsets of words *first* to *last*, with the punctuation that belongs to them."""
    text = corpus.texts[int(corpus.document[first])]
    start, end = int(corpus.start[first]), int(corpus.end[last])
    opening = _OPENING.search(text, max(0, start - 4), start)
    closing = _CLOSING.match(text, end, min(len(text), end + 4))
    start = opening.start() if opening else start
    return start, closing.end() if closing else end
