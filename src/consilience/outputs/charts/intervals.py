"""What does each voice say of one comparable quantity, and what do they come to?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from consilience.model.figures import Figure
from consilience.model.findings import FigureSet, Finding, Origin
from consilience.outputs.charts.drawing import (
    ACCENT,
    INK,
    NARROW_LABEL,
    NARROW_PX,
    SECOND,
    WIDTH,
    Drawing,
    label_axis,
    styled,
)
from consilience.outputs.listing import Cell, Column, make_listing, number_text
from consilience.outputs.lookup import Lookup, joined
from consilience.outputs.wording import kind_words, set_phrase

_COLUMNS: Final = tuple(
    Column(name=name, shown=True)
    for name in ("origin_id", "voice", "reports", "low", "best", "high", "as_written")
)
ALL_TOGETHER: Final = "all together"


def draw_intervals(lookup: Lookup, finding: Finding) -> Drawing | None:
    """Return the figures of *finding* as one interval a voice; copies are folded under theirs."""
    own = lookup.figure_sets.get(finding.figure_set)
    origins = list(lookup.record.rows(Origin, subject=finding.figure_set))
    records = [record for origin in origins if (record := _record(origin, finding, lookup))]
    if own is None or not records:
        return None
    records.sort(key=lambda record: (-int(record["reports"] or 0), str(record["voice"])))
    total = _total(finding)
    return Drawing(
        key=f"figures-{finding.id.partition('_')[2]}",
        title=f"{set_phrase(own, lookup)} ({kind_words(own)})",
        alternative="; ".join(_spoken(record) for record in [*records, total]) + ".",
        data=make_listing("voices", _COLUMNS, [*records, total], total=len(records)),
        chart=_chart(own, [*records, total]),
        narrow=_chart(own, [*records, total], label=NARROW_LABEL, width=NARROW_PX),
    )


def figures_that_stand(origin: Origin, finding: Finding, lookup: Lookup) -> list[Figure]:
    """Return what *origin* says now: what it has revised since, and what is excluded, left out.

    Vague words bound nothing beside a number. Where nothing else is left of an origin, what was
    left out is all that there is to show.
    """
    known = [lookup.figures[key] for key in origin.figures if key in lookup.figures]
    gone = {*finding.superseded, *finding.excluded}
    left = [row for row in known if row.id not in gone] or known
    return [row for row in left if row.qualifier != "vague"] or left


def _record(origin: Origin, finding: Finding, lookup: Lookup) -> dict[str, Cell] | None:
    figures = figures_that_stand(origin, finding, lookup)
    if not figures or all(_unbounded(figure) for figure in figures):
        return None
    lows = [figure.low for figure in figures if figure.low is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    bests = [figure.best for figure in figures if figure.best is not None]
    return {
        "origin_id": origin.id,
        "voice": origin.originator_name.removeprefix("unattributed: "),
        "reports": len(origin.documents),
        "low": min(lows) if lows else None,
        "best": bests[0] if len(set(bests)) == 1 else None,
        "high": max(highs) if highs else None,
        "as_written": joined(sorted(figure.span.quote for figure in figures)),
    }


def _unbounded(figure: Figure) -> bool:
    return figure.low is None and figure.best is None and figure.high is None


def _total(finding: Finding) -> dict[str, Cell]:
    return {
        "origin_id": None,
        "voice": ALL_TOGETHER,
        "reports": finding.n_reports,
        "low": finding.low,
        "best": finding.best,
        "high": finding.high,
        "as_written": None,
    }


def _spoken(record: dict[str, Cell]) -> str:
    return f"{record['voice']}: {bounds_text(record['low'], record['best'], record['high'])}"


def bounds_text(low: Cell, best: Cell, high: Cell) -> str:
    """Return bounds in words; an open end is said to be one."""
    numbers = [number_text(float(value)) for value in (low, high) if isinstance(value, int | float)]
    if not numbers:
        return "no number"
    if low is None:
        return f"at most {numbers[0]}"
    if high is None:
        return f"at least {numbers[0]}"
    middle = isinstance(best, int | float) and best not in (low, high)
    best_text = f", best {number_text(float(best))}" if middle and best is not None else ""
    return numbers[0] if low == high else f"{numbers[0]} to {numbers[1]}{best_text}"


def _chart(
    own: FigureSet,
    records: Sequence[dict[str, Cell]],
    *,
    label: int = 44,
    width: int = WIDTH - 270,
) -> Any:
    import altair as alt

    reach = _reach(records)
    values = [_value(number, record, reach) for number, record in enumerate(records)]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        y=alt.Y("row:O", axis=label_axis([_label(record, label) for record in records], most=label))
    )
    scale = alt.Scale(zero=False, nice=True, padding=24)
    axis = alt.Axis(
        title=own.unit,
        format=",~f",
        tickMinStep=1,
        tickCount=5 if width > NARROW_PX else 2,
        labelOverlap="greedy",
        labelSeparation=8,
    )
    low = alt.X("from:Q", scale=scale, axis=axis)
    bars = base.mark_rule(strokeWidth=4).encode(x=low, x2="to:Q", color=_shade(alt))
    ends = base.transform_filter("isValid(datum.best)").mark_point(size=110, filled=True, opacity=1)
    points = ends.encode(
        x=alt.X("best:Q", scale=scale, axis=axis),
        color=_shade(alt),
        shape=alt.Shape(
            "total:N",
            legend=None,
            scale=alt.Scale(domain=[False, True], range=["circle", "diamond"]),
        ),
    )
    words = base.mark_text(align="left", dx=10, dy=-10, color=INK).encode(x=low, text="words:N")
    layers = alt.layer(bars, points, *_open_ends(base, scale, alt), words)
    # Words behind the last mark need room: a phone's font may be wider than the renderer's.
    spare = {"left": 5, "top": 5, "bottom": 5, "right": 5 if width > NARROW_PX else 30}
    sized = layers.properties(width=width, height=38 * len(values), padding=spare)
    return styled(sized)


def _open_ends(base: Any, scale: Any, alt: Any) -> list[Any]:
    """Return arrowheads where a bound is open: the quantity may be larger or smaller."""
    marks = []
    for side, field, angle in (("floor", "to:Q", 90), ("ceiling", "from:Q", 270)):
        arrow = base.transform_filter(f"datum.open === '{side}'").mark_point(
            shape="triangle", angle=angle, size=90, filled=True, opacity=1
        )
        marks.append(arrow.encode(x=alt.X(field, scale=scale), color=_shade(alt)))
    return marks


def _shade(alt: Any) -> Any:
    return alt.Color(
        "total:N", legend=None, scale=alt.Scale(domain=[False, True], range=[ACCENT, SECOND])
    )


def _reach(records: Sequence[dict[str, Cell]]) -> float:
    """Return how far an arrow is drawn where a bound is open; it says nothing about how far."""
    known = [value for record in records for value in _known(record)]
    spread = max(known, default=0.0) - min(known, default=0.0)
    return spread / 2 or max(known, default=0.0) / 10 or 1.0


def _known(record: dict[str, Cell]) -> list[float]:
    bounds = (record["low"], record["best"], record["high"])
    return [float(value) for value in bounds if isinstance(value, int | float)]


def _value(number: int, record: dict[str, Cell], reach: float) -> dict[str, Any]:
    low, best, high = record["low"], record["best"], record["high"]
    known = _known(record)
    start = float(low) if isinstance(low, int | float) else min(known, default=0.0) - reach
    end = float(high) if isinstance(high, int | float) else max(known, default=0.0) + reach
    return {
        "row": number,
        "from": max(start, 0.0),
        "to": end,
        "best": best,
        "total": record["voice"] == ALL_TOGETHER,
        "open": "floor" if high is None else "ceiling" if low is None else "",
        "words": bounds_text(low, best, high),
    }


def _label(record: dict[str, Cell], most: int) -> str:
    """Return who says it and in how many reports; on a phone the number alone stands behind."""
    reports = record["reports"]
    voice = str(record["voice"])
    behind = f" · {reports}"
    if most > NARROW_LABEL:
        behind += f" report{'' if reports == 1 else 's'}"
    room = min(30, most - len(behind))
    short = voice if len(voice) <= room else voice[: room - 1] + "…"
    return f"{short}{behind}"
