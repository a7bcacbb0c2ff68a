"""Killed and injured of one incident, reconciled over its articles: an incident is a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from consilience.corroboration.tolls import Toll, TollSettings, reconcile_toll
from consilience.model.figures import Figure
from consilience.model.rows import Row
from consilience.model.sentences import Sentence
from consilience.pipeline.stages import STAGES
from evals.pile import document_rows, read_lines, run_cached, write_lines

SETTINGS = TollSettings()


def predict(folder: Path, out: Path) -> None:
    """Write the toll of each incident of *folder*."""
    records = list(read_lines(folder, "documents"))
    stages = [stage for stage in STAGES if stage.unit != "corpus"]
    rows = run_cached(stages, [row for record in records for row in _rows(record)])
    documents: dict[str, list[str]] = defaultdict(list)
    incident_of: dict[str, str] = {}
    for record in records:
        documents[record["incident"]].append(record["id"])
        incident_of[record["id"]] = record["incident"]
    figures: dict[str, list[Figure]] = defaultdict(list)
    for row in rows.get(Figure, ()):
        if isinstance(row, Figure):
            figures[incident_of[row.document]].append(row)
    ordinals = {row.id: row.ordinal for row in rows[Sentence] if isinstance(row, Sentence)}
    write_lines(
        out,
        (
            _answer(
                incident,
                reconcile_toll(
                    figures[incident], ordinals, documents=documents[incident], settings=SETTINGS
                ),
            )
            for incident in documents
        ),
    )


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


def _answer(incident: str, toll: Toll) -> dict[str, Any]:
    return {"id": incident, "killed": _bounds(toll.killed), "injured": _bounds(toll.injured)}


def _bounds(found: tuple[float, float, float]) -> dict[str, float]:
    low, best, high = found
    return {"low": low, "best": best, "high": high}
