"""Which figures may be compared at all?

Figures are compared when measure, group, unit, place, time and kind of count are the same, and,
for what happened at one moment, the event. What a gate needs and a report does not tell is never
guessed: such a figure stands only beside figures of the very same value, or alone.
METHOD 1.5, step 0.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.copies import CopiedRuns, copied_runs
from consilience.corroboration.nesting import enclosing_sets
from consilience.corroboration.scope import (
    TOLL_MEASURES,
    Comparable,
    Key,
    PlaceTree,
    Scoped,
    place_tree,
    scope_figures,
)
from consilience.corroboration.titles import set_reason, set_title
from consilience.model.findings import FigureSet, SetMember
from consilience.model.ids import KeptId, keep_ids
from consilience.model.places import Place
from consilience.model.rows import Row
from consilience.model.scales import CountKind, Measure
from consilience.model.tables import Tables

ALONE: Final[frozenset[Measure]] = frozenset({"distance", "duration", "rate", "money", "other"})
"""Measures that say nothing without the sentence around them: compared within one event only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareSettings:
    """What still counts as the same moment."""

    snapshot_days: int = 7  # standing figures of this many days are of one moment


def compare_figures(tables: Tables, *, settings: CompareSettings) -> Iterator[Row]:
    """Yield the sets of comparable figures of the case, and the place of each figure in its set."""
    found = group_figures(tables, settings=settings)
    fresh = {
        FigureSet.make_id([member.figure.id for member in group.members]): group for group in found
    }
    kept = keep_ids(
        {new: [member.figure.id for member in group.members] for new, group in fresh.items()},
        _previous(tables),
    )
    ids = {group.key: kept[new].id for new, group in fresh.items()}
    parents = enclosing_sets(tables, found)
    names = {place.id: place.name for place in tables.of(Place)}
    for new, group in sorted(fresh.items()):
        parent = parents.get(group.key)
        part_of = ids[parent] if parent is not None else None
        row = _set_row(group, kept[new], place_names=names, part_of=part_of)
        yield row
        yield from _members(row, group)


def group_figures(tables: Tables, *, settings: CompareSettings) -> list[Comparable]:
    """Return the figures of the case in groups that pass the gate together, by key."""
    scoped = scope_figures(tables)
    moments = _moments(scoped, settings.snapshot_days)
    tree, runs = place_tree(tables), copied_runs(tables)
    groups: dict[Key, list[Scoped]] = defaultdict(list)
    kinds: dict[Key, CountKind] = {}
    for member in scoped:
        kind = count_kind_of(member)
        key = _key(member, kind, moments=moments, tree=tree, runs=runs)
        groups[key].append(member)
        kinds[key] = kind
    _join_unnamed(groups)
    return [
        Comparable(key, tuple(members), kinds[key], _place_of(members[0], kinds[key]))
        for key, members in sorted(groups.items(), key=lambda item: item[1][0].figure.id)
    ]


def count_kind_of(member: Scoped) -> CountKind:
    """Return the kind of count of a figure; a toll told with one event is that event's."""
    figure, event = member.figure, member.event
    kind = figure.count_kind
    if kind == "incident" and event is not None and event.aggregate:
        return "period_total"
    if kind == "unstated" and event is not None and not event.aggregate:
        return "incident" if figure.measure in TOLL_MEASURES else kind
    return kind


def _key(
    member: Scoped, kind: CountKind, *, moments: dict[str, str], tree: PlaceTree, runs: CopiedRuns
) -> Key:
    figure = member.figure
    what: Key = (figure.measure, figure.group, figure.unit, kind)
    if figure.of_whole is not None:
        what = (*what, "part", *_value(member))
    if kind == "incident":
        return (*what, *_incident_scope(member, tree, runs))
    whom: Key = (member.counted, member.by, _base(member))
    place = _place_of(member, kind)
    if kind == "period_total":
        when: Key = (member.start, member.end)
        known = member.start is not None and member.end is not None
    else:
        when = (member.start, moments.get(member.as_of or ""))
        known = member.as_of is not None
    if not known or (place is None and _base(member) is None) or figure.measure in ALONE:
        return (*what, *whom, place, *when, "value", *_value(member), _event_id(member))
    return (*what, *whom, place, *when)


