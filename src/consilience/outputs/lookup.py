"""Names behind ids: each table of a record is read once, and only when it is asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, TypeVar

from consilience.model.decisions import DecisionStatus
from consilience.model.documents import Document
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import Event, EventMember, EventMention, EventStanding
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding, Grade, SetMember
from consilience.model.places import Place, PlaceMember, PlaceMention
from consilience.model.rows import Row
from consilience.model.rulings import SignOff
from consilience.model.scales import SignOffAxis
from consilience.model.sentences import Sentence
from consilience.model.source import RowSource
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.times import DateConstraint, TimeMention

R = TypeVar("R", bound=Row)

ARMY: Final = re.compile(r"(?:army|military|armed forces|government (?:troops|forces))", re.I)
"""Words for the regular forces of a state."""


class Lookup:
    """What a list needs to know about the rows that its own rows point to."""

    def __init__(self, record: RowSource) -> None:
        self.record = record

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Documents by id."""
        return self._by_id(Document)

    @cached_property
    def sentences(self) -> dict[str, Sentence]:
        """Sentences by id."""
        return self._by_id(Sentence)

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Statements by id."""
        return self._by_id(Statement)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Figures by id."""
        return self._by_id(Figure)

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        """Mentions of people and bodies by id."""
        return self._by_id(Mention)

    @cached_property
    def place_mentions(self) -> dict[str, PlaceMention]:
        """Mentions of places by id."""
        return self._by_id(PlaceMention)

    @cached_property
    def time_mentions(self) -> dict[str, TimeMention]:
        """Time expressions by id."""
        return self._by_id(TimeMention)

    @cached_property
    def event_mentions(self) -> dict[str, EventMention]:
        """Happenings as told, by id."""
        return self._by_id(EventMention)

    @cached_property
    def events(self) -> dict[str, Event]:
        """Merged events by id."""
        return self._by_id(Event)

    @cached_property
    def places(self) -> dict[str, Place]:
        """Merged places by id."""
        return self._by_id(Place)

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Merged entities by id."""
        return self._by_id(Entity)

    @cached_property
    def figure_sets(self) -> dict[str, FigureSet]:
        """Comparable sets by id."""
        return self._by_id(FigureSet)

    @cached_property
    def place_of(self) -> dict[str, str]:
        """Place by mention."""
        return {row.mention: row.place for row in self.record.rows(PlaceMember)}

    @cached_property
    def entity_of(self) -> dict[str, str]:
        """Entity by mention."""
        return {row.mention: row.entity for row in self.record.rows(EntityMember)}

    @cached_property
    def set_of(self) -> dict[str, str]:
        """Comparable set by figure."""
        return {row.figure: row.figure_set for row in self.record.rows(SetMember)}

    @cached_property
    def mentions_of_event(self) -> dict[str, list[EventMention]]:
        """Tellings by event, in the order of their ids."""
        found: dict[str, list[EventMention]] = defaultdict(list)
        for row in self.record.rows(EventMember):
            if row.mention in self.event_mentions:
                found[row.event].append(self.event_mentions[row.mention])
        return found

    @cached_property
    def events_in(self) -> dict[str, list[Event]]:
        """Events that each document tells of, each once."""
        found: dict[str, dict[str, Event]] = defaultdict(dict)
        for event, mentions in self.mentions_of_event.items():
            for row in mentions:
                if event in self.events:
                    found[row.document][event] = self.events[event]
        return {document: list(events.values()) for document, events in found.items()}

    @cached_property
    def standing_of(self) -> dict[str, EventStanding]:
        """Standing by event."""
        return {row.event: row for row in self.record.rows(EventStanding)}

    @cached_property
    def sets_of_event(self) -> dict[str, list[FigureSet]]:
        """Comparable sets by event."""
        found: dict[str, list[FigureSet]] = defaultdict(list)
        for row in self.figure_sets.values():
            if row.event is not None:
                found[row.event].append(row)
        return found

    @cached_property
    def finding_of(self) -> dict[str, Finding]:
        """Finding by comparable set."""
        return {row.figure_set: row for row in self.record.rows(Finding)}

    @cached_property
    def grades_of(self) -> dict[str, list[Grade]]:
        """Grades by subject."""
        found: dict[str, list[Grade]] = defaultdict(list)
        for row in self.record.rows(Grade):
            found[row.subject].append(row)
        return found

    @cached_property
    def contradictions_on(self) -> dict[str, list[Contradiction]]:
        """Contradictions by subject."""
        found: dict[str, list[Contradiction]] = defaultdict(list)
        for row in self.record.rows(Contradiction):
            found[row.subject].append(row)
        return found

    @cached_property
    def mentions_in(self) -> dict[str, list[Mention]]:
        """Mentions of people and bodies by sentence."""
        return _grouped(self.mentions.values())

    @cached_property
    def places_in(self) -> dict[str, list[PlaceMention]]:
        """Mentions of places by sentence."""
        return _grouped(self.place_mentions.values())

    @cached_property
    def times_in(self) -> dict[str, list[TimeMention]]:
        """Time expressions by sentence."""
        return _grouped(self.time_mentions.values())

    @cached_property
    def signed(self) -> dict[str, dict[SignOffAxis, str]]:
        """What people signed and when, by the id of the row: its place, its figure, the whole.

        What has changed since it was signed says so.
        """
        held = {row.decision: row for row in self.record.rows(DecisionStatus)}
        found: dict[str, dict[SignOffAxis, str]] = defaultdict(dict)
        for row in sorted(self.record.rows(SignOff), key=lambda row: (row.number, row.id)):
            status = held.get(row.decision)
            if status is not None and status.state in ("applied", "stale"):
                since = "; changed since" if status.state == "stale" else ""
                for subject in status.subjects:
                    found[subject][row.axis] = f"{row.day[:10]}{since}"
        return found

    @cached_property
    def misdated(self) -> frozenset[str]:
        """Documents whose stated date goes against what they tell: it is not used."""
        constrained = {row.document for row in self.record.rows(DateConstraint)}
        stated = {key for key, row in self.documents.items() if row.published_start}
        return frozenset(constrained & stated)

    def first_out(self, documents: Iterable[str]) -> str:
        """Return the report that was out first, as far as their dates can be used."""

        def rank(key: str) -> tuple[str, str]:
            row = self.documents.get(key)
            known = row is not None and key not in self.misdated
            return (row.published_start or "9999" if row and known else "9999"), key

        return min(documents, key=rank)

    def army_named(self, documents: Iterable[str]) -> Entity | None:
        """Return the one army that these reports name, else the one that the case names.

        "The army" without a name is that one; ``None`` where two are named, or none.
        """
        near = set().union(*(self._armies.get(key, set()) for key in documents))
        found = near or set().union(*self._armies.values())
        return self.entities[found.pop()] if len(found) == 1 else None

    @cached_property
    def _armies(self) -> dict[str, set[str]]:
        """Ids of the armies of the vocabulary that each document names."""
        found: dict[str, set[str]] = defaultdict(set)
        for mention, key in self.entity_of.items():
            entity, row = self.entities.get(key), self.mentions.get(mention)
            known = entity is not None and entity.vocabulary is not None and entity.kind == "force"
            if row is not None and entity is not None and known and ARMY.search(entity.name):
                found[row.document].add(key)
        return found

    def telling_of(self, topic: str) -> set[str]:
        """Return the statements that carry a figure of this measure or an event of this kind."""
        figures = {row.statement for row in self.figures.values() if row.measure == topic}
        return figures | {
            row.statement for row in self.event_mentions.values() if row.kind == topic
        }

    def outlet(self, document: str) -> str | None:
        """Return who published *document*, if that is known."""
        found = self.documents.get(document)
        return found.outlet if found else None

    def source_name(self, document: str) -> str:
        """Return how a reader calls *document*: its outlet, or the name of its file."""
        found = self.documents.get(document)
        return (found.outlet or found.name) if found else document

    def place_name(self, mention: str | None) -> str | None:
        """Return the name of the place that *mention* names."""
        if mention is None or mention not in self.place_mentions:
            return None
        place = self.places.get(self.place_of.get(mention, ""))
        return place.name if place else self.place_mentions[mention].name

    def entity_name(self, mention: str) -> str | None:
        """Return the name of the entity that *mention* names."""
        entity = self.entities.get(self.entity_of.get(mention, ""))
        if entity:
            return entity.name
        return self.mentions[mention].name if mention in self.mentions else None

    def entity_names(self, mentions: Iterable[str]) -> str | None:
        """Return the names that *mentions* stand for, each once; ``None`` where there is none."""
        names = [self.entity_name(mention) for mention in mentions]
        return joined(name for name in names if name)

    def grade(self, subject: str, axis: str) -> Grade | None:
        """Return the grade of *subject* on *axis*, if one was proposed."""
        return next((row for row in self.grades_of.get(subject, ()) if row.axis == axis), None)

    def _by_id(self, kind: type[R]) -> dict[str, R]:
        return {row.id: row for row in self.record.rows(kind)}


S = TypeVar("S", Mention, PlaceMention, TimeMention)


def _grouped(rows: Iterable[S]) -> dict[str, list[S]]:
    found: dict[str, list[S]] = defaultdict(list)
    for row in rows:
        found[row.sentence].append(row)
    return found


def joined(words: Iterable[str | None], *, by: str = "; ") -> str | None:
    """Return the different *words* in their order, joined; ``None`` where there is none."""
    return by.join(dict.fromkeys(word for word in words if word)) or None


def quoted(spans: Sequence[Span]) -> str | None:
    """Return the words of *spans*, with an ellipsis where something stands between them."""
    return " … ".join(span.quote for span in spans) or None
