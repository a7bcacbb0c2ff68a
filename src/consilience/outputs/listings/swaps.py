"""Which words were swapped for which inside of copies, and in how many unrelated pairs?"""

from __future__ import annotations

from typing import Final

from consilience.model.lineage import SwappedPair
from consilience.model.source import RowSource
from consilience.model.spans import Span
from consilience.outputs.filters import Wanted, document_matches
from consilience.outputs.listing import Cell, Column, Listing, make_listing
from consilience.outputs.lookup import Lookup, joined

COLUMNS: Final = (
    Column(name="swap_id", hxl="#meta+code", shown=True),
    Column(name="original", shown=True),
    Column(name="swapped", shown=True),
    Column(name="n_pairs", shown=True),
    Column(name="n_times", shown=True),
    Column(name="n_forward"),
    Column(name="n_backward"),
    Column(name="learnt", shown=True),
    Column(name="examples"),
)


def list_swaps(record: RowSource, wanted: Wanted) -> Listing:
    """Return the swapped pairs of *record*, those of most unrelated document pairs first."""
    lookup = Lookup(record)
    found = sorted(record.rows(SwappedPair), key=lambda row: (-row.n_pairs, -row.n_times, row.id))
    sought = wanted.document
    kept = (
        row
        for row in found
        if sought is None
        or any(document_matches(sought, lookup, span.document) for span in _spans(row))
    )
    records = (_record(row, lookup) for row in kept)
    return make_listing("swaps", COLUMNS, records, total=len(found))


def _spans(row: SwappedPair) -> tuple[Span, ...]:
    return (*row.original_spans, *row.swapped_spans)


def _record(row: SwappedPair, lookup: Lookup) -> dict[str, Cell]:
    return {
        "swap_id": row.id,
        "original": row.original,
        "swapped": row.swapped,
        "n_pairs": row.n_pairs,
        "n_times": row.n_times,
        "n_forward": row.n_forward,
        "n_backward": row.n_backward,
        "learnt": row.learnt,
        "examples": joined(sorted({_name(span, lookup) for span in row.swapped_spans})),
    }


def _name(span: Span, lookup: Lookup) -> str:
    document = lookup.documents.get(span.document)
    return document.name if document else span.document
