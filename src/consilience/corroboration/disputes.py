"""Where accounts of one event differ without numbers: by whom, with what, where, when, to whom."""

from __future__ import annotations

import datetime
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import Final

from consilience.corroboration.accounts import (
    PARTY_KINDS,
    Account,
    apart,
    share_a_number,
    side_of,
    told_events,
)
from consilience.corroboration.causes import cause_classes
from consilience.corroboration.evidence import set_evidence
from consilience.corroboration.reconcile import ReconcileSettings
from consilience.corroboration.rulings import set_aside
from consilience.corroboration.scope import PlaceTree, place_tree
from consilience.corroboration.statuses import find_status_pairs
from consilience.corroboration.wording import sides_words
from consilience.model.entities import Entity, EntityMember
from consilience.model.events import Event, EventMember, EventMention
from consilience.model.findings import Contradiction, Side
from consilience.model.held import Held
from consilience.model.memory import Work
from consilience.model.places import Place
from consilience.model.scales import ContradictionKind, EventKind, Level, PlacePrecision
from consilience.model.statements import Statement
from consilience.model.tables import Tables

ONE_SIDED: Final[frozenset[EventKind]] = frozenset(
    {"air_strike", "shelling", "explosion", "suicide_bomb", "chemical_weapon", "shooting",
     "killing", "attack", "arson", "abduction", "sexual_violence", "looting", "heritage_damage",
     "mass_grave", "aid_blocked"}
)  # fmt: skip
"""Kinds that one party does to another: two parties named for one are a dispute."""

FAR_KM: Final = 25.0
"""Places further apart than a near_settlement's radius (METHOD 1.6) are different places."""

EXACT: Final[frozenset[PlacePrecision]] = frozenset({"point", "near_point", "neighbourhood"})
TOWN: Final[frozenset[PlacePrecision]] = frozenset({"settlement", "near_settlement"})
ALLIED_FROM: Final = 3
"""Mentions that name two parties together, from which on they count as allied."""
_SMALL: Final = frozenset({"settlement", "neighbourhood", "facility"})

Value = Callable[[Account], str | None]


class Disputes:
    """Where accounts of one event differ without numbers."""

    def __init__(self, tables: Tables) -> None:
        self._tables, self._told = tables, told_events(tables)
        self._tree = place_tree(tables)
        self._allied = allied_camps(tables)
        self._sure = sure_events(self._told.events.values())

    def stirred(self) -> AbstractSet[str] | None:
        """Return the events that others put in another light than before; ``None``: all of them.

        Parties may turn out to be allied, another attack to have come on that day in that town,
        a place to lie elsewhere.
        """
        varied, allied = self._tables.noted(_VARIED), self._tables.noted(_ALLIED)
        changes = self._tables.changes
        if varied is None or allied is None or changes is None:
            return None
        if self._allied != {frozenset(pair) for pair in allied}:
            return varied.keys()
        moved = changes.ids(Place)
        return {
            event
            for event, (sure, places) in varied.items()
            if sure != (event in self._sure)
            or any(not moved.isdisjoint(self._tree.chain(place)) for place in places)
        }

    def find(
        self, only: AbstractSet[str] | None, *, settings: ReconcileSettings
    ) -> Iterator[Contradiction]:
        """Yield the disputes about some events; ``None``: about all of them."""
        places = self._tables.by_id(Place)
        varied = list(self._told_variously(only))
        self._note(varied, only)
        for event, accounts in varied:
            sure = event.id in self._sure
            yield from _perpetrators(event, accounts, self._allied, sure=sure)
            yield from _causes(event, accounts, sure=sure)
            yield from _dates(event, accounts)
            yield from _places(event, accounts, places, self._tree)
        for key, pair in find_status_pairs(set_evidence(self._tables, settings.thresholds), only):
            if key in self._told:
                opening = "The status of those harmed is disputed"
                yield dispute("status", self._told.events[key], pair, opening=opening)

    def _told_variously(
        self, only: AbstractSet[str] | None
    ) -> Iterator[tuple[Event, list[Account]]]:
        """Yield the events of which two voices tell, and not all accounts the same."""
        keys = {
            key
            for key, event in self._told.events.items()
            if not event.aggregate and (only is None or key in only)
        }
        self._told.read(keys)
        for key in sorted(keys):
            if len(self._told.tellers(key)) < 2:
                continue
            accounts = [account for account in self._told[key].accounts if account.asserted]
            if len({account.origin for account in accounts}) < 2:
                continue
            if any(len(_by_value(accounts, value)) > 1 for value in _VALUES):
                yield self._told.events[key], accounts

    def _note(
        self, varied: Sequence[tuple[Event, list[Account]]], only: AbstractSet[str] | None
    ) -> None:
        """Note what others say of the events that are told variously, for the next run."""
        before = self._tables.noted(_VARIED) if only is not None else None
        found = {key: seen for key, seen in (before or {}).items() if key not in (only or ())}
        for event, accounts in varied:
            places = tuple(_by_value(accounts, attrgetter("place")))
            found[event.id] = event.id in self._sure, places if len(places) > 1 else ()
        self._tables.note(_VARIED, found)
        self._tables.note(_ALLIED, sorted(tuple(sorted(pair)) for pair in self._allied))


