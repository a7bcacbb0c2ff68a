"""Killed and injured of one incident, reconciled over its articles: an incident is a case.

The set says which articles report an incident: they are given to the pipeline as one story, and
the product's own stages do the rest, up to the row that the report and ``why`` show. Where no
article counts anybody, the product says nothing; the registry writes 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from consilience.model.documents import Document
from consilience.model.events import Story
from consilience.model.findings import Toll
from consilience.model.rows import DocumentRow, Row
from consilience.model.sentences import Parse, Words
from consilience.pipeline.finding_stages import TOLL
from consilience.pipeline.merging_stages import (
    INFER_DATES,
    MERGE_EVENTS,
    RESOLVE_ENTITIES,
    RESOLVE_PLACES,
)
from consilience.pipeline.run import Rows, run_stage
from consilience.pipeline.stages import STAGES
from consilience.pipeline.text_stages import TRACE
from evals.pile import document_rows, read_lines, run_cached, write_lines

_OVER_A_CASE: Final = (TRACE, RESOLVE_PLACES, RESOLVE_ENTITIES, INFER_DATES, MERGE_EVENTS, TOLL)


def predict(folder: Path, out: Path) -> None:
    """Write the toll of each incident of *folder*."""
    records = list(read_lines(folder, "documents"))
    stages = [stage for stage in STAGES if stage.unit != "corpus"]
    rows = run_cached(stages, [row for record in records for row in _rows(record)])
    incident_of = {record["id"]: record["incident"] for record in records}
    cases = _split(rows, incident_of)
    write_lines(out, (_answer(incident, _tolls(cases[incident])) for incident in cases))


def _rows(record: Mapping[str, Any]) -> list[Row]:
    """Return the rows of an article with its title as its headline, where the text lacks it."""
    title = (record["title"] or "").strip()
    if not title or record["text"].lstrip().startswith(title):
        return document_rows(record["id"], record["text"], published=record["published"])
    text = f"{title}\n{record['text']}"
    blocks = [(0, len(title), "headline")]
    at = len(title) + 1
    for line in record["text"].split("\n"):
        if line.strip():
            blocks.append((at, at + len(line), "paragraph"))
        at += len(line) + 1
    return document_rows(
        record["id"], text, title=title, published=record["published"], blocks=blocks
    )


def _split(rows: Rows, incident_of: Mapping[str, str]) -> dict[str, Rows]:
    """Return the rows of each incident's case; parses are no longer needed."""
    found: dict[str, Rows] = {incident: {} for incident in incident_of.values()}
    for kind, several in rows.items():
        if kind in {Parse, Words}:
            continue
        for row in several:
            owner = row.document if isinstance(row, DocumentRow) else row.id
            found[incident_of[owner]].setdefault(kind, []).append(row)
    return found


def _tolls(rows: Rows) -> list[Toll]:
    documents = tuple(sorted(row.id for row in rows[Document]))
    given = Story(id=Story.make_id(documents), previous_ids=(), documents=documents, reason="given")
    rows[Story] = [given]
    for stage in _OVER_A_CASE:
        for row in run_stage(stage, rows, views={}):
            rows.setdefault(type(row), []).append(row)
    return [row for row in rows.get(Toll, ()) if isinstance(row, Toll)]


def _answer(incident: str, tolls: Sequence[Toll]) -> dict[str, Any]:
    bounds: dict[str, dict[str, float]] = defaultdict(lambda: {"low": 0, "best": 0, "high": 0})
    for row in tolls:
        low, best = row.low or 0, row.best or 0
        bounds[row.measure] = {"low": low, "best": best, "high": row.high or best}
    return {"id": incident, "killed": bounds["killed"], "injured": bounds["injured"]}
