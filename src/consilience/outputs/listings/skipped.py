"""What could not be made, by which stage, and why?"""

from __future__ import annotations

from typing import Final

from consilience.model.case import Skipped
from consilience.model.source import RowSource
from consilience.outputs.filters import Wanted, document_matches
from consilience.outputs.listing import Cell, Column, Listing, make_listing
from consilience.outputs.lookup import Lookup

COLUMNS: Final = (
    Column(name="skipped_id", shown=True),
    Column(name="what", hxl="#meta+file", shown=True),
    Column(name="stage", shown=True),
    Column(name="reason", hxl="#description", shown=True),
    Column(name="source_id", hxl="#meta+id"),
)


def list_skipped(record: RowSource, wanted: Wanted) -> Listing:
    """Return what was skipped, by stage."""
    lookup = Lookup(record)
    found = sorted(record.rows(Skipped), key=lambda row: (row.stage, row.what, row.id))
    sought = wanted.document
    kept = (
        row
        for row in found
        if sought is None or document_matches(sought, lookup, row.document) or row.what == sought
    )
    return make_listing("skipped", COLUMNS, (_record(row) for row in kept), total=len(found))


def _record(row: Skipped) -> dict[str, Cell]:
    return {
        "skipped_id": row.id,
        "what": row.what,
        "stage": row.stage,
        "reason": row.reason,
        "source_id": row.document,
    }


def count_skipped_documents(record: RowSource) -> int:
    """Return how many whole reports were set aside, as against single rows of a report."""
    return sum(row.stage == "read" or row.what == row.document for row in record.rows(Skipped))