def _incident_scope(member: Scoped, tree: PlaceTree, runs: CopiedRuns) -> Key:
    event = member.event
    if event is not None and not event.aggregate:
        place = member.place
        if place is None or event.place is None or tree.nested(place, event.place):
            return ("event", event.id, None, member.counted)
        return ("event", event.id, place, member.counted)
    day = member.start if member.start == member.end else None
    if member.place is not None and day is not None:
        return ("day", member.place, day, member.counted)
    copied = runs.first_covering(member.figure.span)
    where = copied if copied is not None else member.figure.document
    return ("told once", where, member.figure.measure, *_value(member))


def _join_unnamed(groups: dict[Key, list[Scoped]]) -> None:
    """Join figures that name no side to those of the one side that others name.

    "12 killed" is compared with "12 Ruritanians killed" when nobody names another side, and no
    report gives both as different numbers.
    """
    named: dict[Key, list[Key]] = defaultdict(list)
    for key in groups:
        if key[-1] and len(key) > 4 and key[-4] in {"event", "day"}:
            named[key[:-1]].append(key)
    for scope, keys in named.items():
        unnamed = groups.get((*scope, ()))
        if unnamed is None or len(keys) > 1:
            continue
        there = {member.figure.document for member in groups[keys[0]]}
        if there.isdisjoint(member.figure.document for member in unnamed):
            groups[keys[0]] = sorted(
                [*groups[keys[0]], *unnamed], key=lambda member: member.figure.id
            )
            del groups[(*scope, ())]


def _value(member: Scoped) -> Key:
    figure = member.figure
    return figure.low, figure.best, figure.high, figure.span.quote.lower()


def _event_id(member: Scoped) -> str | None:
    return member.event.id if member.event is not None else None


def _base(member: Scoped) -> str | None:
    base = member.figure.base
    return " ".join(base.quote.lower().split()).removeprefix("the ") if base is not None else None


def _place_of(member: Scoped, kind: CountKind) -> str | None:
    if member.place is not None:
        return member.place
    return member.event.place if member.event is not None else None


def _moments(scoped: Iterable[Scoped], days: int) -> dict[str, str]:
    """Return the first day of the stretch of at most *days* days that each day falls in."""
    seen = sorted({member.as_of for member in scoped if member.as_of is not None})
    starts: list[str] = []
    for day in seen:
        if not starts or _days_between(starts[-1], day) >= days:
            starts.append(day)
    return {day: starts[bisect_right(starts, day) - 1] for day in seen}


def _days_between(a: str, b: str) -> int:
    return (datetime.date.fromisoformat(b) - datetime.date.fromisoformat(a)).days


def _previous(tables: Tables) -> dict[str, tuple[list[str], tuple[str, ...]]]:
    members: dict[str, list[str]] = defaultdict(list)
    for row in tables.of(SetMember):
        members[row.figure_set].append(row.figure)
    return {row.id: (sorted(members[row.id]), row.previous_ids) for row in tables.of(FigureSet)}


def _set_row(
    group: Comparable, kept: KeptId, *, place_names: dict[str, str], part_of: str | None
) -> FigureSet:
    first = group.first
    figure = first.figure
    event = group.event
    start, end = (event.date_start, event.date_end) if event else (first.start, first.end)
    place = place_names.get(group.place) if group.place else None
    return FigureSet(
        id=kept.id,
        previous_ids=kept.previous_ids,
        title=set_title(first, group.count_kind, place=place, dates=(start, end)),
        event=event.id if event else None,
        measure=figure.measure,
        group=figure.group,
        unit=figure.unit,
        count_kind=group.count_kind,
        scope_place=group.place,
        scope_start=start,
        scope_end=end,
        scope_text=first.time_words if start is None and end is None else None,
        base=figure.base.quote if figure.base is not None else None,
        part_of=part_of,
        reason=set_reason(first, group.count_kind, group.key),
    )


def _members(row: FigureSet, group: Comparable) -> Iterator[SetMember]:
    for member in group.members:
        figure = member.figure
        yield SetMember(
            id=SetMember.make_id(row.id, figure.id),
            document=figure.document,
            figure_set=row.id,
            figure=figure.id,
            reason=row.reason,
        )
