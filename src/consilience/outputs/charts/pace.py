"""How many events fall on each day, month or year?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from consilience.outputs.charts.drawing import ACCENT, WIDTH, Drawing, link_marks, styled
from consilience.outputs.listing import Column, make_listing
from consilience.outputs.wording import many, period_words

_COLUMNS: Final = (Column(name="from", shown=True), Column(name="events", shown=True))
_MOST_BARS: Final = 62
_CORE_SHARE: Final = 0.02
"""Share of the events at either end that may be left out, so that one old date does not squeeze
all others together."""


def draw_pace(by_day: Mapping[str, int], *, linked: bool = False) -> Drawing | None:
    """Return bars of how many events begin on each day, or month or year of a long time.

    Args:
        by_day: Events by the ISO day on which they begin.
        linked: Let each bar lead to its events in the workbench.
    """
    core, left_out = _core(by_day)
    if not core:
        return None
    characters = next(
        (n for n in (10, 7, 4) if _span(core, n) <= _MOST_BARS), 4
    )  # a day, a month, a year
    counted = Counter[str]()
    for day, count in core.items():
        counted[day[:characters]] += count
    unit = {10: "day", 7: "month", 4: "year"}[characters]
    more = f" {left_out:,} at either end are left out." if left_out else ""
    first, last = min(counted), max(counted)
    return Drawing(
        key="pace",
        title=f"Events by {unit}",
        alternative=f"{many(sum(counted.values()), 'event')} from {first} to {last}; most, "
        f"{max(counted.values()):,}, in {max(counted, key=lambda key: counted[key])}.{more}",
        data=make_listing(
            "events", _COLUMNS, ({"from": key, "events": counted[key]} for key in sorted(counted)),
            total=len(counted),
        ),
        chart=_chart(counted, unit, linked=linked),
    )  # fmt: skip


def _core(by_day: Mapping[str, int]) -> tuple[dict[str, int], int]:
    days = sorted(by_day)
    total = sum(by_day.values())
    allowed = total * _CORE_SHARE
    first, last = 0, len(days)
    dropped = 0
    while last - first > 1 and dropped + by_day[days[first]] <= allowed:
        dropped += by_day[days[first]]
        first += 1
    at_end = 0
    while last - first > 1 and at_end + by_day[days[last - 1]] <= allowed:
        at_end += by_day[days[last - 1]]
        last -= 1
    return {day: by_day[day] for day in days[first:last]}, dropped + at_end


def _span(days: Mapping[str, int], characters: int) -> int:
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    if characters == 10:
        return (last - first).days + 1
    if characters == 7:
        return (last.year - first.year) * 12 + last.month - first.month + 1
    return last.year - first.year + 1


def _chart(counted: Mapping[str, int], unit: str, *, linked: bool) -> Any:
    import altair as alt

    step = {"day": "yearmonthdate", "month": "yearmonth", "year": "year"}[unit]
    values = [
        {
            "day": f"{key}-01-01"[:10] if len(key) == 4 else f"{key}-01"[:10],
            "events": count,
            "href": f"/events?date={key}",
            "label": f"{_words(key)}: {many(count, 'event')}",
        }
        for key, count in sorted(counted.items())
    ]
    bars = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar(fill=ACCENT)
        .encode(
            x=alt.X(f"{step}(day):T", axis=alt.Axis(title=None, grid=False, tickCount=8)),
            y=alt.Y("events:Q", axis=alt.Axis(title=None, tickCount=3, tickMinStep=1)),
        )
    )
    return styled(link_marks(bars, linked=linked).properties(width=WIDTH - 60, height=120))


def _words(key: str) -> str:
    return (period_words(key, key) or key) if len(key) == 10 else key
