"""The frame of a sentence: what is left of it when its content words are swapped.

Software that swaps words leaves function words, numbers and names where they stand (DSpin, NDSS
2014, calls them immutables; Stamatatos, JASIST 62, uses stop-word n-grams). The frame is a second
channel of fingerprints, and the measure of a spun sentence.
"""

from __future__ import annotations

import functools
from importlib import resources

import numpy as np

from consilience.lineage.fingerprints import Postings, winnow_sequence
from consilience.lineage.hashes import Bools, HashSet
from consilience.lineage.letters import hash_words
from consilience.lineage.words import Corpus


@functools.cache
def function_words() -> frozenset[str]:
    """Return the words that carry frames."""
    lines = resources.files("consilience.lineage").joinpath("data/function_words.txt")
    return frozenset(
        word
        for line in lines.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for word in line.split()
    )


@functools.cache
def function_hashes() -> HashSet:
    """Return the hashes of the words that carry frames."""
    return HashSet(hash_words(sorted(function_words())))


def is_function(corpus: Corpus) -> Bools:
    """Return which words of *corpus* are function words."""
    return function_hashes().holds(corpus.hash)


def is_frame(corpus: Corpus, function: Bools) -> Bools:
    """Return which words of *corpus* belong to the frame of their sentence.

    A capital at the head of a sentence tells nothing, so only function words count there.
    """
    named: Bools = (corpus.capital & ~corpus.opens) | corpus.digit
    return function | named


def winnow_frames(corpus: Corpus, frame: Bools, *, size: int, window: int, stream: int) -> Postings:
    """Return the winnowed n-grams of the frames of every document."""
    word = np.flatnonzero(frame)
    return winnow_sequence(
        corpus.hash[word],
        corpus.document[word],
        word,
        size=size,
        window=window,
        stream=stream,
    )
