"""What should a person look at, the most important first?"""

from __future__ import annotations

from typing import Final

from consilience.model.decisions import Decision, DecisionStatus, ReviewItem
from consilience.model.source import RowSource
from consilience.outputs.filters import Wanted
from consilience.outputs.listing import Column, Listing, make_listing

COLUMNS: Final = (
    Column(name="item_id"),
    Column(name="importance", shown=True),
    Column(name="kind", shown=True),
    Column(name="subject", shown=True),
    Column(name="title", shown=True),
    Column(name="reason", shown=True),
    Column(name="others"),
)


def list_queue(record: RowSource, wanted: Wanted) -> Listing:
    """Return what is to be reviewed, less what was decided about since the last build."""
    found = open_items(record)
    kept = (row for row in found if wanted.kind is None or row.kind == wanted.kind)
    rows = (
        {
            "item_id": row.id,
            "importance": row.importance,
            "kind": row.kind,
            "subject": row.subject,
            "title": row.title,
            "reason": row.reason,
            "others": " ".join(row.others) or None,
        }
        for row in kept
    )
    return make_listing("queue", COLUMNS, rows, total=len(found))


def open_items(record: RowSource) -> list[ReviewItem]:
    """Return the items of the queue that nobody has decided about since the last build."""
    decided = _waiting_subjects(record)
    found = (row for row in record.rows(ReviewItem) if row.subject not in decided)
    return sorted(found, key=lambda row: (-row.importance, row.id))


def _waiting_subjects(record: RowSource) -> set[str]:
    """Return what decisions name of which no build has told yet what became of them."""
    told = {row.decision for row in record.rows(DecisionStatus)}
    decisions = list(record.rows(Decision))
    undone = {row.undoes for row in decisions if row.undoes is not None}
    return {
        key
        for row in decisions
        if row.id not in told and row.id not in undone and row.kind != "comment"
        for key in (*(anchor.id for anchor in row.anchors), row.undoes or "")
    }
