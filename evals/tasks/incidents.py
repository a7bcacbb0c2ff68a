"""Incidents of a report in the slots of MUC: every stage up to the merged events, report by report.

The texts are in capitals; their case is restored first, by a general method (evals/casing.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from anyascii import anyascii

from consilience.model.documents import Document
from consilience.model.events import Event, EventMember
from consilience.model.rows import DocumentRow, Row
from consilience.pipeline.run import Rows, run_stage
from consilience.pipeline.stages import MERGE_EVENTS, STAGES, TELL
from consilience.text.gazetteer import load_gazetteer
from evals.casing import restore_case
from evals.pile import document_rows, read_lines, run_cached, write_lines

TYPES: Final = {
    "killing": "ATTACK", "attack": "ATTACK", "shooting": "ATTACK", "shelling": "ATTACK",
    "air_strike": "BOMBING", "explosion": "BOMBING", "suicide_bomb": "BOMBING",
    "abduction": "KIDNAPPING", "arson": "ARSON", "robbery": "ROBBERY",
}  # fmt: skip
STAGE: Final = {"happened": "ACCOMPLISHED", "ongoing": "ACCOMPLISHED"}
_HEAD: Final = re.compile(r"\A.*?(?:\[TEXT\]|--)\s*", re.DOTALL)
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
    text = restore_case(record["text"])
    head = _HEAD.match(text)
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
    case = {row.id: row for several in rows.values() for row in several}
    members: dict[str, list[Any]] = {}
    for member in rows.get(EventMember, ()):
        members.setdefault(member.event, []).append(case[member.mention])
    (document,) = rows[Document]
    for event in rows.get(Event, ()):
        if event.kind in TYPES and event.realis in STAGE and not event.aggregate:
            yield _incident(event, members[event.id], case, document.published_start)


def _incident(
    event: Any, mentions: Sequence[Any], case: Mapping[str, Any], published: str | None
) -> dict[str, Any]:
    figures = [case[key] for mention in mentions for key in mention.figures]
    actors = [case[key] for mention in mentions for key in mention.actors]
    groups = [actor.name for actor in actors if _is_body(actor)]
    end = event.date_end or published
    return {
        "type": TYPES[event.kind],
        "stage": STAGE[event.realis],
        "date": {"start": event.date_start, "end": end} if end else None,
        "location": _location(case.get(event.place), case),
        "perpetrator_organisations": [
            [" ".join(name.upper().split())] for name in dict.fromkeys(groups)
        ][:1],
        "confidence": _confidence(mentions, case) if groups else None,
        "victims": [
            {"mentions": [mention.target_words.quote.upper()]}
            for mention in mentions
            if mention.target_words
        ][:3],
        "killed": _number(figures, "killed"),
        "injured": _number(figures, "injured"),
    }


def _location(place: Any, case: Mapping[str, Any]) -> list[str]:
    names: list[str] = []
    country = None
    while place is not None and place.name.upper() not in names:
        if place.precision != "country":
            names.append(" ".join(place.name.upper().split()))
        country = place.country or country
        place = case.get(place.within)
    known = load_gazetteer().country_of(country) if country else None
    return [anyascii(name) for name in ([known.name.upper(), *names[::-1]] if known else [])]


def _is_body(actor: Any) -> bool:
    """Whether *actor* is a named body, not "the rebels"."""
    named = bool(actor.candidates) or actor.name != actor.name.lower()
    return named and actor.kind not in ("person", "people")


def _number(figures: Sequence[Any], measure: str) -> dict[str, int | None] | None:
    """Return the largest figure of *measure*: the others are its parts."""
    found = [row for row in figures if row.measure == measure and row.low]
    if not found:
        return None
    most = max(found, key=lambda row: (row.low, row.id))
    exact = most.high is not None and most.qualifier != "vague"
    return {"low": int(most.low), "high": int(most.high) if exact else None}


def _confidence(mentions: Sequence[Any], case: Mapping[str, Any]) -> str:
    blamed = [case[mention.statement] for mention in mentions if mention.actors]
    actors = {key for mention in mentions for key in mention.actors}
    for statement in blamed:
        if statement.speaker in actors or statement.originator_kind == "armed_group":
            return "CLAIMED OR ADMITTED"
        if statement.firmness in ("possible", "hypothetical"):
            return "POSSIBLE"
        if statement.originator_kind in ("government", "military", "unnamed_official"):
            return "SUSPECTED OR ACCUSED BY AUTHORITIES"
        if statement.firmness == "claimed":
            return "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"
