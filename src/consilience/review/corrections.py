"""Put into the rows of a document what a reviewer put right in them.

A stage that makes rows of a report is wrapped, so that everything behind it sees the corrected
fields; what the machine has there is kept beside, in rows of their own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from consilience.model.anchors import Anchored
from consilience.model.events import EventMention
from consilience.model.figures import Figure
from consilience.model.rows import DocumentRow, Row, to_json
from consilience.model.rulings import (
    Corrected,
    CorrectedEventMention,
    CorrectedFigure,
    CorrectedStatement,
    Correction,
)
from consilience.model.statements import Statement
from consilience.model.tables import Tables

CORRECTED: Final[Mapping[type[Row], type[Corrected]]] = {
    Statement: CorrectedStatement,
    Figure: CorrectedFigure,
    EventMention: CorrectedEventMention,
}
"""The table that keeps what the machine has in corrected rows of a kind."""


def run_and_correct(
    tables: Tables, *, run: Callable[[Tables], Iterable[Row]], kind: type[DocumentRow]
) -> Iterator[Row]:
    """Yield what *run* makes, its rows of *kind* with what reviewers put right in them."""
    made = list(run(tables))
    rulings = [row for row in tables.of(Correction) if row.anchor.table == kind.table]
    yield from _correct_rows(made, rulings, kind) if rulings else made


def _correct_rows(
    made: Sequence[Row], rulings: Sequence[Correction], kind: type[DocumentRow]
) -> Iterator[Row]:
    anchored = Anchored(row for row in made if isinstance(row, kind))
    by_row: dict[str, list[Correction]] = defaultdict(list)
    for ruling in sorted(rulings, key=lambda row: (row.number, row.id)):
        found = anchored.find(ruling.anchor)
        if found is not None:
            by_row[found.id].append(ruling)
    for row in made:
        if isinstance(row, kind) and row.id in by_row:
            yield from _correct_row(row, by_row[row.id])
        else:
            yield row


def _correct_row(row: DocumentRow, rulings: Sequence[Correction]) -> Iterator[Row]:
    """Yield *row* corrected, and a note for each field; of one field the later word holds."""
    settled: dict[str, tuple[Correction, str]] = {}
    for ruling in rulings:
        settled.update({change.field: (ruling, change.value) for change in ruling.changes})
    values: dict[str, Any] = {name: json.loads(value) for name, (_, value) in settled.items()}
    for ruling in rulings:
        if ruling.words is not None and isinstance(row, Figure):
            values["span"] = ruling.words
    decisions = sorted({(ruling.number, ruling.day, ruling.decision) for ruling, _ in
                        settled.values()})  # fmt: skip
    said = "; ".join(
        f"corrected by a reviewer on {day} ({decision})" for _, day, decision in decisions
    )
    reason = getattr(row, "reason", "")
    values["reason"] = f"{reason}; {said}" if reason else said
    yield replace(row, **values)
    note = CORRECTED[type(row)]
    for name, (ruling, value) in sorted(settled.items()):
        yield note(
            id=note.make_id(row.id, name),
            document=row.document,
            decision=ruling.decision,
            row=row.id,
            field=name,
            machine=json.dumps(to_json(getattr(row, name))),
            value=value,
        )
