"""Which sentences were made from which, judged word by word.

A pair of sentences is judged by three measures: the words that stand in the same order, the
content words whatever their order, and the frame that is left when content words are swapped.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import Final

import numpy as np
from rapidfuzz.distance import LCSseq

from consilience.lineage.frames import function_hashes
from consilience.lineage.hashes import I64
from consilience.lineage.outlines import AlignSettings
from consilience.lineage.pairs import CODES, SentencePair
from consilience.lineage.seen import SeenWords, SentenceMarks
from consilience.lineage.sentences import Sentences
from consilience.lineage.stems import stem_numbers
from consilience.lineage.words import Corpus
from consilience.model.scales import PassageKind

Run = tuple[int, int, int]  # place a, place b, equal words

_SWAPPED: Final = 0
_CODE_POINTS: Final = 0x110000 - 0x800

FRAME_WEIGHT: Final = 3
WORD_WEIGHT: Final = 10
"""Of names and numbers, and of other content words: two reporters name the same people.

Whole numbers: sums of them are the same in whatever order words are numbered.
"""

MIN_SWAPPED_FACTS: Final = 2
"""Names and numbers that differ, from which on a sentence is filled anew rather than edited."""


class Aligner:
    """Judges pairs of sentences of one corpus."""

    def __init__(
        self,
        corpus: Corpus,
        sentences: Sentences,
        seen: SeenWords,
        *,
        marks: SentenceMarks,
        settings: AlignSettings,
    ) -> None:
        """Look at the *seen* words; no sentences without any can be judged."""
        function = function_hashes().holds(seen.hash)
        frame = function | seen.fact
        _, numbers = np.unique(seen.hash, return_inverse=True)
        numbers = numbers.astype(np.int64) + 1
        stems = stem_numbers(corpus, seen.place, numbers, wanted=~function)
        quoted = marks.quoted[seen.place]
        weight = seen.letters * np.where(frame, FRAME_WEIGHT, WORD_WEIGHT)
        weight[function] = 0
        self._quoting = np.zeros(sentences.count, bool)
        self._quoting[seen.sentence[quoted]] = True
        self.settings = settings
        self._formula = marks.formula
        self._numbers = _sequence(numbers)
        self._frames = _sequence(np.where(frame, numbers, _SWAPPED))
        self._quoted: list[bool] = quoted.tolist()
        self._stems: list[int] = stems.tolist()
        self._weights: list[int] = weight.tolist()
        self._fact: list[bool] = seen.fact.tolist()
        self._plain: list[bool] = (~(function | seen.capital | seen.digit)).tolist()
        self._begin, self._size = seen.begin, seen.size
        self._first = sentences.first
        self._content: dict[int, dict[int, int]] = {}

    def words(self, sentence: int) -> slice:
        """Return which of the words that are looked at belong to *sentence*."""
        begin = int(self._begin[sentence])
        return slice(begin, begin + int(self._size[sentence]))

    def content(self, sentence: int) -> dict[int, int]:
        """Return the content words of *sentence*, by their stems, with their weights."""
        found = self._content.get(sentence)
        if found is None:
            span = self.words(sentence)
            weighed = zip(self._stems[span], self._weights[span], strict=True)
            found = self._content[sentence] = {stem: weight for stem, weight in weighed if weight}
        return found

    def align(
        self, a: int, b: int, *, near: bool = False, parts: bool = True
    ) -> SentencePair | None:
        """Return how sentence *b* and *a* are one, or ``None`` where they are not.

        Args:
            a: Number of a sentence.
            b: Number of another.
            near: They stand beside a pair that was accepted.
            parts: A common part of two sentences counts; not where it may be a stock phrase.
        """
        one, two = self.words(a), self.words(b)
        size_a, size_b = one.stop - one.start, two.stop - two.start
        if min(size_a, size_b) < 3:
            return None
        same = LCSseq.similarity(self._numbers[one], self._numbers[two])
        ratio = 2 * same / (size_a + size_b)
        if ratio >= self.settings.verbatim_ratio:
            return self._whole(a, b, "verbatim", same)
        alike = ratio >= self.settings.edited_ratio or self._formula[a] or self._formula[b]
        if alike and self._is_filled_anew(a, b):
            return None
        return (
            (self._quotation(a, b, same) if ratio < self.settings.edited_ratio else None)
            or self._copied(a, b, same, ratio=ratio, near=near)
            or (self._part(a, b) if parts and same >= self.settings.min_quoted else None)
            or self._reworded(a, b, same, near=near)
        )

    def _quotation(self, a: int, b: int, same: int) -> SentencePair | None:
        """Return a common quotation, where nearly all that is common stands inside of it."""
        if not (self._quoting[a] and self._quoting[b]) or same < self.settings.min_quoted:
            return None
        pair = self._part(a, b)
        quoted = pair is not None and pair.kind == "common_quotation" and pair.same >= 0.95 * same
        return pair if quoted else None

    def _copied(
        self, a: int, b: int, same: int, *, ratio: float, near: bool
    ) -> SentencePair | None:
        if self._is_spun(a, b, same, near=near):
            return self._whole(a, b, "spun", same)
        if ratio < self.settings.edited_ratio or same < self.settings.min_words:
            return None
        return self._whole(a, b, "edited", same)

    def _is_filled_anew(self, a: int, b: int) -> bool:
        """Tell whether most of the names and numbers differ: one formula, two facts."""
        one, two = self._facts(a), self._facts(b)
        apart = min(len(one - two), len(two - one))
        return apart >= MIN_SWAPPED_FACTS and 2 * apart >= max(len(one), len(two))

    def _facts(self, sentence: int) -> set[Hashable]:
        span = self.words(sentence)
        marked = zip(self._numbers[span], self._fact[span], strict=True)
        return {word for word, fact in marked if fact}

    def _reworded(self, a: int, b: int, same: int, *, near: bool) -> SentencePair | None:
        """Return a paraphrase: common wording, not only common names, speaks for it.

        Two reporters name the same people and places; one who rewords another keeps runs of his
        words, of which names and numbers are none. Calibrated on judged pairs: four parts of
        evidence, each between 0 and 1.
        """
        share = self._content_share(a, b)
        if share < self.settings.min_content_share:
            return None
        one, two = self.words(a), self.words(b)
        shorter = min(one.stop - one.start, two.stop - two.start)
        fact = self._fact
        lengths = (
            sum(not fact[at] for at in range(one.start + run[0], one.start + run[0] + run[2]))
            for run in _equal_runs(self._numbers[one], self._numbers[two])
        )
        in_runs = math.sqrt(sum(length * length for length in lengths)) / shorter
        plain = len(self._plain_words(one) & self._plain_words(two))
        strength = 0.7 * share + same / shorter + in_runs + 0.03 * min(plain, 10)
        if strength < self.settings.min_strength - (self.settings.near_lenience if near else 0):
            return None
        return self._whole(a, b, "paraphrase", same)

    def _plain_words(self, span: slice) -> set[int]:
        marked = zip(self._stems[span], self._plain[span], strict=True)
        return {stem for stem, plain in marked if plain}

    def _whole(self, a: int, b: int, kind: PassageKind, same: int) -> SentencePair:
        first = self._first
        bounds = (int(place) for place in (first[a], first[a + 1] - 1, first[b], first[b + 1] - 1))
        return SentencePair(a, b, CODES[kind], same, *bounds)

    def _is_spun(self, a: int, b: int, same: int, *, near: bool) -> bool:
        """Tell whether the sentences have one frame and other words in it."""
        one, two = self._frames[self.words(a)], self._frames[self.words(b)]
        mean = (len(one) + len(two)) / 2
        wanted = self.settings.near_frame_ratio if near else self.settings.frame_ratio
        if abs(len(one) - len(two)) > 0.2 * mean + 1:
            return False
        fits = LCSseq.similarity(one, two)
        if fits < wanted * mean or fits - same < self.settings.min_swapped * mean:
            return False
        fixed_a, fixed_b = _without_swapped(one), _without_swapped(two)
        fixed = LCSseq.similarity(fixed_a, fixed_b)
        least = self.settings.min_frame - 2 if near else self.settings.min_frame
        return fixed >= max(least, 0.8 * max(len(fixed_a), len(fixed_b)))

    def _part(self, a: int, b: int) -> SentencePair | None:
        """Return the copied part of two sentences that go on differently."""
        longest: Run = (0, 0, 0)
        runs = _equal_runs(self._numbers[self.words(a)], self._numbers[self.words(b)])
        for run in runs:
            longest = max(longest, run, key=lambda found: found[2])
        first_a, first_b = int(self._begin[a]), int(self._begin[b])
        span_a = slice(first_a + longest[0], first_a + longest[0] + longest[2])
        span_b = slice(first_b + longest[1], first_b + longest[1] + longest[2])
        quoted = all(self._quoted[span_a]) and all(self._quoted[span_b])
        plain = sum(self._plain[span_a])
        settings = self.settings
        least, least_plain = (
            (settings.min_quoted, settings.min_quoted_plain)
            if quoted
            else (settings.min_run, settings.min_run_plain)
        )
        if longest[2] < least or plain < least_plain:
            return None
        near = _around(runs, longest)
        start_a, start_b = first_a + near[0][0], first_b + near[0][1]
        last_a = first_a + near[-1][0] + near[-1][2] - 1
        last_b = first_b + near[-1][1] + near[-1][2] - 1
        same = sum(run[2] for run in near)
        span = max(last_a - start_a, last_b - start_b) + 1
        kind: PassageKind = "verbatim" if same == span else "edited"
        if quoted:
            kind = "common_quotation"
            start_a, last_a = self._trim(start_a, last_a)
            start_b, last_b = self._trim(start_b, last_b)
        move_a, move_b = int(self._first[a]) - first_a, int(self._first[b]) - first_b
        bounds = (start_a + move_a, last_a + move_a, start_b + move_b, last_b + move_b)
        return SentencePair(a, b, CODES[kind], same, *bounds)

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        """Return *first* and *last* without the words outside of the quotation at both ends."""
        while not self._quoted[first]:
            first += 1
        while not self._quoted[last]:
            last -= 1
        return first, last

    def _content_share(self, a: int, b: int) -> float:
        """Return the weight of shared content words, of the mean weight of both sentences."""
        one, two = self.content(a), self.content(b)
        shared = one.keys() & two.keys()
        if len(shared) < self.settings.min_shared_content:
            return 0.0
        weight = sum(min(one[word], two[word]) for word in shared)
        return weight / math.sqrt(sum(one.values()) * sum(two.values()))


def _sequence(numbers: I64) -> Sequence[Hashable]:
    """Return *numbers* as code points, which are compared fastest, where there are enough."""
    if numbers.size == 0 or int(numbers.max()) < _CODE_POINTS:
        points = np.where(numbers >= 0xD800, numbers + 0x800, numbers).astype("<u4")
        return points.tobytes().decode("utf-32-le")
    found: list[int] = numbers.tolist()
    return found


def _without_swapped(frame: Sequence[Hashable]) -> Sequence[Hashable]:
    if isinstance(frame, str):
        return frame.replace(chr(_SWAPPED), "")
    return [word for word in frame if word != _SWAPPED]


def _equal_runs(one: Sequence[Hashable], two: Sequence[Hashable]) -> list[Run]:
    return [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in LCSseq.opcodes(one, two)
        if op.tag == "equal"
    ]


def _around(runs: list[Run], longest: Run) -> list[Run]:
    """Return the runs around *longest* that few other words part from it."""
    at = runs.index(longest)
    first = last = at
    while first > 0 and _gap(runs[first - 1], runs[first]) <= 2 + runs[first - 1][2]:
        first -= 1
    while last + 1 < len(runs) and _gap(runs[last], runs[last + 1]) <= 2 + runs[last + 1][2]:
        last += 1
    return runs[first : last + 1]


def _gap(one: Run, two: Run) -> int:
    return max(two[0] - one[0] - one[2], two[1] - one[1] - one[2])
