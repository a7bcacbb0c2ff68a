"""Where reports of one incident come to totals that cannot both be right.

Only of incidents that are clear (see `incidents`) and of one known day, and only between reports
that state a whole number and are not published weeks apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consilience.corroboration.agreement import Thresholds, judge_gap
from consilience.corroboration.rivals import FAR_DAYS
from consilience.corroboration.scope import FigureEvents, dated_documents, events_of_figures
from consilience.corroboration.voicing import Voicing, voicing
from consilience.corroboration.wording import number_words, sides_words
from consilience.model.asked import Asked
from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, Reading, Side, Toll
from consilience.model.statements import Statement
from consilience.model.tables import Tables


@dataclass(frozen=True, slots=True)
class _Stand:
    """A reading of a toll with when it was published."""

    reading: Reading
    figures: tuple[Figure, ...]  # that give a number within the reading
    day: str | None  # of its first report


@dataclass(frozen=True, slots=True)
class _Lookups:
    figures: Asked[Figure]
    statements: Asked[Statement]
    dates: Mapping[str, str | None]
    events: FigureEvents
    speaking: Voicing

    def read(self, readings: Iterable[Reading]) -> None:
        """Read in one go what *readings* rest on, for who is about to look at each."""
        keys = {key for reading in readings for key in reading.figures}
        self.figures.read(keys)
        self.events.read({self.figures[key].document for key in keys})


def find_rival_tolls(tables: Tables, *, thresholds: Thresholds) -> Iterator[Contradiction]:
    """Yield the clear incidents whose reports come to totals that exclude each other."""
    lookups = _Lookups(
        figures=tables.asked(Figure),
        statements=tables.asked(Statement),
        dates=dated_documents(tables),
        events=events_of_figures(tables),
        speaking=voicing(tables),
    )
    events = tables.by_id(Event)
    clear = [
        toll
        for toll in sorted(tables.of(Toll), key=lambda row: row.id)
        if toll.clarity == 1 and events[toll.event].date_precision in {"minute", "day"}
    ]
    lookups.read(reading for toll in clear for reading in toll.readings)
    for toll in clear:
        event = events[toll.event]
        stands = [
            stand for row in toll.readings if (stand := _stand(row, event, lookups)) is not None
        ]
        pair = _widest(stands, lookups, thresholds)
        if pair is not None:
            yield _contradiction(toll, pair, lookups, thresholds)


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
    days = [day for key in reading.documents if (day := lookups.dates.get(key)) is not None]
    return _Stand(reading, own, min(days, default=None))


def _voices(stand: _Stand, lookups: _Lookups) -> dict[str, str]:
    """Return whose word a reading is: names by key."""
    lookups.statements.read(row.statement for row in stand.figures)
    said = (lookups.statements.get(row.statement) for row in stand.figures)
    voices = [lookups.speaking.of(row) for row in said if row is not None]
    return {voice.key: voice.name for voice in voices}


def _within(value: float, reading: Reading) -> bool:
    return reading.low <= value <= reading.high


def _widest(
    stands: Sequence[_Stand], lookups: _Lookups, thresholds: Thresholds
) -> tuple[_Stand, _Stand] | None:
    """Return the lower and the higher of the two readings that are furthest apart."""
    best: tuple[float, _Stand, _Stand] | None = None
    for lower in stands:
        for higher in stands:
            if lower.reading.high >= higher.reading.low or _may_be_more(lower):
                continue
            ratio = higher.reading.low / lower.reading.high
            if ratio < thresholds.minor or (best is not None and ratio <= best[0]):
                continue
            if _near(lower.day, higher.day) and _of_others(lower, higher, lookups):
                best = ratio, lower, higher
    return best[1:] if best is not None else None


def _of_others(one: _Stand, other: _Stand, lookups: _Lookups) -> bool:
    return _voices(one, lookups).keys().isdisjoint(_voices(other, lookups))


def _may_be_more(stand: _Stand) -> bool:
    """Return whether all its numbers are floors, which no larger number contradicts."""
    return all(row.high is None for row in stand.figures)


def _near(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= FAR_DAYS


def _contradiction(
    toll: Toll, pair: tuple[_Stand, _Stand], lookups: _Lookups, thresholds: Thresholds
) -> Contradiction:
    lower, higher = pair
    sides = (_side(lower, lookups), _side(higher, lookups))
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


def _side(stand: _Stand, lookups: _Lookups) -> Side:
    low, high = stand.reading.low, stand.reading.high
    value = number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"
    return Side(
        value=value,
        statements=tuple(sorted({row.statement for row in stand.figures})),
        origins=tuple(sorted(set(_voices(stand, lookups).values()))),
        spans=tuple(sorted(row.span for row in stand.figures)),
    )
