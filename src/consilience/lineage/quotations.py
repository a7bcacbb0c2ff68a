"""Which words stand inside quotation marks?

The same statement quoted by two reports is one voice, even where only six words of it are common;
so quoted words are a channel of their own, with shorter runs.
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from consilience.lineage.fingerprints import Postings, winnow_sequence
from consilience.lineage.hashes import Bools
from consilience.lineage.words import Corpus

_CURLED = r"“[^“”\n]{8,700}”"
_STRAIGHT = r"\"[^\"\n]{8,700}\""
_PATTERNS: Final = {
    (False, True): re.compile(_STRAIGHT),  # a pattern with one first letter is far faster
    (True, False): re.compile(_CURLED),
    (True, True): re.compile(f"{_CURLED}|{_STRAIGHT}"),
}
"""By whether a text has curled and straight marks."""


def is_quoted(corpus: Corpus) -> Bools:
    """Return which words of *corpus* stand inside quotation marks."""
    quoted = np.zeros(corpus.hash.size, bool)
    spans = [_quoted_spans(text) for text in corpus.texts]
    number = np.repeat(np.arange(len(spans)), [len(found) for found in spans])
    if number.size == 0:
        return quoted
    places = np.array([span for found in spans for span in found], np.int64)
    # One key for document and offset, so that all quotations are looked up at once.
    keys = (corpus.document.astype(np.int64) << 32) | corpus.start
    edges = np.searchsorted(keys, (number[:, None] << 32) | places)
    for first, end in edges.tolist():
        quoted[first:end] = True
    return quoted


def _quoted_spans(text: str) -> list[tuple[int, int]]:
    pattern = _PATTERNS.get(("“" in text, '"' in text))
    return [match.span() for match in pattern.finditer(text)] if pattern else []


def winnow_quotations(corpus: Corpus, quoted: Bools, *, size: int, stream: int) -> Postings:
    """Return every n-gram of *size* quoted words."""
    word = np.flatnonzero(quoted)
    found = winnow_sequence(
        corpus.hash[word],
        corpus.document[word],
        word,
        size=size,
        window=1,
        stream=stream,
    )
    # Words of two quotations in a row are no run.
    whole = found.length == size
    return Postings(found.hash[whole], found.word[whole], found.length[whole])
