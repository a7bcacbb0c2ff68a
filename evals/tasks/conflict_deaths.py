"""Answers to `conflict_deaths`: what one military press release counts, when and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from consilience.extraction.figures.tallies import Tally, tally_report
from consilience.model.documents import Document
from consilience.model.entities import Mention
from consilience.model.figures import Figure
from consilience.model.places import PlaceMention
from consilience.model.rows import DocumentRow, Row
from consilience.model.scales import Group
from consilience.model.times import TimeMention
from consilience.pipeline.document_stages import ATTRIBUTE, COUNT, DATE, LOCATE, NAME, PARSE, SPLIT
from consilience.pipeline.run import Rows
from consilience.text.time_symbols import WEEKDAYS
from evals.pile import document_rows, read_lines, run_cached, write_lines
from evals.release_slots import province_of, side_of

OWN_SIDE: frozenset[Group] = frozenset({"soldiers", "police", "officials"})
"""The set does not count the dead of the force itself and of its partners."""

MEASURES = ("killed", "executed", "detained", "arrested")


def predict(folder: Path, out: Path) -> None:
    given = [
        row
        for line in read_lines(folder, "documents")
        for row in document_rows(line["id"], line["text"], published=line.get("published"))
    ]
    rows = run_cached((SPLIT, PARSE, NAME, LOCATE, DATE, ATTRIBUTE, COUNT), given)
    found = {
        kind: _by_document(rows, kind) for kind in (Figure, TimeMention, Mention, PlaceMention)
    }
    write_lines(
        out,
        (
            _answer(document, *(of_kind[document.id] for of_kind in found.values()))
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
    document: Document,
    figures: Iterable[Figure],
    times: Iterable[TimeMention],
    mentions: Iterable[Mention],
    places: Iterable[PlaceMention],
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
        "places": province_of(places),
        "side_b": side_of(mentions),
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


def _when(
    document: Document, figures: list[Figure], times: dict[str, TimeMention]
) -> tuple[str | None, str | None]:
    """Return the day of the first thing counted, else the first day told, else the dateline's.

    The set codes one day a report: what was counted over a stretch of time has none.
    """
    told = [
        figure
        for figure in figures
        if figure.measure in MEASURES and not figure.background and figure.count_kind == "incident"
    ]
    scoped = [times[figure.scope_time] for figure in told if figure.scope_time in times]
    others = sorted(times.values(), key=lambda time: time.span.start)
    spoken = [time for time in others if _is_spoken(time, document)]
    for time in (*scoped, *spoken, *others):
        if time.start and time.start == time.end and time.precision in ("day", "minute"):
            return time.start, time.end
    return document.published_start, document.published_start


def _is_spoken(time: TimeMention, document: Document) -> bool:
    """Whether a day is told and not the dateline's: "today" may be the day of telling."""
    named = (time.symbol or "").rpartition(" ")[2] in WEEKDAYS
    return time.symbol is not None and (named or time.start != document.published_start)