_Light = tuple[bool, tuple[str, ...]]
"""Whether accounts of an event hardly mean two things, and where it is told to have been, in
several places."""

_VARIED: Final[Work[dict[str, _Light]]] = Work("light on events", dict[str, _Light])
_ALLIED: Final[Work[list[tuple[str, ...]]]] = Work("allied parties", list[tuple[str, ...]])


def dispute(
    kind: ContradictionKind,
    event: Event,
    sides: Sequence[Side],
    *,
    opening: str,
    level: Level = "major",
) -> Contradiction:
    """Return a contradiction about *event* with a sentence that begins with *opening*."""
    return Contradiction(
        id=Contradiction.make_id(kind, event.id),
        kind=kind,
        level=level,
        subject=event.id,
        title=f"{opening}: {event.title}",
        sides=tuple(sides),
        explanation=f"{opening} of {event.title}: {sides_words(sides)}.",
        state="open",
    )


def camp_of(party: Entity) -> str:
    """Return the party that an entity belongs to: allied bodies are one."""
    return party.side or party.vocabulary or party.id


def _by_value(accounts: Sequence[Account], value: Value) -> dict[str, list[Account]]:
    found: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        said = value(account)
        if said is not None:
            found[said].append(account)
    return dict(sorted(found.items()))


def _first_pair(
    groups: Mapping[str, Sequence[Account]],
    exclude: Callable[[str, str], bool],
    *,
    alike: bool,
) -> tuple[str, str] | None:
    """Return the best supported pair of values that exclude each other, of different voices.

    Args:
        groups: Accounts by value.
        exclude: Whether two values cannot both be right.
        alike: Whether both sides must count the same, to be sure that they tell of one thing.

    """
    names = sorted(groups, key=lambda name: (-len(groups[name]), name))[:8]
    for one, other in itertools.combinations(names, 2):
        if not exclude(one, other) or not apart(groups[one], groups[other]):
            continue
        if not alike or share_a_number(groups[one], groups[other]):
            return one, other
    return None


def sure_events(events: Iterable[Event]) -> frozenset[str]:
    """Return the events whose accounts hardly mean two things.

    They have a place within a town and a day; or a town, a day, and no other attack of the case
    there and then.
    """
    by_spot: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.kind in ONE_SIDED and event.place and event.date_start:
            by_spot[(event.place, event.date_start)].append(event)
    return frozenset(
        event.id
        for found in by_spot.values()
        for event in found
        if event.date_precision == "day"
        and (event.place_precision in EXACT or (len(found) == 1 and event.place_precision in TOWN))
    )


def _perpetrators(
    event: Event,
    accounts: Sequence[Account],
    allied: frozenset[frozenset[str]],
    *,
    sure: bool,
) -> Iterator[Contradiction]:
    if event.kind not in ONE_SIDED:
        return
    groups = _by_value(accounts, _camp_of_account)
    pair = _first_pair(groups, lambda a, b: frozenset((a, b)) not in allied, alike=not sure)
    if pair is not None:
        sides = [_party_side(groups[name]) for name in pair]
        yield dispute("perpetrator", event, sides, opening="Different parties are named as author")


def _camp_of_account(account: Account) -> str | None:
    camps = {camp_of(party) for party in account.parties}
    return camps.pop() if len(camps) == 1 else None


def _cause_of_account(account: Account) -> str | None:
    return account.cause


_VALUES: Final[tuple[Value, ...]] = (
    _camp_of_account, _cause_of_account, attrgetter("start"), attrgetter("place"),
)  # fmt: skip
"""By whom, with what, when and where: what accounts of one event are compared by."""


