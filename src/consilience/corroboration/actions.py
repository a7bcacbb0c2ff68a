"""Was a belligerent at work near an event? (METHOD 1.3, ``action_near``).

*declared*: a belligerent itself reports its action at the place, within a day. *likely*: any
origin names a belligerent's action.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, Literal

from consilience.corroboration.accounts import Account, Told, ToldEvents, told_events
from consilience.corroboration.disputes import camp_of
from consilience.corroboration.party_words import parties_by_key
from consilience.model.events import Event
from consilience.model.scales import EventKind, OriginatorKind
from consilience.model.tables import Tables

ActionNear = Literal["declared", "likely", "none"]

_BELLIGERENT: Final[frozenset[OriginatorKind]] = frozenset(
    {"military", "armed_group", "government"}
)
_ACTIONS: Final[frozenset[EventKind]] = frozenset(
    {"battle", "territory_gain", "air_strike", "shelling", "explosion", "suicide_bomb",
     "chemical_weapon", "shooting", "killing", "siege", "abduction", "detention", "looting"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """What is known of a belligerent's action near an event."""

    near: ActionNear
    because: str
    statements: tuple[str, ...]


def find_actions(tables: Tables, only: AbstractSet[str] | None = None) -> dict[str, Action]:
    """Return for each event whether a belligerent's action near it is declared or likely.

    Args:
        tables: Of the case.
        only: Events that are asked for; ``None``: all of them.

    """
    told = told_events(tables)
    camps = {key: camp_of(party) for key, party in parties_by_key(tables).items()}
    asked = sorted(told if only is None else told.events.keys() & only)
    acts = (event for event in told.events.values() if event.kind in _ACTIONS)
    near = _near((told.events[key] for key in asked), acts)
    told.read(near.union(asked))
    declared = _declared_by_place_and_day(told, sorted(near), camps)
    return {key: _action(told[key], declared, camps) for key in asked}


def _near(events: Iterable[Event], all_events: Iterable[Event]) -> set[str]:
    """Return those of *all_events* of which a declaration is near to one of *events*."""
    days: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.place is not None and event.date_start is not None:
            days[event.place].add(event.date_start[:10])
    return {
        event.id
        for event in all_events
        if event.place in days and any(day in days[place] for place, day in _spots(event))
    }


def near_events(events: Iterable[Event], all_events: Iterable[Event]) -> set[str]:
    """Return those of *all_events* that what belligerents declare of *events* is near to."""
    spots = {spot for event in events for spot in _spots(event)}
    return {
        event.id
        for event in all_events
        if event.place is not None
        and event.date_start is not None
        and (event.place, event.date_start[:10]) in spots
    }


def _declares(account: Account, camps: Mapping[str, str]) -> bool:
    """Return whether a belligerent tells of its own side's action."""
    if not account.asserted or account.voice.kind not in _BELLIGERENT:
        return False
    own = camps.get(account.voice.key, account.voice.key)
    return own in {camp_of(party) for party in account.parties}


def _declared_by_place_and_day(
    told: ToldEvents, events: Iterable[str], camps: Mapping[str, str]
) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in events:
        for account in told.of_parties(key):
            if _declares(account, camps):
                for spot in _spots(told.events[key]):
                    found[spot].append(account.statement.id)
    return found


def _spots(event: Event) -> Iterator[tuple[str, str]]:
    if event.place is None or event.date_start is None or event.date_precision != "day":
        return
    day = datetime.date.fromisoformat(event.date_start[:10])
    for shift in (-1, 0, 1):
        yield event.place, (day + datetime.timedelta(days=shift)).isoformat()


def _action(
    row: Told, declared: Mapping[tuple[str, str], list[str]], camps: Mapping[str, str]
) -> Action:
    own = {account.statement.id for account in row.accounts if _declares(account, camps)}
    event = row.event
    if event.place is not None and event.date_start is not None:
        own.update(declared.get((event.place, event.date_start[:10]), ()))
    if own:
        because = "a belligerent reports its own action here, on that day or next to it"
        return Action("declared", because, tuple(sorted(own)))
    named = [account for account in row.accounts if account.asserted and account.parties]
    if named and event.kind in _ACTIONS:
        parties = sorted({party.name for account in named for party in account.parties})
        because = f"reports name the action of {parties[0]}"
        statements = tuple(sorted({account.statement.id for account in named}))
        return Action("likely", because, statements)
    return Action("none", "no report names a belligerent's action", ())
