"""Which reports report the same thing: the stage ``group_stories``.

A story is the frame in which events are compared. Reports are compared by the words that few
reports share, each weighted by how much it tells; the words of a headline and of the first
sentences tell what a report is about.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from consilience.merging.told import day_of
from consilience.model.documents import Document, Text
from consilience.model.events import Story
from consilience.model.ids import KeptId, keep_ids
from consilience.model.tables import Tables

MIN_COSINE: Final = 0.02
"""Pairs below it add nothing to an average that opens a story."""

DENSE_REPORTS: Final = 4_000
"""Up to so many, all pairs fit into memory (128 MB)."""

PAIRS_AT_ONCE: Final = 4_000_000
"""Pairs of reports held before they are summed up: about 100 MB."""

_WORD: Final = re.compile(r"[^\W_][\w'-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySettings:
    """How reports are grouped."""

    similarity: float = 0.2
    """Cosine at which two groups of reports are one story (average over their pairs)."""
    lead_length_chars: int = 1_500
    """What a report is about stands in its first paragraphs."""
    window_days: int = 14
    """Reports further apart do not open one story."""


@dataclass(frozen=True, slots=True)
class _Report:
    key: str
    day: int | None
    weights: Mapping[str, float]


def group_stories(tables: Tables, *, settings: StorySettings) -> Iterator[Story]:
    """Yield the stories of the case; every document is in one of them."""
    reports = _weigh(tables, settings)
    groups = _agglomerate(reports, settings)
    fresh = {Story.make_id(group): group for group in groups}
    kept = keep_ids(fresh, {row.id: (row.documents, row.previous_ids) for row in tables.of(Story)})
    for key in sorted(fresh, key=lambda key: kept[key].id):
        yield _row(fresh[key], kept[key])


def _row(documents: Sequence[str], kept: KeptId) -> Story:
    n = len(documents)
    return Story(
        id=kept.id,
        previous_ids=kept.previous_ids,
        documents=tuple(documents),
        reason="told by one report" if n == 1 else f"{n} reports share rare words and days",
    )


def _weigh(tables: Tables, settings: StorySettings) -> list[_Report]:
    texts = {row.id: row.text for row in tables.of(Text)}
    counted = []
    for row in sorted(tables.of(Document), key=lambda row: row.id):
        lead = texts.get(row.id, "")[: settings.lead_length_chars]
        words = _WORD.findall(f"{row.title or ''} {lead}".lower())
        counted.append((row, Counter(word for word in words if len(word) > 2)))
    spread = Counter(word for _, words in counted for word in words)
    return [
        _Report(
            key=row.id,
            day=day_of(row.published_start) if row.published_start else None,
            weights=_normalised(words, spread, len(counted)),
        )
        for row, words in counted
    ]


def _normalised(words: Counter[str], spread: Counter[str], n: int) -> dict[str, float]:
    raw = {
        word: (1 + math.log(count)) * math.log(n / spread[word])
        for word, count in words.items()
        if 1 < spread[word] <= max(2, n // 3)
    }
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {word: weight / length for word, weight in raw.items()}


def _agglomerate(reports: Sequence[_Report], settings: StorySettings) -> list[list[str]]:
    """Return groups of reports by average link, over pairs that share a rare word."""
    clusters = {at: [at] for at in range(len(reports))}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    heap: list[tuple[float, int, int]] = []
    for a, b, value in _similarities(reports, settings):
        sums[a][b] = sums[b][a] = value
        if value >= settings.similarity:  # an average never exceeds its best part
            heap.append((-value, a, b))
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if a in clusters and b in clusters and -negative == _average(clusters, sums, a, b):
            _merge(clusters, sums, a, b)
            for other in sums[a]:
                average = _average(clusters, sums, a, other)
                if average >= settings.similarity:
                    heapq.heappush(heap, (-average, min(a, other), max(a, other)))
    return [[reports[at].key for at in sorted(group)] for group in clusters.values()]


def _average(
    clusters: dict[int, list[int]], sums: dict[int, dict[int, float]], a: int, b: int
) -> float:
    return sums[a].get(b, 0.0) / (len(clusters[a]) * len(clusters[b]))


def _merge(
    clusters: dict[int, list[int]], sums: dict[int, dict[int, float]], a: int, b: int
) -> None:
    clusters[a] += clusters.pop(b)
    for other, total in sums.pop(b).items():
        del sums[other][b]
        if other != a:
            sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + total


def _similarities(
    reports: Sequence[_Report], settings: StorySettings
) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of reports that share something and are near in time, with their cosine."""
    few = len(reports) <= DENSE_REPORTS
    shared = _shared_words(reports)
    keys, values = _filled(shared, len(reports)) if few else _summed(shared)
    for key, value in zip(keys.tolist(), values.tolist(), strict=True):
        a, b = divmod(key, len(reports))
        if value > MIN_COSINE and _near(reports[a], reports[b], settings):
            yield a, b, value


def _shared_words(
    reports: Sequence[_Report],
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
    """Yield, for each word, the pairs of reports that hold it and what it adds to their cosine."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, report in enumerate(reports):
        for word, weight in report.weights.items():
            holders[word].append((at, weight))
    corners = {}
    for word in sorted(holders):
        places = np.array([at for at, _ in holders[word]], dtype=np.int64)
        weights = np.array([weight for _, weight in holders[word]])
        if len(places) not in corners:
            corners[len(places)] = np.triu_indices(len(places), 1)
        first, second = corners[len(places)]
        yield places[first] * len(reports) + places[second], weights[first] * weights[second]


def _filled(
    parts: Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]], n: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return what `_summed` returns, through one cell for every pair: faster while they fit."""
    cells = np.zeros(n * n)
    for keys, values in parts:
        cells[keys] += values  # no word brings a pair twice
    (found,) = np.nonzero(cells > MIN_COSINE)
    return found, cells[found]


def _summed(
    parts: Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return every key once with the sum of its values; memory stays bounded by the result."""
    keys = [np.empty(0, dtype=np.int64)]
    values = [np.empty(0)]
    held = 0
    for more_keys, more_values in parts:
        keys.append(more_keys)
        values.append(more_values)
        held += len(more_keys)
        if held > PAIRS_AT_ONCE:
            one, two = _sum_up(keys, values)
            keys, values, held = [one], [two], 0
    return _sum_up(keys, values)


def _sum_up(
    keys: list[npt.NDArray[np.int64]], values: list[npt.NDArray[np.float64]]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    unique, place = np.unique(np.concatenate(keys), return_inverse=True)
    sums = np.zeros(len(unique))
    np.add.at(sums, place, np.concatenate(values))
    return unique, sums


def _near(a: _Report, b: _Report, settings: StorySettings) -> bool:
    return a.day is None or b.day is None or abs(a.day - b.day) <= settings.window_days
