"""Who holds a place, when, and according to whom?

Taken, lost and retaken on different days is a course of events; two parties holding one place on
one day, by different voices, is a contradiction.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.accounts import Account, apart, side_of, told_events
from consilience.corroboration.disputes import camp_of
from consilience.corroboration.reached import reached_claims, worth_a_look
from consilience.corroboration.wording import sides_words
from consilience.model.entities import Entity
from consilience.model.findings import Contradiction
from consilience.model.memory import Work
from consilience.model.places import Place
from consilience.model.tables import Tables

_SAME_TIME_DAYS: Final = 1
_EXACT_PLACES: Final = frozenset({"settlement", "neighbourhood", "facility"})


@dataclass(frozen=True, slots=True)
class Hold:
    """One voice's word that a party took a place."""

    place: str
    day: str  # ISO date
    camp: str
    party: Entity
    account: Account


def holds_by_place(tables: Tables) -> dict[str, list[Hold]]:
    """Return who took each place and when, by place, in order of days."""
    places = tables.by_id(Place)
    found: dict[str, list[Hold]] = defaultdict(list)
    told = told_events(tables)
    keys = _worth_a_look(tables)
    gains = {
        key: event
        for key, event in told.events.items()
        if event.kind == "territory_gain" and not event.background and (keys is None or key in keys)
    }
    told.read(gains.keys())
    taken: set[str] = set()
    for key, event in sorted(gains.items()):
        for account in told.of_parties(key):
            place = account.place or event.place
            day = account.start or event.date_start
            if place is None or day is None or not account.asserted:
                continue
            if len(account.parties) == 1 and places[place].kind in _EXACT_PLACES:
                party = account.parties[0]
                found[place].append(Hold(place, day[:10], camp_of(party), party, account))
                taken.add(key)
    tables.note(_TAKEN, tuple(sorted(taken)))
    for holds in found.values():
        holds.sort(key=lambda hold: (hold.day, hold.camp, hold.account.mention.id))
    return dict(sorted(found.items()))


_TAKEN: Final[Work[tuple[str, ...]]] = Work("events in which a place is taken", tuple[str, ...])


def _worth_a_look(tables: Tables) -> AbstractSet[str] | None:
    """Return the events in which a place may be taken; ``None``: all of them."""
    places = tables.changes.of(Place) if tables.changes is not None else ()
    if any(old is not None and new is not None and old.kind != new.kind for old, new in places):
        return None
    return worth_a_look(tables, _TAKEN, reached_claims(tables))


def find_control_disputes(tables: Tables) -> Iterator[Contradiction]:
    """Yield the places that two parties are said to have taken at the same time."""
    places = tables.by_id(Place)
    for place, holds in holds_by_place(tables).items():
        pair = _first_conflict(holds)
        if pair is not None:
            yield _contradiction(places[place], *pair)


def _first_conflict(holds: Sequence[Hold]) -> tuple[list[Hold], list[Hold]] | None:
    by_camp: dict[tuple[str, str], list[Hold]] = defaultdict(list)
    for hold in holds:
        by_camp[(hold.day, hold.camp)].append(hold)
    keys = sorted(by_camp)
    for at, one in enumerate(keys):
        for other in keys[at + 1 :]:
            if _days(one[0], other[0]) > _SAME_TIME_DAYS:
                break
            ours, theirs = by_camp[one], by_camp[other]
            if one[1] != other[1] and apart(_accounts(ours), _accounts(theirs)):
                return ours, theirs
    return None


def _accounts(holds: Sequence[Hold]) -> list[Account]:
    return [hold.account for hold in holds]


def _days(a: str, b: str) -> int:
    return abs((datetime.date.fromisoformat(b) - datetime.date.fromisoformat(a)).days)


def _contradiction(place: Place, ours: Sequence[Hold], theirs: Sequence[Hold]) -> Contradiction:
    sides = [
        side_of(f"taken by {holds[0].party.name} ({holds[0].day})", _accounts(holds))
        for holds in (ours, theirs)
    ]
    return Contradiction(
        id=Contradiction.make_id("control", place.id, ours[0].day),
        kind="control",
        level="major",
        subject=place.id,
        title=f"Control of {place.name} is disputed, {ours[0].day}",
        sides=tuple(sides),
        explanation=(
            f"Reports name different parties as having taken {place.name} at the same time: "
            f"{sides_words(sides)}."
        ),
        state="open",
    )
