"""The sentences of a pile, as ranges of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from consilience.lineage.fingerprints import Postings
from consilience.lineage.hashes import I32, I64, U64, Bools, mix, multipliers, sort_by_hash
from consilience.lineage.words import Corpus

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


def content_words(corpus: Corpus, sentences: Sentences, function: Bools) -> Postings:
    """Return the words that are no function words, each once for a sentence."""
    word = np.flatnonzero(~function)
    keys = mix(corpus.hash[word]) ^ mix(sentences.of_word[word].astype(np.uint64))
    order = sort_by_hash(keys)
    keys = keys[order]
    once = np.append(True, keys[1:] != keys[:-1])[: keys.size]
    word = word[np.sort(order[once])]
    return Postings(corpus.hash[word], word, np.ones(word.size, np.int64))


def stretch_bounds(corpus: Corpus, first: int, last: int) -> tuple[int, int]:
    """Return the offsets of words *first* to *last*, with the punctuation that belongs to them."""
    text = corpus.texts[int(corpus.document[first])]
    start, end = int(corpus.start[first]), int(corpus.end[last])
    opening = _OPENING.search(text, max(0, start - 4), start)
    closing = _CLOSING.match(text, end, min(len(text), end + 4))
    start = opening.start() if opening else start
    return start, closing.end() if closing else end
