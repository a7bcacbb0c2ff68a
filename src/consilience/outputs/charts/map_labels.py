"""Where do the names of places stand on a map, so that they cover nothing?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from consilience.outputs.charts.drawing import WIDTH
from consilience.outputs.outlines import View

Box = tuple[float, float, float, float]
"""Left, top, right and bottom on the map, in pixels."""

_LETTER_PX: Final = 7.0
_LINE_PX: Final = 14.0


def place_labels(
    points: Sequence[dict[str, Any]], view: View, *, most: int
) -> list[dict[str, Any]]:
    """Return the *points* whose names can be written beside their circles, covering nothing.

    A name stands right of its circle, or left of it where the right is taken. What is returned
    has the side of the name's first letter or last letter (``side``) and its longitude there.
    """
    taken = [_circle_box(point, view) for point in points]
    named: list[dict[str, Any]] = []
    for at, point in enumerate(points):
        own = taken[at]
        others = [*taken[:at], *taken[at + 1 :]]
        long, middle = _LETTER_PX * len(point["place"]) + 8, (own[1] + own[3]) / 2
        top, bottom = middle - _LINE_PX / 2, middle + _LINE_PX / 2
        right: Box = (own[2] + 1, top, own[2] + long, bottom)
        left: Box = (own[0] - long, top, own[0] - 1, bottom)
        for side, box, lon in (("left", right, "east"), ("right", left, "west")):
            inside = box[0] >= 0 and box[2] <= WIDTH
            if inside and len(named) < most and not any(_meet(box, one) for one in others):
                taken.append(box)
                named.append({**point, "side": side, "lon": point[lon]})
                break
    return named


def _circle_box(point: dict[str, Any], view: View) -> Box:
    def across(lon: float) -> float:
        return (lon - view.west) / (view.east - view.west) * WIDTH

    def down(lat: float) -> float:
        return (view.north - lat) / (view.north - view.south) * WIDTH / 1.5

    tall = point["tall"]
    return (
        across(point["west"]),
        down(point["lat"] + tall),
        across(point["east"]),
        down(point["lat"] - tall),
    )


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
