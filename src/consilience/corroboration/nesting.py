"""Which set of figures is a part of which: so that totals never count anything twice.

Parts and wholes are linked by a report's own words ("12 of the 30"), by what is counted (children
among all killed), and by place and period. METHOD 1.5, step 9.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from consilience.corroboration.scope import Comparable, Key, PlaceTree, place_tree
from consilience.model.scales import Group
from consilience.model.tables import Tables

WHOLE_GROUPS: Final[dict[Group, tuple[Group, ...]]] = {
    "children": ("civilians", "all"),
    "women": ("civilians", "all"),
    "families": ("civilians", "all"),
    "journalists": ("civilians", "all"),
    "healthcare": ("civilians", "all"),
    "aid_workers": ("civilians", "all"),
    "men": ("all",),
    "civilians": ("all",),
    "fighters": ("all",),
    "soldiers": ("all",),
    "police": ("all",),
    "prisoners": ("all",),
    "officials": ("all",),
    "unknown": ("all",),
}
"""Groups that the people of a group belong to, the nearest first."""


def enclosing_sets(tables: Tables, groups: Sequence[Comparable]) -> dict[Key, Key]:
    """Return, for each set that is a part of a larger one, the key of that one."""
    found = _wider_scopes(groups, place_tree(tables))
    found.update(_wider_groups(groups))
    found.update(_told_wholes(groups))
    return _without_circles(found)


def _told_wholes(groups: Sequence[Comparable]) -> dict[Key, Key]:
    """Return the wholes that reports tell; what is of another event, or far off, is no part."""
    group_of = {member.figure.id: group for group in groups for member in group.members}
    found: dict[Key, Key] = {}
    for group in groups:
        wholes = {
            group_of[whole].key
            for member in group.members
            if member.part
            and member.told_part
            and (whole := member.figure.of_whole or "") in group_of
            and _may_hold(group_of[whole], group)
        } - {group.key}
        if len(wholes) == 1:
            found[group.key] = wholes.pop()
    return found


def _may_hold(whole: Comparable, part: Comparable) -> bool:
    """Return whether those of *part* can be among those of *whole*: soldiers are no civilians."""
    if whole.event is not None and part.count_kind != "incident":
        return False
    return whole.group == part.group or whole.group in WHOLE_GROUPS.get(part.group, ())


def _wider_groups(groups: Sequence[Comparable]) -> dict[Key, Key]:
    by_event: dict[Key, list[Comparable]] = defaultdict(list)
    for group in groups:
        if group.event is not None:
            by_event[_event_key(group, group.group)].append(group)
    found: dict[Key, Key] = {}
    for group in groups:
        if group.event is None:
            continue
        wholes: list[Comparable] = []
        own = group.group
        for wider in WHOLE_GROUPS.get(own, ()):
            wholes = wholes or by_event.get(_event_key(group, wider), [])
        if not wholes and group.first.counted:
            wholes = [
                other for other in by_event[_event_key(group, own)] if not other.first.counted
            ]
        if wholes and wholes[0] is not group:
            found[group.key] = min(wholes, key=_whole_first).key
    return found


def _event_key(group: Comparable, counted: Group) -> Key:
    event = group.event
    return (
        event.id if event else None,
        group.first.figure.measure,
        group.first.figure.unit,
        counted,
    )


def _whole_first(group: Comparable) -> tuple[bool, int, str]:
    return bool(group.first.counted), -len(group.members), group.first.figure.id


def _wider_scopes(groups: Sequence[Comparable], tree: PlaceTree) -> dict[Key, Key]:
    periods: dict[Key, list[Comparable]] = defaultdict(list)
    for group in groups:
        if group.count_kind == "period_total" and group.place is not None and _interval(group):
            periods[_scope_key(group, group.place)].append(group)
    found: dict[Key, Key] = {}
    for group in groups:
        interval = _interval(group)
        if group.count_kind not in {"incident", "period_total"} or interval is None:
            continue
        for place in tree.chain(group.place):
            wider = [
                other
                for other in periods.get(_scope_key(group, place), ())
                if other is not group and _holds(other, group, interval)
            ]
            if wider:
                found[group.key] = min(wider, key=_shortest_first).key
                break
    return found


def _scope_key(group: Comparable, place: str) -> Key:
    figure = group.first.figure
    return figure.measure, group.group, figure.unit, place


def _interval(group: Comparable) -> tuple[str, str] | None:
    source = group.event
    start = source.date_start if source is not None else group.first.start
    end = source.date_end if source is not None else group.first.end
    return (start, end) if start is not None and end is not None else None


def _holds(wider: Comparable, group: Comparable, interval: tuple[str, str]) -> bool:
    period = _interval(wider)
    if period is None or not (period[0] <= interval[0] and interval[1] <= period[1]):
        return False
    if period == interval and wider.place == group.place:
        return False
    return not wider.first.by or wider.first.by == group.first.by


def _shortest_first(group: Comparable) -> tuple[int, str, str]:
    start, end = _interval(group) or ("", "")
    years = int(end[:4]) - int(start[:4])
    months = int(end[5:7]) - int(start[5:7])
    days = int(end[8:10]) - int(start[8:10])
    return years * 372 + months * 31 + days, start, group.first.figure.id


def _without_circles(parents: dict[Key, Key]) -> dict[Key, Key]:
    found: dict[Key, Key] = {}
    for child, parent in parents.items():
        seen = {child}
        at: Key | None = parent
        while at is not None and at not in seen:
            seen.add(at)
            at = found.get(at)
        if at is None:
            found[child] = parent
    return found
