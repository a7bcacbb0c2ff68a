"""Do parts and wholes fit? Nothing is corrected; what does not fit is flagged (METHOD 1.5, 5–7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.policies import Bounds
from consilience.model.findings import FigureSet
from consilience.model.scales import Group

BY_STATUS: Final[frozenset[Group]] = frozenset(
    {"civilians", "fighters", "soldiers", "police", "unknown"}
)
BY_AGE_AND_SEX: Final[frozenset[Group]] = frozenset({"children", "women", "men"})


@dataclass(frozen=True, slots=True)
class Sums:
    """What the parts of a set, and its neighbours of unknown status, come to."""

    unknown_status: float | None  # persons who may be civilians: the civilians' upper end
    flags: tuple[str, ...]


def sums_of_parts(
    figure_sets: Sequence[FigureSet], bounds: Mapping[str, Bounds]
) -> dict[str, Sums]:
    """Return for each set what its parts say of it."""
    parts: dict[str, list[FigureSet]] = defaultdict(list)
    unknown: dict[tuple[object, ...], float] = {}
    for row in figure_sets:
        if row.part_of is not None:
            parts[row.part_of].append(row)
        high = bounds[row.id].high
        if row.group == "unknown" and row.event is not None and high is not None:
            unknown[_happening(row)] = high
    return {row.id: _sums(row, parts[row.id], unknown, bounds) for row in figure_sets}


def _happening(row: FigureSet) -> tuple[object, ...]:
    return row.event, row.measure, row.unit, row.count_kind


def _sums(
    row: FigureSet,
    parts: Sequence[FigureSet],
    unknown: Mapping[tuple[object, ...], float],
    bounds: Mapping[str, Bounds],
) -> Sums:
    high = bounds[row.id].high
    maybe = unknown.get(_happening(row)) if row.group == "civilians" and row.event else None
    flags = ["civilian_status_open"] if maybe is not None else []
    for name, groups in (("by_status", BY_STATUS), ("by_age_and_sex", BY_AGE_AND_SEX)):
        own = [part for part in parts if part.group in groups and part.count_kind == row.count_kind]
        least = sum(bounds[part.id].low or 0.0 for part in own)
        if high is not None and least > high + (maybe or 0.0):
            flags.append(f"parts_mismatch_{name}")
    return Sums(maybe, tuple(flags))
