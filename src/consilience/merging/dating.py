"""When a merged event happened, from the time expressions of its mentions alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilience.merging.profiles import hull
from consilience.merging.recounts import overlap
from consilience.merging.told import Days, Told
from consilience.model.scales import DatePrecision


@dataclass(frozen=True, slots=True)
class Dated:
    """The days of an event, how exact they are, and why."""

    days: Days | None
    precision: DatePrecision | None
    reason: str


def date_event(told: Sequence[Told]) -> Dated:
    """Return when the event of *told* happened; never from the date of a report."""
    told = [one for one in told if not one.aftermath] or told
    precise = hull([_reach(one) for one in told if _is_exact(one)])
    if precise is not None:
        n = sum(_is_exact(one) for one in told)
        return Dated(precise, precision_of(precise), f"told to the day by {_mentions(n)}")
    dated = [days for one in told if (days := _reach(one)) is not None]
    if dated:
        meet = _intersection(dated)
        return Dated(meet, precision_of(meet), f"where the times of {_mentions(len(dated))} meet")
    if any(one.unended for one in told):
        return Dated(None, None, "it is told since when, and not up to when")
    if any(one.row.time for one in told):
        return Dated(None, None, "the words that tell when have no anchor in time")
    return Dated(None, None, "no report tells when")


def _reach(one: Told) -> Days | None:
    """Return the days over which it happened; none where only their beginning is told."""
    return None if one.unended else one.over or one.days


def _is_exact(one: Told) -> bool:
    return one.precise and not one.unended and (one.over is None or one.over[0] == one.over[1])


def precision_of(days: Days) -> DatePrecision:
    """Return the name of the precision that a stretch of days has."""
    length = days[1] - days[0] + 1
    steps: tuple[tuple[int, DatePrecision], ...] = (
        (1, "day"), (6, "days"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year"),
        (3653, "decade"),
    )  # fmt: skip
    return next((name for most, name in steps if length <= most), "open")


def _intersection(dated: Sequence[Days]) -> Days:
    """Return what the stretches have in common, from the shortest on, as far as they meet."""
    ordered = sorted(dated, key=lambda days: (days[1] - days[0], days))
    meet = ordered[0]
    for days in ordered[1:]:
        if overlap(meet, days):
            meet = max(meet[0], days[0]), min(meet[1], days[1])
    return meet


def _mentions(n: int) -> str:
    return "one mention" if n == 1 else f"{n} mentions"
