"""Which figures may be compared at all?

The gate is METHOD 1.5, step 0: see `gate` and `grouping`. Where the stage is told what differs, it
makes those sets alone that something new can reach: see `regrouped`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consilience.corroboration.gate import moments_of
from consilience.corroboration.grouping import CompareSettings, GatedFigures, group_figures
from consilience.corroboration.nesting import Nesting, Told
from consilience.corroboration.regrouped import SETS, Reach, SetsNoted, figure_days, find_reach
from consilience.corroboration.rulings import incomparable_figures
from consilience.corroboration.scope import Comparable, place_tree
from consilience.corroboration.set_rows import previous_sets, set_members, set_row
from consilience.model.changes import Stays
from consilience.model.findings import FigureSet, SetMember
from consilience.model.ids import KeptId, keep_ids
from consilience.model.places import Place
from consilience.model.rows import Row
from consilience.model.tables import Tables

_Named = Sequence[tuple[KeptId, Comparable]]


def compare_figures(tables: Tables, *, settings: CompareSettings) -> Iterator[Row | Stays]:
    """Yield the sets of comparable figures of the case, and the place of each figure in its set."""
    days = (day for own in figure_days(tables).values() for day in own)
    moments = moments_of(days, within=settings.moment_days)
    reach = find_reach(tables, moments)
    gated = GatedFigures(tables, moments)
    groups = _with_ids(tables, reach, group_figures(tables, reach, gated, settings=settings))
    told = {key: row for key, row in reach.noted.told.items() if key not in reach.sets}
    told.update((kept.id, _told_of(group, gated)) for kept, group in groups)
    names = {place.id: place.name for place in tables.of(Place)}
    made = {kept.id: set_row(group, kept, place_names=names) for kept, group in groups}
    standing = [row for row in tables.of(FigureSet) if row.id not in reach.sets]
    anew = _nested(tables, [*standing, *made.values()], told, groups)
    yield from anew
    apart = {figure: said for figure, _, said in incomparable_figures(tables)}
    for kept, group in groups:
        yield from set_members(made[kept.id], group, apart)
    if tables.changes is not None:
        yield Stays(kind=FigureSet, field="id", but=reach.sets.union(row.id for row in anew))
        yield Stays(kind=SetMember, field="figure_set", but=reach.sets | made.keys())
    tables.note(SETS, SetsNoted(moments, told))


def _with_ids(tables: Tables, reach: Reach, groups: Sequence[Comparable]) -> _Named:
    """Return *groups* with the ids that they keep, in the order of those of a fresh build."""
    members = [[member.figure.id for member in group.members] for group in groups]
    fresh = {FigureSet.make_id(own): at for at, own in enumerate(members)}
    kept = keep_ids(
        {new: members[at] for new, at in fresh.items()},
        previous_sets(tables, reach.sets),
        taken={row.id for row in tables.of(FigureSet)} - reach.sets,
    )
    return [(kept[new], groups[at]) for new, at in sorted(fresh.items())]


def _told_of(group: Comparable, gated: GatedFigures) -> Told:
    wholes = {row.figure.of_whole for row in group.members if row.part and row.told_part}
    return Told(
        first=group.first.figure.id,
        n_figures=len(group.members),
        counted=bool(group.first.counted),
        by=group.first.by,
        wholes=tuple(sorted(key for key in wholes if key is not None)),
        circles=gated.circles_of(group),
    )


def _nested(
    tables: Tables, rows: Iterable[FigureSet], told: dict[str, Told], groups: _Named
) -> list[FigureSet]:
    """Return the sets out of *rows* that are new or of which the larger set is another one."""
    made = {kept.id for kept, _ in groups}
    sets = {row.id: row for row in rows}
    set_of = {
        row.figure: row.figure_set
        for row in tables.of(SetMember)
        if row.figure_set in sets and row.figure_set not in made
    }
    set_of.update((row.figure.id, kept.id) for kept, group in groups for row in group.members)
    wholes = Nesting(sets, told, set_of, place_tree(tables)).wholes()
    return [
        replace(row, part_of=wholes.get(key))
        for key, row in sets.items()
        if key in made or row.part_of != wholes.get(key)
    ]
