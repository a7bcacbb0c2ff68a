"""Where accounts of one event differ without numbers: by whom, with what, where, when, to whom."""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from consilience.corroboration.accounts import Account, Told, apart, side_of, told_events
from consilience.corroboration.causes import cause_classes
from consilience.corroboration.reconcile import SetEvidence, set_evidence
from consilience.corroboration.scope import PlaceTree, place_tree
from consilience.corroboration.wording import number_words, sides_words
from consilience.model.entities import Entity
from consilience.model.events import Event
from consilience.model.findings import Contradiction, Side
from consilience.model.places import Place
from consilience.model.scales import ContradictionKind, EventKind, Group, Level
from consilience.model.tables import Tables

ONE_SIDED: Final[frozenset[EventKind]] = frozenset(
    {"air_strike", "shelling", "explosion", "suicide_bomb", "chemical_weapon", "shooting",
     "killing", "abduction", "sexual_violence", "looting", "heritage_damage", "mass_grave",
     "aid_blocked"}
)  # fmt: skip
"""Kinds that one party does to another: two parties named for one are a dispute."""

FIGHTING: Final[frozenset[Group]] = frozenset({"fighters", "soldiers", "police"})
FAR_KM: Final = 25.0
"""Places further apart than a near_settlement's radius (METHOD 1.6) are different places."""

Value = Callable[[Account], str | None]


def find_disputes(tables: Tables) -> Iterator[Contradiction]:
    """Yield where accounts of one event differ without numbers."""
    places, tree = tables.by_id(Place), place_tree(tables)
    for told in told_events(tables).values():
        accounts = [account for account in told.accounts if account.asserted]
        if len({account.origin for account in accounts}) < 2 or told.event.aggregate:
            continue
        yield from _perpetrators(told.event, accounts)
        yield from _causes(told.event, accounts)
        yield from _dates(told.event, accounts)
        yield from _places(told.event, accounts, places, tree)
    yield from _statuses(tables, told_events(tables))


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
    groups: Mapping[str, Sequence[Account]], exclude: Callable[[str, str], bool]
) -> tuple[str, str] | None:
    """Return the best supported pair of values that exclude each other, of different voices."""
    names = sorted(groups, key=lambda name: (-len(groups[name]), name))
    for at, one in enumerate(names[:8]):
        for other in names[at + 1 : 8]:
            if exclude(one, other) and apart(groups[one], groups[other]):
                return one, other
    return None


def _perpetrators(event: Event, accounts: Sequence[Account]) -> Iterator[Contradiction]:
    if event.kind not in ONE_SIDED:
        return

    def camp(account: Account) -> str | None:
        camps = {camp_of(party) for party in account.parties}
        return camps.pop() if len(camps) == 1 else None

    together = {
        frozenset(camp_of(party) for party in account.parties)
        for account in accounts
        if len({camp_of(party) for party in account.parties}) > 1
    }

    def exclude(one: str, other: str) -> bool:
        return one != other and not any({one, other} <= allied for allied in together)

    groups = _by_value(accounts, camp)
    pair = _first_pair(groups, exclude)
    if pair is not None:
        sides = [_party_side(groups[name]) for name in pair]
        yield dispute("perpetrator", event, sides, opening="Different parties are named as author")


def _party_side(accounts: Sequence[Account]) -> Side:
    names = sorted({party.name for account in accounts for party in account.parties})
    return side_of(f"by {names[0]}", accounts)


def _causes(event: Event, accounts: Sequence[Account]) -> Iterator[Contradiction]:
    groups = _by_value(accounts, lambda account: account.cause)
    pair = _first_pair(groups, cause_classes().exclude)
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

    pair = _first_pair(groups, exclude)
    if pair is not None:
        sides = [side_of(f"on {day}", groups[day]) for day in sorted(pair)]
        yield dispute("date", event, sides, opening="Different dates are given")


def _places(
    event: Event, accounts: Sequence[Account], places: Mapping[str, Place], tree: PlaceTree
) -> Iterator[Contradiction]:
    def exclude(one: str, other: str) -> bool:
        a, b = places[one], places[other]
        if tree.nested(one, other):
            return False
        distance = kilometres_between(a, b)
        return distance is not None and distance > FAR_KM + _radius_km(a) + _radius_km(b)

    groups = _by_value(accounts, lambda account: account.place)
    pair = _first_pair(groups, exclude)
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


def _statuses(tables: Tables, told: Mapping[str, Told]) -> Iterator[Contradiction]:
    """Yield where the same dead or wounded are civilians to one voice and fighters to another."""
    by_event: dict[tuple[str, str], list[SetEvidence]] = defaultdict(list)
    for evidence in set_evidence(tables).values():
        row = evidence.figure_set
        if row.event is not None and row.unit == "persons":
            by_event[(row.event, row.measure)].append(evidence)
    for (event, _), rows in sorted(by_event.items()):
        pair = _status_pair(rows)
        if pair is not None and event in told:
            yield dispute(
                "status", told[event].event, pair, opening="The status of those harmed is disputed"
            )


def _status_pair(rows: Sequence[SetEvidence]) -> tuple[Side, Side] | None:
    civilians = [row for row in rows if row.figure_set.group == "civilians"]
    fighters = [row for row in rows if row.figure_set.group in FIGHTING]
    documents = {figure.document for row in civilians for figure in row.figures}
    for ours in civilians:
        for theirs in fighters:
            if not documents.isdisjoint(figure.document for figure in theirs.figures):
                continue  # a report that tells of both counts different people
            same = {p.figure.best for p in ours.positions} & {
                p.figure.best for p in theirs.positions
            }
            for value in sorted(number for number in same if number):
                return _status_side(ours, value), _status_side(theirs, value)
    return None


def _status_side(evidence: SetEvidence, value: float) -> Side:
    positions = [p for p in evidence.positions if p.figure.best == value]
    return Side(
        value=f"{number_words(value)} {evidence.figure_set.group}",
        statements=tuple(sorted({p.figure.statement for p in positions})),
        origins=tuple(sorted({p.origin.originator_name for p in positions})),
        spans=tuple(sorted(p.figure.span for p in positions)),
    )