def allied_camps(tables: Tables) -> frozenset[frozenset[str]]:
    """Return the pairs of parties that reports of the case name together as doing something."""
    aside, events = set_aside(tables).statements, tables.by_id(Event)
    told = {
        mention: actors
        for rows in tables.each(_TOGETHER_OF, (Statement, EventMention), _together).values()
        for mention, statement, actors in rows
        if statement not in aside
    }
    named = {actor for actors in told.values() for actor in actors}
    members, entities = tables.where(EntityMember, "mention", named), tables.by_id(Entity)
    camps = {
        row.mention: camp_of(party)
        for row in members
        if (party := entities.get(row.entity)) is not None and party.kind in PARTY_KINDS
    }
    counts: Counter[frozenset[str]] = Counter()
    for row in tables.where(EventMember, "mention", told.keys()):
        if events[row.event].kind not in {"battle", "agreement"}:
            own = sorted({camps[actor] for actor in told[row.mention] if actor in camps})
            counts.update(frozenset(pair) for pair in itertools.combinations(own, 2))
    return frozenset(pair for pair, count in counts.items() if count >= ALLIED_FROM)


_Together = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Mentions of events of one report that name several as having done it: each with its statement
and those whom it names."""

_TOGETHER_OF: Final[Work[dict[str, _Together]]] = Work("done together", dict[str, _Together])


def _together(report: Held) -> _Together:
    statements = {row.id for row in report.of(Statement)}
    return tuple(
        (row.id, row.statement, row.actors)
        for row in report.of(EventMention)
        if len(row.actors) > 1 and row.statement in statements
    )


def _party_side(accounts: Sequence[Account]) -> Side:
    names = sorted({party.name for account in accounts for party in account.parties})
    return side_of(f"by {names[0]}", accounts)


def _causes(event: Event, accounts: Sequence[Account], *, sure: bool) -> Iterator[Contradiction]:
    groups = _by_value(accounts, _cause_of_account)
    pair = _first_pair(groups, cause_classes().exclude, alike=not sure)
    if pair is not None:
        sides = [side_of(_cause_words(groups[name]), groups[name]) for name in pair]
        yield dispute("cause", event, sides, opening="Different causes are named")


def _cause_words(accounts: Sequence[Account]) -> str:
    weapons = sorted(
        account.mention.weapon.quote for account in accounts if account.mention.weapon is not None
    )
    return weapons[0] if weapons else accounts[0].mention.kind.replace("_", " ")


def _dates(event: Event, accounts: Sequence[Account]) -> Iterator[Contradiction]:
    groups = _by_value(accounts, lambda account: account.start)
    ends = {day: max(row.end or day for row in rows) for day, rows in groups.items()}

    def exclude(one: str, other: str) -> bool:
        early, late = sorted((one, other))
        gap = datetime.date.fromisoformat(late[:10]) - datetime.date.fromisoformat(ends[early][:10])
        return gap.days > 1

    pair = _first_pair(groups, exclude, alike=True)
    if pair is not None:
        sides = [side_of(f"on {day}", groups[day]) for day in sorted(pair)]
        yield dispute("date", event, sides, opening="Different dates are given")


def _places(
    event: Event, accounts: Sequence[Account], places: Mapping[str, Place], tree: PlaceTree
) -> Iterator[Contradiction]:
    def exclude(one: str, other: str) -> bool:
        a, b = places[one], places[other]
        if tree.nested(one, other) or not {a.kind, b.kind} <= _SMALL:
            return False
        distance = kilometres_between(a, b)
        return distance is not None and distance > FAR_KM + _radius_km(a) + _radius_km(b)

    groups = _by_value(accounts, lambda account: account.place)
    pair = _first_pair(groups, exclude, alike=True)
    if pair is not None:
        sides = [side_of(f"in {places[key].name}", groups[key]) for key in pair]
        yield dispute("place", event, sides, opening="Different places are given")


def _radius_km(place: Place) -> float:
    return (place.radius_m or 0) / 1_000


def kilometres_between(a: Place, b: Place) -> float | None:
    """Return the distance of two places over the ground, or None where one has no point."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    one, other = math.radians(a.latitude), math.radians(b.latitude)
    across = math.radians(b.longitude - a.longitude)
    half = (
        math.sin((other - one) / 2) ** 2
        + math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(half))
