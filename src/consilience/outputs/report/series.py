"""Who took, lost or besieges a place, and how counts of one kind went on, according to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from consilience.model.series import SeriesPoint
from consilience.outputs.listing import Cell, Column, Listing, make_listing, number_text
from consilience.outputs.report.attributed import with_article
from consilience.outputs.report.citations import Cited, numbers
from consilience.outputs.report.parts import Item
from consilience.outputs.report.writer import Writer
from consilience.outputs.wording import many, period_words, sentence_case

_DONE: Final = {"took": "taken", "lost": "lost", "besieges": "besieged"}
_COURSE: Final = (
    Column(name="place", shown=True),
    Column(name="what is counted", shown=True),
    Column(name="day", shown=True),
    Column(name="count", shown=True),
    Column(name="according to", shown=True),
)
_LEAST: Final = 2
"""Days that a count must be told for before it is a course and no single figure."""


def control_items(writer: Writer) -> list[tuple[str | None, Item]]:
    """Return who is said to have taken, lost or besieged what and when, by place and day.

    Each stands with the id of its event, so that a section can leave out what is told here.
    """
    places = writer.lookup.places
    rows = [
        row
        for row in writer.lookup.record.rows(SeriesPoint)
        if row.topic == "control" and row.act is not None and row.place in places
    ]
    rows.sort(key=lambda row: (places[row.place].name, row.day or "9999", row.id))
    found = ((row.event, _control_item(writer, row)) for row in rows)
    return [(event, item) for event, item in found if item is not None]


def _control_item(writer: Writer, row: SeriesPoint) -> Item | None:
    carried = _citations(writer, row)
    party = writer.lookup.entities.get(row.party or "")
    if not carried or party is None:
        return None
    event = writer.lookup.events.get(row.event or "")
    exact = event is not None and event.date_precision == "day"
    when = period_words(event.date_start, event.date_end) if event is not None else None
    when = f" {'on' if exact else 'in'} {when}" if when else ""
    text = (
        f"{writer.lookup.places[row.place].name} was reported {_DONE[row.act or 'took']} by "
        f"{with_article(party.name)}{when}{_said_by(row)} ({many(row.n_reports, 'report')})."
    )
    disputes = writer.lookup.contradictions_on.get(row.event or "", [])
    items = (writer.contradiction_item(dispute, behind=True) for dispute in disputes)
    return Item(
        cited=Cited(text=writer.safe(sentence_case(text)), citations=carried),
        sentences=tuple(item.cited for item in items if item is not None),
        voices=(writer.telling(event),) if event is not None and writer.length.voices else (),
        badges=("disputed",) if row.disputed else (),
    )


def _said_by(row: SeriesPoint) -> str:
    names = [name for name in row.according_to if not name.startswith("unattributed:")]
    if not names:
        return ""
    return f", according to {' and '.join(with_article(name) for name in names[:3])}"


def course_of_counts(writer: Writer, topics: frozenset[str]) -> Listing | None:
    """Return the counts that are told for several days, each kind of count on lines of its own.

    ``None`` where none is. Counts at one time and counts so far are never one course.
    """
    lines: dict[tuple[str, str], list[SeriesPoint]] = defaultdict(list)
    for row in writer.lookup.record.rows(SeriesPoint):
        if row.topic in topics and row.day is not None and row.place in writer.lookup.places:
            lines[row.place, row.series].append(row)
    kept = [rows for rows in lines.values() if len({row.day for row in rows}) >= _LEAST]
    records = list(_course(writer, kept))
    return make_listing("series", _COURSE, records, total=len(records)) if records else None


def _course(writer: Writer, lines: Sequence[Sequence[SeriesPoint]]) -> Iterator[dict[str, Cell]]:
    names = writer.lookup.places
    for rows in sorted(lines, key=lambda rows: (names[rows[0].place].name, rows[0].series)):
        for row in sorted(rows, key=lambda row: (row.day or "", row.id)):
            yield {
                "place": writer.safe(names[row.place].name),
                "what is counted": _kind(row),
                "day": row.day,
                "count": _count(row),
                "according to": writer.safe(
                    "; ".join(name.removeprefix("unattributed: ") for name in row.according_to)
                ),
            }


def _kind(row: SeriesPoint) -> str:
    kind = {"snapshot": "at one time", "cumulative": "so far"}.get(row.count_kind or "", "")
    who = row.unit if row.group in ("all", "unknown", None) else row.group
    unit = row.base or ("people" if who == "persons" else who or "")
    return f"{unit} {(row.measure or '').replace('_', ' ')} {kind}".strip()


def _count(row: SeriesPoint) -> str:
    share = " percent" if row.unit == "percent" else ""
    if row.low is not None and row.low == row.high:
        return f"{number_text(row.low)}{share}"
    if row.low is None:
        return f"up to {number_text(row.high or 0)}{share}"
    if row.high is None:
        return f"at least {number_text(row.low)}{share}"
    return f"{number_text(row.low)} to {number_text(row.high)}{share}"


def _citations(writer: Writer, row: SeriesPoint) -> tuple[int, ...]:
    statements = [writer.lookup.statements.get(key) for key in row.statements]
    sentences = dict.fromkeys(one.sentence for one in statements if one is not None)
    return numbers(
        writer.citations.cite_sentence(key) for key in [*sentences][: writer.length.citations]
    )
