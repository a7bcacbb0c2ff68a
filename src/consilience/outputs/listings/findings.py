"""What do the comparable figures come to: low, best, high, from how many voices?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from consilience.model.findings import FigureSet, Finding
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
from consilience.outputs.notes import signed_off

COLUMNS: Final = (
    Column(name="finding_id", hxl="#meta+code", shown=True),
    Column(name="figure_set_id"),
    Column(name="event_id", hxl="#event+code"),
    Column(name="title", hxl="#indicator+title", shown=True),
    Column(name="measure", hxl="#indicator+name"),
    Column(name="group", hxl="#indicator+group"),
    Column(name="unit", hxl="#indicator+unit"),
    Column(name="count_kind", shown=True),
    Column(name="place", hxl="#loc+name"),
    Column(name="scope_start", hxl="#date+start"),
    Column(name="scope_end", hxl="#date+end"),
    Column(name="scope_text"),
    Column(name="base_text"),
    Column(name="low", hxl="#indicator+value+min", shown=True),
    Column(name="best", hxl="#indicator+value+num", shown=True),
    Column(name="high", hxl="#indicator+value+max", shown=True),
    Column(name="best_rule"),
    Column(name="best_reason"),
    Column(name="n_reports", hxl="#meta+report+num", shown=True),
    Column(name="n_outlets", hxl="#meta+outlet+num"),
    Column(name="n_originators", hxl="#meta+originator+num"),
    Column(name="n_independent", hxl="#meta+source+num", shown=True),
    Column(name="independence_assumed"),
    Column(name="corroboration", hxl="#meta+grade", shown=True),
    Column(name="agreement", hxl="#meta+agreement", shown=True),
    Column(name="admiralty_number"),
    Column(name="signed_off"),
    Column(name="would_raise"),
    Column(name="reason"),
)


def list_findings(record: RowSource, wanted: Wanted) -> Listing:
    """Return the reconciled figures of *record*, those from most voices first."""
    lookup = Lookup(record)
    found = sorted(lookup.finding_of.values(), key=lambda row: (-row.n_independent, row.id))
    tests = _tests(wanted, lookup)
    pairs = ((row, lookup.figure_sets[row.figure_set]) for row in found)
    kept = ((row, own) for row, own in pairs if all(test(row, own) for test in tests))
    records = (_record(row, own, lookup) for row, own in kept)
    return make_listing("findings", COLUMNS, records, total=len(found))


Test = Callable[[Finding, FigureSet], bool]


def _tests(wanted: Wanted, lookup: Lookup) -> list[Test]:
    tests: list[Test] = []
    if (measure := wanted.measure) is not None:
        tests.append(lambda _, own: own.measure == measure)
    if (place := wanted.place) is not None:
        tests.append(lambda _, own: located_at(place, lookup, own.scope_place))
    if (period := wanted.date) is not None:
        tests.append(lambda _, own: within_period(period, own.scope_start, own.scope_end))
    if (sought := wanted.document) is not None:
        tests.append(
            lambda row, _: any(
                document_matches(sought, lookup, lookup.figures[figure].document)
                for figure in finding_figures(row)
                if figure in lookup.figures
            )
        )
    if (actor := wanted.actor) is not None:
        tests.append(lambda _, own: _event_actor(actor, own, lookup))
    if (speaker := wanted.speaker) is not None:
        tests.append(lambda row, _: names_match(speaker, _speakers(row, lookup)))
    return tests


def finding_figures(finding: Finding) -> tuple[str, ...]:
    """Return the ids of all figures of the set, whatever became of them."""
    return (
        *finding.supporting,
        *finding.compatible,
        *finding.contradicting,
        *finding.superseded,
        *finding.excluded,
    )


def _event_actor(actor: str, own: FigureSet, lookup: Lookup) -> bool:
    event = lookup.events.get(own.event or "")
    return event is not None and entity_matches(actor, lookup, (*event.actors, *event.targets))


def _speakers(finding: Finding, lookup: Lookup) -> list[str | None]:
    names: list[str | None] = []
    for key in finding_figures(finding):
        figure = lookup.figures.get(key)
        statement = lookup.statements.get(figure.statement) if figure else None
        names += [statement.speaker_name, statement.originator] if statement else []
    return names


def _record(finding: Finding, own: FigureSet, lookup: Lookup) -> dict[str, Cell]:
    place = lookup.places.get(own.scope_place or "")
    number = lookup.grade(finding.id, "admiralty_number")
    return {
        "finding_id": finding.id,
        "figure_set_id": own.id,
        "event_id": own.event,
        "title": own.title,
        "measure": own.measure,
        "group": own.group,
        "unit": own.unit,
        "count_kind": own.count_kind,
        "place": place.name if place else None,
        "scope_start": own.scope_start,
        "scope_end": own.scope_end,
        "scope_text": own.scope_text,
        "base_text": own.base,
        "low": finding.low,
        "best": finding.best,
        "high": finding.high,
        "best_rule": finding.best_rule,
        "best_reason": finding.best_reason,
        "n_reports": finding.n_reports,
        "n_outlets": finding.n_outlets,
        "n_originators": finding.n_originators,
        "n_independent": finding.n_independent,
        "independence_assumed": finding.independence_assumed,
        "corroboration": finding.corroboration,
        "agreement": finding.agreement,
        "admiralty_number": number.value if number else None,
        "signed_off": "; ".join(signed_off(lookup, own.id, finding.id)) or None,
        "would_raise": number.would_raise if number else None,
        "reason": finding.reason,
    }
