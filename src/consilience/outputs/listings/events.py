"""What happened, where, when, by whom, at what cost, and how well is it supported?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from consilience.model.events import Event
from consilience.model.findings import Finding
from consilience.model.source import RowSource
from consilience.outputs.countries import country_named
from consilience.outputs.filters import (
    Wanted,
    document_matches,
    entity_matches,
    located_at,
    within_period,
)
from consilience.outputs.listing import Cell, Column, Listing, make_listing
from consilience.outputs.lookup import Lookup, joined
from consilience.outputs.notes import event_notes, signed_off
from consilience.outputs.ties import ties_of

COLUMNS: Final = (
    Column(name="event_id", hxl="#event+code", shown=True),
    Column(name="date_start", hxl="#date+start", shown=True),
    Column(name="date_end", hxl="#date+end", shown=True),
    Column(name="date_precision"),
    Column(name="date_reason"),
    Column(name="kind", hxl="#event+type", shown=True),
    Column(name="title", hxl="#event+name", shown=True),
    Column(name="acled_event_type"),
    Column(name="acled_sub_event_type"),
    Column(name="realis", shown=True),
    Column(name="aggregate"),
    Column(name="background"),
    Column(name="country", hxl="#country+name"),
    Column(name="iso3", hxl="#country+code"),
    Column(name="adm1", hxl="#adm1+name"),
    Column(name="adm2", hxl="#adm2+name"),
    Column(name="location", hxl="#loc+name", shown=True),
    Column(name="latitude", hxl="#geo+lat"),
    Column(name="longitude", hxl="#geo+lon"),
    Column(name="place_precision", hxl="#geo+precision"),
    Column(name="actor1", hxl="#group+name+first", shown=True),
    Column(name="actor1_tie"),
    Column(name="actor2", hxl="#group+name+second"),
    Column(name="killed_low", hxl="#affected+killed+min"),
    Column(name="killed_best", hxl="#affected+killed"),
    Column(name="killed_high", hxl="#affected+killed+max"),
    Column(name="civilians_killed_low", hxl="#affected+killed+civilians+min"),
    Column(name="civilians_killed_best", hxl="#affected+killed+civilians"),
    Column(name="civilians_killed_high", hxl="#affected+killed+civilians+max"),
    Column(name="injured_low", hxl="#affected+injured+min"),
    Column(name="injured_best", hxl="#affected+injured"),
    Column(name="injured_high", hxl="#affected+injured+max"),
    Column(name="sources", hxl="#meta+source"),
    Column(name="n_reports", hxl="#meta+report+num", shown=True),
    Column(name="n_independent", hxl="#meta+source+num", shown=True),
    Column(name="corroboration", shown=True),
    Column(name="agreement"),
    Column(name="signed_off"),
    Column(name="harm_grade", hxl="#meta+grade"),
    Column(name="harm_would_raise"),
    Column(name="notes", hxl="#description"),
    Column(name="reason"),
)


def list_events(record: RowSource, wanted: Wanted) -> Listing:
    """Return the events of *record* by date; those without one come last."""
    lookup = Lookup(record)
    found = sorted(lookup.events.values(), key=by_date)
    tests = _tests(wanted, lookup)
    kept = (row for row in found if all(test(row) for test in tests))
    return make_listing("events", COLUMNS, (_record(row, lookup) for row in kept), total=len(found))


def by_date(event: Event) -> tuple[str, str, str]:
    """Return what sorts events by date, undated ones last."""
    return event.date_start or event.date_end or "9999", event.date_end or "9999", event.id


def event_sources(event: Event, lookup: Lookup) -> str | None:
    """Return who published the reports that tell of *event*."""
    tellings = lookup.mentions_of_event.get(event.id, ())
    return joined(sorted({lookup.source_name(row.document) for row in tellings}))


def _tests(wanted: Wanted, lookup: Lookup) -> list[Callable[[Event], bool]]:
    tests: list[Callable[[Event], bool]] = []
    if (kind := wanted.kind) is not None:
        tests.append(lambda row: row.kind == kind)
    if (place := wanted.place) is not None:
        tests.append(lambda row: located_at(place, lookup, row.place))
    if (actor := wanted.actor) is not None:
        tests.append(lambda row: entity_matches(actor, lookup, (*row.actors, *row.targets)))
    if (period := wanted.date) is not None:
        tests.append(lambda row: within_period(period, row.date_start, row.date_end))
    if (sought := wanted.document) is not None:
        tests.append(
            lambda row: any(
                document_matches(sought, lookup, telling.document)
                for telling in lookup.mentions_of_event.get(row.id, ())
            )
        )
    return tests


def _record(event: Event, lookup: Lookup) -> dict[str, Cell]:
    standing = lookup.standing_of.get(event.id)
    harm = lookup.grade(event.id, "harm")
    return {
        "event_id": event.id,
        "date_start": event.date_start,
        "date_end": event.date_end,
        "date_precision": event.date_precision,
        "date_reason": event.date_reason,
        "kind": event.kind,
        "title": event.title,
        "acled_event_type": event.acled_event_type,
        "acled_sub_event_type": event.acled_sub_event_type,
        "realis": event.realis,
        "aggregate": event.aggregate,
        "background": event.background,
        **_place_cells(event, lookup),
        "actor1": _names(event.actors, lookup),
        "actor1_tie": _ties(event, lookup),
        "actor2": _names(event.targets, lookup),
        **_cost_cells("killed", event_finding(event.id, "killed", "all", lookup)),
        **_cost_cells("civilians_killed", event_finding(event.id, "killed", "civilians", lookup)),
        **_cost_cells("injured", event_finding(event.id, "injured", "all", lookup)),
        "sources": event_sources(event, lookup),
        "n_reports": standing.n_reports if standing else event.n_reports,
        "n_independent": standing.n_independent if standing else None,
        "corroboration": standing.corroboration if standing else None,
        "agreement": standing.agreement if standing else None,
        "signed_off": "; ".join(signed_off(lookup, event.id)) or None,
        "harm_grade": harm.value if harm else None,
        "harm_would_raise": harm.would_raise if harm else None,
        "notes": event_notes(event, lookup),
        "reason": event.reason,
    }


def event_finding(event: str, measure: str, group: str, lookup: Lookup) -> Finding | None:
    """Return what the event's own figures of *measure* and *group* come to, if there is one answer.

    Sets of the same measure and group (a part of the dead, another place) are never added up: the
    one that more reports carry than any other stands for the event, and where two are level, none.
    """
    found = [
        lookup.finding_of[own.id]
        for own in lookup.sets_of_event.get(event, ())
        if own.measure == measure
        and own.group == group
        and own.count_kind in ("incident", "unstated")
        and own.id in lookup.finding_of
    ]
    found.sort(key=lambda row: -row.n_reports)
    level = len(found) > 1 and found[0].n_reports == found[1].n_reports
    return found[0] if found and not level else None


def _place_cells(event: Event, lookup: Lookup) -> dict[str, Cell]:
    place = lookup.places.get(event.place or "")
    country = country_named(place.country) if place and place.country else None
    return {
        "country": country.name if country else None,
        "iso3": country.iso3 if country else None,
        "adm1": place.adm1 if place else None,
        "adm2": place.adm2 if place else None,
        "location": place.name if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_precision": event.place_precision,
    }


def _cost_cells(name: str, finding: Finding | None) -> dict[str, Cell]:
    return {
        f"{name}_low": finding.low if finding else None,
        f"{name}_best": finding.best if finding else None,
        f"{name}_high": finding.high if finding else None,
    }


def _ties(event: Event, lookup: Lookup) -> str | None:
    """Return how firmly reports tie each actor to *event*."""
    tellings = lookup.mentions_of_event.get(event.id, ())
    ties = ties_of(event.actors, tellings, lookup.entity_of)
    return joined(
        f"{lookup.entities[tie.party].name}: {tie.words}"
        for tie in ties
        if tie.reports and tie.party in lookup.entities
    )


def _names(entities: Sequence[str], lookup: Lookup) -> str | None:
    return joined(lookup.entities[key].name for key in entities if key in lookup.entities)
