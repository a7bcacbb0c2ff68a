"""What do the reports count: how many, of whom, where, when, and who says so?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from consilience.model.figures import Figure
from consilience.model.source import RowSource
from consilience.outputs.filters import (
    Wanted,
    actor_matches,
    document_matches,
    names_match,
    place_matches,
    within_period,
)
from consilience.outputs.listing import Cell, Column, Listing, make_listing
from consilience.outputs.lookup import Lookup

COLUMNS: Final = (
    Column(name="figure_id", hxl="#meta+code", shown=True),
    Column(name="source_id", hxl="#meta+id"),
    Column(name="source", hxl="#meta+source", shown=True),
    Column(name="measure", hxl="#indicator+name", shown=True),
    Column(name="group", hxl="#indicator+group", shown=True),
    Column(name="unit", hxl="#indicator+unit"),
    Column(name="value_text", hxl="#indicator+text", shown=True),
    Column(name="low", hxl="#indicator+value+min", shown=True),
    Column(name="best", hxl="#indicator+value+num", shown=True),
    Column(name="high", hxl="#indicator+value+max", shown=True),
    Column(name="qualifier", shown=True),
    Column(name="count_kind", shown=True),
    Column(name="role"),
    Column(name="place", hxl="#loc+name", shown=True),
    Column(name="scope_start", hxl="#date+start"),
    Column(name="scope_end", hxl="#date+end"),
    Column(name="scope_text"),
    Column(name="base_text"),
    Column(name="perpetrator", hxl="#group+name+first"),
    Column(name="victims", hxl="#group+name+second"),
    Column(name="speaker", hxl="#contact+name", shown=True),
    Column(name="originator"),
    Column(name="firmness", hxl="#meta+certainty"),
    Column(name="statement_id"),
    Column(name="figure_set_id"),
    Column(name="set_low", hxl="#indicator+value+set+min"),
    Column(name="set_best", hxl="#indicator+value+set"),
    Column(name="set_high", hxl="#indicator+value+set+max"),
    Column(name="set_best_rule"),
    Column(name="event_id", hxl="#event+code"),
    Column(name="of_whole"),
    Column(name="derived_from"),
    Column(name="factor"),
    Column(name="start"),
    Column(name="end"),
    Column(name="reason"),
)


def list_figures(record: RowSource, wanted: Wanted) -> Listing:
    """Return the figures of *record*, in the order of the reports and of their texts."""
    lookup = Lookup(record)
    found = sorted(lookup.figures.values(), key=lambda row: _place_in_text(row, lookup))
    tests = _tests(wanted, lookup)
    kept = (row for row in found if all(test(row) for test in tests))
    return make_listing(
        "figures", COLUMNS, (_record(row, lookup) for row in kept), total=len(found)
    )


def _place_in_text(figure: Figure, lookup: Lookup) -> tuple[str, str, int, str]:
    document = lookup.documents.get(figure.document)
    return document.name if document else "", figure.document, figure.span.start, figure.id


def _tests(wanted: Wanted, lookup: Lookup) -> list[Callable[[Figure], bool]]:
    tests: list[Callable[[Figure], bool]] = []
    if (sought := wanted.document) is not None:
        tests.append(lambda row: document_matches(sought, lookup, row.document))
    if (measure := wanted.measure) is not None:
        tests.append(lambda row: row.measure == measure)
    if (speaker := wanted.speaker) is not None:
        tests.append(lambda row: names_match(speaker, _voices(row, lookup)))
    if (firmness := wanted.firmness) is not None:
        tests.append(lambda row: _firmness(row, lookup) == firmness)
    if (place := wanted.place) is not None:
        tests.append(lambda row: place_matches(place, lookup, (row.scope_place,)))
    if (actor := wanted.actor) is not None:
        tests.append(lambda row: actor_matches(actor, lookup, (*row.perpetrator, *row.victims)))
    if (period := wanted.date) is not None:
        tests.append(lambda row: within_period(period, *_scope(row, lookup)))
    return tests


def _voices(figure: Figure, lookup: Lookup) -> tuple[str | None, str | None]:
    statement = lookup.statements.get(figure.statement)
    return (statement.speaker_name, statement.originator) if statement else (None, None)


def _firmness(figure: Figure, lookup: Lookup) -> str | None:
    statement = lookup.statements.get(figure.statement)
    return statement.firmness if statement else None


def _scope(figure: Figure, lookup: Lookup) -> tuple[str | None, str | None]:
    time = lookup.time_mentions.get(figure.scope_time or "")
    return (time.start, time.end) if time else (None, None)


def _record(figure: Figure, lookup: Lookup) -> dict[str, Cell]:
    time = lookup.time_mentions.get(figure.scope_time or "")
    speaker, originator = _voices(figure, lookup)
    start, end = _scope(figure, lookup)
    comparable = lookup.figure_sets.get(lookup.set_of.get(figure.id, ""))
    finding = lookup.finding_of.get(comparable.id) if comparable else None
    return {
        "figure_id": figure.id,
        "source_id": figure.document,
        "source": lookup.source_name(figure.document),
        "measure": figure.measure,
        "group": figure.group,
        "unit": figure.unit,
        "value_text": figure.span.quote,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "count_kind": figure.count_kind,
        "role": figure.role,
        "place": lookup.place_name(figure.scope_place),
        "scope_start": start,
        "scope_end": end,
        "scope_text": time.span.quote if time else None,
        "base_text": figure.base.quote if figure.base else None,
        "perpetrator": lookup.entity_names(figure.perpetrator),
        "victims": lookup.entity_names(figure.victims),
        "speaker": speaker,
        "originator": originator,
        "firmness": _firmness(figure, lookup),
        "statement_id": figure.statement,
        "figure_set_id": comparable.id if comparable else None,
        "set_low": finding.low if finding else None,
        "set_best": finding.best if finding else None,
        "set_high": finding.high if finding else None,
        "set_best_rule": finding.best_rule if finding else None,
        "event_id": comparable.event if comparable else None,
        "of_whole": figure.of_whole,
        "derived_from": figure.derived_from,
        "factor": figure.factor,
        "start": figure.span.start,
        "end": figure.span.end,
        "reason": figure.reason,
    }
