"""Which sentences were made from which, judged word by word.

Shared fingerprints propose pairs of sentences. A pair is judged by three measures: the words that
stand in the same order, the content words whatever their order, and the frame that is left when
content words are swapped. The pairs around an accepted one are looked at too, since a copy rarely
stops at one sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from consilience.lineage.frames import is_frame, is_function
from consilience.lineage.sentences import Sentences
from consilience.lineage.words import Bools, Corpus
from consilience.model.scales import PassageKind

Run = tuple[int, int, int]  # place a, place b, equal words

_SWAPPED = -1

_NEAR: Final = ((-1, -1), (1, 1), (-2, -2), (2, 2), (-1, -2), (1, 2), (-2, -1), (2, 1))
"""Where to look beside an accepted pair: one sentence may have been cut or put in."""

MIN_SWAPPED_FACTS: Final = 2
"""Names and numbers that differ, from which on a sentence is filled anew rather than edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignSettings:
    """When two sentences count as one made from the other; shares are of their mean length."""

    verbatim_ratio: float = 0.985
    edited_ratio: float = 0.6
    min_run: int = 7  # words in a row that the copied part of a sentence must share
    min_run_plain: int = 4  # of them neither function words nor names: a title is no copy
    min_quoted: int = 5  # the same, where both quote it
    min_quoted_plain: int = 2
    min_words: int = 4  # a shorter sentence is no evidence alone
    min_content_share: float = 0.4  # of the weight of content words, for a paraphrase
    min_strength: float = 1.5  # see `Aligner._reworded`
    near_lenience: float = 0.1  # less beside an accepted pair
    min_shared_content: int = 4
    frame_ratio: float = 0.9  # words and places of swapped words that fit
    near_frame_ratio: float = 0.82
    min_frame: int = 5  # frame words in common
    min_swapped: float = 0.12  # share of words swapped one for one that makes a copy spun
    max_words: int = 400  # of a longer sentence only this much is aligned


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


