"""Who holds what when, and how many are displaced where, according to whom?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from consilience.model.series import SeriesPoint
from consilience.model.source import RowSource
from consilience.outputs.filters import (
    Wanted,
    document_matches,
    entity_matches,
    located_at,
    names_match,
    within_period,
)
from consilience.outputs.listing import Cell, Column, Listing, make_listing
from consilience.outputs.lookup import Lookup

COLUMNS: Final = (
    Column(name="point_id", hxl="#meta+code", shown=True),
    Column(name="place", hxl="#loc+name", shown=True),
    Column(name="series", hxl="#indicator+name", shown=True),
    Column(name="day", hxl="#date", shown=True),
    Column(name="day_reason"),
    Column(name="party", hxl="#group+name", shown=True),
    Column(name="act", shown=True),
    Column(name="base"),
    Column(name="low", hxl="#indicator+value+min", shown=True),
    Column(name="best", hxl="#indicator+value+num", shown=True),
    Column(name="high", hxl="#indicator+value+max", shown=True),
    Column(name="disputed", shown=True),
    Column(name="according_to", hxl="#meta+source", shown=True),
    Column(name="n_reports", hxl="#meta+report+num"),
    Column(name="event_id", hxl="#event+code"),
)


def list_series(record: RowSource, wanted: Wanted) -> Listing:
    """Return the series of *record*, one after the other: by place, topic and day."""
    lookup = Lookup(record)

    def order(row: SeriesPoint) -> tuple[str, str, str, str, bool, str, str]:
        place = lookup.places[row.place]
        return (place.name, place.id, row.topic, row.series, row.day is None, row.day or "", row.id)

    found = sorted(record.rows(SeriesPoint), key=order)
    tests = _tests(wanted, lookup)
    kept = (row for row in found if all(test(row) for test in tests))
    records = (_record(row, lookup) for row in kept)
    return make_listing("series points", COLUMNS, records, total=len(found))


def _tests(wanted: Wanted, lookup: Lookup) -> list[Callable[[SeriesPoint], bool]]:
    tests: list[Callable[[SeriesPoint], bool]] = []
    if (place := wanted.place) is not None:
        tests.append(lambda row: located_at(place, lookup, row.place))
    if (actor := wanted.actor) is not None:
        tests.append(lambda row: entity_matches(actor, lookup, (row.party,) if row.party else ()))
    if (period := wanted.date) is not None:
        tests.append(lambda row: within_period(period, row.day, row.day))
    if (measure := wanted.measure) is not None:
        tests.append(lambda row: row.measure == measure)
    if (speaker := wanted.speaker) is not None:
        tests.append(lambda row: names_match(speaker, row.according_to))
    if (sought := wanted.document) is not None:
        tests.append(
            lambda row: any(
                document_matches(sought, lookup, lookup.statements[key].document)
                for key in row.statements
            )
        )
    return tests


def _record(row: SeriesPoint, lookup: Lookup) -> dict[str, Cell]:
    party = lookup.entities.get(row.party or "")
    return {
        "point_id": row.id,
        "place": lookup.places[row.place].name,
        "series": row.series,
        "day": row.day,
        "day_reason": row.day_reason,
        "party": party.name if party else None,
        "act": row.act,
        "base": row.base,
        "low": row.low,
        "best": row.best,
        "high": row.high,
        "disputed": row.disputed,
        "according_to": "; ".join(row.according_to) or None,
        "n_reports": row.n_reports,
        "event_id": row.event,
    }
