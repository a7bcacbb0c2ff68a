"""The situation in paragraphs: one for each event, with its figures, its dispute and its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilience.model.events import Event
from consilience.model.findings import Finding
from consilience.outputs.report.citations import Cited
from consilience.outputs.report.counted import event_figure_text
from consilience.outputs.report.parts import Item, Section
from consilience.outputs.report.selection import HARM, merged, told_events
from consilience.outputs.report.writer import Writer
from consilience.outputs.wording import many

_TALK: Final = frozenset({"announcement", "investigation", "agreement", "movement", "other"})


def overview_section(writer: Writer) -> Section:
    """Return a paragraph for each event of weight, the most important first."""
    events = sorted(
        (row for row in told_events(writer) if _has_weight(writer, row)),
        key=lambda row: _importance(writer, row),
    )
    paragraphs = merged(_paragraph(writer, row) for row in events[: 2 * writer.length.events])
    items = [*paragraphs][: writer.length.events]
    notes = [] if items else ["No event in this case is told with a place or a day and a figure."]
    left_out = len(events) - len(items)
    if left_out > 0:
        notes.append(f"{many(left_out, 'further event')} of the case not told here.")
    return Section(
        key="overview", title="Situation overview", items=tuple(items), notes=tuple(notes)
    )


def _has_weight(writer: Writer, event: Event) -> bool:
    """Tell whether *event* is more than a word: it has a place or a day, and is not recalled."""
    if event.aggregate or event.background:
        return False
    if writer.length.name == "full":
        return True
    counted = bool(writer.lookup.sets_of_event.get(event.id))
    told_where_or_when = bool(event.date_start) or event.place_precision not in (None, "country")
    return told_where_or_when and (counted or event.n_reports > 1 or event.kind not in _TALK)


def _importance(writer: Writer, event: Event) -> tuple[object, ...]:
    standing = writer.lookup.standing_of.get(event.id)
    voices = standing.n_independent if standing else 0
    harmed = any(row.measure in HARM for row in writer.lookup.sets_of_event.get(event.id, ()))
    return (not harmed, -voices, -event.n_reports, event.date_start or "9999", event.id)


def _paragraph(writer: Writer, event: Event) -> Item | None:
    lead = writer.event_sentence(event)
    if lead is None:
        return None
    item = next(writer.event_items([event], quoted=True))
    return Item(
        cited=lead,
        sentences=(*_figures(writer, event), *_disputes(writer, event)),
        voices=item.voices,
        badges=item.badges,
    )


def _figures(writer: Writer, event: Event) -> Iterator[Cited]:
    sets = writer.lookup.sets_of_event.get(event.id, [])
    found = [writer.lookup.finding_of.get(own.id) for own in sets]
    rows = [row for row in found if row is not None and (row.low, row.high) != (None, None)]
    for row in sorted(rows, key=lambda row: _weight(writer, row)):
        cited = writer.finding_sentence(row)
        if cited is not None:
            own = writer.lookup.figure_sets[row.figure_set]
            text = event_figure_text(
                row,
                own,
                writer.counted(row),
                lookup=writer.lookup,
                origins=writer.origins(own.id),
                known=(event.place, event.date_start),
            )
            yield Cited(text=writer.safe(text), citations=cited.citations)


def _weight(writer: Writer, finding: Finding) -> tuple[object, ...]:
    own = writer.lookup.figure_sets[finding.figure_set]
    order = ("killed", "executed", "bodies_found", "injured", "missing", "destroyed")
    rank = order.index(own.measure) if own.measure in order else len(order)
    return (rank, -finding.n_independent, own.group != "all", finding.id)


def _disputes(writer: Writer, event: Event) -> Iterator[Cited]:
    """Yield where reports cannot all be right about the event or one of its figures."""
    for row in writer.lookup.contradictions_on.get(event.id, []):
        item = writer.contradiction_item(row)
        if item is not None:
            yield item.cited
