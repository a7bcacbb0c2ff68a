"""The tables that people work on, as CSV with an HXL row where it is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilience.model.source import RowSource
from consilience.outputs.exports.files import ExportFile
from consilience.outputs.filters import Wanted
from consilience.outputs.listing import render_csv
from consilience.outputs.listings.every import LISTINGS
from consilience.outputs.profiles import Profile

SHEETS: Final = {
    "events.csv": "events",
    "figures.csv": "figures",
    "findings.csv": "findings",
    "tolls.csv": "tolls",
    "series.csv": "series",
    "statements.csv": "statements",
    "sources.csv": "documents",
    "lineages.csv": "lineages",
    "contradictions.csv": "contradictions",
}


def export_sheets(record: RowSource, *, profile: Profile, hxl: bool) -> Iterator[ExportFile]:
    """Yield the CSV files of *record*; with *hxl*, hashtags stand under each header."""
    for name, key in SHEETS.items():
        listing = profile.listing(LISTINGS[key](record, Wanted()))
        yield ExportFile(name=name, chunks=[render_csv(listing, hxl=hxl)], n_rows=len(listing.rows))
