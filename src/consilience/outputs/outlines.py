"""Outlines of countries to draw a map on (Natural Earth, public domain)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

Point: TypeAlias = "tuple[float, float]"  # degrees east, degrees north

_PIXELS: Final = 700
NOTICE: Final = "Outlines: Natural Earth (public domain); boundaries imply no position on status."


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A stretch of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The part of one country's land that a view shows."""

    country: str
    rings: tuple[tuple[Point, ...], ...]  # outer rings and holes alike, closed


def find_outlines(view: View) -> list[Outline]:
    """Return the land of every country that *view* shows, cut at its edges.

    Points that would fall on the same pixel of a chart are left out.
    """
    least = (view.east - view.west) / _PIXELS
    found = []
    for name, rings in _countries():
        parts = (_thinned(part, least) for ring in rings if (part := _cut(ring, view)))
        cut = tuple(part for part in parts if len(part) > 3)
        if cut:
            found.append(Outline(country=name, rings=cut))
    return found


def country_rings() -> dict[str, tuple[tuple[Point, ...], ...]]:
    """Return the rings of each country's land, holes included, by its ISO 3166-1 number."""
    topology, arcs = _topology()
    return {
        country["code"]: tuple(_rings(country, arcs))
        for country in topology["countries"]
        if country["code"]
    }


@cache
def _countries() -> tuple[tuple[str, tuple[tuple[Point, ...], ...]], ...]:
    topology, arcs = _topology()
    return tuple(
        (country["name"], tuple(_rings(country, arcs))) for country in topology["countries"]
    )


def _topology() -> tuple[dict[str, Any], list[tuple[Point, ...]]]:
    data = files("consilience.outputs").joinpath("data/outlines.json.gz").read_bytes()
    topology = json.loads(gzip.decompress(data))
    return topology, [tuple(_unpacked(arc, topology["transform"])) for arc in topology["arcs"]]


def _rings(country: dict[str, Any], arcs: list[tuple[Point, ...]]) -> Iterator[tuple[Point, ...]]:
    for polygon in country["polygons"]:
        for ring in polygon:
            yield tuple(_ring(ring, arcs))


def _unpacked(arc: list[list[int]], transform: dict[str, Any]) -> Iterator[Point]:
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield round(x * scale_x + move_x, 4), round(y * scale_y + move_y, 4)


def _ring(numbers: list[int], arcs: list[tuple[Point, ...]]) -> Iterator[Point]:
    for place, number in enumerate(numbers):
        # A negative number is an arc walked backwards; each arc starts where the last one ended.
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        yield from points if place == 0 else points[1:]


def _cut(ring: tuple[Point, ...], view: View) -> list[Point]:
    """Return *ring* cut to *view*, one edge after the other (Sutherland and Hodgman 1974)."""
    if not _may_touch(ring, view):
        return []
    points = list(ring)
    for axis, limit, keeps_above in (
        (0, view.west, True),
        (0, view.east, False),
        (1, view.south, True),
        (1, view.north, False),
    ):
        points = list(_cut_edge(points, axis, limit, keeps_above=keeps_above))
        if not points:
            return []
    return [*points, points[0]] if points[0] != points[-1] else points


def _thinned(points: list[Point], least: float) -> tuple[Point, ...]:
    kept = [points[0]]
    for x, y in points[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= least:
            kept.append((x, y))
    return (*kept, points[-1])


def _may_touch(ring: tuple[Point, ...], view: View) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (
        min(xs) <= view.east
        and max(xs) >= view.west
        and min(ys) <= view.north
        and max(ys) >= view.south
    )


def _cut_edge(
    points: list[Point], axis: int, limit: float, *, keeps_above: bool
) -> Iterator[Point]:
    def inside(point: Point) -> bool:
        return point[axis] >= limit if keeps_above else point[axis] <= limit

    before = points[-1] if points else (0.0, 0.0)
    for point in points:
        if inside(point) != inside(before):
            share = (limit - before[axis]) / (point[axis] - before[axis])
            yield (
                before[0] + share * (point[0] - before[0]),
                before[1] + share * (point[1] - before[1]),
            )
        if inside(point):
            yield point
        before = point
