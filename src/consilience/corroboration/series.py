"""Who holds what when, and how many are displaced where, according to whom?

One line a place and topic. What stands on one line may be read as a course of events: control of
a place by who took and lost it; a share of one base; people displaced at one time, or so far, each
on a line of its own (METHOD 1.5, step 0).
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from consilience.corroboration.accounts import Account, told_events
from consilience.corroboration.disputes import camp_of
from consilience.corroboration.evidence import SetEvidence, set_evidence
from consilience.corroboration.reconcile import ReconcileSettings
from consilience.corroboration.revisions import Position
from consilience.model.places import Place
from consilience.model.scales import EventKind, Measure
from consilience.model.series import Act, SeriesPoint
from consilience.model.tables import Tables
from consilience.text.taken import takes_whole

ACTS: Final[Mapping[EventKind, Act]] = {
    "territory_gain": "took",
    "territory_loss": "lost",
    "siege": "besieges",
}
MOVED: Final[frozenset[Measure]] = frozenset({"displaced", "returned", "trapped", "affected"})
_WIDE: Final = frozenset({"country", "region"})
"""Places of which nobody takes the whole in a day."""


def find_series(tables: Tables, *, settings: ReconcileSettings) -> Iterator[SeriesPoint]:
    """Yield the points of all series of the case."""
    yield from _control(tables)
    evidence = set_evidence(tables, settings.thresholds)
    counted = [
        key
        for key, row in evidence.sets.items()
        if row.scope_place is not None and row.measure in {*MOVED, "captured_share"}
    ]
    evidence.read(counted)
    for key in counted:
        yield from _counted(evidence[key])


def _control(tables: Tables) -> Iterator[SeriesPoint]:
    places = tables.by_id(Place)
    found: dict[tuple[str, str, str, str], list[Account]] = defaultdict(list)
    events: dict[tuple[str, str, str, str], str] = {}
    told = told_events(tables)
    acts = {
        key: (event, ACTS[event.kind])
        for key, event in told.events.items()
        if event.kind in ACTS and not event.background and not event.aggregate
    }
    told.read(acts.keys())
    for key, (event, act) in sorted(acts.items()):
        for account in told.of_parties(key):
            place = account.place or event.place
            day = (account.start or event.date_start or "")[:10]
            if place is None or places[place].kind in _WIDE or not account.asserted:
                continue
            if account.mention.kind != event.kind:
                continue  # the fight in which the place was taken takes nothing
            if act == "took" and not _takes(account, places[place]):
                continue
            if len({camp_of(party) for party in account.parties}) == 1:
                point = (place, day, act, camp_of(account.parties[0]))
                found[point].append(account)
                events.setdefault(point, key)
    points = [_control_point(key, rows, events[key]) for key, rows in sorted(found.items())]
    camps = {_control_id(key): key[3] for key in found}
    yield from (replace(row, disputed=_is_disputed(row, points, camps)) for row in points)


def _takes(account: Account, place: Place) -> bool:
    """Tell whether an account says that the place was taken, and not a building in it."""
    words = account.mention.target_words
    return words is None or takes_whole(
        words.quote,
        (place.name, *place.aliases),
        town=place.kind == "settlement",
    )


def _control_id(key: tuple[str, str, str, str]) -> str:
    return SeriesPoint.make_id("control", *key)


def _control_point(
    key: tuple[str, str, str, str], accounts: Sequence[Account], event: str
) -> SeriesPoint:
    place, day, act, _ = key
    return SeriesPoint(
        id=_control_id(key),
        series="control",
        topic="control",
        place=place,
        day=day or None,
        day_reason="the day of the event" if day else "no report says when",
        party=min(party.id for account in accounts for party in account.parties),
        act=act,  # type: ignore[arg-type]  # a value of ACTS
        measure=None,
        group=None,
        unit=None,
        count_kind=None,
        base=None,
        low=None,
        best=None,
        high=None,
        disputed=False,
        according_to=tuple(sorted({account.voice.name for account in accounts})),
        n_reports=len({account.document.id for account in accounts}),
        statements=tuple(sorted({account.statement.id for account in accounts})),
        figures=(),
        event=event,
    )


def _is_disputed(
    point: SeriesPoint, points: Sequence[SeriesPoint], camps: Mapping[str, str]
) -> bool:
    """Return whether other voices say that another party took the place at the same time."""
    if point.act != "took" or point.day is None:
        return False
    return any(
        other.act == "took"
        and other.place == point.place
        and other.day is not None
        and camps[other.id] != camps[point.id]
        and _days_apart(point.day, other.day) <= 1
        and set(other.according_to).isdisjoint(point.according_to)
        for other in points
    )


def _days_apart(one: str, other: str) -> int:
    return abs((datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)).days)


def _counted(evidence: SetEvidence) -> Iterator[SeriesPoint]:
    """Yield what each voice counts in a set, those who say the same on one day together."""
    groups: dict[tuple[object, ...], list[Position]] = defaultdict(list)
    for position in evidence.positions:
        figure = position.figure
        if figure.low is not None or figure.high is not None:
            day = _day_of(evidence, position)
            groups[(day[0], figure.low, figure.best, figure.high)].append(position)
    days = Counter(key[0] for key in groups)
    for key in sorted(groups, key=str):
        disputed = key[0] is not None and days[key[0]] > 1
        yield _count_point(evidence, groups[key], disputed=disputed)


def _day_of(evidence: SetEvidence, position: Position) -> tuple[str | None, str]:
    """Return the day that a count holds for, and whose day it is."""
    row = evidence.figure_set
    if row.count_kind == "period_total" and row.scope_end is not None:
        return row.scope_end[:10], "the end of the period that is counted"
    if row.count_kind != "cumulative" and row.scope_start is not None:
        return row.scope_start[:10], "the day of the count"
    if position.as_of is not None:
        return position.as_of[:10], "the day of the report"
    return None, "no report says when"


def _count_point(
    evidence: SetEvidence, positions: Sequence[Position], *, disputed: bool
) -> SeriesPoint:
    row, figure = evidence.figure_set, positions[0].figure
    day, reason = _day_of(evidence, positions[0])
    share = row.measure == "captured_share"
    parts = (row.measure, row.group, row.unit, row.count_kind, row.base)
    return SeriesPoint(
        id=SeriesPoint.make_id(row.id, day, figure.low, figure.best, figure.high),
        series="/".join(part or "" for part in parts).rstrip("/"),
        topic="share" if share else "displacement",
        place=row.scope_place or "",
        day=day,
        day_reason=reason,
        party=None,
        act=None,
        measure=row.measure,
        group=row.group,
        unit=row.unit,
        count_kind=row.count_kind,
        base=row.base,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        disputed=disputed,
        according_to=tuple(sorted({position.origin.originator_name for position in positions})),
        n_reports=len({key for position in positions for key in position.origin.documents}),
        statements=tuple(sorted({position.figure.statement for position in positions})),
        figures=tuple(sorted({position.figure.id for position in positions})),
        event=row.event,
    )
