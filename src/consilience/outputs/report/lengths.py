"""How long a report is: one page, the usual length, or everything that the case holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consilience.model.scales import ReportLength

_ALL: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """The most of each sort that a report shows."""

    name: ReportLength
    headlines: int
    disputes: int  # among the headlines
    figures: int  # lines of the table
    cards: int
    events: int  # paragraphs
    entries: int  # dated events in the timeline
    items: int  # of each further section
    voices: int  # under one sentence
    citations: int  # of one sentence
    charts: int  # of figures
    sources: int  # lines of a table
    leaves_out: frozenset[str]  # keys of sections


LENGTHS: Final[dict[ReportLength, Length]] = {
    "brief": Length(
        name="brief", headlines=4, disputes=0, figures=5, cards=0, events=1, entries=0, items=2,
        voices=0, citations=1, charts=0, sources=0,
        leaves_out=frozenset(
            {"timeline", "map", "displacement", "control", "harm", "strength", "heritage",
             "quoted"}
        ),
    ),
    "default": Length(
        name="default", headlines=5, disputes=3, figures=20, cards=8, events=10, entries=25,
        items=12, voices=6, citations=12, charts=4, sources=150, leaves_out=frozenset(),
    ),
    "full": Length(
        name="full", headlines=8, disputes=5, figures=_ALL, cards=_ALL, events=_ALL, entries=_ALL,
        items=_ALL, voices=_ALL, citations=_ALL, charts=12, sources=_ALL, leaves_out=frozenset(),
    ),
}  # fmt: skip
