"""What one mention of an event tells, with its names, place and days resolved over the case."""

from __future__ import annotations

import datetime
import functools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from consilience.merging.spells import Spell, spell_of
from consilience.merging.vocabulary import hand_lemmas, people_groups
from consilience.merging.word_stems import stem_of
from consilience.model.documents import Document, Text
from consilience.model.entities import EntityMember, Mention
from consilience.model.events import EventMention, Story
from consilience.model.figures import Figure
from consilience.model.held import Held, HeldRows, split_by_document
from consilience.model.lineage import LineageMember
from consilience.model.places import PlaceMember, PlaceMention
from consilience.model.rows import DocumentRow
from consilience.model.scales import Measure
from consilience.model.spans import Span
from consilience.model.tables import Tables
from consilience.model.times import TimeMention

Days = tuple[int, int]
"""First and last day, as proleptic ordinals."""

_DAY_PRECISIONS: Final = frozenset({"minute", "day"})
_OF_WOUNDS: Final = re.compile(
    r"\s+(?:(?:later|since|overnight|in hospital)\s+)?(?:of|from)\s+"
    r"(?:(?:their|his|her|the|its)\s+)?(?:\w+\s+)?(?:wounds|injuries|burns)\b"
)
_POINTING: Final = frozenset(
    {"the", "this", "that", "these", "those", "same", "said", "its", "their"}
)
_WHOSE: Final = frozenset({"its", "their"})
_UNDERTAKINGS: Final = frozenset({"offensive", "campaign", "war"})
_OTHER: Final = frozenset({"another", "other", "second", "third", "separate", "similar", "further",
                           "earlier", "previous", "later", "more", "different"})  # fmt: skip
_BESIDE: Final = re.compile(
    r"\b(?:(?:retaliation|revenge|vengeance|reprisals?|response|reaction)\s+(?:for|to|against)"
    r"|(?:minutes?|hours?|days?|weeks?|months?|years?)\s+(?:after|before)"
    r"|where)\s+(?:[\w'’-]+\s+){0,6}$",
    re.IGNORECASE,
)
"""What stands before a deed that another one answers, that is told as earlier or later, or that
befell the same place: "hours after a bombing they shelled the town where rebels killed a pilot"."""
_NONE: Final[frozenset[str]] = frozenset()
_NEAR_CHARS: Final = 120
"""Characters on each side of a trigger that tell whether two copies tell of it alike."""
_MARKS: Final = "\"'“”‘’.,;:()[]-–—"


class Cost(NamedTuple):
    """A figure of an event, as far as matching needs it."""

    measure: Measure
    group: str
    low: float | None
    high: float | None
    exact: int | None  # the number, where one is stated


class Told(NamedTuple):
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
    around: frozenset[str]  # words around it, of what stands in a copied passage
    story: str | None
    published: int | None  # day
    pointing: bool  # "the attack"
    other: bool  # "another attack"
    word: str  # that tells it, as far as verbs and nouns of one action share it
    by_hand: bool = False  # "executed", "hanged": somebody who was in the doer's hands
    beside: int = 0  # offset up to which its sentence tells of something else
    aftermath: bool = False  # "died of their wounds": of what was told before, not of its own day
    over: Days | None = None  # over which it happened, where that is more than the days named
    unended: bool = False  # it is told since when, and not up to when


_OF_REPORTS: Final[tuple[type[DocumentRow], ...]] = (
    Mention, PlaceMention, EntityMember, PlaceMember, Figure, TimeMention, LineageMember,
)  # fmt: skip


