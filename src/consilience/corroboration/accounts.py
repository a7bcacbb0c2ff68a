"""What does each report tell of each event: by whom, with what, where, when?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.causes import cause_classes
from consilience.corroboration.independence import NOT_TOLD_AS_FACT, SUPPOSED
from consilience.corroboration.rulings import set_aside
from consilience.corroboration.voices import Voice
from consilience.corroboration.voicing import Voicing, voicing
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
    """The events of the case with their accounts, by id: read when they are asked for."""

    def __init__(self, tables: Tables) -> None:
        self._events = tables.by_id(Event)
        self._mentions = tables.by_id(EventMention)
        self._statements = tables.by_id(Statement)
        self._members: dict[str, list[str]] = defaultdict(list)
        self._told_in: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in sorted(tables.of(EventMember), key=lambda row: row.mention):
            self._members[row.event].append(row.mention)
            self._told_in[row.document][row.event].append(row.mention)
        self._lookups = _Lookups(
            documents=tables.by_id(Document),
            entities=tables.by_id(Entity),
            entity_of={row.mention: row.entity for row in tables.of(EntityMember)},
            place_of={row.mention: row.place for row in tables.of(PlaceMember)},
            times=tables.by_id(TimeMention),
            figures=tables.by_id(Figure),
            speaking=voicing(tables),
        )
        self._origins: dict[str, list[Origin]] = defaultdict(list)
        for origin in tables.of(Origin):
            self._origins[origin.subject].append(origin)
        self._aside = set_aside(tables).statements
        self._told: dict[str, Told] = {}
        self._accounts: dict[str, Account | None] = {}  # by mention
        self._origin_of: dict[str, dict[str, str]] = {}  # by event and statement

    def __getitem__(self, event: str) -> Told:
        """Return one event with all accounts of it."""
        if event not in self._told:
            accounts = self._accounts_of(event, self._members[event])
            self._told[event] = Told(self._events[event], tuple(accounts))
        return self._told[event]

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
        for key, mentions in self._told_in.get(document, {}).items():
            event = self._events[key]
            yield from ((event, row) for row in self._accounts_of(key, mentions))

    def tellers(self, event: str) -> set[str | None]:
        """Return the voices that tell of *event*: ids of origins; ``None``: not told as a fact."""
        origins = self._origins_of(event)
        return {origins.get(self._mentions[mention].statement) for mention in self._members[event]}

    def _accounts_of(self, event: str, mentions: Iterable[str]) -> Iterator[Account]:
        for key in mentions:
            if key not in self._accounts:
                self._accounts[key] = self._read(event, self._mentions[key])
            account = self._accounts[key]
            if account is not None:
                yield account

    def _read(self, event: str, mention: EventMention) -> Account | None:
        statement = self._statements.get(mention.statement)
        if statement is None or statement.id in self._aside:
            return None
        origin = self._origins_of(event).get(statement.id)
        return _account(mention, statement, origin, lookups=self._lookups)

    def _origins_of(self, event: str) -> dict[str, str]:
        if event not in self._origin_of:
            self._origin_of[event] = {
                statement: origin.id
                for origin in self._origins[event]
                for statement in origin.statements
            }
        return self._origin_of[event]


def told_events(tables: Tables) -> ToldEvents:
    """Return the events of the case with their accounts, by id."""
    return tables.view(told_events, lambda: ToldEvents(tables))


@dataclass(frozen=True, slots=True)
class _Lookups:
    documents: Mapping[str, Document]
    entities: Mapping[str, Entity]
    entity_of: Mapping[str, str]
    place_of: Mapping[str, str]
    times: Mapping[str, TimeMention]
    figures: Mapping[str, Figure]
    speaking: Voicing


def _account(
    mention: EventMention, statement: Statement, origin: str | None, *, lookups: _Lookups
) -> Account:
    entities = {lookups.entity_of[actor] for actor in mention.actors if actor in lookups.entity_of}
    parties = (lookups.entities[key] for key in sorted(entities) if key in lookups.entities)
    time = lookups.times.get(mention.time) if mention.time is not None else None
    dated = time if time is not None and time.precision in {"minute", "day"} else None
    return Account(
        mention=mention,
        statement=statement,
        document=lookups.documents[mention.document],
        voice=lookups.speaking.of(statement),
        origin=origin,
        parties=tuple(party for party in parties if party.kind in PARTY_KINDS),
        figures=tuple(lookups.figures[key] for key in mention.figures if key in lookups.figures),
        place=lookups.place_of.get(mention.place) if mention.place is not None else None,
        start=dated.start if dated else None,
        end=(dated.end or dated.start) if dated else None,
    )


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
