"""How much a word tells of what a report is about: rarity in the case and in English at large."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain, compress, repeat
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

_WORD: Final = re.compile(r"[^\W_](?:[\w'’-]*\w)?")
_ZIPF: Final = 0.09
"""Share of running English that the word of rank r has, times r: Zipf's law."""
_UNLISTED_RANK: Final = 60_000
_FIELD_SHARE: Final = 0.3
"""Share of the field's reports that use one of the field's words."""
_PRIOR_REPORTS: Final = 150
"""Reports of the case from which its own counts weigh more than English at large: in a small case
the words of its largest story are common, and say most all the same."""
_NAME: Final = 1.5
"""A word written like a name tells more: who and where make two reports of one kind differ."""

_TIMES: Final = np.dtype("<u4")

Counts = Counter[str]
Numbers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """How often a report uses each word, and which of them are written like names.

    A case keeps this of each report: it is written down so that thousands are read in one go.
    """

    written: str = ""  # its words, one a line, those of the headline first
    times: bytes = b""  # how often it uses each
    named: bytes = b""  # whether each is written like a name
    n_headline: int = 0  # how many of the words the headline has

    @property
    def words(self) -> list[str]:
        """The words, those of the headline first."""
        return self.written.split("\n") if self.written else []

    @property
    def counts(self) -> dict[str, int]:
        """How often the report uses each word."""
        return dict(zip(self.words, np.frombuffer(self.times, _TIMES).tolist(), strict=True))

    @property
    def names(self) -> frozenset[str]:
        """The words that are written like names."""
        return frozenset(compress(self.words, self.named))


def count_words(title: str, lead: str) -> ReportWords:
    """Return the words of a report; those of the headline count twice."""
    counts: Counts = Counter()
    capitals: Counts = Counter()
    for text, times in ((title, 2), (lead, 1)):
        for found, n in Counter(_WORD.findall(text)).items():
            word = _plain(found)
            if len(word) > 1:
                counts[word] += times * n
                if found[0].isupper():
                    capitals[word] += times * n
    headline = {word for word in map(_plain, _WORD.findall(title)) if len(word) > 1}
    return ReportWords(
        written="\n".join(counts),
        times=np.array([*counts.values()], _TIMES).tobytes(),
        named=bytes(_like_name(word, capitals[word], n) for word, n in counts.items()),
        n_headline=len(headline),
    )


@functools.lru_cache(maxsize=200_000)
def _plain(written: str) -> str:
    return written.lower().replace("’", "'").removesuffix("'s")


class Weights(NamedTuple):
    """The words of all reports that tell something, report by report."""

    n_reports: int
    n_words: int
    report: Numbers  # of each entry
    word: Numbers
    weight: Reals  # the squares of a report's sum to one
    headline: Truths  # whether the headline has the word


def weigh_words(reports: Sequence[ReportWords]) -> Weights:
    """Return the weight of each word of each report."""
    n, words = len(reports), [row.words for row in reports]
    lengths = [len(row) for row in words]
    number: defaultdict[str, int] = defaultdict()
    number.default_factory = number.__len__
    word = np.fromiter(map(number.__getitem__, chain.from_iterable(words)), np.int64)
    count = np.frombuffer(b"".join([row.times for row in reports]), _TIMES).astype(np.float64)
    named = np.frombuffer(b"".join([row.named for row in reports]), np.bool_)
    report = np.repeat(np.arange(n), lengths)
    place = ranges(np.zeros(n, np.int64), np.array(lengths, np.int64))
    headed = place < np.array([row.n_headline for row in reports], np.int64)[report]
    used = np.bincount(word, minlength=len(number))[word]
    unused, least = (chances[word] for chances in _chances(number))
    length = np.bincount(report, count, n)[report]
    share = (used + _PRIOR_REPORTS * np.maximum(1 - unused**length, least)) / (n + _PRIOR_REPORTS)
    raw = -(1 + np.log(count)) * np.log(np.minimum(1.0, share)) * np.where(named, _NAME, 1.0)
    telling = (used <= max(40, min(n // 3, 250))) & (raw > 0)
    report, word, raw = report[telling], word[telling], raw[telling]
    norm = np.sqrt(np.bincount(report, raw * raw, n))
    return Weights(n, len(number), report, word, raw / norm[report], headed[telling])


def ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """Return the numbers of all ranges, one range behind the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))


def _chances(words: Collection[str]) -> tuple[Reals, Reals]:
    """Return how likely a word of English is not each of *words*, and the least share with it."""
    rank = np.fromiter(map(_ranks().get, words, repeat(_UNLISTED_RANK)), np.int64)
    of_field = np.fromiter(map(_field().__contains__, words), bool)
    return 1 - _ZIPF / (rank + 3), np.where(of_field, _FIELD_SHARE, 0.0)


def _like_name(word: str, capitals: int, n: int) -> bool:
    return capitals > 0 and (capitals == n or (2 * capitals > n and word not in _ranks()))


def common_rank(word: str) -> int | None:
    """Return the rank of *word* among the frequent words of English, from 1; ``None``: rarer."""
    return _ranks().get(word)


@functools.cache
def _ranks() -> Mapping[str, int]:
    return {word: rank for rank, word in enumerate(_listed("common_words.txt"), start=1)}


@functools.cache
def _field() -> frozenset[str]:
    return frozenset(_listed("field_words.txt"))


def _listed(name: str) -> Iterable[str]:
    lines = (files(__package__) / "data" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
