"""Answers to `lineage`: copied passages, their direction and agency, and origins per claim."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from consilience.model.lineage import CopyEdge, DocumentLineage, Passage
from consilience.pipeline.run import Rows
from consilience.pipeline.text_stages import TRACE
from consilience.text.origins import PassageIndex, find_origins
from evals.pile import document_rows, read_lines, run_cached, write_lines

AGENCIES = {"Anadolu Agency": "Anadolu"}  # as the planted set spells it
KINDS = {"common_quotation": "edited"}  # the set has no kind for a quotation that both carry


def predict(folder: Path, out: Path) -> None:
    given = [
        row
        for line in read_lines(folder, "documents")
        for row in document_rows(
            line["id"],
            line["text"],
            title=line.get("title"),
            outlet=line.get("outlet"),
            published=line.get("published"),
            url=line.get("url"),
        )
    ]
    rows = run_cached((TRACE,), given)
    write_lines(out / "gold.jsonl", _passages(rows))
    index = PassageIndex(
        (row for row in rows.get(Passage, ()) if isinstance(row, Passage)),
        (row for row in rows.get(DocumentLineage, ()) if isinstance(row, DocumentLineage)),
    )
    write_lines(
        out / "origins.jsonl", (_origins(claim, index) for claim in read_lines(folder, "claims"))
    )


def _passages(rows: Rows) -> Iterator[dict[str, Any]]:
    edges = {
        (edge.document_a, edge.document_b): edge
        for edge in rows.get(CopyEdge, ())
        if isinstance(edge, CopyEdge)
    }
    for passage in rows.get(Passage, ()):
        if not isinstance(passage, Passage):
            continue
        edge = edges.get((passage.document_a, passage.document_b))
        yield {
            "a": passage.document_a,
            "b": passage.document_b,
            "a_start": passage.a.start,
            "a_end": passage.a.end,
            "b_start": passage.b.start,
            "b_end": passage.b.end,
            "kind": KINDS.get(passage.kind, passage.kind),
            "direction": _direction(edge),
            "agency": AGENCIES.get(edge.agency or "", edge.agency) if edge else None,
        }


def _direction(edge: CopyEdge | None) -> str:
    if edge is None:
        return "unknown"
    if edge.common_source is not None:
        return "common_source"
    if edge.probability_a_first is None:
        return "unknown"
    return "b_from_a" if edge.probability_a_first > 0.5 else "a_from_b"


def _origins(claim: dict[str, Any], index: PassageIndex) -> dict[str, Any]:
    mentions = [(document, start, end) for document, start, end in claim["mentions"]]
    return {"claim_id": claim["claim_id"], "origins": find_origins(mentions, index).conservative}
