"""Attribution (PolNeAR): the statements that somebody is named, or at least said, to make.

The set annotates no attribution inside another, and none of the outlet's own words.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.pipeline.document_stages import ATTRIBUTE, NAME, PARSE, SPLIT
from evals.pile import document_rows, read_lines, run_cached, write_lines

_STAGES: Final = (SPLIT, PARSE, NAME, ATTRIBUTE)


def predict(folder: Path, out: Path) -> None:
    """Write the attributions of the documents in *folder* to *out*."""
    documents = list(read_lines(folder, "documents"))
    given = [
        row
        for record in documents
        for row in document_rows(
            record["id"],
            record["text"],
            outlet=record.get("publisher"),
            published=record.get("published"),
        )
    ]
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for row in run_cached(_STAGES, given)[Statement]:
        if isinstance(row, Statement) and row.cue and row.parent is None:
            by_document[row.document].append(row)
    write_lines(
        out,
        (
            {
                "id": record["id"],
                "attributions": [_answer(row) for row in by_document[record["id"]]],
            }
            for record in documents
        ),
    )


def _answer(row: Statement) -> dict[str, Any]:
    return {
        "source": _spans(row.source),
        "cue": _spans(row.cue),
        "content": _spans(row.content),
    }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
