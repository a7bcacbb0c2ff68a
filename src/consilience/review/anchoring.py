"""Anchor what a decision is about, in the reports as they stand."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.errors import SettingsError
from consilience.model.anchors import ANCHORED, anchor_of
from consilience.model.decisions import Anchor
from consilience.model.documents import Document
from consilience.model.findings import Contradiction, Grade
from consilience.model.lineage import LineageMember
from consilience.model.rows import DocumentRow, Row
from consilience.model.scales import AnchorRole
from consilience.model.source import RowSource
from consilience.model.spans import span_of
from consilience.review.lookup import RecordLookup


def find_subject(record: RowSource, row_id: str) -> Row:
    """Return the row with this id; for a grade, the row that it grades.

    Raises:
        SettingsError: there is none.
    """
    row = record.find(row_id)
    if isinstance(row, Grade):
        row = record.find(row.subject)
    if row is None:
        raise SettingsError(
            f"there is no {row_id!r} in the case", hint="ids stand in the lists: consilience events"
        )
    return row


def anchors_of(record: RowSource, row: Row, *, other: bool = False) -> list[Anchor]:
    """Return where *row* stands: itself, and the rows of reports that it is made of.

    Args:
        other: It is the thing that the subject is set against.
    """
    role: AnchorRole = "other" if other else "subject"
    if isinstance(row, DocumentRow) and row.table in ANCHORED:
        return [anchor_of(row, role)]
    if isinstance(row, Document):
        return [document_anchor(row.id, role)]
    owner = row.document if isinstance(row, DocumentRow) else None
    slot = row.kind if isinstance(row, Contradiction) else ""
    own = Anchor(role=role, table=row.table, id=row.id, document=owner, span=None, slot=slot)
    return [own, *member_anchors(record, row, other=other)]


def member_anchors(record: RowSource, row: Row, *, other: bool = False) -> list[Anchor]:
    """Return where the rows that *row* is made of stand."""
    role: AnchorRole = "other_member" if other else "member"
    if isinstance(row, Contradiction):
        spans = sorted({span for side in row.sides for span in side.spans})
        return [
            Anchor(role=role, table="", id="", document=span.document, span=span, slot="")
            for span in spans
        ]
    return [_member_anchor(member, role) for member in RecordLookup(record).members(row)]


def _member_anchor(member: Row, role: AnchorRole) -> Anchor:
    if isinstance(member, LineageMember):
        stretch = member.stretch
        return Anchor(
            role=role,
            table=member.table,
            id=member.id,
            document=member.document,
            span=None,  # a copied run is long: its words are not repeated in the log
            slot=f"{stretch.start}:{stretch.end}",
        )
    if not isinstance(member, DocumentRow):
        raise SettingsError(f"{member.id} cannot be a member")
    return anchor_of(member, role)


def document_anchor(document: str, role: AnchorRole) -> Anchor:
    """Return the anchor of a whole document; its id is made from its frozen text."""
    return Anchor(
        role=role, table=Document.table, id=document, document=document, span=None, slot=""
    )


def evidence_anchor(record: RowSource, words: tuple[str, int, int]) -> Anchor:
    """Return the anchor of characters of a document: its id, start and end in code points.

    Raises:
        SpanError: they are not inside of its frozen text.
        EvidenceError: there is no such document.
    """
    document, start, end = words
    span = span_of(document, record.text(document), start, end)
    return Anchor(role="evidence", table="", id="", document=document, span=span, slot="")


def set_apart(anchors: Sequence[Anchor], wanted: set[str]) -> tuple[Anchor, ...]:
    """Return *anchors* with every member whose id or document is not *wanted* as the others."""
    return tuple(
        anchor
        if anchor.role != "member" or {anchor.id, anchor.document} & wanted
        else Anchor(
            role="other_member",
            table=anchor.table,
            id=anchor.id,
            document=anchor.document,
            span=anchor.span,
            slot=anchor.slot,
        )
        for anchor in anchors
    )
