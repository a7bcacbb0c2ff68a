"""Which reports are in the case, who published them, when, and how much of them is shared?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from consilience.model.documents import Document
from consilience.model.lineage import DocumentLineage
from consilience.model.source import RowSource
from consilience.model.times import InferredDate
from consilience.outputs.filters import (
    Wanted,
    actor_matches,
    document_matches,
    names_match,
    place_matches,
    within_period,
)
from consilience.outputs.listing import Cell, Column, Listing, make_listing
from consilience.outputs.lookup import Lookup

COLUMNS: Final = (
    Column(name="source_id", hxl="#meta+id", shown=True),
    Column(name="name", hxl="#meta+file", shown=True),
    Column(name="outlet", hxl="#meta+source", shown=True),
    Column(name="outlet_kind", hxl="#meta+source+type"),
    Column(name="agency", hxl="#meta+source+agency"),
    Column(name="authors", hxl="#meta+author"),
    Column(name="title", hxl="#meta+title", shown=True),
    Column(name="published_start", hxl="#date+published+start", shown=True),
    Column(name="published_end", hxl="#date+published+end"),
    Column(name="published_precision"),
    Column(name="published_reason"),
    # Where no date is stated: the interval that the case leaves, never taken for a stated one.
    Column(name="inferred_start", hxl="#date+inferred+start"),
    Column(name="inferred_end", hxl="#date+inferred+end"),
    Column(name="inferred_reason"),
    Column(name="modified", hxl="#date+updated"),
    Column(name="withdrawn"),
    Column(name="language", hxl="#meta+lang"),
    Column(name="url", hxl="#meta+url"),
    Column(name="characters"),
    Column(name="words"),
    Column(name="shared_words", shown=True),
    Column(name="related_documents", shown=True),
    Column(name="spun_share"),
    Column(name="text_sha256"),
)


def list_documents(record: RowSource, wanted: Wanted) -> Listing:
    """Return the reports of *record*, in the order of their names."""
    lookup = Lookup(record)
    shares = {row.document: row for row in record.rows(DocumentLineage)}
    found = sorted(lookup.documents.values(), key=lambda document: (document.name, document.id))
    tests = _tests(wanted, lookup)
    kept = (row for row in found if all(test(row) for test in tests))
    inferred = {row.document: row for row in record.rows(InferredDate)}
    records = (
        _record(document, shares.get(document.id), inferred.get(document.id)) for document in kept
    )
    return make_listing("documents", COLUMNS, records, total=len(found))


def _tests(wanted: Wanted, lookup: Lookup) -> list[Callable[[Document], bool]]:
    tests: list[Callable[[Document], bool]] = []
    if (sought := wanted.document) is not None:
        tests.append(lambda row: document_matches(sought, lookup, row.id))
    if (period := wanted.date) is not None:
        tests.append(
            lambda row: within_period(period, row.published_start, row.published_end),
        )
    if wanted.place is not None:
        tests.append(_among(_naming_place(wanted.place, lookup)))
    if wanted.actor is not None:
        tests.append(_among(_naming_actor(wanted.actor, lookup)))
    if wanted.speaker is not None:
        tests.append(_among(_letting_speak(wanted.speaker, lookup)))
    return tests


def _among(documents: set[str]) -> Callable[[Document], bool]:
    return lambda row: row.id in documents


def _naming_place(place: str, lookup: Lookup) -> set[str]:
    mentions = lookup.place_mentions.values()
    return {row.document for row in mentions if place_matches(place, lookup, (row.id,))}


def _naming_actor(actor: str, lookup: Lookup) -> set[str]:
    mentions = lookup.mentions.values()
    return {row.document for row in mentions if actor_matches(actor, lookup, (row.id,))}


def _letting_speak(speaker: str, lookup: Lookup) -> set[str]:
    statements = lookup.statements.values()
    return {
        row.document
        for row in statements
        if names_match(speaker, (row.speaker_name, row.originator))
    }


def _record(
    document: Document, share: DocumentLineage | None, inferred: InferredDate | None
) -> dict[str, Cell]:
    return {
        "source_id": document.id,
        "name": document.name,
        "outlet": document.outlet,
        "outlet_kind": document.outlet_kind,
        "agency": document.agency,
        "authors": "; ".join(document.authors) or None,
        "title": document.title,
        "published_start": document.published_start,
        "published_end": document.published_end,
        "published_precision": document.published_precision,
        "published_reason": document.published_reason,
        "inferred_start": inferred.start if inferred else None,
        "inferred_end": inferred.end if inferred else None,
        "inferred_reason": inferred.reason if inferred else None,
        "modified": document.modified,
        "withdrawn": document.withdrawn,
        "language": document.language,
        "url": document.url,
        "characters": document.text_length,
        "words": share.words if share else None,
        "shared_words": share.shared_words if share else None,
        "related_documents": share.n_related if share else None,
        "spun_share": share.spun_share if share else None,
        "text_sha256": document.text_sha256,
    }
