"""Where is the middle of an area whose borders no list gives?

A country's land is cut into small squares; each belongs to the area of the settlement nearest to
it, and the middle of an area is the middle of its squares. An empty north counts as land that way,
which the settlements' own middle leaves out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from consilience.outputs.countries import country_named
from consilience.outputs.outlines import Point, country_rings

Settled = tuple[float, float, int]  # degrees north, degrees east, number of the area; 0: none

_SQUARES: Final = 12_000
"""How many squares a country is cut into, about; more move no middle by more than a few km."""
_AT_ONCE: Final = 256


def area_points(
    settled: Mapping[str, Sequence[Settled]],
) -> dict[int, tuple[float, float]]:
    """Return degrees north and east of the middle of every area that gets a square.

    Args:
        settled: The settlements of each country (ISO 3166-1 alpha-2).

    """
    rings = country_rings()
    found: dict[int, tuple[float, float]] = {}
    for code in sorted(settled):
        country = country_named(code)
        if country is not None and country.numeric in rings:
            found.update(_middles(rings[country.numeric], settled[code]))
    return found


def _middles(
    rings: Sequence[Sequence[Point]], settled: Sequence[Settled]
) -> dict[int, tuple[float, float]]:
    squares = _land(rings)
    if not len(squares) or not settled:
        return {}
    places = _vectors(np.array([one[:2] for one in settled]))
    areas = np.array([one[2] for one in settled])
    sums: defaultdict[int, np.ndarray] = defaultdict(lambda: np.zeros(3))
    for start in range(0, len(squares), _AT_ONCE):
        part = squares[start : start + _AT_ONCE]
        vectors = _vectors(part)
        owners = areas[np.argmax(vectors @ places.T, axis=1)]
        weighted = vectors * np.cos(np.radians(part[:, :1]))
        for owner in np.unique(owners):
            sums[int(owner)] += weighted[owners == owner].sum(axis=0)
    sums.pop(0, None)
    return {area: _degrees(total) for area, total in sums.items()}


def _land(rings: Sequence[Sequence[Point]]) -> np.ndarray:
    """Return the middles of the squares of land (rows of degrees north and east)."""
    edges = np.concatenate([np.hstack([np.array(r[:-1]), np.array(r[1:])]) for r in rings])
    west, south = edges[:, [0, 2]].min(), edges[:, [1, 3]].min()
    east, north = edges[:, [0, 2]].max(), edges[:, [1, 3]].max()
    step = max(float(np.sqrt((east - west) * (north - south) / _SQUARES)), 0.005)
    columns = np.arange(west + step / 2, east, step)
    found = []
    for row in np.arange(south + step / 2, north, step):
        crossing = edges[(edges[:, 1] <= row) != (edges[:, 3] <= row)]
        share = (row - crossing[:, 1]) / (crossing[:, 3] - crossing[:, 1])
        at = np.sort(crossing[:, 0] + share * (crossing[:, 2] - crossing[:, 0]))
        inside = columns[np.searchsorted(at, columns) % 2 == 1]
        found.append(np.column_stack([np.full(len(inside), row), inside]))
    return np.concatenate(found)


def _vectors(degrees: np.ndarray) -> np.ndarray:
    north, east = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    flat = np.cos(north)
    return np.column_stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)])


def _degrees(vector: np.ndarray) -> tuple[float, float]:
    x, y, z = (float(one) for one in vector)
    return float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))
