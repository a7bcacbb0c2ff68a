"""Which shared sentences are formulas, and which pairs of documents stand on formulas alone?

Police reports and war monitors fill the same sentence with other places and numbers day after day.
Two such sentences are two reports, not a copy; and even the very same one proves nothing alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from consilience.lineage.alignment import SentencePair
from consilience.lineage.sentences import Sentences
from consilience.lineage.words import Bools, Corpus, mix, multipliers

MIN_LONE_WORDS: Final = 8
"""Words that a single pair must share to stand alone between two documents."""

MIN_FILLINGS: Final = 4
"""Different fillings of a formula with which it must stand in the pile."""


def find_formulas(corpus: Corpus, sentences: Sentences) -> Bools:
    """Return which sentences are formulas: the same words with many names and numbers."""
    fact = (corpus.capital & ~corpus.opens) | corpus.digit
    size = corpus.hash.size
    found = np.zeros(sentences.count, bool)
    if size == 0:
        return found
    blank = np.where(fact, np.uint64(1), corpus.hash)
    # Names of several words fill one blank: a fact behind a fact counts for nothing.
    blank[1:][fact[1:] & fact[:-1]] = np.uint64(0)
    rank = np.cumsum(blank != 0)
    first = sentences.first[:-1]
    place = rank - rank[first][sentences.of_word]
    sums = np.add.reduceat(blank * multipliers(512, 9)[place % 512], first)
    shape = mix(sums)
    has_fact = np.add.reduceat(fact.astype(np.int64), first) > 0
    keys = np.unique(np.stack([shape[has_fact], sentences.hash[has_fact]], axis=1), axis=0)
    shapes, fillings = np.unique(keys[:, 0], return_counts=True)
    common = shapes[fillings >= MIN_FILLINGS]
    found[has_fact] = np.isin(shape[has_fact], common)
    return found


def drop_unsupported(
    sentences: Sentences, pairs: Sequence[SentencePair], formulas: Bools
) -> list[SentencePair]:
    """Return *pairs* without those that prove nothing alone where nothing stands beside them.

    Filled formulas and lone spun sentences count only between documents that share firmer text.
    """
    document = sentences.document.tolist()
    by_documents: dict[tuple[int, int], list[SentencePair]] = defaultdict(list)
    for pair in pairs:
        by_documents[document[pair.a], document[pair.b]].append(pair)
    kept: list[SentencePair] = []
    for _, found in sorted(by_documents.items()):
        firm = any(_is_firm(pair, formulas) for pair in found) or _has_neighbours(found)
        kept.extend(found if firm else (pair for pair in found if pair.kind == "furniture"))
    return sorted(kept, key=lambda pair: (pair.a, pair.b))


def _is_firm(pair: SentencePair, formulas: Bools) -> bool:
    if formulas[pair.a] and formulas[pair.b]:
        return False
    if pair.kind == "common_quotation":
        return True
    if pair.kind == "furniture" or pair.same < MIN_LONE_WORDS:
        return False
    return pair.kind != "spun" or 2 * pair.same >= pair.last_a - pair.first_a + 1


def _has_neighbours(pairs: Iterable[SentencePair]) -> bool:
    """Tell whether two weak pairs follow each other in both documents."""
    found = {(pair.a, pair.b) for pair in pairs if pair.kind != "furniture"}
    return any((a + 1, b + 1) in found for a, b in found)
