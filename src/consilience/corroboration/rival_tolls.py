"""Where reports of one incident come to totals that cannot both be right.

Only of incidents that are clear (see `incidents`) and of one known day, and only between reports
that state a whole number and are not published weeks apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consilience.corroboration.agreement import Thresholds, judge_gap
from consilience.corroboration.rivals import FAR_DAYS
from consilience.corroboration.scope import FigureEvents, dated_documents, events_of_figures
from consilience.corroboration.voicing import Voicing, voicing
from consilience.corroboration.wording import number_words, sides_words
from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, Reading, Side, Toll
from consilience.model.statements import Statement
from consilience.model.tables import Tables


@dataclass(frozen=True, slots=True)
class _Stand:
    """A reading of a toll with whose word it is and when it was published."""

    reading: Reading
    figures: tuple[Figure, ...]  # that give a number within the reading
    voices: frozenset[str]
    names: tuple[str, ...]
    day: str | None  # of its first report


@dataclass(frozen=True, slots=True)
class _Lookups:
    figures: Mapping[str, Figure]
    statements: Mapping[str, Statement]
    dates: Mapping[str, str | None]
    events: FigureEvents
    speaking: Voicing


def find_rival_tolls(tables: Tables, *, thresholds: Thresholds) -> Iterator[Contradiction]:
    """Yield the clear incidents whose reports come to totals that exclude each other."""
    lookups = _Lookups(
        figures=tables.by_id(Figure),
        statements=tables.by_id(Statement),
        dates=dated_documents(tables),
        events=events_of_figures(tables),
        speaking=voicing(tables),
    )
    events = tables.by_id(Event)
    for toll in sorted(tables.of(Toll), key=lambda row: row.id):
        event = events[toll.event]
        if toll.clarity != 1 or event.date_precision not in {"minute", "day"}:
            continue
        stands = [
            stand for row in toll.readings if (stand := _stand(row, event, lookups)) is not None
        ]
        pair = _widest(stands, thresholds)
        if pair is not None:
            yield _contradiction(toll, *pair, thresholds)


def _stand(reading: Reading, event: Event, lookups: _Lookups) -> _Stand | None:
    """Return a reading with the numbers that are told with the event itself, if there are any."""
    if reading.best <= 0:
        return None
    rows = [lookups.figures[key] for key in reading.figures]
    rows = [row for row in rows if lookups.events.find(row) == event]
    own = tuple(
        row
        for row in rows
        if row.best is not None and row.of_whole is None and _within(row.best, reading)
    )  # "four of them" counts among people whom its report counts: no total of the incident
    if not own:
        return None
    said = [lookups.statements[row.statement] for row in own if row.statement in lookups.statements]
    voices = {lookups.speaking.of(row).key: lookups.speaking.of(row).name for row in said}
    days = [day for key in reading.documents if (day := lookups.dates.get(key)) is not None]
    return _Stand(
        reading, own, frozenset(voices), tuple(sorted(voices.values())), min(days, default=None)
    )


def _within(value: float, reading: Reading) -> bool:
    return reading.low <= value <= reading.high


def _widest(stands: Sequence[_Stand], thresholds: Thresholds) -> tuple[_Stand, _Stand] | None:
    """Return the lower and the higher of the two readings that are furthest apart."""
    best: tuple[float, _Stand, _Stand] | None = None
    for lower in stands:
        for higher in stands:
            if not lower.voices.isdisjoint(higher.voices) or not _near(lower.day, higher.day):
                continue
            if lower.reading.high >= higher.reading.low or _may_be_more(lower):
                continue
            ratio = higher.reading.low / lower.reading.high
            if ratio >= thresholds.minor and (best is None or ratio > best[0]):
                best = ratio, lower, higher
    return best[1:] if best is not None else None


def _may_be_more(stand: _Stand) -> bool:
    """Return whether all its numbers are floors, which no larger number contradicts."""
    return all(row.high is None for row in stand.figures)


def _near(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= FAR_DAYS


def _contradiction(
    toll: Toll, lower: _Stand, higher: _Stand, thresholds: Thresholds
) -> Contradiction:
    sides = (_side(lower), _side(higher))
    verdict = judge_gap(lower.reading.high, higher.reading.low, thresholds)
    grown = lower.day is not None and higher.day is not None and lower.day < higher.day
    words = f"Reports of one incident come to different totals ({toll.title}): {sides_words(sides)}"
    later = " The higher is of a later report: the count may have risen." if grown else ""
    return Contradiction(
        id=Contradiction.make_id("toll", toll.id),
        kind="figure",
        level=verdict.level or "minor",
        subject=toll.event,
        title=f"Totals differ: {toll.title}",
        sides=sides,
        explanation=f"{words}.{later}",
        state="explained" if grown else "open",
    )


def _side(stand: _Stand) -> Side:
    low, high = stand.reading.low, stand.reading.high
    value = number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"
    return Side(
        value=value,
        statements=tuple(sorted({row.statement for row in stand.figures})),
        origins=tuple(sorted(set(stand.names))),
        spans=tuple(sorted(row.span for row in stand.figures)),
    )
