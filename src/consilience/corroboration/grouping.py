"""Which figures pass the gate together? (METHOD 1.5, step 0).

Sets hold what passes the gate together, whoever says it; then what a report leaves unsaid is joined
to the one set that it can be of.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from consilience.corroboration.agreement import compatible
from consilience.corroboration.copies import CopiedRuns, copied_runs
from consilience.corroboration.gate import (
    ALONE,
    Gate,
    GateKeeper,
    circle_of,
    count_kind_of,
    is_distinctive,
    place_of,
    value_of,
)
from consilience.corroboration.regrouped import Reach, place_of_noun
from consilience.corroboration.rulings import incomparable_figures
from consilience.corroboration.scope import Comparable, Key, Scoped, figure_scopes, place_tree
from consilience.model.figures import Figure
from consilience.model.lineage import SwappedPair
from consilience.model.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareSettings:
    """What still counts as the same moment, and as the same number in rounder words."""

    moment_days: int = 7  # running and standing figures of so many days are of one moment
    other_magnitude: float = 50.0  # so many times the others of an event is of another scope
    from_number: float = 1_000.0  # and only numbers from here on
    same_number: float = 1.25  # as METHOD 1.5, step 8: below this ratio figures only vary


class GatedFigures:
    """The figures that may be compared, with their gates: told when they are asked for."""

    def __init__(self, tables: Tables, moments: dict[str, str]) -> None:
        self._scopes, self._figures = figure_scopes(tables), tables.asked(Figure)
        self._keeper = GateKeeper(place_tree(tables), copied_runs(tables), moments)
        self._gates: dict[str, Gate] = {}  # by figure

    def find(self, figures: AbstractSet[str]) -> Iterator[tuple[Scoped, Gate]]:
        """Yield those of *figures* that may be compared, with their gates, in the order of ids."""
        self._figures.read(figures)
        self._scopes.read({self._figures[key].document for key in figures})
        for key in sorted(figures):
            row = self._scopes.find(self._figures[key])
            if row.event is None and row.figure.measure in ALONE:
                continue
            if key not in self._gates:
                self._gates[key] = self._keeper.gate(row, count_kind_of(row))
            yield row, self._gates[key]

    def circles_of(self, group: Comparable) -> tuple[str, ...]:
        """Return the circles that the figures of a set tie to each other."""
        own = {circle_of(self._gates[row.figure.id]) for row in group.members}
        return tuple(sorted({group.circle, *own}))


def group_figures(
    tables: Tables, reach: Reach, gated: GatedFigures, *, settings: CompareSettings
) -> list[Comparable]:
    """Return the figures that are reached in groups that pass the gate together."""
    groups = _open_groups(reach, gated, settings)
    _join_reworded(groups, tables.of(SwappedPair))
    _join_copies(groups, copied_runs(tables))
    _join_unsaid_groups(groups)
    _join_unnamed_sides(groups)
    _join_unsaid_scopes(groups, settings.same_number)
    _set_apart(groups, incomparable_figures(tables))
    return sorted(
        (_comparable(gate, members) for gate, members in groups.items()),
        key=lambda group: group.first.figure.id,
    )


def _open_groups(
    reach: Reach, gated: GatedFigures, settings: CompareSettings
) -> dict[Gate, list[Scoped]]:
    """Return all figures of the circles that are reached, by gate."""
    while True:
        groups: dict[Gate, list[Scoped]] = defaultdict(list)
        for row, gate in gated.find(reach.figures()):
            groups[gate].append(row)
        _part_other_magnitudes(groups, settings)
        if not reach.widen(map(circle_of, groups)):
            return groups


def _comparable(gate: Gate, members: list[Scoped]) -> Comparable:
    ordered = sorted(members, key=lambda member: (_vagueness(member), member.figure.id))
    kind = count_kind_of(ordered[0])
    place = gate.place or place_of(ordered[0])
    return Comparable(
        frame=gate.frame,
        circle=circle_of(gate),
        members=tuple(ordered),
        count_kind=kind,
        group=gate.group,
        place=place,
    )


def _vagueness(member: Scoped) -> int:
    """Return how much of its scope a figure leaves unsaid: the fullest stands for the set."""
    return [member.place, member.start, member.counted or None, member.by or None].count(None)


def _part_other_magnitudes(groups: dict[Gate, list[Scoped]], settings: CompareSettings) -> None:
    """Take figures out of an event's set that are of another order than those of most reports.

    The dead of a war stand in many a report on one strike; what is a hundred times the others
    counts something else, whatever the sentence seems to say.
    """
    for gate, members in list(groups.items()):
        if gate.frame[0] != "event":
            continue
        known = sorted(row.figure.best for row in members if row.figure.best)
        if not known or known[-1] < settings.from_number:
            continue
        middle = known[(len(known) - 1) // 2]
        least = max(settings.from_number, settings.other_magnitude * middle)
        for row in [row for row in members if (row.figure.best or 0) >= least]:
            members.remove(row)
            groups[replace(gate, frame=("told once", *value_of(row)))].append(row)


def _set_apart(
    groups: dict[Gate, list[Scoped]], rulings: Sequence[tuple[str, frozenset[str], str]]
) -> None:
    """Take a figure that a reviewer does not let be compared out of the set of the others."""
    for figure, others, _ in rulings:
        for gate, members in list(groups.items()):
            own = next((row for row in members if row.figure.id == figure), None)
            if own is not None and any(row.figure.id in others for row in members):
                members.remove(own)
                groups[replace(gate, frame=("set apart", figure))].append(own)


def _join_reworded(groups: dict[Gate, list[Scoped]], pairs: Iterable[SwappedPair]) -> None:
    """Put what a copy counts in other words ("stores") to what it was taken from ("shops")."""
    found: dict[tuple[str, int], tuple[Gate, Scoped]] = {}
    for gate, members in groups.items():
        for member in members:
            place = place_of_noun(member.figure)
            if place is not None:
                found[place] = gate, member
    for pair in pairs:
        originals = [found.get((span.document, span.start)) for span in pair.original_spans]
        first = next((row for row in originals if row is not None), None)
        for span in dict.fromkeys(pair.swapped_spans):
            copied = found.get((span.document, span.start))
            if first is None or copied is None or copied[0] == first[0]:
                continue
            same = value_of(first[1]) == value_of(copied[1])
            if same and first[1].figure.measure == copied[1].figure.measure:
                groups[copied[0]].remove(copied[1])
                groups[first[0]].append(copied[1])
                found[span.document, span.start] = first[0], copied[1]
    for gate in [gate for gate, members in groups.items() if not members]:
        del groups[gate]


def _join_copies(groups: dict[Gate, list[Scoped]], runs: CopiedRuns) -> None:
    """Put a copy that has no date to what it was taken from: the same words, the same number."""
    held: dict[Key, list[Gate]] = defaultdict(list)
    for gate, members in groups.items():
        if gate.frame[0] not in {"scope", "told once"}:
            continue
        for name in dict.fromkeys(key for row in members for key in runs.covering(row.figure.span)):
            held[(name, *gate.what, gate.place, value_of(members[0]))].append(gate)
    for gates in held.values():
        left = [gate for gate in gates if gate in groups]
        known = [gate for gate in left if gate.frame[0] == "scope"]
        heirs = known or left[:1]  # where no copy tells place and time, the first stands for all
        for gate in left:
            if gate.frame[0] == "told once" and len(heirs) == 1 and gate != heirs[0]:
                groups[heirs[0]].extend(groups.pop(gate))


def _join_unsaid_groups(groups: dict[Gate, list[Scoped]]) -> None:
    """Join figures of an event that do not say who is counted to those of the one group named.

    "About 500 bodies" is compared with "500 bodies of prisoners", and so are people killed with
    prisoners killed where the numbers fit; but all killed is one group, and the civilians among
    them another (METHOD 1.5, step 0).
    """
    named: dict[Key, list[Gate]] = defaultdict(list)
    for gate in groups:
        if gate.frame[0] in {"event", "day"}:
            named[(gate.what[0], *gate.what[2:], gate.frame, gate.counted)].append(gate)
    for gates in named.values():
        unsaid = [gate for gate in gates if gate.group == "all"]
        said = [gate for gate in gates if gate.group != "all"]
        for gate in unsaid:
            if len(said) == 1 and _may_be_the_same(gate, said[0], groups):
                groups[said[0]].extend(groups.pop(gate))


def _may_be_the_same(unsaid: Gate, said: Gate, groups: dict[Gate, list[Scoped]]) -> bool:
    """Return whether people counted without a word for them may be the group that is named."""
    if unsaid.what[0] == "bodies_found":
        return True
    there = {member.figure.document for member in groups[said]}
    return said.group == "prisoners" and all(
        member.figure.document not in there
        and all(compatible(member.figure, other.figure) for other in groups[said])
        for member in groups[unsaid]
    )


def _join_unnamed_sides(groups: dict[Gate, list[Scoped]]) -> None:
    """Join figures of an event that name no side to those of the one side that others name.

    "12 killed" is compared with "12 Ruritanians killed" when nobody names another side, and no
    report gives both.
    """
    named: dict[Key, list[Gate]] = defaultdict(list)
    for gate in groups:
        if gate.counted and gate.frame[0] in {"event", "day"}:
            named[(gate.what, gate.frame)].append(gate)
    for (what, frame), gates in named.items():
        unnamed = Gate(what, frame)  # type: ignore[arg-type]  # both are keys themselves
        if unnamed not in groups or len(gates) > 1:
            continue
        there = {member.figure.document for member in groups[gates[0]]}
        if there.isdisjoint(member.figure.document for member in groups[unnamed]):
            groups[gates[0]].extend(groups.pop(unnamed))


def _join_unsaid_scopes(groups: dict[Gate, list[Scoped]], same_number: float) -> None:
    """Join figures that leave place, time or side unsaid to the one set with the same number."""
    blocks: dict[Key, list[tuple[float, str, Gate]]] = defaultdict(list)
    for gate, members in groups.items():
        best = _best(members)
        if best is not None and is_distinctive(best) and gate.frame[0] in {"scope", "told once"}:
            blocks[gate.what].append((best, members[0].figure.id, gate))
    for rows in blocks.values():
        rows.sort(key=lambda row: row[:2])
        values = [best for best, _, _ in rows]
        for best, _, gate in sorted(rows, key=lambda row: (-row[2].n_unknown, row[1])):
            low = bisect_left(values, best / same_number)
            high = bisect_right(values, best * same_number)
            near = (other for _, _, other in rows[low:high] if other in groups)
            heirs = [other for other in near if _may_join(gate, other)]
            if len(heirs) == 1:
                groups[heirs[0]].extend(groups.pop(gate))


def _may_join(gate: Gate, other: Gate) -> bool:
    if gate.frame[0] == "scope" and gate.frame != other.frame:
        return False
    return gate.fits(other)


def _best(members: list[Scoped]) -> float | None:
    known = [member.figure.best for member in members if member.figure.best is not None]
    return min(known, default=None)
