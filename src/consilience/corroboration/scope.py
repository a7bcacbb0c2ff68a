"""What does a figure count: of which event, where, over what time, of whom?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.continued import continued_events, counts_the_rest, is_the_toll
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

    key: Key
    frame: Key  # one event, one place and day, one text, or a scope
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


def scope_figures(tables: Tables) -> list[Scoped]:
    """Return every figure of the case with its scope, in the order of ids."""
    return tables.view(scope_figures, lambda: list(_scope_figures(tables)))


def _scope_figures(tables: Tables) -> Iterable[Scoped]:
    told = events_of_figures(tables)
    events = {**told, **continued_events(tables, told)}
    texts = tables.by_id(Text)
    places = {row.mention: row.place for row in tables.of(PlaceMember)}
    entities = {row.mention: row.entity for row in tables.of(EntityMember)}
    times = tables.by_id(TimeMention)
    dates = dated_documents(tables)
    for figure in sorted(tables.of(Figure), key=lambda row: row.id):
        time = times.get(figure.scope_time) if figure.scope_time else None
        yield Scoped(
            figure=figure,
            event=events.get(figure.id),
            place=places.get(figure.scope_place) if figure.scope_place else None,
            start=time.start if time else None,
            end=time.end if time else None,
            time_words=time.span.quote if time else None,
            as_of=dates.get(figure.document),
            counted=_known(figure.victims, entities),
            by=_known(figure.perpetrator, entities),
            told_part=_is_told_part(figure, events, texts),
            part=(_is_part(figure, events) and not is_the_toll(figure, texts.get(figure.document)))
            or counts_the_rest(figure, texts.get(figure.document)),
        )


def _is_part(figure: Figure, events: Mapping[str, Event]) -> bool:
    """Return whether *figure* counts a part of others; what another event did to others is none."""
    if figure.of_whole is None:
        return False
    own, whole = events.get(figure.id), events.get(figure.of_whole)
    return own is None or whole is None or own.id == whole.id


_OF_THEM: Final = re.compile(r"\s+(?:\w+\s+)?of\s+(?:them|whom|those|these|the)\b", re.IGNORECASE)


def _is_told_part(figure: Figure, events: Mapping[str, Event], texts: Mapping[str, Text]) -> bool:
    """Return whether a report says that *figure* counts some of the others: "three of the dead"."""
    own, whole = events.get(figure.id), events.get(figure.of_whole or "")
    if figure.of_whole is None or (own is not None and own == whole):
        return figure.of_whole is not None
    text = texts.get(figure.document)
    return text is not None and _OF_THEM.match(text.text, figure.span.end) is not None


def _known(mentions: tuple[str, ...], entities: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted({entities[mention] for mention in mentions if mention in entities}))


def events_of_figures(tables: Tables) -> Mapping[str, Event]:
    """Return the event that each figure belongs to.

    Of several (a strike and the killing that it is told with), the one that is not talk about
    something else, then the one that most reports tell, so that all reports choose alike.
    """
    return tables.view(events_of_figures, lambda: _events_of_figures(tables))


def _events_of_figures(tables: Tables) -> dict[str, Event]:
    events = tables.by_id(Event)
    event_of = {row.mention: row.event for row in tables.of(EventMember)}
    found: dict[str, list[Event]] = defaultdict(list)
    for mention in tables.of(EventMention):
        event = events.get(event_of.get(mention.id, "")) if mention.figures else None
        if event is not None:
            for figure in mention.figures:
                found[figure].append(event)
    first = first_mentions(tables)

    def preference(event: Event) -> tuple[bool, bool, int, str]:
        return event.kind in _TALKING_KINDS, event.aggregate, -event.n_reports, first[event.id]

    return {figure: min(candidates, key=preference) for figure, candidates in found.items()}


def first_mentions(tables: Tables) -> dict[str, str]:
    """Return for each event the smallest id of its mentions.

    It decides between equals, so that nothing hangs on an id that an event has kept.
    """
    return tables.view(first_mentions, lambda: _first_mentions(tables.of(EventMember)))


def _first_mentions(members: Iterable[EventMember]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in members:
        if row.event not in found or row.mention < found[row.event]:
            found[row.event] = row.mention
    return found
