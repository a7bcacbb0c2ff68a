"""Which figures of a story count the dead and wounded of its main incident?

Reports of one story give the toll of one happening, count it in parts, and recall others. The
main incident is the event that most of the story's reports tell of; a figure belongs to it if its
own event is that one, or if nothing that its own words say (day, place, kind of attack) puts it
elsewhere.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.agreement import is_one_of_them
from consilience.corroboration.altered import altered_figures
from consilience.corroboration.continued import sentence_ordinals
from consilience.corroboration.disputes import EXACT, FAR_KM, TOWN, kilometres_between
from consilience.corroboration.rulings import set_aside
from consilience.corroboration.scope import (
    FigureEvents,
    PlaceTree,
    Scoped,
    dated_documents,
    events_of_figures,
    figure_scopes,
    place_tree,
)
from consilience.model.documents import Text
from consilience.model.events import Event, EventMember, Story
from consilience.model.figures import Figure
from consilience.model.places import Place
from consilience.model.scales import CountKind, EventKind, Measure
from consilience.model.tables import Tables

TOLL_FAMILIES: Final[Mapping[Measure, str]] = {
    "killed": "killed",
    "executed": "killed",
    "bodies_found": "killed",
    "injured": "injured",
    "killed_or_injured": "hit",
}
"""What the measures of a toll tell of: dead, wounded, or either."""
VIOLENT: Final[frozenset[EventKind]] = frozenset(
    {"battle", "air_strike", "shelling", "explosion", "suicide_bomb", "chemical_weapon",
     "shooting", "killing", "attack", "arson", "riot", "robbery", "crash", "disaster",
     "mass_grave", "abduction", "sexual_violence"}
)  # fmt: skip
_ANY_ATTACK: Final[frozenset[EventKind]] = frozenset(
    {"killing", "attack", "other", "mass_grave", "robbery", "riot", "battle"}
)
"""Words for an attack that leave open how it was done."""
_TOTALS: Final[frozenset[CountKind]] = frozenset({"period_total", "cumulative"})
_PERIOD_DAYS: Final = 7
"""A count over so many days is of a period; what is so many days away is another incident."""
_LATE_DAYS: Final = 30
_OTHERS: Final = re.compile(r"\b(?:others?|another|more|additional)\b", re.IGNORECASE)
_MOST_ELSEWHERE: Final = 0.2
"""Share of a story's figures told of other places or days from which on it is a round-up."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of an incident, with where it stands in its report."""

    figure: Figure
    ordinal: int  # of its sentence
    part: bool  # of another figure of its family; the dead among the wounded are no part
    besides: bool = False  # the dead: "one was killed and four others were shot"

    @property
    def family(self) -> str:
        """Killed, injured or hit; who was shot besides the dead is injured."""
        own = TOLL_FAMILIES[self.figure.measure]
        return "injured" if self.besides and own == "hit" else own

    @property
    def value(self) -> float:
        """The number that it gives."""
        figure = self.figure
        return figure.best if figure.best is not None else figure.high or 0.0

    @property
    def single(self) -> bool:
        """Whether it tells of one person without counting: "a man", a name."""
        return is_one_of_them(self.figure)


@dataclass(frozen=True, slots=True)
class Incident:
    """The main event of a story with the figures that count its dead and wounded."""

    event: Event
    story: Story
    counted: tuple[Counted, ...]
    share_elsewhere: float  # of the story's figures, that are told of other events' place or days
    located: bool  # the event is one attack with a place within a town
    late: frozenset[str] = frozenset()  # reports that look back: on charges, a trial, a year

    @property
    def clear(self) -> bool:
        """Whether the story is of this one incident and no round-up of several."""
        return self.located and self.share_elsewhere <= _MOST_ELSEWHERE


def main_incidents(tables: Tables) -> Iterator[Incident]:
    """Yield the main incident of each story that several reports tell and that has figures."""
    incidents = Incidents(tables)
    for story in sorted(tables.of(Story), key=lambda row: row.documents):
        incident = incidents.of(story)
        if incident is not None:
            yield incident


class Incidents:
    """The main incidents of the case's stories, found when they are asked for."""

    def __init__(self, tables: Tables) -> None:
        self._ordinals, self._told = sentence_ordinals(tables), _Told(tables)
        self._scopes = figure_scopes(tables)
        self._aside, self._altered = set_aside(tables), altered_figures(tables)
        self._where = _Places(place_tree(tables), tables.by_id(Place))
        self._chosen = events_of_figures(tables)
        self._texts, self._days = tables.by_id(Text), dated_documents(tables)

    def of(self, story: Story) -> Incident | None:
        """Return the main incident of *story*; ``None``: one report tells it, or none counts."""
        self._scopes.read({*story.documents})
        rows = [row for document in story.documents for row in self._counting(document)]
        if len(story.documents) < 2 or not rows:
            return None
        main = self._told.main_event(story, _n_figures(rows, self._chosen))
        if main is None:
            return None
        own = [row for row in rows if _belongs(row, main, self._where)]
        elsewhere = sum(_is_elsewhere(row, main, self._where) for row in rows)
        return Incident(
            event=main,
            story=story,
            counted=tuple(_counted([row.figure for row in own], self._ordinals, self._texts)),
            share_elsewhere=elsewhere / len(rows),
            located=main.kind != "battle" and main.place_precision in {*EXACT, *TOWN},
            late=_late(story, self._days),
        )

    def _counting(self, document: str) -> Iterator[Scoped]:
        for row in self._scopes.of(document):
            out = self._aside.why(row.figure) or self._altered.get(row.figure.id)
            if counts_a_toll(row.figure) and out is None:
                yield row


