"""Which words stand inside quotation marks?

The same statement quoted by two reports is one voice, even where only six words of it are common;
so quoted words are a channel of their own, with shorter runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from consilience.lineage.fingerprints import Postings, winnow_sequence
from consilience.lineage.hashes import Bools
from consilience.lineage.words import Corpus

_QUOTED = re.compile(r"“[^“”\n]{8,700}”|\"[^\"\n]{8,700}\"")


def is_quoted(corpus: Corpus) -> Bools:
    """Return which words of *corpus* stand inside quotation marks."""
    steps = np.zeros(corpus.hash.size + 1, np.int64)
    table = [
        (number, start, end)
        for number, text in enumerate(corpus.texts)
        for start, end in _spans(text)
    ]
    if table:
        places = np.array(table, np.int64)
        # One key for document and offset, so that all quotations are looked up at once.
        keys = (corpus.document.astype(np.int64) << 32) | corpus.start
        for column, step in ((1, 1), (2, -1)):
            wanted = (places[:, 0] << 32) | places[:, column]
            np.add.at(steps, np.searchsorted(keys, wanted), step)
    quoted: Bools = np.cumsum(steps[:-1]) > 0
    return quoted


def _spans(text: str) -> Iterator[tuple[int, int]]:
    if '"' in text or "“" in text:
        for match in _QUOTED.finditer(text):
            yield match.span()


def winnow_quotations(corpus: Corpus, quoted: Bools, *, size: int, stream: int) -> Postings:
    """Return every n-gram of *size* quoted words."""
    word = np.flatnonzero(quoted)
    found = winnow_sequence(
        corpus.hash[word],
        corpus.document[word].astype(np.int64),
        word,
        size=size,
        window=1,
        stream=stream,
    )
    # Words of two quotations in a row are no run.
    whole = found.length == size
    return Postings(found.hash[whole], found.word[whole], found.length[whole])
