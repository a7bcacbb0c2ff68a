"""What did the main incident of each story cost, all its reports taken together?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from consilience.model.findings import Toll
from consilience.model.source import RowSource
from consilience.outputs.filters import (
    Wanted,
    document_matches,
    entity_matches,
    located_at,
    within_period,
)
from consilience.outputs.listing import Cell, Column, Listing, make_listing, number_text
from consilience.outputs.lookup import Lookup

COLUMNS: Final = (
    Column(name="toll_id", hxl="#meta+code", shown=True),
    Column(name="event_id", hxl="#event+code"),
    Column(name="title", hxl="#indicator+title", shown=True),
    Column(name="measure", hxl="#indicator+name"),
    Column(name="place", hxl="#loc+name"),
    Column(name="date_start", hxl="#date+start"),
    Column(name="date_end", hxl="#date+end"),
    Column(name="low", hxl="#indicator+value+min", shown=True),
    Column(name="best", hxl="#indicator+value+num", shown=True),
    Column(name="high", hxl="#indicator+value+max", shown=True),
    Column(name="best_rule"),
    Column(name="best_reason"),
    Column(name="clarity", hxl="#meta+clarity", shown=True),
    Column(name="n_reports", hxl="#meta+report+num", shown=True),
    Column(name="n_tellings", hxl="#meta+source+num", shown=True),
    Column(name="n_independent"),
    Column(name="reason"),
)


def list_tolls(record: RowSource, wanted: Wanted) -> Listing:
    """Return the tolls of *record*: clear incidents first, then those that most reports tell."""
    lookup = Lookup(record)
    found = sorted(record.rows(Toll), key=lambda row: (row.clarity, -row.n_tellings, row.id))
    tests = _tests(wanted, lookup)
    kept = (row for row in found if all(test(row) for test in tests))
    return make_listing("tolls", COLUMNS, (_record(row, lookup) for row in kept), total=len(found))


def toll_text(toll: Toll) -> str:
    """Return low, best and high of a toll as people write them."""
    best = number_text(toll.best) if toll.best is not None else None
    if toll.high is None:
        return "no number is borne out"
    high = number_text(toll.high)
    if best is None or toll.low is None:
        return f"at most {high}" + (f", best {best}" if best is not None else "")
    if toll.low == toll.high:
        return high
    return f"{number_text(toll.low)} to {high}, best {best}"


def toll_figures(toll: Toll) -> tuple[str, ...]:
    """Return the ids of all figures of the incident, those for the best value first."""
    return (*toll.supporting, *toll.differing, *toll.parts)


def _tests(wanted: Wanted, lookup: Lookup) -> list[Callable[[Toll], bool]]:
    tests: list[Callable[[Toll], bool]] = []
    events = lookup.events
    if (measure := wanted.measure) is not None:
        tests.append(lambda row: row.measure == measure)
    if (place := wanted.place) is not None:
        tests.append(lambda row: located_at(place, lookup, events[row.event].place))
    if (actor := wanted.actor) is not None:
        tests.append(
            lambda row: entity_matches(
                actor, lookup, (*events[row.event].actors, *events[row.event].targets)
            )
        )
    if (period := wanted.date) is not None:
        tests.append(
            lambda row: within_period(
                period, events[row.event].date_start, events[row.event].date_end
            )
        )
    if (sought := wanted.document) is not None:
        tests.append(
            lambda row: any(
                document_matches(sought, lookup, lookup.figures[key].document)
                for key in toll_figures(row)
            )
        )
    return tests


def _record(toll: Toll, lookup: Lookup) -> dict[str, Cell]:
    event = lookup.events[toll.event]
    place = lookup.places.get(event.place or "")
    standing = lookup.standing_of.get(event.id)
    return {
        "toll_id": toll.id,
        "event_id": event.id,
        "title": toll.title,
        "measure": toll.measure,
        "place": place.name if place else None,
        "date_start": event.date_start,
        "date_end": event.date_end,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "best_rule": toll.best_rule,
        "best_reason": toll.best_reason,
        "clarity": toll.clarity,
        "n_reports": toll.n_reports,
        "n_tellings": toll.n_tellings,
        "n_independent": standing.n_independent if standing else None,
        "reason": toll.reason,
    }
