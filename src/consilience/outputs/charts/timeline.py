"""When did things happen, and how exactly is that known?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from consilience.model.events import Event
from consilience.outputs.charts.drawing import (
    ACCENT,
    INK,
    NARROW_LABEL,
    NARROW_PX,
    PAPER,
    WIDTH,
    Drawing,
    label_axis,
    link_marks,
    styled,
)
from consilience.outputs.listing import Cell, Column, make_listing
from consilience.outputs.listings.events import by_date
from consilience.outputs.lookup import Lookup
from consilience.outputs.wording import written_dates

MOST_EVENTS: Final = 30
_COLUMNS: Final = tuple(
    Column(name=name, shown=True)
    for name in ("event_id", "event", "from", "to", "precision", "reports", "voices")
)


def draw_timeline(
    lookup: Lookup, events: Sequence[Event], *, linked: bool = False
) -> Drawing | None:
    """Return the dated ones of *events* as bars over time; ``None`` where none has a date.

    A day is a diamond, a longer interval a hollow bar over all the days that are possible.
    """
    dated = [event for event in events if event.date_start and event.date_end]
    if not dated:
        return None
    kept = sorted(sorted(dated, key=_weight)[:MOST_EVENTS], key=by_date)
    records = [_record(event, lookup) for event in kept]
    left_out = len(dated) - len(kept)
    more = f" The {left_out:,} with fewest reports are left out." if left_out else ""
    undated = len(events) - len(dated)
    unknown = f" {undated:,} events have no known date and are not drawn." if undated else ""
    return Drawing(
        key="timeline",
        title="Timeline of events",
        alternative=f"{len(kept):,} dated events from {kept[0].date_start} to "
        f"{max(str(event.date_end) for event in kept)}, each as wide as its date is uncertain."
        f"{more}{unknown}",
        data=make_listing("events", _COLUMNS, records, total=len(dated)),
        chart=_chart(records, linked=linked),
        narrow=_chart(records, linked=linked, label=NARROW_LABEL, width=NARROW_PX),
    )


def _weight(event: Event) -> tuple[bool, int, int, str]:
    return event.background, -event.n_reports, -event.n_mentions, event.id


def _record(event: Event, lookup: Lookup) -> dict[str, Cell]:
    standing = lookup.standing_of.get(event.id)
    return {
        "event_id": event.id,
        "event": written_dates(event.title),
        "from": event.date_start,
        "to": event.date_end,
        "precision": event.date_precision,
        "reports": standing.n_reports if standing else event.n_reports,
        "voices": standing.n_independent if standing else None,
    }


def _chart(
    records: list[dict[str, Cell]], *, linked: bool, label: int = 46, width: int = WIDTH - 330
) -> Any:
    import altair as alt

    values = [
        {
            "label": _label(str(record["event"]), label),
            "row": number,
            "start": str(record["from"])[:10],
            "end": _after(str(record["to"])[:10]),
            "href": f"/events/{record['event_id']}",
            "exact": str(record["from"])[:10] == str(record["to"])[:10],
        }
        for number, record in enumerate(records)
    ]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        y=alt.Y("row:O", axis=label_axis([str(value["label"]) for value in values], most=label)),
        x=alt.X(
            "start:T",
            scale=alt.Scale(padding=12),
            axis=alt.Axis(
                title=None,
                format=_tick_format(values),
                tickCount=(_N_TICKS if width > NARROW_PX else 2)
                if _days_shown(values) > _N_TICKS
                else {"interval": "day", "step": 1},
                labelOverlap="greedy",
                labelSeparation=12,
            ),
        ),
    )
    bars = (
        base.transform_filter("!datum.exact")
        .mark_bar(height=10, fill=PAPER, stroke=ACCENT, strokeWidth=1.6, cornerRadius=2)
        .encode(x2="end:T")
    )
    days = base.transform_filter("datum.exact").mark_point(
        shape="diamond", size=90, fill=ACCENT, stroke=INK, strokeWidth=0.5, opacity=1
    )
    bars, days = (link_marks(marks, linked=linked) for marks in (bars, days))
    return styled((bars + days).properties(width=width, height=22 * len(values)))


def _label(title: str, most: int) -> str:
    """Return *title*; on a phone without its day, which its mark shows."""
    return title if most > NARROW_LABEL else " ".join(_DAY.sub(" ", title).split())


_DAY: Final = re.compile(r",\s\d[^(]*")
_N_TICKS: Final = 5
_A_SEASON: Final = 120
"""Days up to which the axis names days: months would stand on it several times."""


def _tick_format(values: Sequence[dict[str, Any]]) -> str:
    return "%-d %b %Y" if _days_shown(values) <= _A_SEASON else "%b %Y"


def _days_shown(values: Sequence[dict[str, Any]]) -> int:
    first = min(str(value["start"]) for value in values)
    last = max(str(value["end"]) for value in values)
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
