"""Which pairs of sentences can be copies at all? A bound that takes no words.

The outline of a sentence is a few bits of its words, kept in the sketch. What two outlines have in
common bounds what any alignment of the sentences can find, so that most pairs that share a
fingerprint by chance are turned away without a look at their texts. A bound never turns away a
pair that the judgement would accept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from consilience.lineage.hashes import I64, U64, Bools
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


OUTLINE: Final = np.dtype(
    [
        ("content", "<u8", (2,)),  # a bit for the first letters of each content word
        ("function", "<u8"),  # a bit for each function word
        ("length", "<u2"),  # words
        ("functions", "<u2"),  # of them function words
        ("frames", "<u2"),  # of them function words, names and numbers
        ("quoted", "<u2"),  # 1: some of them stand in quotation marks
    ]
)
"""What is known of a sentence before its words are looked at."""

Outlines = NDArray[Any]
"""An array of `OUTLINE`, one for each sentence."""

_MOST: Final = 2**16 - 1
_SPREAD: Final = np.uint32(0x9E3779B1)
_ONE: Final = np.uint64(1)


def outline_sentences(
    corpus: Corpus, sentences: Sentences, *, function: Bools, frame: Bools, quoted: Bools
) -> Outlines:
    """Return the outlines of *sentences*; the flags are of each word of *corpus*."""
    found = np.zeros(sentences.count, OUTLINE)
    if sentences.count == 0:
        return found
    first = sentences.first[:-1]
    # Words of one stem have the first three letters in common: a stem is never shorter.
    place = (corpus.head * _SPREAD) >> np.uint32(25)
    bit = np.where(function, np.uint64(0), _ONE << (place & np.uint32(63)).astype(np.uint64))
    upper = place > np.uint32(63)
    for lane, chosen in enumerate((~upper, upper)):
        found["content"][:, lane] = np.bitwise_or.reduceat(bit * chosen, first)
    bit = (_ONE << (corpus.hash >> np.uint64(58))) * function
    found["function"] = np.bitwise_or.reduceat(bit, first)
    found["length"] = np.minimum(sentences.length, _MOST)
    for name, flags in (("functions", function), ("frames", frame), ("quoted", quoted)):
        places = sentences.of_word[np.flatnonzero(flags)]
        counts = np.bincount(places, minlength=sentences.count)
        found[name] = np.minimum(counts, 1 if name == "quoted" else _MOST)
    return found


def may_be_copies(
    one: Outlines, two: Outlines, *, near: bool, parts: Bools, settings: AlignSettings
) -> Bools:
    """Return which pairs of sentences an alignment might accept.

    Args:
        one: Outlines of sentences.
        two: Of others.
        near: They stand beside pairs that were accepted.
        parts: For each, a common part of two sentences counts.
        settings: What the alignment accepts.
    """
    size_a, size_b = one["length"].astype(np.int64), two["length"].astype(np.int64)
    shorter = np.minimum(size_a, size_b)
    function, content = _shared_functions(one, two), _shared_content(one, two)
    same = np.minimum(function + content, shorter)
    edited = 2 * same >= settings.edited_ratio * (size_a + size_b)
    quoting = (one["quoted"] & two["quoted"]) > 0
    part = (
        (parts | quoting)
        & (same >= np.where(quoting, settings.min_quoted, settings.min_run))
        & (content >= np.where(quoting, settings.min_quoted_plain, settings.min_run_plain))
    )
    least = settings.min_strength - (settings.near_lenience if near else 0)
    strength = 0.7 + 2 * same / np.maximum(shorter, 1) + 0.03 * np.minimum(content, 10)
    reworded = (content >= settings.min_shared_content) & (strength >= least)
    frames = _shared_frames(one, two, function, content)
    spun = frames >= settings.min_frame - (2 if near else 0)
    spun &= frames >= 0.8 * np.maximum(one["frames"], two["frames"])
    spun &= np.abs(size_a - size_b) <= 0.1 * (size_a + size_b) + 1
    wanted: Bools = (edited | part | reworded | spun) & (shorter >= 3)
    # Only the first words of a very long sentence are aligned; its outline is of all of them.
    wanted |= np.maximum(size_a, size_b) > settings.max_words
    return wanted


def _shared_frames(one: Outlines, two: Outlines, function: I64, content: I64) -> I64:
    """Return at least as many frame words as two sentences can have in common."""
    named = np.minimum(one["frames"] - one["functions"], two["frames"] - two["functions"])
    shared: I64 = function + np.minimum(content, named)
    return shared


def _shared_functions(one: Outlines, two: Outlines) -> I64:
    return _shared(
        np.bitwise_count(one["function"] & two["function"]),
        one["functions"] - np.bitwise_count(one["function"]),
        two["functions"] - np.bitwise_count(two["function"]),
    )


def _shared_content(one: Outlines, two: Outlines) -> I64:
    hidden = (
        side["length"] - side["functions"] - _count_bits(side["content"]) for side in (one, two)
    )
    return _shared(_count_bits(one["content"] & two["content"]), *hidden)


def _count_bits(lanes: U64) -> I64:
    counts: I64 = np.bitwise_count(lanes).sum(axis=1, dtype=np.int64)
    return counts


def _shared(common: NDArray[Any], hidden_a: NDArray[Any], hidden_b: NDArray[Any]) -> I64:
    """Return a bound on the words in common: of one bit, and of those that share a bit."""
    bound: I64 = common.astype(np.int64) + np.minimum(hidden_a, hidden_b)
    return bound
