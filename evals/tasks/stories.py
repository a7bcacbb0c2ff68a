"""Which articles report the same thing: copies, furniture and ``group_stories`` over one pile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from consilience.model.events import Story
from consilience.pipeline.text_stages import GROUP_STORIES, LABEL, TRACE
from consilience.reading.plain import find_blocks
from evals.pile import document_rows, read_lines, run_cached, write_lines

_STAGES: Final = (TRACE, LABEL, GROUP_STORIES)


def predict(folder: Path, out: Path) -> None:
    """Write a story for each article of *folder*."""
    write_lines(out, grouped(read_lines(folder, "documents")))


def grouped(records: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    """Yield the cluster of each article of one pile."""
    rows = run_cached(_STAGES, [row for record in records for row in _rows(record)])
    for story in rows[Story]:
        if isinstance(story, Story):
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
