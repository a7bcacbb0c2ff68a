"""Every list there is, by the name under which people ask for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from consilience.model.source import RowSource
from consilience.outputs.filters import Wanted
from consilience.outputs.listing import Listing
from consilience.outputs.listings.contradictions import list_contradictions
from consilience.outputs.listings.decisions import list_decisions
from consilience.outputs.listings.documents import list_documents
from consilience.outputs.listings.events import list_events
from consilience.outputs.listings.figures import list_figures
from consilience.outputs.listings.findings import list_findings
from consilience.outputs.listings.lineages import list_lineages
from consilience.outputs.listings.queue import list_queue
from consilience.outputs.listings.series import list_series
from consilience.outputs.listings.skipped import list_skipped
from consilience.outputs.listings.sources import list_sources
from consilience.outputs.listings.statements import list_statements
from consilience.outputs.listings.swaps import list_swaps
from consilience.outputs.listings.tolls import list_tolls

LISTINGS: Final[Mapping[str, Callable[[RowSource, Wanted], Listing]]] = {
    "documents": list_documents,
    "lineages": list_lineages,
    "swaps": list_swaps,
    "statements": list_statements,
    "sources": list_sources,
    "events": list_events,
    "figures": list_figures,
    "findings": list_findings,
    "tolls": list_tolls,
    "series": list_series,
    "contradictions": list_contradictions,
    "decisions": list_decisions,
    "queue": list_queue,
    "skipped": list_skipped,
}
