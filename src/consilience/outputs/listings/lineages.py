"""Which passages are copied, from whom, and how many reports share them?"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from consilience.model.lineage import Lineage, LineageMember
from consilience.model.source import RowSource
from consilience.outputs.filters import Wanted, document_matches
from consilience.outputs.listing import Cell, Column, Listing, make_listing
from consilience.outputs.lookup import Lookup, joined

COLUMNS: Final = (
    Column(name="lineage_id", hxl="#meta+code", shown=True),
    Column(name="kind", hxl="#meta+type", shown=True),
    Column(name="n_documents", hxl="#meta+report+num", shown=True),
    Column(name="n_outlets", hxl="#meta+outlet+num", shown=True),
    Column(name="n_words", shown=True),
    Column(name="origin", hxl="#meta+source", shown=True),
    Column(name="common_source"),
    Column(name="documents"),
    Column(name="passage", hxl="#description", shown=True),
    Column(name="reason"),
)
_PASSAGE_CHARACTERS: Final = 160


def list_lineages(record: RowSource, wanted: Wanted) -> Listing:
    """Return the copied passages of *record*, those in most documents first."""
    lookup = Lookup(record)
    members: dict[str, list[LineageMember]] = defaultdict(list)
    for member in record.rows(LineageMember):
        members[member.lineage].append(member)
    found = sorted(record.rows(Lineage), key=lambda row: (-row.n_documents, -row.n_words, row.id))
    sought = wanted.document
    kept = (
        row
        for row in found
        if sought is None
        or any(document_matches(sought, lookup, member.document) for member in members[row.id])
    )
    records = (_record(row, members[row.id], lookup) for row in kept)
    return make_listing("lineages", COLUMNS, records, total=len(found))


def _record(row: Lineage, members: list[LineageMember], lookup: Lookup) -> dict[str, Cell]:
    return {
        "lineage_id": row.id,
        "kind": row.kind,
        "n_documents": row.n_documents,
        "n_outlets": row.n_outlets,
        "n_words": row.n_words,
        "origin": lookup.source_name(row.origin) if row.origin else None,
        "common_source": row.common_source,
        "documents": joined(sorted(_name(member, lookup) for member in members)),
        "passage": _opening(row, members, lookup),
        "reason": row.reason,
    }


def _name(member: LineageMember, lookup: Lookup) -> str:
    document = lookup.documents.get(member.document)
    return document.name if document else member.document


def _opening(row: Lineage, members: list[LineageMember], lookup: Lookup) -> str | None:
    if not members:
        return None
    own = [member for member in members if member.document == row.origin] or members
    stretch = own[0].stretch
    words = lookup.record.text(stretch.document)[stretch.start : stretch.end]
    short = " ".join(words[:_PASSAGE_CHARACTERS].split())
    return short if len(words) <= _PASSAGE_CHARACTERS else short + " …"
