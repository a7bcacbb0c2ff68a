"""Who decided what, when, and why; and does it still hold?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from consilience.model.decisions import Decision, DecisionStatus
from consilience.model.source import RowSource
from consilience.outputs.filters import Wanted, within_period
from consilience.outputs.listing import Cell, Column, Listing, make_listing

COLUMNS: Final = (
    Column(name="decision_id", shown=True),
    Column(name="number", shown=True),
    Column(name="kind", shown=True),
    Column(name="who", shown=True),
    Column(name="when", shown=True),
    Column(name="subjects", shown=True),
    Column(name="after", shown=True),
    Column(name="before"),
    Column(name="why", shown=True),
    Column(name="state", shown=True),
    Column(name="state_reason"),
    Column(name="undoes"),
    Column(name="hash"),
)


def list_decisions(record: RowSource, wanted: Wanted) -> Listing:
    """Return the log of decisions in its order; ``actor`` asks for a person, ``kind`` for a kind.

    ``document`` asks for what was decided about a document or any other row, by id.
    """
    found = sorted(record.rows(Decision), key=lambda row: row.number)
    undone = _undone(found)
    statuses = {row.decision: row for row in record.rows(DecisionStatus)}
    rows = (
        _record(row, statuses.get(row.id), undone)
        for row in found
        if _is_wanted(row, statuses.get(row.id), wanted)
    )
    return make_listing("decisions", COLUMNS, rows, total=len(found))


def _undone(found: list[Decision]) -> Mapping[str, str]:
    """Return the undo that takes each decision back, by the id of what it undoes."""
    taken_back: dict[str, str] = {}
    for row in reversed(found):
        if row.undoes is not None and row.id not in taken_back:
            taken_back[row.undoes] = row.id
    return taken_back


def _is_wanted(row: Decision, status: DecisionStatus | None, wanted: Wanted) -> bool:
    if wanted.kind is not None and row.kind != wanted.kind:
        return False
    if wanted.actor is not None and wanted.actor.casefold() not in row.who.casefold():
        return False
    if wanted.date is not None and not within_period(wanted.date, row.when[:10], row.when[:10]):
        return False
    return wanted.document is None or wanted.document in _about(row, status)


def _about(row: Decision, status: DecisionStatus | None) -> set[str]:
    """Return the ids that the decision named, and those that the same things have now."""
    named = {anchor.id for anchor in row.anchors} | {
        anchor.document or "" for anchor in row.anchors
    }
    return named | {row.id} | (set(status.subjects) if status is not None else set())


def _record(
    row: Decision, status: DecisionStatus | None, undone: Mapping[str, str]
) -> dict[str, Cell]:
    state, reason = _state(row, status, undone)
    named = [anchor.id for anchor in row.anchors if anchor.role in ("subject", "other")]
    return {
        "decision_id": row.id,
        "number": row.number,
        "kind": row.kind,
        "who": row.who,
        "when": row.when,
        "subjects": " ".join(named) or None,
        "after": values_text(row.after),
        "before": values_text(row.before),
        "why": row.why or None,
        "state": state,
        "state_reason": reason or None,
        "undoes": row.undoes,
        "hash": row.hash,
    }


def _state(
    row: Decision, status: DecisionStatus | None, undone: Mapping[str, str]
) -> tuple[str, str]:
    if row.emptied_by is not None:
        return "emptied", f"by the purge {row.emptied_by}"
    if row.id in undone:
        return "undone", f"by {undone[row.id]}"
    if row.kind in ("undo", "purge"):
        return "applied", ""
    if status is None:
        return "waiting", "for the next build"
    return status.state, status.reason


def values_text(text: str | None) -> str | None:
    """Return what a decision keeps as words: ``best 500, low 480``."""
    values = json.loads(text) if text else {}
    told = (f"{name} {_value_text(value)}" for name, value in sorted(values.items()))
    return ", ".join(told) or None


def _value_text(value: object) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
