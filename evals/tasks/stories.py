"""Which articles report the same thing: the stage ``group_stories`` over one pile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from consilience.merging.stories import StorySettings, group_stories
from consilience.model.documents import Document, Text
from consilience.model.events import Story
from consilience.model.lineage import LineageMember
from consilience.model.tables import Tables
from evals.pile import document_rows, read_lines, write_lines


def predict(folder: Path, out: Path) -> None:
    """Write a story for each article of *folder*."""
    write_lines(out, grouped(read_lines(folder, "documents")))


def grouped(records: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    """Yield the cluster of each article of one pile."""
    rows = [row for record in records for row in _rows(record)]
    tables = Tables(
        {
            Document: [row for row in rows if isinstance(row, Document)],
            Text: [row for row in rows if isinstance(row, Text)],
            LineageMember: [],
            Story: [],
        }
    )
    for story in group_stories(tables, settings=StorySettings()):
        for key in story.documents:
            yield {"id": key, "cluster": story.id}


def _rows(record: Mapping[str, Any]) -> list[Any]:
    return document_rows(
        record["id"],
        record["text"],
        title=record.get("title"),
        outlet=record.get("outlet"),
        published=record.get("published"),
        url=record.get("url"),
    )
