"""Answers to `conflict_deaths`: what one military press release counts, when and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from consilience.extraction.figures.tallies import Tally, tally_report
from consilience.model.documents import Document
from consilience.model.figures import Figure
from consilience.model.rows import DocumentRow, Row
from consilience.model.scales import Group
from consilience.model.times import TimeMention
from consilience.pipeline.run import Rows
from consilience.pipeline.stages import ATTRIBUTE, COUNT, DATE, NAME, PARSE, SPLIT
from evals.pile import document_rows, read_lines, run_cached, write_lines

OWN_SIDE: frozenset[Group] = frozenset({"soldiers", "police", "officials"})
"""The set does not count the dead of the force itself and of its partners."""

MEASURES = ("killed", "executed", "detained", "arrested")


def predict(folder: Path, out: Path) -> None:
    given = [
        row
        for line in read_lines(folder, "documents")
        for row in document_rows(line["id"], line["text"], published=line.get("published"))
    ]
    rows = run_cached((SPLIT, PARSE, NAME, DATE, ATTRIBUTE, COUNT), given)
    figures, times = _by_document(rows, Figure), _by_document(rows, TimeMention)
    write_lines(
        out,
        (
            _answer(document, figures[document.id], times[document.id])
            for document in rows[Document]
            if isinstance(document, Document)
        ),
    )


def _by_document(rows: Rows, kind: type[Row]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows.get(kind, ()):
        if isinstance(row, DocumentRow):
            found[row.document].append(row)
    return found


def _answer(
    document: Document, figures: Iterable[Figure], times: Iterable[TimeMention]
) -> dict[str, Any]:
    ordered = sorted(figures, key=lambda figure: figure.span.start)
    tally = tally_report(ordered, without=OWN_SIDE)
    start, end = _when(document, ordered, {time.id: time for time in times})
    return {
        "id": document.id,
        "deaths_low": _number(tally["killed"], ordered),
        "captured_low": _number(tally["held"], ordered),
        "date_start": start,
        "date_end": end,
    }


def _number(tally: Tally, figures: list[Figure]) -> float:
    """Return the set's one number: "several" is 3, "numerous" 4, "more than N" N + 1."""
    total = 0.0
    for figure in figures:
        if figure.id not in tally.figures:
            continue
        words = figure.span.quote.lower()
        if figure.qualifier == "unquantified":
            total += 4 if words.startswith(("numerous", "many")) else 3
        else:
            total += (figure.low or 0.0) + (figure.qualifier == "floor_strict")
    return total


def _day(time: TimeMention, value: str) -> str:
    """Return the day of *value*; the set gives a night the date of its evening."""
    day = date.fromisoformat(value[:10])
    overnight = (time.symbol or "").endswith("+0 overnight")
    return (day - timedelta(days=overnight)).isoformat()


def _when(
    document: Document, figures: list[Figure], times: dict[str, TimeMention]
) -> tuple[str | None, str | None]:
    """Return the day of the first thing counted, else the first day told, else the dateline's."""
    told = [figure for figure in figures if figure.measure in MEASURES and not figure.background]
    scoped = [times[figure.scope_time] for figure in told if figure.scope_time in times]
    others = sorted(times.values(), key=lambda time: time.span.start)
    spoken = [time for time in others if time.symbol and time.start != document.published_start]
    for time in (*scoped, *spoken, *others):
        if time.start and time.precision in ("day", "minute"):
            return _day(time, time.start), _day(time, time.end or time.start)
    return document.published_start, document.published_start
