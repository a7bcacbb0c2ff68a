"""What one mention of an event tells, with its names, place and days resolved over the case."""

from __future__ import annotations

import datetime
import functools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from consilience.merging.vocabulary import people_groups
from consilience.merging.word_stems import stem_of
from consilience.model.documents import Document, Text
from consilience.model.entities import EntityMember, Mention
from consilience.model.events import EventMention, Story
from consilience.model.figures import Figure
from consilience.model.lineage import LineageMember
from consilience.model.places import PlaceMember, PlaceMention
from consilience.model.scales import Measure
from consilience.model.tables import Tables
from consilience.model.times import TimeMention

Days = tuple[int, int]
"""First and last day, as proleptic ordinals."""

_DAY_PRECISIONS: Final = frozenset({"minute", "day"})
_POINTING: Final = frozenset(
    {"the", "this", "that", "these", "those", "same", "said", "its", "their"}
)
_OTHER: Final = frozenset({"another", "other", "second", "third", "separate", "similar", "further",
                           "earlier", "previous", "later", "more", "different"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """A figure of an event, as far as matching needs it."""

    measure: Measure
    group: str
    low: float | None
    high: float | None

    @property
    def exact(self) -> int | None:
        """The number, where one is stated."""
        return int(self.low) if self.low is not None and self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Told:
    """One mention, resolved."""

    row: EventMention
    actors: frozenset[str]  # entities
    targets: frozenset[str]
    target_group: str | None  # whom or what it was done to, as a group of words
    place: str | None
    days: Days | None
    precise: bool  # the days are one day
    costs: tuple[Cost, ...]
    names: frozenset[str]  # entities and places of its sentence
    copies: tuple[tuple[str, str, int], ...]  # lineage, trigger, count: the same in every copy
    story: str | None
    published: int | None  # day
    pointing: bool  # "the attack"
    other: bool  # "another attack"

    @property
    def word(self) -> str:
        """The word that tells it, as far as verbs and nouns of one action share it."""
        return stem_of(self.row.lemma)


class Resolver:
    """Everything that the rows of a case say about its event mentions."""

    def __init__(self, tables: Tables) -> None:
        self._entity = {row.mention: row.entity for row in tables.of(EntityMember)}
        self._place = {row.mention: row.place for row in tables.of(PlaceMember)}
        self._figures = tables.by_id(Figure)
        self._times = tables.by_id(TimeMention)
        self._texts = {row.id: row.text for row in tables.of(Text)}
        self._published = {
            row.id: day_of(row.published_start) if row.published_start else None
            for row in tables.of(Document)
        }
        self._story = {key: row.id for row in tables.of(Story) for key in row.documents}
        self._names = self._sentence_names(tables)
        self._stretches = _Stretches(tables.of(LineageMember))

    def resolve(self, rows: list[EventMention]) -> list[Told]:
        """Return the mentions of one document, in the order of its text."""
        ordered = sorted(rows, key=lambda row: (row.trigger.start, row.trigger.end, row.id))
        copies = self._stretches.copies(ordered)
        return [self._told(row, copies.get(row.id, ())) for row in ordered]

    def _told(self, row: EventMention, copies: tuple[tuple[str, str, int], ...]) -> Told:
        time = self._times.get(row.time) if row.time else None
        before = _words_before(self._texts.get(row.document, ""), row.trigger.start)
        return Told(
            row=row,
            actors=frozenset(self._entity[key] for key in row.actors if key in self._entity),
            targets=frozenset(self._entity[key] for key in row.targets if key in self._entity),
            target_group=_target_group(row),
            place=self._place.get(row.place) if row.place else None,
            days=_days(time),
            precise=time is not None and time.precision in _DAY_PRECISIONS,
            costs=tuple(self._cost(key) for key in row.figures if key in self._figures),
            names=self._names.get(row.sentence, frozenset()),
            copies=copies,
            story=self._story.get(row.document),
            published=self._published.get(row.document),
            pointing=not before.isdisjoint(_POINTING),
            other=not before.isdisjoint(_OTHER),
        )

    def _cost(self, key: str) -> Cost:
        row = self._figures[key]
        return Cost(measure=row.measure, group=row.group, low=row.low, high=row.high)

    def _sentence_names(self, tables: Tables) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for mention in tables.of(Mention):
            if mention.id in self._entity:
                found[mention.sentence].add(self._entity[mention.id])
        for place in tables.of(PlaceMention):
            if place.id in self._place:
                found[place.sentence].add(self._place[place.id])
        return {sentence: frozenset(names) for sentence, names in found.items()}


class _Stretches:
    """Which copied passages a mention stands in."""

    def __init__(self, members: tuple[LineageMember, ...]) -> None:
        self._of: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for member in members:
            stretch = member.stretch
            self._of[member.document].append((stretch.start, stretch.end, member.lineage))
        for found in self._of.values():
            found.sort()

    def copies(self, rows: list[EventMention]) -> dict[str, tuple[tuple[str, str, int], ...]]:
        """Return, by mention, the keys that the same mention has in every copy of its passage."""
        if not rows or rows[0].document not in self._of:
            return {}
        stretches = self._of[rows[0].document]
        starts = [start for start, _, _ in stretches]
        count: dict[tuple[str, str, int], int] = defaultdict(int)
        found: dict[str, tuple[tuple[str, str, int], ...]] = {}
        for row in rows:
            keys = []
            for at in range(bisect_right(starts, row.trigger.start) - 1, -1, -1):
                start, end, lineage = stretches[at]
                if row.trigger.end <= end:
                    nth = (lineage, row.lemma, start)
                    keys.append((lineage, f"{row.kind} {row.lemma}", count[nth]))
                    count[nth] += 1
            found[row.id] = tuple(keys)
        return found


@functools.lru_cache(maxsize=100_000)
def day_of(written: str) -> int:
    """Return the ordinal of the day that an ISO date or date-time names."""
    return datetime.date.fromisoformat(written[:10]).toordinal()


def iso_day(day: int) -> str:
    """Return the ISO date of an ordinal."""
    return datetime.date.fromordinal(day).isoformat()


def _days(time: TimeMention | None) -> Days | None:
    if time is None or time.start is None or time.end is None:
        return None
    first, last = day_of(time.start), day_of(time.end)
    return (first, last) if first <= last else None


def _target_group(row: EventMention) -> str | None:
    if row.target_words is None:
        return None
    words = row.target_words.quote.lower().split()
    for word in reversed(words):
        for form in (word, word.removesuffix("s"), word.removesuffix("es"), _singular(word)):
            if form in people_groups():
                return people_groups()[form]
    return words[-1].removesuffix("s") if words and words[-1].isalpha() else None


def _singular(word: str) -> str:
    irregular = {"men": "man", "women": "woman", "children": "child", "families": "family"}
    return irregular.get(word, word.removesuffix("ren"))


def _words_before(text: str, start: int) -> frozenset[str]:
    return frozenset(text[max(0, start - 24) : start].lower().split()[-2:])
