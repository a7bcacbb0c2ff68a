"""Which pairs of sentences are worth aligning?

Three channels propose: fingerprints of words and whole sentences, fingerprints of frames, and rare
words in common (names, numbers, unusual words), which survive a free rewording.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from consilience.lineage.candidates import Hits
from consilience.lineage.fingerprints import Postings
from consilience.lineage.sentences import Sentences
from consilience.lineage.words import I64, Bools, Corpus, mix


@dataclass(frozen=True, slots=True)
class Proposals:
    """Pairs of sentences to align, in the order of their keys."""

    key: I64  # number of sentence a times the count of sentences, plus that of b
    rare: Bools  # a fingerprint of few places speaks for the pair


def pairs_of_hits(hits: Hits, sentences: Sentences, *, few: int, least: int) -> Proposals:
    """Return the pairs of sentences in which first or last words of *hits* stand.

    A stock phrase stands in many places. A pair counts when a fingerprint of at most *few* places
    speaks for it, or when at least *least* fingerprints do.
    """
    size = sentences.of_word.size
    if size == 0:
        return Proposals(np.zeros(0, np.int64), np.zeros(0, bool))
    keys = np.concatenate(
        [
            sentences.of_word[np.minimum(hits.a + shift, size - 1)] * sentences.count
            + sentences.of_word[np.minimum(hits.b + shift, size - 1)]
            for shift in (np.zeros_like(hits.length), hits.length - 1)
        ]
    )
    found, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
    rare = np.zeros(found.size, bool)
    rare[place[np.tile(hits.places <= few, 2)]] = True
    kept = rare | (counts >= 2 * least)
    return Proposals(found[kept], rare[kept])


def rare_words(corpus: Corpus, sentences: Sentences, function: Bools, *, cap: int) -> Postings:
    """Return the content words that stand in 2 to *cap* documents, once for each sentence."""
    word = np.flatnonzero(~function)
    keys = mix(corpus.hash[word]) ^ mix(sentences.of_word[word].astype(np.uint64))
    _, once = np.unique(keys, return_index=True)
    word = word[np.sort(once)]
    hashes = corpus.hash[word]
    document = mix(corpus.document[word].astype(np.uint64) + np.uint64(1))
    _, first = np.unique(hashes ^ document, return_index=True)
    values, counts = np.unique(hashes[first], return_counts=True)
    frequency = counts[np.searchsorted(values, hashes)]
    kept = (frequency >= 2) & (frequency <= cap)
    return Postings(hashes[kept], word[kept], np.ones(int(kept.sum()), np.int64))


def pairs_of_rare_words(hits: Hits, sentences: Sentences, *, least: int) -> Proposals:
    """Return the pairs of sentences that share at least *least* rare words."""
    keys = sentences.of_word[hits.a] * sentences.count + sentences.of_word[hits.b]
    found, counts = np.unique(keys, return_counts=True)
    kept = counts >= least
    return Proposals(found[kept], np.zeros(int(kept.sum()), bool))


def join_proposals(*found: Proposals) -> Proposals:
    """Return the proposals of several channels, each pair once."""
    keys = np.concatenate([proposals.key for proposals in found])
    rare = np.concatenate([proposals.rare for proposals in found])
    distinct, place = np.unique(keys, return_inverse=True)
    any_rare = np.zeros(distinct.size, bool)
    any_rare[place[rare]] = True
    return Proposals(distinct, any_rare)