class Resolver:
    """Everything that the rows of a case say about its event mentions."""

    def __init__(self, tables: Tables, *, whole: bool) -> None:
        """Take the rows of the case; *whole* says that all reports are going to be read."""
        self._tables, self._whole = tables, whole
        self._story = {key: row.id for row in tables.of(Story) for key in row.documents}
        self._reports: dict[str, Report] = {}
        self._rows: dict[str, HeldRows] = {}

    def look_up(self, documents: AbstractSet[str]) -> None:
        """Read the rows of *documents*, for all of them at once."""
        missing = documents - self._rows.keys()
        if missing:
            parts = split_by_document((kind, self._read(kind, missing)) for kind in _OF_REPORTS)
            self._rows.update((key, HeldRows(parts.get(key, {}))) for key in missing)

    def _read(self, kind: type[DocumentRow], documents: AbstractSet[str]) -> Sequence[DocumentRow]:
        if self._whole:
            return self._tables.of(kind)
        return self._tables.where(kind, "document", documents)

    def report(self, document: str) -> Report:
        """Return what one document names."""
        if document not in self._reports:
            self.look_up({document})
            self._reports[document] = Report(
                self._tables,
                document,
                story=self._story.get(document),
                rows=self._rows[document],
            )
        return self._reports[document]

    def resolve(self, rows: Sequence[EventMention]) -> list[Told]:
        """Return all mentions of one document in the order of the text."""
        if not rows:
            return []
        ordered = sorted(rows, key=in_text)
        report = self.report(rows[0].document)
        copies = report.stretches.copies(ordered)
        return [report.told(row, copies.get(row.id, ())) for row in ordered]


def in_text(row: EventMention) -> tuple[int, int, str]:
    """Return what puts the mentions of one document in the order of its text."""
    return row.trigger.start, row.trigger.end, row.id


class Report:
    """Everything that the rows of one document say about its event mentions."""

    def __init__(self, tables: Tables, document: str, *, story: str | None, rows: Held) -> None:
        self.entities = {row.mention: row.entity for row in rows.of(EntityMember)}
        self.places = {row.mention: row.place for row in rows.of(PlaceMember)}
        self._figures = {row.id: row for row in rows.of(Figure)}
        times = rows.of(TimeMention)
        self._times = {row.id: row for row in sorted(times, key=lambda row: row.span.start)}
        text = tables.by_id(Text).get(document)
        self._text = text.text if text is not None else ""
        self._published = _published(tables.by_id(Document).get(document), times)
        self._story = story
        self._names = self._sentence_names((*rows.of(Mention), *rows.of(PlaceMention)))
        self.stretches = _Stretches(rows.of(LineageMember))

    def told(self, row: EventMention, copies: tuple[tuple[str, str, int], ...]) -> Told:
        """Return *row*, resolved."""
        time = self._times.get(row.time) if row.time else None
        start, text = row.trigger.start, self._text
        before = text[max(0, start - 24) : start].lower().split()[-2:]
        aftermath = row.kind == "killing" and _OF_WOUNDS.match(text, row.trigger.end) is not None
        words = row.target_words
        spell = None if time is None else self._spell(time, row.trigger.start)
        return Told(
            row=row,
            actors=self._entities(row.actors),
            targets=self._entities(row.targets),
            target_group=_target_group(words.quote) if words is not None else None,
            place=self.places.get(row.place) if row.place else None,
            days=_days(time) if time is not None else None,
            precise=time is not None and time.precision in _DAY_PRECISIONS,
            costs=self._costs(row.figures) if row.figures and not aftermath else (),
            names=self._names.get(row.sentence, _NONE),
            copies=copies,
            around=_around(text, row.trigger) if copies else _NONE,
            story=self._story,
            published=self._published,
            pointing=_points(row.lemma, before),
            other=not _OTHER.isdisjoint(before),
            word=stem_of(row.lemma),
            by_hand=row.lemma in hand_lemmas(),
            beside=_beside_from(text, start),
            aftermath=aftermath,
            over=_reach(spell),
            unended=spell is not None and spell.last is None,
        )

    def _spell(self, time: TimeMention, trigger: int) -> Spell | None:
        published = iso_day(self._published) if self._published is not None else None
        times = tuple(self._times.values())
        return spell_of(time, self._text, times, trigger=trigger, published=published)

    def _entities(self, mentions: tuple[str, ...]) -> frozenset[str]:
        if not mentions:
            return _NONE
        return frozenset([self.entities[key] for key in mentions if key in self.entities])

    def _costs(self, keys: tuple[str, ...]) -> tuple[Cost, ...]:
        rows = [self._figures[key] for key in keys if key in self._figures]
        rows = [row for row in rows if not self._is_among_others(row)]
        return tuple([Cost(row.measure, row.group, row.low, row.high, _exact(row)) for row in rows])

    def _is_among_others(self, row: Figure) -> bool:
        """Whether *row* counts a part of people who were counted for something else."""
        whole = self._figures.get(row.of_whole or "")
        return whole is not None and whole.measure != row.measure

    def _sentence_names(
        self, named: Iterable[Mention | PlaceMention]
    ) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in named:
            name = self.entities.get(row.id) or self.places.get(row.id)
            if name is not None:
                found[row.sentence].add(name)
        return {sentence: frozenset(names) for sentence, names in found.items()}


