"""Which sentences were made from which, judged word by word.

Shared fingerprints propose pairs of sentences; each pair is aligned by its words, and the pairs
around an accepted one are looked at too, since a copy rarely stops at one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq

from consilience.lineage.candidates import Hits
from consilience.lineage.sentences import Sentences
from consilience.lineage.words import I64, Corpus
from consilience.model.scales import PassageKind

Block = tuple[int, int, int]  # words a, words b, how many are equal


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignSettings:
    """When two sentences count as one copied from the other."""

    min_ratio: float = 0.5  # shared words, of the mean of both lengths
    verbatim_ratio: float = 0.995
    edited_ratio: float = 0.62
    min_contained: float = 0.75  # of the shorter, where the longer holds it
    min_run: int = 7  # words in a row that a partial copy must share
    min_words: int = 4  # a shorter sentence is no evidence alone
    max_sentence: int = 400  # words; of a longer one only this much is aligned


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Two sentences that share words, and where."""

    a: int  # number of the sentence
    b: int
    kind: PassageKind
    same: int  # aligned words that are equal
    first_a: int  # number of the first copied word in the corpus, included
    last_a: int  # included
    first_b: int
    last_b: int


def propose_pairs(hits: Hits, sentences: Sentences) -> tuple[I64, I64]:
    """Return the distinct pairs of sentences in which the first or last words of *hits* stand."""
    ends = [(hits.a, hits.b), (hits.a + hits.length - 1, hits.b + hits.length - 1)]
    size = sentences.of_word.size
    one = np.concatenate([sentences.of_word[np.minimum(a, size - 1)] for a, _ in ends])
    two = np.concatenate([sentences.of_word[np.minimum(b, size - 1)] for _, b in ends])
    keys = np.unique(one * sentences.count + two)
    return keys // max(1, sentences.count), keys % max(1, sentences.count)


class Aligner:
    """Aligns sentences of one corpus; remembers their words."""

    def __init__(self, corpus: Corpus, sentences: Sentences, settings: AlignSettings) -> None:
        self.sentences = sentences
        self.settings = settings
        _, numbers = np.unique(corpus.hash, return_inverse=True)
        self._numbers: list[int] = numbers.tolist()
        self._first: list[int] = sentences.first.tolist()
        self._hash: list[int] = sentences.hash.tolist()
        self._document: list[int] = sentences.document.tolist()

    def words(self, sentence: int) -> Sequence[int]:
        """Return the words of *sentence* as numbers."""
        first = self._first[sentence]
        last = min(self._first[sentence + 1], first + self.settings.max_sentence)
        return self._numbers[first:last]

    def align(self, a: int, b: int) -> SentencePair | None:
        """Return how sentences *a* and *b* were copied, or ``None`` where they were not."""
        first_a, first_b = self._first[a], self._first[b]
        end_a, end_b = self._first[a + 1], self._first[b + 1]
        if self._hash[a] == self._hash[b]:
            return SentencePair(
                a, b, "verbatim", end_a - first_a, first_a, end_a - 1, first_b, end_b - 1
            )
        one, two = self.words(a), self.words(b)
        shorter, mean = min(len(one), len(two)), (len(one) + len(two)) / 2
        wanted = min(self.settings.min_ratio * mean, self.settings.min_contained * shorter)
        same = LCSseq.similarity(one, two, score_cutoff=int(wanted))
        if same < max(wanted, self.settings.min_words):
            return None
        return self._judged(a, b, same, same / mean)

    def _judged(self, a: int, b: int, same: int, ratio: float) -> SentencePair | None:
        settings = self.settings
        one, two = self.words(a), self.words(b)
        blocks = _equal_runs(one, two)
        longest = max(size for _, _, size in blocks)
        kind: PassageKind = "edited" if ratio >= settings.edited_ratio else "paraphrase"
        if ratio >= settings.verbatim_ratio:
            kind = "verbatim"
        whole = ratio >= settings.min_ratio and longest >= 4
        if not whole and longest < settings.min_run:
            return None
        first_a, first_b = self._first[a], self._first[b]
        if whole and ratio >= settings.edited_ratio:
            return SentencePair(
                a, b, kind, same, first_a, first_a + len(one) - 1, first_b, first_b + len(two) - 1
            )
        span_a, span_b = _covered(blocks, 0), _covered(blocks, 1)
        return SentencePair(
            a, b, "edited" if longest >= settings.min_run else kind, same,
            first_a + span_a[0], first_a + span_a[1], first_b + span_b[0], first_b + span_b[1],
        )  # fmt: skip

    def grow(self, pairs: Iterator[SentencePair]) -> list[SentencePair]:
        """Return *pairs* and those found by looking at the sentences beside them."""
        found = {(pair.a, pair.b): pair for pair in pairs}
        waiting = list(found)
        tried = set(found)
        while waiting:
            a, b = waiting.pop()
            for near in ((a - 1, b - 1), (a + 1, b + 1)):
                if near in tried or not self._same_documents(a, b, near):
                    continue
                tried.add(near)
                pair = self.align(*near)
                if pair is not None:
                    found[near] = pair
                    waiting.append(near)
        return [found[key] for key in sorted(found)]

    def _same_documents(self, a: int, b: int, near: tuple[int, int]) -> bool:
        document = self._document
        inside = 0 <= near[0] < len(document) and 0 <= near[1] < len(document)
        return inside and document[near[0]] == document[a] and document[near[1]] == document[b]


def _equal_runs(one: Sequence[int], two: Sequence[int]) -> list[Block]:
    return [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in LCSseq.opcodes(one, two)
        if op.tag == "equal"
    ]


def _covered(blocks: list[Block], side: int) -> tuple[int, int]:
    """Return first and last word that the weighty runs of equal words cover on one side."""
    weighty = [block for block in blocks if block[2] >= 3] or blocks
    return weighty[0][side], weighty[-1][side] + weighty[-1][2] - 1
