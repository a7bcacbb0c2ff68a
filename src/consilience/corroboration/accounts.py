"""What does each report tell of each event: by whom, with what, where, when?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.causes import cause_classes
from consilience.corroboration.independence import NOT_TOLD_AS_FACT, SUPPOSED
from consilience.corroboration.rulings import set_aside
from consilience.corroboration.voices import Voice
from consilience.corroboration.voicing import voicing
from consilience.model.documents import Document
from consilience.model.entities import Entity, EntityMember
from consilience.model.events import Event, EventMember, EventMention
from consilience.model.figures import Figure
from consilience.model.findings import Origin, Side
from consilience.model.places import PlaceMember
from consilience.model.scales import EntityKind
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.model.times import TimeMention

PARTY_KINDS: Final[frozenset[EntityKind]] = frozenset({"armed_group", "force", "government"})
"""Kinds of entity that can be a belligerent."""


@dataclass(frozen=True, slots=True)
class Account:
    """One report's telling of one event."""

    mention: EventMention
    statement: Statement
    document: Document
    voice: Voice
    origin: str | None  # id of the voice among the event's origins; None: not told as a fact
    parties: tuple[Entity, ...]  # belligerents that it names as having done it
    figures: tuple[Figure, ...]  # what it counts
    place: str | None
    start: str | None  # ISO date
    end: str | None  # ISO date

    @property
    def cause(self) -> str | None:
        """The class of the weapon that its words name; what a verb implies is too loose."""
        classes, weapon = cause_classes(), self.mention.weapon
        named = classes.of_weapon(weapon.quote) if weapon is not None else None
        return named or classes.of_weapon(self.mention.trigger.quote)

    @property
    def counts(self) -> set[tuple[str, float]]:
        """What it counts: measure and number, from two on."""
        return {(row.measure, row.best) for row in self.figures if row.best and row.best >= 2}

    @property
    def asserted(self) -> bool:
        """Whether it says that the event happened."""
        return (
            self.statement.polarity == "asserts"
            and self.mention.realis not in NOT_TOLD_AS_FACT
            and self.statement.firmness not in SUPPOSED
        )


@dataclass(frozen=True, slots=True)
class Told:
    """An event with all accounts of it."""

    event: Event
    accounts: tuple[Account, ...]


