"""Times: the product's time mentions in the form of TimeBank's scorer."""

from __future__ import annotations

from pathlib import Path

from consilience.model.rows import Row
from consilience.model.times import TimeMention
from consilience.pipeline.document_stages import DATE, PARSE, SPLIT
from evals.pile import document_rows, read_lines, run_cached, write_lines


def predict(folder: Path, out: Path) -> None:
    """Write the time expressions of each document of *folder* to *out*."""
    documents = list(read_lines(folder, "documents"))
    given: list[Row] = []
    for document in documents:
        given += document_rows(document["id"], document["text"], published=document["dct"][:10])
    rows = run_cached((SPLIT, PARSE, DATE), given)
    found: dict[str, list[dict[str, object]]] = {document["id"]: [] for document in documents}
    for row in rows.get(TimeMention, ()):
        assert isinstance(row, TimeMention)
        found[row.document].append(
            {
                "start": row.span.start,
                "end": row.span.end,
                "type": row.timex,
                "value": row.value or "",
            }
        )
    write_lines(out, ({"id": key, "timexes": times} for key, times in found.items()))
