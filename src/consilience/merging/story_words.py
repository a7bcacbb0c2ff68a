"""How much a word tells of what a report is about: rarity in the case and in English at large."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

_WORD: Final = re.compile(r"[^\W_](?:[\w'’-]*\w)?")
_ZIPF: Final = 0.09
"""Share of running English that the word of rank r has, times r: Zipf's law."""
_UNLISTED_RANK: Final = 60_000
_FIELD_SHARE: Final = 0.3
"""Share of the field's reports that use one of the field's words."""
_PRIOR_REPORTS: Final = 100
"""Reports of the case from which its own counts weigh more than English at large."""
_NAME: Final = 1.5
"""A word written like a name tells more: who and where make two reports of one kind differ."""

Counts = Counter[str]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """How often a report uses each word, and which of them are written like names."""

    counts: dict[str, int]
    names: frozenset[str]


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
    names = frozenset(word for word, n in capitals.items() if _like_name(word, n, counts))
    return ReportWords(dict(counts), names)


@functools.lru_cache(maxsize=200_000)
def _plain(written: str) -> str:
    return written.lower().replace("’", "'").removesuffix("'s")


def weigh_words(reports: Sequence[ReportWords]) -> list[dict[str, float]]:
    """Return the weight of each word of each report; the squares of a report's sum to one."""
    spread: Counts = Counter()
    for report in reports:
        spread.update(report.counts.keys())
    most = max(40, min(len(reports) // 3, 250))
    return [_weights(report, spread, len(reports), most) for report in reports]


def _weights(report: ReportWords, spread: Counts, n: int, most: int) -> dict[str, float]:
    names = report.names
    length = sum(report.counts.values())
    raw = {}
    for word, count in report.counts.items():
        used = spread[word]
        if used > most:
            continue
        unused, least = _chances(word)
        prior = _PRIOR_REPORTS * max(1 - unused**length, least)
        share = min(1.0, (used + prior) / (n + _PRIOR_REPORTS))
        weight = -(1 + math.log(count)) * math.log(share)
        if weight > 0:
            raw[word] = weight * (_NAME if word in names else 1.0)
    norm = math.sqrt(sum([weight * weight for weight in raw.values()])) or 1.0
    return {word: weight / norm for word, weight in raw.items()}


@functools.lru_cache(maxsize=200_000)
def _chances(word: str) -> tuple[float, float]:
    """Return how likely a word of English is not *word*, and the least share of reports with it."""
    rank = _ranks().get(word, _UNLISTED_RANK)
    return 1 - _ZIPF / (rank + 3), _FIELD_SHARE if word in _field() else 0.0


def _like_name(word: str, capitals: int, counts: Counts) -> bool:
    return capitals == counts[word] or (2 * capitals > counts[word] and word not in _ranks())


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
