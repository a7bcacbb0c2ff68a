"""Which figure does each voice stand by?

One figure a voice (METHOD 1.5, step 1): its latest replaces its earlier ones, which are a
revision and no contradiction; of the same day, the most specific speaks for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.agreement import Thresholds, compatible, is_one_of_them
from consilience.model.figures import Figure
from consilience.model.findings import Origin
from consilience.model.scales import Qualifier

SPECIFIC: Final[dict[Qualifier, int]] = {
    "exact": 5,
    "zero_claimed": 5,
    "percent": 5,
    "fraction": 4,
    "approx": 4,
    "range": 3,
    "floor": 2,
    "floor_strict": 2,
    "ceiling": 1,
    "ceiling_strict": 1,
    "vague": 0,
    "unquantified": -1,
}
"""How much a wording commits itself; the higher decides."""


def specificity(figure: Figure) -> int:
    """Return how much a figure commits itself; one victim without a number is like a vague word."""
    return 0 if is_one_of_them(figure) else SPECIFIC[figure.qualifier]


@dataclass(frozen=True, slots=True)
class Position:
    """What one voice says of a set: the figure that it stands by, and what else it said."""

    origin: Origin
    figure: Figure
    as_of: str | None
    superseded: tuple[Figure, ...]  # revised by itself later
    same: tuple[Figure, ...]  # said elsewhere in other words that fit
    unlike: tuple[Figure, ...]  # said on the same day in words that do not fit

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figure that it stands by, and the same in other firm words."""
        return (self.figure, *(row for row in self.same if specificity(row) > 0))


def find_position(
    origin: Origin,
    figures: Sequence[Figure],
    dates: Mapping[str, str | None],
    *,
    thresholds: Thresholds,
) -> Position:
    """Return what *origin* says of a set.

    An earlier figure is a revision where it is clearly another number (14 and later 19); in
    rounder words ("more than 82,000" for 82,400) it is the same figure.

    Args:
        origin: One voice.
        figures: The set's figures that it gives; at least one.
        dates: ISO day on which each figure was first given, by id; None where it is not known.
        thresholds: From which ratio on a number is another one.

    """
    chosen = _stands_by(figures, dates)
    day = dates.get(chosen.id) or ""
    rest = [figure for figure in figures if figure is not chosen]
    early = [row for row in rest if (given := dates.get(row.id)) and given < day]
    early = [row for row in early if _is_other_number(row, chosen, thresholds)]
    rest = [figure for figure in rest if figure not in early]
    return Position(
        origin=origin,
        figure=chosen,
        as_of=day or None,
        superseded=tuple(early),
        same=tuple(figure for figure in rest if compatible(figure, chosen)),
        unlike=tuple(figure for figure in rest if not compatible(figure, chosen)),
    )


def _stands_by(figures: Sequence[Figure], dates: Mapping[str, str | None]) -> Figure:
    """Return the latest figure, or the more specific earlier one that it does not go against."""
    counts = Counter(_said(figure) for figure in figures)

    def rank(row: Figure) -> tuple[str, int, int, float, str]:
        best = row.best if row.best is not None else float("inf")
        return dates.get(row.id) or "", specificity(row), counts[_said(row)], -best, row.id

    firm = [row for row in figures if specificity(row) > 0]
    latest = max(firm or figures, key=rank)
    fuller = [
        row for row in firm if specificity(row) > specificity(latest) and compatible(row, latest)
    ]
    return max(fuller, key=rank) if fuller else latest


def _is_other_number(early: Figure, late: Figure, thresholds: Thresholds) -> bool:
    if not compatible(early, late):
        return True
    ends = [end for row in (early, late) for end in (row.best, row.high) if end is not None]
    firm = "vague" not in {early.qualifier, late.qualifier}
    return firm and len(ends) > 1 and max(ends) >= thresholds.minor * min(ends)


def _said(figure: Figure) -> tuple[float | None, float | None]:
    return figure.low, figure.high
