"""The tables that people work on, as CSV with an HXL row where it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from consilience.model.source import RowSource
from consilience.outputs.exports.files import ExportFile
from consilience.outputs.filters import Wanted
from consilience.outputs.listing import Listing, render_csv
from consilience.outputs.listings.contradictions import list_contradictions
from consilience.outputs.listings.documents import list_documents
from consilience.outputs.listings.events import list_events
from consilience.outputs.listings.figures import list_figures
from consilience.outputs.listings.findings import list_findings
from consilience.outputs.listings.lineages import list_lineages
from consilience.outputs.listings.statements import list_statements
from consilience.outputs.profiles import Profile

SHEETS: Final[tuple[tuple[str, Callable[[RowSource, Wanted], Listing]], ...]] = (
    ("events.csv", list_events),
    ("figures.csv", list_figures),
    ("findings.csv", list_findings),
    ("statements.csv", list_statements),
    ("sources.csv", list_documents),
    ("lineages.csv", list_lineages),
    ("contradictions.csv", list_contradictions),
)


def export_sheets(record: RowSource, *, profile: Profile, hxl: bool) -> Iterator[ExportFile]:
    """Yield the CSV files of *record*; with *hxl*, hashtags stand under each header."""
    for name, list_rows in SHEETS:
        listing = profile.listing(list_rows(record, Wanted()))
        yield ExportFile(name=name, chunks=[render_csv(listing, hxl=hxl)], n_rows=len(listing.rows))
