"""Do two figures of one comparable set agree, vary, or contradict each other? (METHOD 1.5, 8)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from consilience.model.figures import Figure
from consilience.model.scales import Agreement, Level

_NUMBERED: Final = re.compile(r"\b(?:one|single|sole)\b|\d", re.IGNORECASE)
_YEARS: Final = re.compile(r"\b\d+(?:[- ](?:year|month|week|day)\b|yo\b)", re.IGNORECASE)
"""What counts years and no people: "a 16-year-old boy", "a 9-year veteran"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Ratios of the higher to the lower figure from which disjoint figures contradict."""

    minor: float = 1.25
    major: float = 2.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the figures of a set agree."""

    agreement: Agreement
    level: Level | None  # of a contradiction
    ratio: float | None  # between the ends of the widest gap


def is_one_of_them(figure: Figure) -> bool:
    """Return whether a figure tells of one person without counting: "a man", a name."""
    if figure.best != 1 or figure.low != 1:
        return False
    return not _NUMBERED.search(_YEARS.sub("", figure.span.quote))


def bounds_of(figure: Figure) -> tuple[float, float] | None:
    """Return the lowest and the highest number that the words of *figure* allow.

    None where they tell no number. "At least 30" allows any larger number, "up to 30" any
    smaller one; one victim without a number ("a pilot", a name) may be one of many.
    """
    if is_one_of_them(figure):
        return 1.0, math.inf
    if figure.low is None and figure.high is None:
        return None
    return (
        figure.low if figure.low is not None else 0.0,
        figure.high if figure.high is not None else math.inf,
    )


def judge_figures(figures: Sequence[Figure], *, thresholds: Thresholds) -> Verdict:
    """Return the verdict on one figure a voice."""
    known = [found for figure in figures if (found := bounds_of(figure)) is not None]
    if len(known) < 2:
        return Verdict("uncontested", None, None)
    lowest_top = min(high for _, high in known)
    highest_floor = max(low for low, _ in known)
    if highest_floor <= lowest_top:
        return Verdict("uncontested" if len(set(known)) == 1 else "varied", None, None)
    return judge_gap(lowest_top, highest_floor, thresholds)


def compatible(a: Figure, b: Figure) -> bool:
    """Return whether one number can be what both figures say."""
    one, other = bounds_of(a), bounds_of(b)
    if one is None or other is None:
        return True
    return max(one[0], other[0]) <= min(one[1], other[1])


def contradicts(figure: Figure, value: float, *, thresholds: Thresholds) -> bool:
    """Return whether the words of *figure* stand clearly apart from *value*."""
    bounds = bounds_of(figure)
    if bounds is None or bounds[0] <= value <= bounds[1]:
        return False
    lower, upper = (bounds[1], value) if value > bounds[1] else (value, bounds[0])
    return judge_gap(lower, upper, thresholds).agreement == "contradicted"


def judge_gap(lower: float, upper: float, thresholds: Thresholds) -> Verdict:
    """Return the verdict on bounds that end at *lower* and begin at *upper* (METHOD 1.5, 8)."""
    ratio = upper / lower if lower > 0 else math.inf
    if ratio < thresholds.minor:
        return Verdict("varied", None, ratio)
    return Verdict("contradicted", "major" if ratio >= thresholds.major else "minor", ratio)