class _Stretches:
    """Which copied passages a mention of one document stands in."""

    def __init__(self, members: Iterable[LineageMember]) -> None:
        self._stretches = sorted(
            (row.stretch.start, row.stretch.end, row.lineage) for row in members
        )

    def copies(self, rows: list[EventMention]) -> dict[str, tuple[tuple[str, str, int], ...]]:
        """Return, by mention, the keys that the same mention has in every copy of its passage."""
        stretches = self._stretches
        if not stretches:
            return {}
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


@functools.lru_cache(maxsize=100_000)
def iso_day(day: int) -> str:
    """Return the ISO date of an ordinal."""
    return datetime.date.fromordinal(day).isoformat()


def _around(text: str, trigger: Span) -> frozenset[str]:
    """Return the words near a trigger; those at the edges are cut words, and left out."""
    before = text[max(0, trigger.start - _NEAR_CHARS) : trigger.start].split()[1:]
    after = text[trigger.end : trigger.end + _NEAR_CHARS].split()[:-1]
    return frozenset([word.lower().strip(_MARKS) for word in (*before, *after)]) - {""}


def _published(document: Document | None, times: Iterable[TimeMention]) -> int | None:
    """Return the day of a report; none where no date anchors its weekdays: it is not theirs."""
    if document is None or not document.published_start:
        return None
    misdated = any(row.start is None and (row.symbol or "").startswith("latest ") for row in times)
    return None if misdated else day_of(document.published_start)


def _points(lemma: str, before: list[str]) -> bool:
    """Whether the words before a telling point back; "its offensive" says whose, not which."""
    found = _POINTING.intersection(before)
    return bool(found - _WHOSE if lemma in _UNDERTAKINGS else found)


def _beside_from(text: str, start: int) -> int:
    found = _BESIDE.search(text, max(0, start - _NEAR_CHARS), start)
    return found.start() if found is not None else 0


def _exact(row: Figure) -> int | None:
    return int(row.low) if row.low is not None and row.low == row.high else None


def _reach(spell: Spell | None) -> Days | None:
    if spell is None or spell.last is None:
        return None
    return day_of(spell.first), day_of(spell.last)


def _days(time: TimeMention) -> Days | None:
    if time.start is None or time.end is None:
        return None
    first, last = day_of(time.start), day_of(time.end)
    return (first, last) if first <= last else None


@functools.lru_cache(maxsize=50_000)
def _target_group(written: str) -> str | None:
    words = written.lower().split()
    groups = people_groups()
    for word in reversed(words):
        for form in (word, word.removesuffix("s"), word.removesuffix("es"), _singular(word)):
            if form in groups:
                return groups[form]
    return words[-1].removesuffix("s") if words and words[-1].isalpha() else None


def _singular(word: str) -> str:
    irregular = {"men": "man", "women": "woman", "children": "child", "families": "family"}
    return irregular.get(word, word.removesuffix("ren"))
