"""What does a figure count: of which event, where, over what time, of whom?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.continued import ContinuedEvents, counts_the_rest, is_the_toll
from consilience.model.documents import Document, Text
from consilience.model.entities import EntityMember
from consilience.model.events import Event, EventMember, EventMention
from consilience.model.figures import Figure
from consilience.model.places import Place, PlaceMember
from consilience.model.scales import CountKind, EventKind, Group, Measure
from consilience.model.tables import Tables
from consilience.model.times import InferredDate, TimeMention

TOLL_MEASURES: Final[frozenset[Measure]] = frozenset(
    {"killed", "injured", "killed_or_injured", "missing", "abducted", "detained", "arrested",
     "executed", "bodies_found", "rescued", "released", "surrendered", "destroyed"}
)  # fmt: skip
"""Measures that a happening of one day has; with no kind of count stated they are incident's."""

_TALKING_KINDS: Final[frozenset[EventKind]] = frozenset(
    {"announcement", "investigation", "agreement", "movement", "other"}
)


@dataclass(frozen=True, slots=True)
class Scoped:
    """A figure with what it counts resolved over the case; unknown is ``None``."""

    figure: Figure
    event: Event | None
    place: str | None  # id of a place
    start: str | None  # ISO date
    end: str | None  # ISO date
    time_words: str | None  # the time scope as written
    as_of: str | None  # ISO date of the report that gives it
    counted: tuple[str, ...]  # entities of the named side or people that is counted
    by: tuple[str, ...]  # entities that did it, as the sentence says
    part: bool = False  # of people who are counted for the same event
    told_part: bool = False  # by its own words, or by being told of the same event


Key = tuple[object, ...]
"""What figures must share to be compared; its shape differs by kind of count."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """Figures that pass the gate together, and what they have in common."""

    frame: Key  # one event, one place and day, one text, or a scope
    circle: str  # of the gate that all pass
    members: tuple[Scoped, ...]
    count_kind: CountKind
    group: Group
    place: str | None

    @property
    def first(self) -> Scoped:
        """The member with the smallest id, which stands for what all have in common."""
        return self.members[0]

    @property
    def event(self) -> Event | None:
        """The event that all are counted for, if it is one of a single moment."""
        return self.first.event if self.count_kind == "incident" else None


@dataclass(frozen=True, slots=True)
class PlaceTree:
    """Which place lies in which."""

    within: dict[str, str | None]

    def chain(self, place: str | None) -> tuple[str, ...]:
        """Return *place* and all that it lies in, innermost first."""
        found: list[str] = []
        while place is not None and place not in found:
            found.append(place)
            place = self.within.get(place)
        return tuple(found)

    def nested(self, a: str, b: str) -> bool:
        """Return whether one of two places lies in the other, or both are one."""
        return a in self.chain(b) or b in self.chain(a)


def place_tree(tables: Tables) -> PlaceTree:
    """Return the containment of the case's places."""
    return tables.view(
        place_tree, lambda: PlaceTree({place.id: place.within for place in tables.of(Place)})
    )


def dated_documents(tables: Tables) -> dict[str, str | None]:
    """Return the ISO day on which each document was published, stated or inferred to a week."""
    return tables.view(dated_documents, lambda: _date_documents(tables))


def _date_documents(tables: Tables) -> dict[str, str | None]:
    found: dict[str, str | None] = {
        row.document: row.start
        for row in tables.of(InferredDate)
        if row.precision in {"day", "days", "week"}
    }
    for document in tables.of(Document):
        stated = document.published_start
        exact = document.published_precision in {"minute", "day", "days"}
        if stated is not None and exact:
            found[document.id] = stated[:10]
        found.setdefault(document.id, None)
    return found


class Scopes:
    """What each figure counts: told when it is asked for."""

    def __init__(self, tables: Tables) -> None:
        """Read of *tables* the reports that are asked for."""
        self._events = events_of_figures(tables)
        self._figures, self._texts = tables.asked(Figure, "document"), tables.by_id(Text)
        self._located = tables.asked(PlaceMember, "document")
        self._named = tables.asked(EntityMember, "document")
        self._timed = tables.asked(TimeMention, "document")
        self._dates = dated_documents(tables)
        self._continued = ContinuedEvents(tables, self._events)
        self._reports: dict[str, _Report] = {}
        self._found: dict[str, Scoped] = {}  # by figure

    def read(self, documents: AbstractSet[str]) -> None:
        """Read the reports *documents* in one go, for who is about to ask for their figures."""
        self._events.read(documents)
        for asked in (self._figures, self._located, self._named, self._timed):
            asked.read(documents)

    def of(self, document: str) -> list[Scoped]:
        """Return the figures of one report with their scopes, in the order of ids."""
        return [self.find(row) for row in self._figures.of(document)]

    def find(self, figure: Figure) -> Scoped:
        """Return *figure* with its scope."""
        if figure.id not in self._found:
            self._found[figure.id] = self._scope(figure, self._report(figure.document))
        return self._found[figure.id]

    def _report(self, document: str) -> _Report:
        if document not in self._reports:
            told, figures = self._events.of(document), self._figures.of(document)
            self._reports[document] = _Report(
                events={**told, **self._continued.of(document, figures, told)},
                places={row.mention: row.place for row in self._located.of(document)},
                entities={row.mention: row.entity for row in self._named.of(document)},
                times={row.id: row for row in self._timed.of(document)},
            )
        return self._reports[document]

    def _scope(self, figure: Figure, report: _Report) -> Scoped:
        time = report.times.get(figure.scope_time or "")
        text, events = self._texts.get(figure.document), report.events
        return Scoped(
            figure=figure,
            event=events.get(figure.id),
            place=report.places.get(figure.scope_place or ""),
            start=time.start if time else None,
            end=time.end if time else None,
            time_words=time.span.quote if time else None,
            as_of=self._dates.get(figure.document),
            counted=_known(figure.victims, report.entities),
            by=_known(figure.perpetrator, report.entities),
            told_part=_is_told_part(figure, events, text),
            part=(_is_part(figure, events) and not is_the_toll(figure, text))
            or counts_the_rest(figure, text),
        )


