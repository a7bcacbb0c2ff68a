"""Neutral titles of events, made from their fields."""

from __future__ import annotations

from consilience.merging.told import Days, iso_day
from consilience.merging.vocabulary import load_titles
from consilience.model.scales import EventKind, Realis

_MARKS: dict[Realis, str] = {
    "planned": "planned",
    "denied": "denied",
    "hypothetical": "not told as having happened",
    "ongoing": "going on",
}


def title_of(
    kind: EventKind, place: str | None, days: Days | None, *, realis: Realis, aggregate: bool
) -> str:
    """Return the title of an event.

    Example:
        >>> title_of("siege", "Tarsana", (738_000, 738_000), realis="happened", aggregate=False)
        'Siege in Tarsana, 2021-07-27'

    """
    title = load_titles()[kind] + (f" in {place}" if place else "")
    if days is not None:
        title += f", {_written(days)}"
    if aggregate:
        title += " (total over a period)"
    elif realis in _MARKS:
        title += f" ({_MARKS[realis]})"
    return title


def _written(days: Days) -> str:
    first, last = iso_day(days[0]), iso_day(days[1])
    return first if first == last else f"{first} to {last}"