class Aligner:
    """Judges pairs of sentences of one corpus."""

    def __init__(
        self,
        corpus: Corpus,
        sentences: Sentences,
        *,
        formulas: Bools,
        quoted: Bools,
        settings: AlignSettings,
    ) -> None:
        function = is_function(corpus)
        frame = is_frame(corpus, function)
        _, numbers = np.unique(corpus.hash, return_inverse=True)
        self.settings = settings
        self._quoted: list[bool] = quoted.tolist()
        self._quoting = frozenset(np.unique(sentences.of_word[quoted]).tolist())
        self._formula: list[bool] = formulas.tolist()
        self._numbers: list[int] = numbers.tolist()
        self._frames: list[int] = np.where(frame, numbers, _SWAPPED).tolist()
        weight = _rarity(corpus, numbers) * np.where(frame, 0.3, 1.0) * ~function
        self._corpus = corpus
        self._stems: dict[int, str] = {}
        self._fact: list[bool] = ((corpus.capital & ~corpus.opens) | corpus.digit).tolist()
        self._plain: list[bool] = (~(function | corpus.capital | corpus.digit)).tolist()
        self._weights: list[float] = weight.tolist()
        self._first: list[int] = sentences.first.tolist()
        self._hash: list[int] = sentences.hash.tolist()
        self._document: list[int] = sentences.document.tolist()
        self._content: dict[int, dict[str, float]] = {}

    def words(self, sentence: int) -> slice:
        """Return which words of the corpus the first words of *sentence* are."""
        first = self._first[sentence]
        return slice(first, min(self._first[sentence + 1], first + self.settings.max_words))

    def content(self, sentence: int) -> dict[str, float]:
        """Return the content words of *sentence*, by their stems, with their weights."""
        found = self._content.get(sentence)
        if found is None:
            found = self._content[sentence] = {}
            span = self.words(sentence)
            for place in range(span.start, span.stop):
                weight = self._weights[place]
                if weight:
                    found[self._stem(place)] = weight
        return found

    def _stem(self, place: int) -> str:
        number = self._numbers[place]
        stem = self._stems.get(number)
        if stem is None:
            stem = self._stems[number] = _stem_of(self._word(place))
        return stem

    def _word(self, place: int) -> str:
        corpus = self._corpus
        text = corpus.texts[int(corpus.document[place])]
        return text[int(corpus.start[place]) : int(corpus.end[place])].lower()

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
        if self._hash[a] == self._hash[b]:
            return self._whole(a, b, "verbatim", size_a)
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
        if not (a in self._quoting and b in self._quoting) or same < self.settings.min_quoted:
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

    def _facts(self, sentence: int) -> set[int]:
        span = self.words(sentence)
        return {self._numbers[at] for at in range(span.start, span.stop) if self._fact[at]}

    def _reworded(self, a: int, b: int, same: int, *, near: bool) -> SentencePair | None:
        """Return a paraphrase: common wording, not only common names, speaks for it.

        Two reporters name the same people and places; one who rewords another keeps runs of his
        words. Calibrated on judged pairs: four parts of evidence, each between 0 and 1.
        """
        share = self._content_share(a, b)
        if share < self.settings.min_content_share:
            return None
        one, two = self.words(a), self.words(b)
        shorter = min(one.stop - one.start, two.stop - two.start)
        runs = _equal_runs(self._numbers[one], self._numbers[two])
        in_runs = math.sqrt(sum(run[2] * run[2] for run in runs)) / shorter
        plain = len(self._plain_words(one) & self._plain_words(two))
        strength = 0.7 * share + same / shorter + in_runs + 0.03 * min(plain, 10)
        if strength < self.settings.min_strength - (self.settings.near_lenience if near else 0):
            return None
        return self._whole(a, b, "paraphrase", same)

    def _plain_words(self, span: slice) -> set[str]:
        places = range(span.start, span.stop)
        return {self._stem(place) for place in places if self._plain[place]}

    def _whole(self, a: int, b: int, kind: PassageKind, same: int) -> SentencePair:
        first = self._first
        return SentencePair(
            a, b, kind, same, first[a], first[a + 1] - 1, first[b], first[b + 1] - 1
        )

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
        fixed_a = [word for word in one if word != _SWAPPED]
        fixed_b = [word for word in two if word != _SWAPPED]
        fixed = LCSseq.similarity(fixed_a, fixed_b)
        least = self.settings.min_frame - 2 if near else self.settings.min_frame
        return fixed >= max(least, 0.8 * max(len(fixed_a), len(fixed_b)))

    def _part(self, a: int, b: int) -> SentencePair | None:
        """Return the copied part of two sentences that go on differently."""
        longest: Run = (0, 0, 0)
        runs = _equal_runs(self._numbers[self.words(a)], self._numbers[self.words(b)])
        for run in runs:
            longest = max(longest, run, key=lambda found: found[2])
        first_a, first_b = self._first[a], self._first[b]
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
        return SentencePair(a, b, kind, same, start_a, last_a, start_b, last_b)

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

    def grow(self, pairs: Iterable[SentencePair]) -> list[SentencePair]:
        """Return *pairs* and those found by looking at the sentences beside them."""
        found = {(pair.a, pair.b): pair for pair in pairs}
        waiting = sorted(found)
        tried = set(found)
        while waiting:
            a, b = waiting.pop()
            for near in ((a + step_a, b + step_b) for step_a, step_b in _NEAR):
                if near in tried or not self._same_documents(a, b, near):
                    continue
                tried.add(near)
                pair = self.align(*near, near=True)
                if pair is not None:
                    found[near] = pair
                    waiting.append(near)
        return [found[key] for key in sorted(found)]

    def _same_documents(self, a: int, b: int, near: tuple[int, int]) -> bool:
        document = self._document
        inside = 0 <= near[0] < len(document) and 0 <= near[1] < len(document)
        return inside and document[near[0]] == document[a] and document[near[1]] == document[b]


def _rarity(corpus: Corpus, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the weight of each word: the logarithm of how few documents carry it."""
    if numbers.size == 0:
        return np.zeros(0)
    count = int(numbers.max()) + 1
    keys = np.unique(corpus.document.astype(np.int64) * count + numbers)
    documents = np.bincount(keys % count, minlength=count)
    # A small pile tells nothing about rarity: it is taken for part of a larger one.
    weight: NDArray[np.float64] = np.log(max(len(corpus.ids), 200) / documents)[numbers]
    return weight


def _stem_of(word: str) -> str:
    """Return *word* without the endings of English inflection, roughly."""
    for ending in ("ing", "edly", "ed", "ies", "es", "s", "ly", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _equal_runs(one: Sequence[int], two: Sequence[int]) -> list[Run]:
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
