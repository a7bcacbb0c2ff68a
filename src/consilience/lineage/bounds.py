"""Which pairs of sentences can be copies at all? A bound that takes no alignment.

Each sentence gets a few bit masks of its words. The bits that two sentences have in common bound
the words that any alignment can find, so that most pairs need none. A bound never turns away a
pair that the judgement would accept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from consilience.lineage.hashes import I64, U64, Bools, mix, ranges, sort_by_hash
from consilience.lineage.sentences import Sentences
from consilience.lineage.words import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignSettings:
    """When two sentences count as one made from the other; shares are of their mean length."""

    verbatim_ratio: float = 0.985
    edited_ratio: float = 0.65
    min_run: int = 7  # words in a row that the copied part of a sentence must share
    min_run_plain: int = 5  # of them neither function words nor names: a title is no copy
    min_quoted: int = 5  # the same, where both quote it
    min_quoted_plain: int = 2
    min_words: int = 4  # a shorter sentence is no evidence alone
    min_content_share: float = 0.35  # of the weight of content words, for a paraphrase
    min_strength: float = 1.45  # see `Aligner._reworded`
    near_lenience: float = 0.1  # less beside an accepted pair
    min_shared_content: int = 4
    frame_ratio: float = 0.9  # words and places of swapped words that fit
    near_frame_ratio: float = 0.82
    min_frame: int = 5  # frame words in common
    min_swapped: float = 0.12  # share of words swapped one for one that makes a copy spun
    max_words: int = 400  # of a longer sentence only this much is aligned


_LANES: Final = 4
"""64-bit numbers in a mask."""


@dataclass(frozen=True, slots=True)
class Masks:
    """For each sentence a bit mask of some of its words, and how many the mask does not show."""

    bits: NDArray[np.uint64]  # shape: sentences, lanes
    size: I64  # words of the sentence that are marked
    hidden: I64  # of them those whose bit another word had set before

    def most_shared(self, a: I64, b: I64) -> I64:
        """Return at least as many words as sentences *a* and *b* can have in common."""
        common = np.bitwise_count(self.bits[a] & self.bits[b]).sum(axis=1, dtype=np.int64)
        most: I64 = common + np.minimum(self.hidden[a], self.hidden[b])
        return most


def mask_words(words: U64, sentence: I64, *, count: int) -> Masks:
    """Return masks of *words*; a word counts as often as it stands in its sentence.

    Args:
        words: Hashes, in order of their sentences.
        sentence: Of each word.
        count: Of sentences.
    """
    keys = mix(words) ^ mix(sentence.astype(np.uint64) + np.uint64(1))
    order = sort_by_hash(keys)
    fresh = np.append(True, keys[order][1:] != keys[order][:-1])[: keys.size]
    starts = np.maximum.accumulate(np.where(fresh, np.arange(keys.size), 0))
    turn = np.zeros(keys.size, np.uint64)
    turn[order] = np.arange(keys.size) - starts
    spread = mix(words + turn * np.uint64(0x9E3779B97F4A7C15))
    lane = (spread >> np.uint64(62)).astype(np.int64)
    bit = np.uint64(1) << ((spread >> np.uint64(56)) & np.uint64(63))
    bits = np.zeros((count, _LANES), np.uint64)
    starts = np.flatnonzero(np.append(True, sentence[1:] != sentence[:-1])[: sentence.size])
    for number in range(_LANES if starts.size else 0):
        own = np.where(lane == number, bit, np.uint64(0))
        bits[sentence[starts], number] = np.bitwise_or.reduceat(own, starts)
    size = np.bincount(sentence, minlength=count)
    return Masks(bits, size, size - np.bitwise_count(bits).sum(axis=1, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class SentenceMarks:
    """What must be known of the sentences of a corpus beside their words."""

    recurring: Bools  # furniture that recurs over the pages of an outlet
    formula: Bools
    quoted: Bools  # of each word: it stands in quotation marks


@dataclass(frozen=True, slots=True)
class SeenWords:
    """The words of some sentences, one behind the other."""

    place: I64  # in the corpus
    sentence: I64
    begin: I64  # of each sentence, its first word here
    size: I64  # of each sentence, how many of its words are here
    hash: U64
    capital: Bools
    digit: Bools
    fact: Bools  # a name or number


def see_words(corpus: Corpus, sentences: Sentences, wanted: Bools, most: int) -> SeenWords:
    """Return the first words, at *most* so many, of the sentences that are *wanted*."""
    size = np.where(wanted, np.minimum(sentences.length, most), 0)
    place = ranges(sentences.first[:-1], size)
    capital, digit = corpus.capital[place], corpus.digit[place]
    return SeenWords(
        place=place,
        sentence=np.repeat(np.arange(size.size), size),
        begin=np.cumsum(size) - size,
        size=size,
        hash=corpus.hash[place],
        capital=capital,
        digit=digit,
        fact=(capital & ~corpus.opens[place]) | digit,
    )


class Bounds:
    """Tells which pairs of sentences may be copies."""

    def __init__(
        self,
        seen: SeenWords,
        *,
        stems: I64,
        frame: Bools,
        quoted: Bools,
        settings: AlignSettings,
    ) -> None:
        self._settings = settings
        count = seen.size.size
        self.quoting: Bools = np.zeros(count, bool)
        self.quoting[seen.sentence[quoted]] = True
        content = stems > 0
        self.words = mask_words(seen.hash, seen.sentence, count=count)
        self.stems = mask_words(
            stems[content].astype(np.uint64), seen.sentence[content], count=count
        )
        self.fixed = mask_words(seen.hash[frame], seen.sentence[frame], count=count)

    def allow(self, a: I64, b: I64, *, near: bool, parts: Bools) -> Bools:
        """Return which of the pairs of sentences *a* and *b* need a look.

        Args:
            a: Numbers of sentences.
            b: Of others.
            near: They stand beside pairs that were accepted.
            parts: For each, a common part of two sentences counts.
        """
        settings = self._settings
        size_a, size_b = self.words.size[a], self.words.size[b]
        shorter = np.minimum(size_a, size_b)
        same = np.minimum(self.words.most_shared(a, b), shorter)
        content = self.stems.most_shared(a, b)
        edited = 2 * same >= settings.edited_ratio * (size_a + size_b)
        quoting = self.quoting[a] & self.quoting[b]
        part = (
            (parts | quoting)
            & (same >= np.where(quoting, settings.min_quoted, settings.min_run))
            & (content >= np.where(quoting, settings.min_quoted_plain, settings.min_run_plain))
        )
        least = settings.min_strength - (settings.near_lenience if near else 0)
        strength = 0.7 + 2 * same / np.maximum(shorter, 1) + 0.03 * np.minimum(content, 10)
        reworded = (content >= settings.min_shared_content) & (strength >= least)
        wanted: Bools = edited | part | reworded | self._may_be_spun(a, b, near=near)
        wanted &= shorter >= 3
        return wanted

    def _may_be_spun(self, a: I64, b: I64, *, near: bool) -> Bools:
        least = self._settings.min_frame - (2 if near else 0)
        mean = (self.words.size[a] + self.words.size[b]) / 2
        larger = np.maximum(self.fixed.size[a], self.fixed.size[b])
        fixed = self.fixed.most_shared(a, b)
        wanted: Bools = (fixed >= least) & (fixed >= 0.8 * larger)
        wanted &= np.abs(self.words.size[a] - self.words.size[b]) <= 0.2 * mean + 1
        return wanted
