"""What an alignment sees of sentences: their words, one behind the other, and a few marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from consilience.lineage.hashes import I64, U64, Bools, ranges
from consilience.lineage.outlines import Outlines
from consilience.lineage.sentences import Sentences
from consilience.lineage.words import Corpus

MAX_LETTERS: Final = 10
"""Letters from which on a word weighs no more.

Weights by how many documents of the pile carry a word do no better on judged pairs, and would
let every document that is added change the judgement of all others.
"""


@dataclass(frozen=True, slots=True)
class SentenceMarks:
    """What must be known of the sentences of a corpus beside their words."""

    recurring: Bools  # furniture that recurs over the pages of an outlet
    formula: Bools
    quoted: Bools  # of each word: it stands in quotation marks
    outline: Outlines


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
    letters: I64  # as far as they count: long words are the rarer ones, in any pile


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
        letters=np.minimum(corpus.end[place] - corpus.start[place], MAX_LETTERS),
    )
