"""Entities (re3d): who, where, when, how many and with what, from the rows of several stages.

Types of the set that the product has no row for (identifiers, frequencies) are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from consilience.model.entities import Mention
from consilience.model.figures import Figure
from consilience.model.places import PlaceMention
from consilience.model.rows import Row
from consilience.model.scales import EntityKind
from consilience.model.times import TimeMention
from consilience.pipeline.document_stages import ATTRIBUTE, COUNT, DATE, LOCATE, NAME, PARSE, SPLIT
from evals.pile import document_rows, read_lines, run_cached, write_lines

_STAGES: Final = (SPLIT, PARSE, NAME, LOCATE, DATE, ATTRIBUTE, COUNT)
_TYPES: Final[Mapping[EntityKind, str]] = {
    "person": "Person",
    "people": "Nationality",
    "facility": "Location",
}
Entity = tuple[int, int, str]


def predict(folder: Path, out: Path) -> None:
    """Write the entities of the documents in *folder* to *out*."""
    documents = list(read_lines(folder, "documents"))
    given = [
        row
        for record in documents
        for row in document_rows(record["id"], record["text"], title=record.get("title"))
    ]
    found: dict[str, set[Entity]] = defaultdict(set)
    for rows in run_cached(_STAGES, given).values():
        for row in rows:
            for document, entity in _entities(row):
                found[document].add(entity)
    write_lines(
        out,
        (
            {
                "id": record["id"],
                "entities": [
                    {"start": start, "end": end, "type": kind}
                    for start, end, kind in sorted(found[record["id"]])
                ],
            }
            for record in documents
        ),
    )


def _entities(row: Row) -> Iterator[tuple[str, Entity]]:
    if isinstance(row, Mention):
        kind = _TYPES.get(row.kind, "Organisation")
        if row.kind == "people" and row.rule.startswith("described"):
            kind = "Organisation"
        yield row.document, (row.span.start, row.span.end, kind)
    elif isinstance(row, PlaceMention):
        kind = "Nationality" if row.kind == "people" else "Location"
        yield row.document, (row.span.start, row.span.end, kind)
    elif isinstance(row, TimeMention):
        yield row.document, (row.span.start, row.span.end, "Temporal")
    elif isinstance(row, Figure):
        kind = "Money" if row.measure == "money" else "Quantity"
        yield row.document, (row.span.start, row.span.end, kind)
