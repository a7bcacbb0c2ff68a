"""Neutral words for what a set of figures counts."""

from __future__ import annotations

from typing import Final

from consilience.corroboration.scope import Scoped
from consilience.model.scales import CountKind, Group, Measure

_MEASURES: Final[dict[Measure, str]] = {
    "killed_or_injured": "killed or injured",
    "bodies_found": "bodies found",
    "captured_area": "area captured",
    "captured_share": "share captured",
    "aid": "aid delivered",
}
_KINDS: Final[dict[CountKind, str]] = {
    "incident": "in one event",
    "period_total": "over a period",
    "cumulative": "in total so far",
    "snapshot": "at one time",
    "unstated": "kind of count not stated",
}


def measure_words(measure: Measure) -> str:
    """Return *measure* as words of a sentence."""
    return _MEASURES.get(measure, measure)


def group_words(group: Group) -> str:
    """Return *group* as words of a sentence."""
    return {"all": "people", "unknown": "people of unknown status"}.get(
        group, group.replace("_", " ")
    )


def set_title(
    member: Scoped,
    kind: CountKind,
    *,
    group: Group,
    place: str | None,
    dates: tuple[str | None, str | None],
) -> str:
    """Return a title such as "civilians killed in Homs, 3 March 2017 (in one event)"."""
    figure = member.figure
    unit = figure.unit if figure.unit not in {"persons", "bodies"} else group_words(group)
    if group not in {"all", "unknown"} and figure.unit not in {"persons", "bodies"}:
        unit = f"{group_words(group)} ({figure.unit})"
    words = f"{unit} {measure_words(figure.measure)}"
    if figure.base is not None:
        words += f" of {figure.base.quote}"
    if place is not None:
        words += f", {place}"
    when = date_words(*dates) or member.time_words
    if when:
        words += f", {when}"
    return f"{words} ({_KINDS[kind]})"


def date_words(start: str | None, end: str | None) -> str | None:
    """Return an interval of ISO dates as words, or None where both ends are unknown."""
    if start is not None and end is not None:
        return start if start == end else f"{start} to {end}"
    if start is not None:
        return f"since {start}"
    return f"until {end}" if end is not None else None


def set_reason(member: Scoped, kind: CountKind, *, group: Group, frame: tuple[object, ...]) -> str:
    """Return which gate the members of a set have in common."""
    figure = member.figure
    shared = f"same measure ({measure_words(figure.measure)}), group ({group}), unit"
    shared += f" ({figure.unit}) and kind of count ({_KINDS[kind]})"
    if frame[0] == "event":
        return f"{shared}; told of the same event"
    if frame[0] == "day":
        return f"{shared}; same place and day"
    if frame[0] == "told once":
        return f"{shared}; place or time not told: compared with the same number only"
    return f"{shared}; same place and time"
