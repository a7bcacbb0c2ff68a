"""One row being corrected: its fields as they are, and what may stand in them."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.model.rows import DocumentRow, Row
from consilience.review.fields import CORRECTABLE, allowed_values
from consilience.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctable:
    """One field that may be corrected."""

    name: str
    value: str  # as it is now, empty for nothing
    choices: tuple[str, ...]  # empty: anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """The row that is being corrected."""

    id: str
    table: str
    fields: tuple[Correctable, ...]


def correcting(visit: Visit, row: Row | None) -> Correcting | None:
    """Return *row* as a form shows it; ``None`` where this viewer may not correct it."""
    if row is None or type(row) not in CORRECTABLE or not visit.viewer.may_write:
        return None
    kind = type(row)
    return Correcting(
        id=row.id,
        table=kind.table,
        fields=tuple(
            Correctable(
                name=name, value=_now(getattr(row, name)), choices=allowed_values(kind, name)
            )
            for name in CORRECTABLE[kind]
        ),
    )


def asked_to_correct(visit: Visit, document: str) -> Correcting | None:
    """Return the row of *document* that the address asks to correct, if it asks for one."""
    wanted = visit.asked.words("correct")
    row = visit.case.find(wanted) if wanted else None
    inside = isinstance(row, DocumentRow) and row.document == document
    return correcting(visit, row) if inside else None


def _now(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)
