"""Incidents of a report in the slots of MUC: every stage up to the merged events, report by report.

The texts are in capitals; their case is restored first, by a general method (evals/casing.py).
What the key calls an incident, and how its slots are written, is in evals/incident_slots.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from consilience.model.documents import Document, Text
from consilience.model.events import Event, EventMember
from consilience.model.rows import DocumentRow, Row
from consilience.pipeline.document_stages import TELL
from consilience.pipeline.merging_stages import MERGE_EVENTS
from consilience.pipeline.run import Rows, run_stage
from consilience.pipeline.stages import STAGES
from evals.casing import restore_case
from evals.incident_places import main_country
from evals.incident_slots import Report, incidents_of
from evals.pile import document_rows, read_lines, run_cached, write_lines

_HEAD: Final = re.compile(r"\A.{0,400}?\[TEXT\]\s*|\A.*?--\s*(?:\[[^\]]*\]\s*)*", re.DOTALL)
_MARK: Final = re.compile(r"(?:(?<=[.?!\"\])])|(?<=--))\s*\[[^\]]{1,120}\]")
"""An editor's mark between sentences: who speaks, what was left out."""
_BRACKETS: Final = str.maketrans("[]", "()")
_BLOCK: Final = re.compile(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)
_MERGING: Final = STAGES[STAGES.index(TELL) + 1 : STAGES.index(MERGE_EVENTS) + 1]


def predict(folder: Path, out: Path) -> None:
    """Write the incidents of each report of *folder*."""
    records = list(read_lines(folder, "documents"))
    given = [row for record in records for row in _rows(record)]
    told = run_cached(STAGES[: STAGES.index(TELL) + 1], given)
    by_document = _split(told)
    write_lines(
        out,
        [
            {"id": record["id"], "incidents": list(_incidents(by_document[record["id"]]))}
            for record in records
        ],
    )


def _rows(record: Mapping[str, Any]) -> list[Row]:
    head = _HEAD.match(record["text"])
    text = _MARK.sub(lambda mark: re.sub(r"\S", " ", mark.group()), record["text"])
    text = restore_case(text).translate(_BRACKETS)
    start = head.end() if head else 0
    blocks = [(0, max(1, len(text[:start].rstrip())), "dateline")] if start else []
    blocks += [(found.start(), found.end(), "paragraph") for found in _BLOCK.finditer(text, start)]
    return document_rows(record["id"], text, published=record["date"], blocks=blocks)


def _split(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for kind, several in rows.items():
        for row in several:
            owner = row.document if isinstance(row, DocumentRow) else row.id
            found.setdefault(owner, {}).setdefault(kind, []).append(row)
    return found


def _incidents(rows: Rows) -> Iterator[dict[str, Any]]:
    for stage in _MERGING:
        for row in run_stage(stage, rows, views={}):
            rows.setdefault(type(row), []).append(row)
    (document,) = rows[Document]
    case = {row.id: row for several in rows.values() for row in several}
    members: dict[str, list[Any]] = {}
    for member in rows.get(EventMember, ()):
        members.setdefault(member.event, []).append(case[member.mention])
    (text,) = rows[Text]
    country = main_country(case, text.text.split("--")[0])
    report = Report(case=case, published=document.published_start, country=country)
    yield from incidents_of(report, [(event, members[event.id]) for event in rows.get(Event, ())])
