"""Where can the reports not all be right?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from consilience.model.findings import Contradiction, Side
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
from consilience.outputs.lookup import Lookup, joined

COLUMNS: Final = (
    Column(name="contradiction_id", hxl="#meta+code", shown=True),
    Column(name="kind", hxl="#indicator+type", shown=True),
    Column(name="level", hxl="#severity", shown=True),
    Column(name="title", hxl="#description+title", shown=True),
    Column(name="side_1", shown=True),
    Column(name="side_1_sources"),
    Column(name="side_1_statements"),
    Column(name="side_2", shown=True),
    Column(name="side_2_sources"),
    Column(name="side_2_statements"),
    Column(name="further_sides"),
    Column(name="subject_id"),
    Column(name="explanation", hxl="#description"),
    Column(name="state", hxl="#status", shown=True),
)


def list_contradictions(record: RowSource, wanted: Wanted) -> Listing:
    """Return the contradictions of *record*, the major ones first."""
    lookup = Lookup(record)
    found = sorted(
        record.rows(Contradiction), key=lambda row: (row.level != "major", row.kind, row.id)
    )
    tests = _tests(wanted, lookup)
    kept = (row for row in found if all(test(row) for test in tests))
    return make_listing(
        "contradictions", COLUMNS, (_record(row, lookup) for row in kept), total=len(found)
    )


def _tests(wanted: Wanted, lookup: Lookup) -> list[Callable[[Contradiction], bool]]:
    tests: list[Callable[[Contradiction], bool]] = []
    if (kind := wanted.kind) is not None:
        tests.append(lambda row: row.kind == kind)
    if (sought := wanted.document) is not None:
        tests.append(
            lambda row: any(
                document_matches(sought, lookup, span.document)
                for side in row.sides
                for span in side.spans
            )
        )
    if (place := wanted.place) is not None:
        tests.append(lambda row: located_at(place, lookup, _place(row, lookup)))
    if (period := wanted.date) is not None:
        tests.append(lambda row: within_period(period, *_days(row, lookup)))
    if (actor := wanted.actor) is not None:
        tests.append(lambda row: _has_actor(row, actor, lookup))
    if (speaker := wanted.speaker) is not None:
        tests.append(lambda row: names_match(speaker, _speakers(row, lookup)))
    return tests


def _place(row: Contradiction, lookup: Lookup) -> str | None:
    if row.subject in lookup.events:
        return lookup.events[row.subject].place
    if row.subject in lookup.figure_sets:
        return lookup.figure_sets[row.subject].scope_place
    return row.subject if row.subject in lookup.places else None


def _days(row: Contradiction, lookup: Lookup) -> tuple[str | None, str | None]:
    if row.subject in lookup.events:
        event = lookup.events[row.subject]
        return event.date_start, event.date_end
    own = lookup.figure_sets.get(row.subject)
    return (own.scope_start, own.scope_end) if own else (None, None)


def _has_actor(row: Contradiction, actor: str, lookup: Lookup) -> bool:
    own = lookup.figure_sets.get(row.subject)
    event = lookup.events.get(own.event or "" if own else row.subject)
    if event and entity_matches(actor, lookup, (*event.actors, *event.targets)):
        return True
    return names_match(actor, (side.value for side in row.sides))


def _speakers(row: Contradiction, lookup: Lookup) -> list[str | None]:
    found = (lookup.statements.get(key) for side in row.sides for key in side.statements)
    return [name for row in found if row for name in (row.speaker_name, row.originator)]


def _record(row: Contradiction, lookup: Lookup) -> dict[str, Cell]:
    first, second, *_ = (*row.sides, None, None)
    return {
        "contradiction_id": row.id,
        "kind": row.kind,
        "level": row.level,
        "title": row.title,
        **_side_cells(1, first, lookup),
        **_side_cells(2, second, lookup),
        "further_sides": joined(side.value for side in row.sides[2:]),
        "subject_id": row.subject,
        "explanation": row.explanation,
        "state": row.state,
    }


def _side_cells(number: int, side: Side | None, lookup: Lookup) -> dict[str, Cell]:
    sources = sorted({lookup.source_name(span.document) for span in side.spans}) if side else []
    return {
        f"side_{number}": side.value if side else None,
        f"side_{number}_sources": joined(sources),
        f"side_{number}_statements": joined(side.statements) if side else None,
    }
