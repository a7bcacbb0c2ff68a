"""How a set of positions becomes low, best and high: by name, after the habits of the field.

``consilience`` is METHOD 1.5. The others follow what the codebooks of well-known projects say of
disagreeing reports, as far as METHOD quotes them; they are not those projects' own coding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.agreement import bounds_of
from consilience.corroboration.revisions import SPECIFIC, Position, specificity
from consilience.model.scales import BestRule, PolicyName


@dataclass(frozen=True, slots=True)
class Bounds:
    """A reconciled figure, with the rule that chose its best value."""

    low: float | None
    best: float | None
    high: float | None
    rule: BestRule
    because: str


Policy = Callable[[Sequence[Position]], Bounds]


def reconcile_positions(positions: Sequence[Position]) -> Bounds:
    """Return the bounds of METHOD 1.5: all that is reported, and the best supported value."""
    numeric = _numeric(positions)
    lows = (row.low for p in numeric for row in p.figures if row.low is not None)
    low = min(lows, default=None)
    high = _highest(numeric)
    best, rule, because = _best(numeric)
    if best is not None and low is not None and best < low:
        low = best
    if best is not None and high is not None and best > high:
        high = best
    return Bounds(low, best, high, rule, because)


def reconcile_lowest(positions: Sequence[Position]) -> Bounds:
    """Return the most conservative figure as best; vague words count with their lowest number."""
    values = [p.figure.best for p in positions if p.figure.best is not None]
    bounds = reconcile_positions(positions)
    if not values:
        return bounds
    best = min(values)
    low = best if bounds.low is None else min(bounds.low, best)
    return Bounds(low, best, bounds.high, "lowest", "the most conservative of the figures given")


def reconcile_reliable(positions: Sequence[Position]) -> Bounds:
    """Return the most likely figure as best, with floors and ceilings kept out of the bounds."""
    firm = [p for p in positions if specificity(p.figure) >= SPECIFIC["range"]]
    return reconcile_positions(firm or positions)


def reconcile_minimum_maximum(positions: Sequence[Position]) -> Bounds:
    """Return minimum and maximum without a best; one side's only specific figure is both."""
    firm = [p for p in positions if specificity(p.figure) > 0]
    used = firm or list(positions)
    ends = [end for p in used for end in (p.figure.low, p.figure.high) if end is not None]
    if not ends:
        return Bounds(None, None, None, "none", "no report gives a number")
    return Bounds(min(ends), None, max(ends), "none", "minimum and maximum, without a best")


POLICIES: Final[Mapping[PolicyName, Policy]] = {
    "consilience": reconcile_positions,
    "acled-like": reconcile_lowest,
    "ucdp-like": reconcile_reliable,
    "ibc-like": reconcile_minimum_maximum,
}


def _numeric(positions: Sequence[Position]) -> list[Position]:
    """Return the positions that set bounds: vague words only where nobody gives a number.

    One victim told of without a number ("a pilot") is no lower bound either.
    """
    known = [p for p in positions if p.figure.low is not None or p.figure.high is not None]
    firm = [p for p in known if specificity(p.figure) > 0]
    return firm or known


def _highest(positions: Sequence[Position]) -> float | None:
    """Return the highest upper end; None where a floor stands above all of them."""
    said = [row for p in positions for row in p.figures]
    tops = [row.high for row in said if row.high is not None]
    floors = [row.low for row in said if row.high is None and row.low is not None]
    if not tops or (floors and max(floors) > max(tops)):
        return None
    return max(tops)


def _best(positions: Sequence[Position]) -> tuple[float | None, BestRule, str]:
    """Return the value that lies inside most voices' bounds, and the rule that found it."""
    values = sorted({p.figure.best for p in positions if p.figure.best is not None})
    if not values:
        if positions:
            return None, "only_bounds", "only an upper bound is reported"
        return None, "none", "no report gives a number"
    support = {value: [p for p in positions if holds(p, value)] for value in values}
    most = max(len(voices) for voices in support.values())
    leading = [value for value in values if len(support[value]) == most]
    if len(leading) == 1:
        return leading[0], "most_independent_origins", _voices(most, len(positions))
    return _most_specific(leading, positions)


def holds(position: Position, value: float) -> bool:
    """Return whether *value* lies inside what *position* says."""
    bounds = bounds_of(position.figure)
    return bounds is not None and bounds[0] <= value <= bounds[1]


def _voices(count: int, of: int) -> str:
    if of == 1:
        return "given by the only voice"
    return f"inside the bounds of {count} of {of} voices, more than any other value"


def _most_specific(
    leading: Sequence[float], positions: Sequence[Position]
) -> tuple[float, BestRule, str]:
    def rank(value: float) -> tuple[int, str]:
        own = [p for p in positions if p.figure.best == value]
        return max((specificity(p.figure), p.as_of or "") for p in own)

    top = max(rank(value) for value in leading)
    first = [value for value in leading if rank(value) == top]
    if len(first) == 1:
        return first[0], "most_specific_then_latest", "the most specific, then the latest"
    return min(first), "lowest", "as well supported as others: the lowest of them"
