"""The rows of comparable sets: which ids they keep, what they are called, which members stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from consilience.corroboration.scope import Comparable
from consilience.corroboration.titles import set_reason, set_title
from consilience.model.findings import FigureSet, SetMember
from consilience.model.ids import KeptId
from consilience.model.scales import CountKind
from consilience.model.tables import Tables

Previous = dict[str, tuple[list[str], tuple[str, ...]]]
"""Members of sets in order, and older ids, by the id in the case so far."""


def previous_sets(tables: Tables, keys: AbstractSet[str]) -> Previous:
    """Return those of *keys* out of the sets that the stage made when it last ran."""
    members: dict[str, list[str]] = defaultdict(list)
    for row in tables.of(SetMember):
        if row.figure_set in keys:
            members[row.figure_set].append(row.figure)
    return {
        row.id: (sorted(members[row.id]), row.previous_ids)
        for row in tables.of(FigureSet)
        if row.id in keys
    }


def set_row(group: Comparable, kept: KeptId, *, place_names: Mapping[str, str]) -> FigureSet:
    """Return the row of one set; which larger one it is a part of is not known yet."""
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
        part_of=None,
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
