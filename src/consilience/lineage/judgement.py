"""From proposed pairs of sentences to those that are copies, and those found beside them.

Sentences of equal words need no alignment. Of the others an outline tells which can be copies at
all; only these are aligned. The pairs around an accepted one are looked at too, since a copy
rarely stops at one sentence.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import numpy as np

from consilience.lineage.alignment import Aligner
from consilience.lineage.hashes import I64, Bools, distinct
from consilience.lineage.outlines import AlignSettings, may_be_copies
from consilience.lineage.pairs import CODES, SentencePairs, as_pairs, join_pairs
from consilience.lineage.seen import SeenWords, SentenceMarks, see_words
from consilience.lineage.sentences import Sentences
from consilience.lineage.words import Corpus

_NEAR: Final = ((-1, -1), (1, 1), (-2, -2), (2, 2), (-1, -2), (1, 2), (-2, -1), (2, 1))
"""Where to look beside an accepted pair: one sentence may have been cut or put in."""


class Judge:
    """Tells which pairs of sentences of one corpus were made from one another."""

    def __init__(
        self,
        corpus: Corpus,
        sentences: Sentences,
        *,
        marks: SentenceMarks,
        settings: AlignSettings,
    ) -> None:
        self._corpus = corpus
        self._sentences = sentences
        self._marks = marks
        self._settings = settings

    def judge(self, a: I64, b: I64, *, near: bool, parts: Bools) -> SentencePairs:
        """Return those of the pairs of sentences *a* and *b* that are one.

        Args:
            a: Numbers of sentences.
            b: Of others.
            near: They stand beside pairs that were accepted.
            parts: For each, a common part of two sentences counts.
        """
        hashes, outline = self._sentences.hash, self._marks.outline
        equal = hashes[a] == hashes[b]
        rest = np.flatnonzero(~equal)
        rest = rest[
            may_be_copies(
                outline[a[rest]],
                outline[b[rest]],
                near=near,
                parts=parts[rest],
                settings=self._settings,
            )
        ]
        found = self._aligned(a[rest], b[rest], near=near, parts=parts[rest])
        return join_pairs([self._equal(a[equal], b[equal]), found])

    def _aligned(self, a: I64, b: I64, *, near: bool, parts: Bools) -> SentencePairs:
        if a.size == 0:
            return as_pairs(())
        aligner = Aligner(
            self._corpus,
            self._sentences,
            self._see(a, b),
            marks=self._marks,
            settings=self._settings,
        )
        columns = zip(a.tolist(), b.tolist(), parts.tolist(), strict=True)
        found = (aligner.align(one, two, near=near, parts=whole) for one, two, whole in columns)
        return as_pairs(pair for pair in found if pair is not None)

    def _see(self, a: I64, b: I64) -> SeenWords:
        wanted = np.zeros(self._sentences.count, bool)
        wanted[a] = wanted[b] = True
        return see_words(self._corpus, self._sentences, wanted, self._settings.max_words)

    def _equal(self, a: I64, b: I64) -> SentencePairs:
        first, size = (
            self._sentences.first,
            np.minimum(self._sentences.length[a], self._settings.max_words),
        )
        kind = np.full(a.size, CODES["verbatim"])
        ends = (first[a], first[a + 1] - 1, first[b], first[b + 1] - 1)
        return SentencePairs(np.stack([a, b, kind, size, *ends], axis=1).astype(np.int64))

    def grow(self, found: SentencePairs) -> SentencePairs:
        """Return *found* and those found by looking at the sentences beside them."""
        tried = _keys(found)
        kept, fresh = [found], found
        while len(fresh):
            a, b = self._beside(fresh)
            keys = distinct((a << 32) | b)
            keys = keys[~np.isin(keys, tried)]
            tried = np.union1d(tried, keys)
            a, b = keys >> 32, keys & 0xFFFFFFFF
            fresh = self.judge(a, b, near=True, parts=np.ones(a.size, bool))
            kept.append(fresh)
        return join_pairs(kept).sorted()

    def _beside(self, pairs: SentencePairs) -> tuple[I64, I64]:
        """Return the pairs of sentences near *pairs*, in the same two documents."""
        steps = np.array(_NEAR)
        old_a, old_b = (np.repeat(pairs.column(side), len(steps)) for side in "ab")
        a = old_a + np.tile(steps[:, 0], len(pairs))
        b = old_b + np.tile(steps[:, 1], len(pairs))
        document = self._sentences.document
        last = document.size - 1
        same = (a >= 0) & (b >= 0) & (a <= last) & (b <= last)
        a, b, old_a, old_b = (column[same] for column in (a, b, old_a, old_b))
        same = (document[a] == document[old_a]) & (document[b] == document[old_b])
        return a[same], b[same]

    def shared_facts(self, a: I64, b: I64) -> I64:
        """Return how many names and numbers each pair of sentences *a* and *b* shares."""
        seen = self._see(a, b)
        facts: dict[int, set[int]] = defaultdict(set)
        hashes = seen.hash[seen.fact].tolist()
        for sentence, word in zip(seen.sentence[seen.fact].tolist(), hashes, strict=True):
            facts[sentence].add(word)
        pairs = zip(a.tolist(), b.tolist(), strict=True)
        return np.array([len(facts[one] & facts[two]) for one, two in pairs], np.int64)


def _keys(pairs: SentencePairs) -> I64:
    return np.sort((pairs.column("a") << 32) | pairs.column("b"))
