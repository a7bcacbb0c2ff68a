"""Where is a place that no gazetteer has, by what the reports say of its distance and direction?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from consilience.merging.place_candidates import distance_km, moved

SPREAD: Final = 0.4
"""Of a distance: how far the place may lie aside, since "northwest" means an eighth of the circle
(its half is 22.5 degrees, whose sine is .38)."""

MOST_APART_KM: Final = 60.0
"""Statements whose points lie further apart contradict each other: no point is chosen."""

_DIRECTIONS: Final = (
    "north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of where a place lies from an anchor whose point is known."""

    document: str
    anchor: str  # name
    point: tuple[float, float]  # of the anchor
    km: float
    bearing: float | None  # from the anchor; None: only the distance is said
    quote: str


@dataclass(frozen=True, slots=True)
class ComputedPoint:
    """A point that covers the statements, or none with the reason."""

    point: tuple[float, float] | None
    radius_m: int | None
    reason: str


def compute_point(said: Sequence[Said]) -> ComputedPoint | None:
    """Return the middle of the points that *said* gives, with a radius that covers them all.

    ``None`` where nothing is said. Statements without a direction only widen the radius.
    """
    directed = [one for one in said if one.bearing is not None]
    if not directed:
        return None
    points = [moved(one.point, one.km, one.bearing or 0.0) for one in directed]
    centre = _middle(points)
    apart = max(distance_km(a, b) for a in points for b in points)
    words = "; ".join(dict.fromkeys(map(_in_words, directed)))
    if apart > MOST_APART_KM:
        return ComputedPoint(
            None, None, f"the statements contradict each other by {apart:.0f} km: {words}"
        )
    radius = max(
        distance_km(centre, point) + SPREAD * one.km
        for point, one in zip(points, directed, strict=True)
    )
    difference = f"; they lie {apart:.0f} km apart, the radius covers them" if apart >= 1 else ""
    return ComputedPoint(centre, math.ceil(radius) * 1_000, f"computed: {words}{difference}")


def between(a: tuple[float, float], b: tuple[float, float]) -> tuple[tuple[float, float], int]:
    """Return the middle of two points and half their distance in metres."""
    return _middle([a, b]), math.ceil(distance_km(a, b) / 2) * 1_000


def direction_of(bearing: float) -> str:
    """Return the name of the direction nearest to *bearing*."""
    return _DIRECTIONS[round(bearing / 45.0) % 8]


def _in_words(one: Said) -> str:
    direction = direction_of(one.bearing or 0.0)
    return f"{one.km:g} km {direction} of {one.anchor} ({one.document}: {one.quote!r})"


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the mean of *points*; sound for points near to each other, also across 180 degrees."""
    first = points[0][1]
    east = sum((point[1] - first + 540.0) % 360.0 - 180.0 for point in points) / len(points)
    north = sum(point[0] for point in points) / len(points)
    return round(north, 4), round((first + east + 540.0) % 360.0 - 180.0, 4)