@dataclass(frozen=True, slots=True)
class _Report:
    """What the words of one report are known to mean."""

    events: Mapping[str, Event]  # by figure
    places: Mapping[str, str]  # by mention
    entities: Mapping[str, str]  # by mention
    times: Mapping[str, TimeMention]


def figure_scopes(tables: Tables) -> Scopes:
    """Return what the figures of the case count."""
    return tables.view(figure_scopes, lambda: Scopes(tables))


def _is_part(figure: Figure, events: Mapping[str, Event]) -> bool:
    """Return whether *figure* counts a part of others; what another event did to others is none."""
    if figure.of_whole is None:
        return False
    own, whole = events.get(figure.id), events.get(figure.of_whole)
    return own is None or whole is None or own.id == whole.id


_OF_THEM: Final = re.compile(r"\s+(?:\w+\s+)?of\s+(?:them|whom|those|these|the)\b", re.IGNORECASE)


def _is_told_part(figure: Figure, events: Mapping[str, Event], text: Text | None) -> bool:
    """Return whether a report says that *figure* counts some of the others: "three of the dead"."""
    own, whole = events.get(figure.id), events.get(figure.of_whole or "")
    if figure.of_whole is None or (own is not None and own == whole):
        return figure.of_whole is not None
    return text is not None and _OF_THEM.match(text.text, figure.span.end) is not None


def _known(mentions: tuple[str, ...], entities: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({entities[mention] for mention in mentions if mention in entities}))


class FigureEvents:
    """The event that each figure of a report belongs to, where it is told of one.

    Of several (a strike and the killing that it is told with), the one that is not talk about
    something else, then the one that most reports tell, so that all reports choose alike.
    """

    def __init__(self, tables: Tables) -> None:
        """Read of *tables* the reports that are asked for."""
        self._events = tables.by_id(Event)
        self._members = tables.asked(EventMember, "document")
        self._mentions = tables.asked(EventMention, "document")
        self._tellings = tables.asked(EventMember, "event")
        self._found: dict[str, dict[str, Event]] = {}

    def read(self, documents: AbstractSet[str]) -> None:
        """Read the reports *documents* in one go, for who is about to ask for their figures."""
        self._members.read(documents)
        self._mentions.read(documents)
        new = sorted(documents - self._found.keys())
        several = (told for name in new for told in self._told(name).values())
        self._tellings.read({event for told in several if len(told) > 1 for event in told})

    def find(self, figure: Figure) -> Event | None:
        """Return the event that *figure* belongs to."""
        return self.of(figure.document).get(figure.id)

    def of(self, document: str) -> Mapping[str, Event]:
        """Return the events of the figures of one report, by the figure's id."""
        if document not in self._found:
            told = self._told(document)
            self._found[document] = {key: self._choose(events) for key, events in told.items()}
        return self._found[document]

    def tellings(self, document: str) -> Iterator[tuple[EventMention, Event]]:
        """Yield the mentions of one report, each with the event that it tells of."""
        members = {row.mention: row.event for row in self._members.of(document)}
        for mention in self._mentions.of(document):
            event = self._events.get(members.get(mention.id, ""))
            if event is not None:
                yield mention, event

    def _told(self, document: str) -> Mapping[str, AbstractSet[str]]:
        """Return the events that each figure of a report is told with, by the figure's id."""
        found: dict[str, set[str]] = defaultdict(set)
        for mention, event in self.tellings(document):
            for figure in mention.figures:
                found[figure].add(event.id)
        return found

    def _choose(self, events: AbstractSet[str]) -> Event:
        if len(events) == 1:
            return self._events[next(iter(events))]
        return min((self._events[key] for key in sorted(events)), key=self._preference)

    def _preference(self, event: Event) -> tuple[bool, bool, int, str]:
        # The first mention decides between equals, and no id that an event may have kept.
        first = min(row.mention for row in self._tellings.of(event.id))
        return event.kind in _TALKING_KINDS, event.aggregate, -event.n_reports, first


def events_of_figures(tables: Tables) -> FigureEvents:
    """Return the events that the figures of the case belong to."""
    return tables.view(events_of_figures, lambda: FigureEvents(tables))
