"""The rows of comparable sets: which ids they keep, what they are called, which members stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from consilience.corroboration.scope import Comparable
from consilience.corroboration.titles import set_reason, set_title
from consilience.model.changes import Stays
from consilience.model.findings import FigureSet, SetMember
from consilience.model.ids import KeptId
from consilience.model.rulings import NotComparable
from consilience.model.scales import CountKind
from consilience.model.tables import Tables

Previous = dict[str, tuple[list[str], tuple[str, ...]]]
"""Members of sets in order, and older ids, by the id in the case so far."""


class StandingSets:
    """Sets whose members were made when the stage last ran, and are the same."""

    def __init__(self, tables: Tables, previous: Previous) -> None:
        changes = tables.changes
        # A member tells of a ruling about it: where there is one, or was, all are made anew.
        ruled = changes is None or NotComparable in changes.kinds() or tables.of(NotComparable)
        self._previous: Previous = {} if ruled else previous
        self._reasons = {row.id: row.reason for row in tables.of(FigureSet)}
        self._others = set(previous)
        self._told = not ruled

    def holds(self, row: FigureSet, group: Comparable) -> bool:
        """Whether the members of *row* stand as they stood."""
        before = self._previous.get(row.id)
        same = (
            before is not None
            and self._reasons[row.id] == row.reason
            and before[0] == sorted([member.figure.id for member in group.members])
        )
        (self._others.discard if same else self._others.add)(row.id)
        return same

    def stays(self) -> Iterator[Stays]:
        """Yield that the members of these sets stay, once all sets were asked for."""
        if self._told:
            yield Stays(kind=SetMember, field="figure_set", but=frozenset(self._others))


def previous_sets(tables: Tables) -> Previous:
    """Return the sets that the stage made when it last ran."""
    members: dict[str, list[str]] = defaultdict(list)
    for row in tables.of(SetMember):
        members[row.figure_set].append(row.figure)
    return {row.id: (sorted(members[row.id]), row.previous_ids) for row in tables.of(FigureSet)}


def set_row(
    group: Comparable, kept: KeptId, *, place_names: Mapping[str, str], part_of: str | None
) -> FigureSet:
    """Return the row of one set."""
    first, event = group.first, group.event
    figure = first.figure
    start, end = (event.date_start, event.date_end) if event else (first.start, first.end)
    place = place_names.get(group.place) if group.place else None
    kind: CountKind = group.count_kind
    return FigureSet(
        id=kept.id,
        previous_ids=kept.previous_ids,
        title=set_title(first, kind, group=group.group, place=place, dates=(start, end)),
        event=event.id if event else None,
        measure=figure.measure,
        group=group.group,
        unit=figure.unit,
        count_kind=kind,
        scope_place=group.place,
        scope_start=start,
        scope_end=end,
        scope_text=first.time_words if start is None and end is None else None,
        base=figure.base.quote if figure.base is not None else None,
        part_of=part_of,
        reason=set_reason(first, kind, group=group.group, frame=group.frame),
    )


def set_members(row: FigureSet, group: Comparable, apart: Mapping[str, str]) -> Iterator[SetMember]:
    """Yield the figures of a set; *apart* says of some that a reviewer keeps them out of others."""
    for member in group.members:
        figure = member.figure
        ruled = f"; {apart[figure.id]}" if figure.id in apart else ""
        yield SetMember(
            id=SetMember.make_id(row.id, figure.id),
            document=figure.document,
            figure_set=row.id,
            figure=figure.id,
            reason=f"{row.reason}{ruled}",
        )
