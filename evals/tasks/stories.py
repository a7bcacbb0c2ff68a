"""Which articles report the same thing: the stage ``group_stories`` over one pile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from consilience.merging.stories import StorySettings, group_stories
from consilience.model.documents import Block, BlockLabel, Document, Text
from consilience.model.events import Story
from consilience.model.lineage import LineageMember
from consilience.model.tables import Tables
from consilience.reading.plain import find_blocks
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
            Block: [row for row in rows if isinstance(row, Block)],
            BlockLabel: [],
            LineageMember: [],
            Story: [],
        }
    )
    for story in group_stories(tables, settings=StorySettings()):
        for key in story.documents:
            yield {"id": key, "cluster": story.id}


def _rows(record: Mapping[str, Any]) -> list[Any]:
    text, url = record["text"], record.get("url")
    return document_rows(
        record["id"],
        text,
        title=record.get("title"),
        outlet=record.get("outlet") or (urlsplit(url).hostname if url else None),
        published=record.get("published"),
        url=url,
        blocks=[(block.start, block.end, block.kind) for block in find_blocks(text)],
    )
