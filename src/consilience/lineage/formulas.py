"""Which shared sentences are formulas, and which pairs of documents stand on formulas alone?

Police reports and war monitors fill the same sentence with other places and numbers day after day.
Two such sentences are two reports, not a copy; and even the very same one proves nothing alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from consilience.lineage.hashes import I32, I64, U64, Bools, mix, multipliers
from consilience.lineage.pairs import CODES, FURNITURE, SentencePairs, follows_another
from consilience.lineage.sentences import Sentences
from consilience.lineage.words import Corpus

FactSets = Callable[[I64, I64], I64]
"""Returns how many names and numbers pairs of sentences share."""

_FACTORS: Final = 512
"""A power of two: so many words of a sentence have a factor of their own in its shape."""

MIN_LONE_WORDS: Final = 8
"""Words that a single pair must share to stand alone between two documents."""

MIN_LONE_FACTS: Final = 2
"""Names and numbers that a single spun pair must share to stand alone."""

MIN_FILLINGS: Final = 4
"""Different fillings of a formula with which it must stand in the pile."""


def sentence_shapes(corpus: Corpus, sentences: Sentences) -> U64:
    """Return a hash of each sentence's words without names and numbers; 0 where it has none."""
    fact = (corpus.capital & ~corpus.opens) | corpus.digit
    if corpus.hash.size == 0:
        return np.zeros(sentences.count, np.uint64)
    first = sentences.first[:-1]
    inside = np.ones(fact.size, bool)
    inside[first] = False
    # Names of several words fill one blank: a fact behind a fact counts for nothing.
    nothing = fact & inside
    nothing[1:] &= fact[:-1]
    rank = np.cumsum(~nothing)
    place: I64 = rank - np.repeat(rank[first], sentences.length)
    factor = multipliers(_FACTORS, 9)[place % _FACTORS]
    filled = np.where(fact, factor, corpus.hash * factor)
    filled[nothing] = 0
    shape = mix(np.add.reduceat(filled, first))
    has_fact = np.zeros(sentences.count, bool)
    has_fact[sentences.of_word[np.flatnonzero(fact)]] = True
    return np.where(has_fact, np.maximum(shape, np.uint64(1)), np.uint64(0))


def find_formulas(shape: U64, sentence: U64) -> Bools:
    """Return which sentences are formulas: one shape that stands with many names and numbers.

    Args:
        shape: Of each sentence, see `sentence_shapes`.
        sentence: Hash of each sentence, all of its words in order.
    """
    found = np.zeros(shape.size, bool)
    filled = np.flatnonzero(shape)
    order = np.lexsort((sentence[filled], shape[filled]))
    filled = filled[order]
    if filled.size == 0:
        return found
    shapes, sentences = shape[filled], sentence[filled]
    starts = np.flatnonzero(np.append(True, shapes[1:] != shapes[:-1]))
    fresh = np.append(True, sentences[1:] != sentences[:-1])
    fresh[starts] = True
    fillings = np.add.reduceat(fresh.astype(np.int64), starts)
    sizes = np.diff(np.append(starts, shapes.size))
    found[filled] = np.repeat(fillings >= MIN_FILLINGS, sizes)
    return found


def drop_unsupported(
    pairs: SentencePairs, *, document: I32, formulas: Bools, facts: FactSets
) -> SentencePairs:
    """Return *pairs* without those that prove nothing alone where nothing stands beside them.

    Filled formulas and lone spun sentences count only between documents that share firmer text.

    Args:
        pairs: In order of side a, then b.
        document: Of each sentence.
        formulas: Sentences that are formulas.
        facts: Which sentences share names and numbers.
    """
    if len(pairs) == 0:
        return pairs
    keys = document[pairs.column("a")].astype(np.int64) << 32
    keys |= document[pairs.column("b")]
    _, number = np.unique(keys, return_inverse=True)
    supported = np.zeros(int(number.max()) + 1, bool)
    supported[number[_are_firm(pairs, formulas, facts)]] = True
    furniture = pairs.column("code") == FURNITURE
    before = follows_another(pairs)
    beside = (before >= 0) & (number == number[before])
    # Two weak pairs that follow each other in both documents support each other.
    supported[number[beside & ~furniture & ~furniture[before]]] = True
    return pairs[supported[number] | furniture]


def _are_firm(pairs: SentencePairs, formulas: Bools, facts: FactSets) -> Bools:
    a, b, code = pairs.column("a"), pairs.column("b"), pairs.column("code")
    same, words = pairs.column("same"), pairs.column("last_a") - pairs.column("first_a") + 1
    quotation = code == CODES["common_quotation"]
    spun = code == CODES["spun"]
    firm: Bools = quotation | ((code != FURNITURE) & (same >= MIN_LONE_WORDS))
    # A frame of function words alone is grammar; names and numbers make it a frame of its own.
    firm &= ~spun | (2 * same >= words)
    firm &= ~(formulas[a] & formulas[b])
    doubtful = np.flatnonzero(firm & spun)
    firm[doubtful] = facts(a[doubtful], b[doubtful]) >= MIN_LONE_FACTS
    return firm
