"""Reported ranges drawn as small bars on one scale, one for each voice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 240
"""Units of a strip; it is drawn as wide as there is room."""
_MARGIN: Final = 9

Bounds = tuple[float | None, float | None, float | None]
"""low, best, high; ``None`` is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Where one range lies on the scale, in units of the drawing."""

    left: float
    right: float
    best: float | None
    open_left: bool  # no lower bound is known
    open_right: bool


def draw_strips(ranges: Sequence[Bounds]) -> list[Strip | None]:
    """Return a strip for each of *ranges*, all on one scale; ``None`` where there is no number."""
    known = sorted(set(_numbers(ranges)))
    if not known:
        return [None for _ in ranges]
    first, last = known[0], known[-1]
    span = (last - first) or max(abs(last), 1.0)
    low = first if last > first else first - span / 2
    room = WIDTH - 2 * _MARGIN

    def place(value: float) -> float:
        return round(_MARGIN + (value - low) / span * room, 1)

    return [_strip(bounds, place) for bounds in ranges]


def _strip(bounds: Bounds, place: Callable[[float], float]) -> Strip | None:
    low, best, high = bounds
    if low is None and best is None and high is None:
        return None
    # An open bar runs to the edge of the drawing, which says nothing of how far.
    return Strip(
        left=2.0 if low is None else place(low),
        right=WIDTH - 2.0 if high is None else place(high),
        best=None if best is None else place(best),
        open_left=low is None,
        open_right=high is None,
    )


def _numbers(ranges: Iterable[Bounds]) -> Iterable[float]:
    return (value for bounds in ranges for value in bounds if value is not None)
