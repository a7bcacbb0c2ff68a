"""Which reports report the same thing: the stage ``group_stories``.

A story is the frame in which events are compared. Reports are compared by the words that few
reports share, each weighted by how much it tells; the words of a headline and of the first
sentences tell what a report is about.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.merging.told import day_of
from consilience.model.documents import Document, Text
from consilience.model.events import Story
from consilience.model.ids import KeptId, keep_ids
from consilience.model.lineage import LineageMember
from consilience.model.tables import Tables

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
    groups = _agglomerate(reports, _links(tables), settings)
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


def _links(tables: Tables) -> set[tuple[str, str]]:
    """Return the pairs of documents that hold one copied passage."""
    holders: dict[str, set[str]] = defaultdict(set)
    for row in tables.of(LineageMember):
        holders[row.lineage].add(row.document)
    found: set[tuple[str, str]] = set()
    for documents in holders.values():
        first, *rest = sorted(documents)
        found.update((first, other) for other in rest)
    return found


def _agglomerate(
    reports: Sequence[_Report], links: set[tuple[str, str]], settings: StorySettings
) -> list[list[str]]:
    """Return groups of reports by average link, over pairs that share a rare word."""
    similar = _similarities(reports, settings)
    del links
    clusters = {at: [at] for at in range(len(reports))}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), value in similar.items():
        sums[a][b] = sums[b][a] = value
    while True:
        best = max(
            (
                (total / (len(clusters[a]) * len(clusters[b])), -a, -b)
                for a, row in sums.items()
                for b, total in row.items()
                if a < b
            ),
            default=(0.0, 0, 0),
        )
        if best[0] < settings.similarity:
            break
        _merge(clusters, sums, -best[1], -best[2])
    return [[reports[at].key for at in sorted(group)] for group in clusters.values()]


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
) -> dict[tuple[int, int], float]:
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, report in enumerate(reports):
        for word, weight in report.weights.items():
            holders[word].append((at, weight))
    found: dict[tuple[int, int], float] = defaultdict(float)
    for held in holders.values():
        for i, (a, mine) in enumerate(held):
            for b, theirs in held[i + 1 :]:
                found[a, b] += mine * theirs
    return {
        pair: value
        for pair, value in found.items()
        if value > 0.02 and _near(reports[pair[0]], reports[pair[1]], settings)
    }


def _near(a: _Report, b: _Report, settings: StorySettings) -> bool:
    return a.day is None or b.day is None or abs(a.day - b.day) <= settings.window_days
