"""Which set of figures is a part of which: so that totals never count anything twice.

Parts and wholes are linked by a report's own words ("12 of the 30"), by what is counted (children
among all killed), and by place and period. METHOD 1.5, step 9.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from consilience.corroboration.scope import PlaceTree
from consilience.model.findings import FigureSet
from consilience.model.scales import Group

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


class Told(NamedTuple):
    """What is noted of a set beside its row."""

    first: str  # the figure that stands for the set
    n_figures: int
    counted: bool  # whether a side is named that is counted
    by: tuple[str, ...]  # who did it, as the first figure says
    wholes: tuple[str, ...]  # figures of which reports say that those of the set are among them
    circles: tuple[str, ...]  # of its figures: see `gate.circle_of`


@dataclass(frozen=True, slots=True)
class Nesting:
    """Finds for sets the larger ones that they are a part of."""

    sets: Mapping[str, FigureSet]  # all of the case
    told: Mapping[str, Told]  # by set
    set_of: Mapping[str, str]  # by figure; of the wholes that are told, at least
    tree: PlaceTree

    def wholes(self) -> dict[str, str]:
        """Return, for each set that is a part of a larger one, the id of that one."""
        ordered = sorted(self.sets.values(), key=lambda row: self.told[row.id].first)
        found = dict(self._wider_scopes(ordered))
        found.update(self._wider_groups(ordered))
        found.update(self._told_wholes(ordered))
        return _without_circles(found)

    def _told_wholes(self, rows: Iterable[FigureSet]) -> Iterator[tuple[str, str]]:
        """Yield the wholes that reports tell; what is of another event, or far off, is no part."""
        for row in rows:
            named = self.told[row.id].wholes
            wholes = {
                whole
                for figure in named
                if (whole := self.set_of.get(figure)) is not None
                and _may_hold(self.sets[whole], row)
            } - {row.id}
            if len(wholes) == 1:
                yield row.id, wholes.pop()

    def _wider_groups(self, rows: Iterable[FigureSet]) -> Iterator[tuple[str, str]]:
        by_event: dict[str, list[FigureSet]] = defaultdict(list)
        for row in rows:
            if row.event is not None:
                by_event[row.event].append(row)
        for row in rows:
            beside = by_event[row.event] if row.event is not None else ()
            wholes = self._wider(row, beside) if len(beside) > 1 else ()
            if wholes and wholes[0] is not row:
                yield row.id, min(wholes, key=self._whole_first).id

    def _wider(self, row: FigureSet, beside: Sequence[FigureSet]) -> list[FigureSet]:
        """Return the sets of an event that may hold one of them."""
        alike = [
            other for other in beside if (other.measure, other.unit) == (row.measure, row.unit)
        ]
        for group in WHOLE_GROUPS.get(row.group, ()):
            wholes = [other for other in alike if other.group == group]
            if wholes:
                return wholes
        if not self.told[row.id].counted:
            return []
        return [
            other for other in alike if other.group == row.group and not self.told[other.id].counted
        ]

    def _whole_first(self, row: FigureSet) -> tuple[bool, int, str]:
        told = self.told[row.id]
        return told.counted, -told.n_figures, told.first

    def _wider_scopes(self, rows: Iterable[FigureSet]) -> Iterator[tuple[str, str]]:
        periods: dict[object, dict[str, list[FigureSet]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            known = row.scope_place is not None and _interval(row) is not None
            if known and row.count_kind == "period_total":
                periods[_counted(row)][row.scope_place or ""].append(row)
        for row in rows:
            places, interval = periods.get(_counted(row)), _interval(row)
            if not places or interval is None:
                continue
            if row.count_kind not in {"incident", "period_total"}:
                continue
            for place in self.tree.chain(row.scope_place):
                wider = [
                    other
                    for other in places.get(place, ())
                    if other is not row and self._holds(other, row, interval)
                ]
                if wider:
                    yield row.id, min(wider, key=self._shortest_first).id
                    break

    def _holds(self, wider: FigureSet, row: FigureSet, interval: tuple[str, str]) -> bool:
        period = _interval(wider)
        if period is None or not (period[0] <= interval[0] and interval[1] <= period[1]):
            return False
        if period == interval and wider.scope_place == row.scope_place:
            return False
        by = self.told[wider.id].by
        return not by or by == self.told[row.id].by

    def _shortest_first(self, row: FigureSet) -> tuple[int, str, str]:
        start, end = _interval(row) or ("", "")
        years = int(end[:4]) - int(start[:4])
        months = int(end[5:7]) - int(start[5:7])
        days = int(end[8:10]) - int(start[8:10])
        return years * 372 + months * 31 + days, start, self.told[row.id].first


def _may_hold(whole: FigureSet, part: FigureSet) -> bool:
    """Return whether those of *part* can be among those of *whole*: soldiers are no civilians."""
    if whole.event is not None and part.count_kind != "incident":
        return False
    return whole.group == part.group or whole.group in WHOLE_GROUPS.get(part.group, ())


def _counted(row: FigureSet) -> object:
    return row.measure, row.group, row.unit


def _interval(row: FigureSet) -> tuple[str, str] | None:
    start, end = row.scope_start, row.scope_end
    return (start, end) if start is not None and end is not None else None


def _without_circles(parents: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for child, parent in parents.items():
        seen = {child}
        at: str | None = parent
        while at is not None and at not in seen:
            seen.add(at)
            at = found.get(at)
        if at is None:
            found[child] = parent
    return found