def _counted(
    figures: Sequence[Figure], ordinals: Mapping[str, int], texts: Mapping[str, Text]
) -> Iterator[Counted]:
    families = {figure.id: TOLL_FAMILIES[figure.measure] for figure in figures}
    of_dead = {figure.document for figure in figures if families[figure.id] == "killed"}
    for figure in figures:
        of = families.get(figure.of_whole or "")
        part = figure.of_whole is not None and of in {None, families[figure.id], "injured"}
        besides = figure.document in of_dead and _are_others(figure, texts.get(figure.document))
        yield Counted(figure, ordinals.get(figure.sentence, 0), part, besides)


def _are_others(figure: Figure, text: Text | None) -> bool:
    """Return whether *figure* counts others than those told of before: "four others"."""
    if text is None:
        return False
    end = max(figure.span.end, figure.noun.end if figure.noun else 0)
    return _OTHERS.search(text.text, max(0, figure.span.start - 10), end) is not None


def _late(story: Story, days: Mapping[str, str | None]) -> frozenset[str]:
    """Return the reports that came out a month or more after the story's first."""
    known = {name: day for name in story.documents if (day := days.get(name)) is not None}
    first = min(known.values(), default="")
    return frozenset(name for name, day in known.items() if _days_between(first, day) >= _LATE_DAYS)


def counts_a_toll(figure: Figure) -> bool:
    """Return whether *figure* counts dead or wounded of what its report is about."""
    return (
        figure.measure in TOLL_FAMILIES
        and figure.unit in {"persons", "bodies"}
        and not figure.background
        and figure.count_kind not in _TOTALS
        and not _is_open(figure)
        and figure.qualifier not in {"zero_claimed", "unquantified"}
        and (figure.best is not None or figure.high is not None)
    )


def _is_open(figure: Figure) -> bool:
    """Return whether nobody says that it came to that: a target, or "would have shot him"."""
    planned = figure.role == "planning" and is_one_of_them(figure)
    return planned or figure.role == "target"


class _Told:
    """Which events the reports of a story tell of."""

    def __init__(self, tables: Tables) -> None:
        self._in = tables.asked(EventMember, "document")
        self._of = tables.asked(EventMember, "event")
        self._events = tables.asked(Event)

    def main_event(self, story: Story, n_figures: Counter[str]) -> Event | None:
        """Return the violent event, one with figures if any, that most reports of *story* tell."""
        self._in.read(story.documents)
        members = {(row.event, name) for name in story.documents for row in self._in.of(name)}
        n_reports = Counter(key for key, _ in members)
        self._events.read(n_reports)
        told = [self._events[key] for key in n_reports]
        found = [row for row in told if row.kind in VIOLENT and not row.aggregate]
        self._of.read(row.id for row in found)

        def rank(row: Event) -> tuple[bool, bool, int, int, str]:
            # The first mention decides between equals, and no id that an event may have kept.
            first, counted = min(one.mention for one in self._of.of(row.id)), n_figures[row.id]
            return counted > 0, not row.background, n_reports[row.id], counted, first

        return max(found, key=rank, default=None)


def _n_figures(rows: Iterable[Scoped], chosen: FigureEvents) -> Counter[str]:
    return Counter(event.id for row in rows if (event := chosen.find(row.figure)) is not None)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the places of the case lie."""

    tree: PlaceTree
    places: Mapping[str, Place]

    def apart(self, one: str, other: str) -> bool:
        """Return whether two places are known to be far from each other."""
        if self.tree.nested(one, other):
            return False
        a, b = self.places[one], self.places[other]
        distance = kilometres_between(a, b)
        reach = FAR_KM + ((a.radius_m or 0) + (b.radius_m or 0)) / 1_000
        return distance is not None and distance > reach


def _belongs(row: Scoped, main: Event, where: _Places) -> bool:
    """Return whether a figure counts the main event, as far as its own words tell."""
    event = row.event
    if _counts_a_period(row, main):
        return False
    if event is not None and (event.id == main.id or main.id in event.related):
        return True
    if event is not None and (event.aggregate or not _kinds_fit(event.kind, main.kind)):
        return False
    if row.place is not None and main.place is not None and where.apart(row.place, main.place):
        return False
    return _days_fit((row.start, row.end), main)


def _counts_a_period(row: Scoped, main: Event) -> bool:
    """Return whether a figure counts over days in which the main event is one of several.

    "A shooting that killed two last summer" counts one happening of which the month is not told.
    """
    if not row.start or not row.end or _days_between(row.start, row.end) < _PERIOD_DAYS:
        return False
    if row.figure.count_kind != "incident" or main.date_start is None or main.date_end is None:
        return True
    return not row.start <= main.date_start <= main.date_end <= row.end


def _is_elsewhere(row: Scoped, main: Event, where: _Places) -> bool:
    """Return whether a figure, or the event that it is told with, is of another incident."""
    if not _belongs(row, main, where):
        return True
    event = row.event
    if event is None or event.id == main.id or main.id in event.related:
        return False
    if event.place is not None and main.place is not None and where.apart(event.place, main.place):
        return True
    return not _days_fit((event.date_start, event.date_end), main)


def _kinds_fit(one: EventKind, other: EventKind) -> bool:
    return one == other or not {one, other}.isdisjoint(_ANY_ATTACK)


def _days_fit(days: tuple[str | None, str | None], main: Event) -> bool:
    """Return whether days are near the event's; unknown ones are.

    A weekday may be read a week off, so that only what lies further away is another incident.
    """
    start, end = days
    if start is None or main.date_start is None or main.date_end is None:
        return True
    after = _days_between(main.date_end, start)
    before = _days_between(end or start, main.date_start)
    return max(after, before) <= _PERIOD_DAYS


def _days_between(a: str, b: str) -> int:
    return (datetime.date.fromisoformat(b[:10]) - datetime.date.fromisoformat(a[:10])).days