class ToldEvents(Mapping[str, Told]):
    """The events of the case with their accounts, by id: read when they are asked for.

    Who is about to ask for many has them read first (`read`, `read_reports`).
    """

    def __init__(self, tables: Tables) -> None:
        self._events = tables.by_id(Event)
        self._documents, self._entities = tables.by_id(Document), tables.by_id(Entity)
        self._speaking, self._aside = voicing(tables), set_aside(tables).statements
        self._members = tables.asked(EventMember, "event")
        self._told_in = tables.asked(EventMember, "document")
        self._rows = _Rows(tables)
        self._told: dict[str, Told] = {}
        self._accounts: dict[str, Account | None] = {}  # by mention
        self._origin_of: dict[str, dict[str, str]] = {}  # by event and statement

    def read(self, events: Collection[str]) -> None:
        """Read in one go what is told of *events*, for who is about to ask for each."""
        self._members.read(events)
        self._rows.read(row.mention for key in events for row in self._members.of(key))
        self._rows.origins.read(events)

    def read_reports(self, documents: Collection[str]) -> None:
        """Read in one go what *documents* tell."""
        self._told_in.read(documents)
        told = [row for key in documents for row in self._told_in.of(key)]
        self._rows.read(row.mention for row in told)
        self._rows.origins.read(row.event for row in told)

    def __getitem__(self, event: str) -> Told:
        """Return one event with all accounts of it."""
        if event not in self._told:
            members = sorted(self._members.of(event), key=_by_mention)
            accounts = (self._account(row) for row in members)
            told = tuple(account for account in accounts if account is not None)
            self._told[event] = Told(self._events[event], told)
        return self._told[event]

    def __contains__(self, event: object) -> bool:
        """Return whether there is such an event, without reading its accounts."""
        return event in self._events

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of all events, in order."""
        return iter(sorted(self._events))

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self._events)

    @property
    def events(self) -> Mapping[str, Event]:
        """All events, without their accounts."""
        return self._events

    def told_in(self, document: str) -> Iterator[tuple[Event, Account]]:
        """Yield the accounts that one report gives, each with its event."""
        for row in sorted(self._told_in.of(document), key=_by_mention):
            account = self._account(row)
            if account is not None:
                yield self._events[row.event], account

    def tellers(self, event: str) -> set[str | None]:
        """Return the voices that tell of *event*: ids of origins; ``None``: not told as a fact."""
        origins, mentions = self._origins_of(event), self._rows.mentions
        return {origins.get(mentions[row.mention].statement) for row in self._members.of(event)}

    def of_parties(self, event: str) -> Iterator[Account]:
        """Yield the accounts of *event* that name anybody as having done it."""
        for row in sorted(self._members.of(event), key=_by_mention):
            account = self._account(row) if self._rows.mentions[row.mention].actors else None
            if account is not None:
                yield account

    def _account(self, member: EventMember) -> Account | None:
        if member.mention not in self._accounts:
            self._accounts[member.mention] = self._read(member)
        return self._accounts[member.mention]

    def _read(self, member: EventMember) -> Account | None:
        rows = self._rows
        mention = rows.mentions[member.mention]
        statement = rows.statements.get(mention.statement)
        if statement is None or statement.id in self._aside:
            return None
        entities = self._entities
        parties = (entities[key] for key in sorted(rows.entities(mention)) if key in entities)
        time = rows.times.get(mention.time) if mention.time is not None else None
        dated = time if time is not None and time.precision in {"minute", "day"} else None
        figures = map(rows.figures.get, mention.figures)
        return Account(
            mention=mention,
            statement=statement,
            document=self._documents[mention.document],
            voice=self._speaking.of(statement),
            origin=self._origins_of(member.event).get(statement.id),
            parties=tuple(party for party in parties if party.kind in PARTY_KINDS),
            figures=tuple(row for row in figures if row is not None),
            place=rows.place(mention),
            start=dated.start if dated else None,
            end=(dated.end or dated.start) if dated else None,
        )

    def _origins_of(self, event: str) -> dict[str, str]:
        if event not in self._origin_of:
            self._origin_of[event] = {
                statement: origin.id
                for origin in self._rows.origins.of(event)
                for statement in origin.statements
            }
        return self._origin_of[event]


def _by_mention(row: EventMember) -> str:
    return row.mention


class _Rows:
    """The rows that accounts are made of, read as they are asked for."""

    def __init__(self, tables: Tables) -> None:
        self.mentions = tables.asked(EventMention)
        self.statements = tables.asked(Statement)
        self.times = tables.asked(TimeMention)
        self.figures = tables.asked(Figure)
        self.origins = tables.asked(Origin, "subject")
        self._members = tables.asked(EntityMember, "document")
        self._located = tables.asked(PlaceMember, "document")
        self._entity_of: dict[str, dict[str, str]] = {}  # by report and mention
        self._place_of: dict[str, dict[str, str]] = {}

    def read(self, mentions: Iterable[str]) -> None:
        """Read in one go what accounts are made of that *mentions* give."""
        keys = [*mentions]
        self.mentions.read(keys)
        rows = [self.mentions[key] for key in keys]
        self.statements.read(row.statement for row in rows)
        self.times.read(row.time for row in rows if row.time is not None)
        self.figures.read(key for row in rows for key in row.figures)
        self._members.read(row.document for row in rows if row.actors)
        self._located.read(row.document for row in rows if row.place is not None)

    def entities(self, row: EventMention) -> set[str]:
        """Return the entities that a mention names as having done it."""
        if not row.actors:
            return set()
        if row.document not in self._entity_of:
            found = {one.mention: one.entity for one in self._members.of(row.document)}
            self._entity_of[row.document] = found
        entity_of = self._entity_of[row.document]
        return {entity_of[actor] for actor in row.actors if actor in entity_of}

    def place(self, row: EventMention) -> str | None:
        """Return the place that a mention names."""
        if row.place is None:
            return None
        if row.document not in self._place_of:
            found = {one.mention: one.place for one in self._located.of(row.document)}
            self._place_of[row.document] = found
        return self._place_of[row.document].get(row.place)


def told_events(tables: Tables) -> ToldEvents:
    """Return the events of the case with their accounts, by id."""
    return tables.view(told_events, lambda: ToldEvents(tables))


def side_of(value: str, accounts: Sequence[Account], spans: Sequence[Span] = ()) -> Side:
    """Return a side of a contradiction that *accounts* take.

    Args:
        value: What they say, in neutral words.
        accounts: At least one.
        spans: The words that carry the value; by default those that tell of the event.

    """
    shown = spans or [account.mention.trigger for account in accounts]
    return Side(
        value=value,
        statements=tuple(sorted({account.statement.id for account in accounts})),
        origins=tuple(sorted({account.voice.name for account in accounts})),
        spans=tuple(sorted(set(shown))),
    )


def apart(one: Sequence[Account], other: Sequence[Account]) -> bool:
    """Return whether two groups of accounts are words of different voices.

    What one report tells in its own words beside somebody else's is no dispute: it may well tell
    of two things. Two bodies that it names may disagree. A voice on both sides takes no side: what
    is left of the two groups decides.
    """
    on_one, on_other = _voices_of(one), _voices_of(other)
    if on_one & on_other and not (on_one - on_other and on_other - on_one):
        return False
    return any(
        a.document.id != b.document.id or (a.voice.named and b.voice.named)
        for a in one
        for b in other
        if _voice_of(a) not in on_other and _voice_of(b) not in on_one
    )


def _voices_of(accounts: Sequence[Account]) -> set[str]:
    return {_voice_of(account) for account in accounts}


def _voice_of(account: Account) -> str:
    return account.origin or account.voice.key


def share_a_number(one: Sequence[Account], other: Sequence[Account]) -> bool:
    """Return whether two groups of accounts count the same: they tell of the same thing."""
    counts = {count for account in one for count in account.counts}
    return not counts.isdisjoint(count for account in other for count in account.counts)
