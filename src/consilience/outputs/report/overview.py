"""The situation in paragraphs: one for each event, with its figures, its dispute and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from consilience.model.events import Event
from consilience.model.findings import Finding
from consilience.outputs.report.called import is_counted_apart
from consilience.outputs.report.citations import Cited, numbers
from consilience.outputs.report.counted import event_figure_text
from consilience.outputs.report.happenings import is_told_by_harm, place_words, subject_of
from consilience.outputs.report.parts import Item, Section
from consilience.outputs.report.selection import HARM, VIOLENT, merged, told_events
from consilience.outputs.report.writer import Writer
from consilience.outputs.wording import many, sentence_case

SECTION_OF: Final = {
    "territory_gain": "control",
    "territory_loss": "control",
    "siege": "control",
    "heritage_damage": "heritage",
    "looting": "heritage",
}
"""Kinds of event that have a section of their own, where a report has it."""
_COMMON: Final = frozenset({*VIOLENT, "displacement"} - {"killing"})
"""Kinds that a war is full of: without a day, a number or a second report they say nothing."""
_TALK: Final = frozenset({"announcement", "investigation", "agreement", "movement", "other"})


def overview_section(writer: Writer) -> Section:
    """Return a paragraph for each event of weight, the most important first."""
    weighty = [row for row in told_events(writer) if _has_weight(writer, row)]
    thin = [row for row in weighty if _is_thin(writer, row)]
    left = {row.id for row in thin}
    events = [row for row in weighty if row.id not in left]
    events.sort(key=lambda row: _importance(writer, row))
    looked = events[: 2 * writer.length.events]
    paragraphs = merged(_together(writer, row) for row in told_in_one_breath(writer, looked))
    items = [*paragraphs][: writer.length.events]
    items += _thin_items(writer, thin) if writer.length.name == "full" else []
    notes = [] if items else ["No event in this case is told with a place or a day and a figure."]
    left_out = len(events) - sum(map(len, told_in_one_breath(writer, looked)[: len(items)]))
    if left_out > 0:
        notes.append(f"{many(left_out, 'further event')} of the case not told here.")
    return Section(
        key="overview", title="Situation overview", items=tuple(items), notes=tuple(notes)
    )


def _has_weight(writer: Writer, event: Event) -> bool:
    """Tell whether *event* is more than a word: it has a place or a day, and is not recalled."""
    if event.aggregate or event.background:
        return False
    own = SECTION_OF.get(event.kind)
    if own is not None and own not in writer.length.leaves_out:
        return False
    if writer.length.name == "full":
        return True
    counted = bool(writer.lookup.sets_of_event.get(event.id))
    if event.kind in _COMMON and not (counted or event.date_start or event.n_reports > 1):
        return False
    told_where = event.place_precision not in (None, "country") and place_words(
        event, writer.lookup
    )
    told_where_or_when = bool(event.date_start) or bool(told_where)
    return told_where_or_when and (counted or event.n_reports > 1 or event.kind not in _TALK)


def _is_thin(writer: Writer, event: Event) -> bool:
    """Tell whether one report alone says of *event* that there was one, and nothing more."""
    lookup = writer.lookup
    if event.n_reports > 1 or event.date_start or event.realis == "denied":
        return False
    if event.id in lookup.sets_of_event or lookup.contradictions_on.get(event.id):
        return False
    return event.place_precision in (None, "country") or not place_words(event, lookup)


def _thin_items(writer: Writer, events: Sequence[Event]) -> list[Item]:
    """Return one sentence for each kind of *events* that say no more than their kind."""
    kinds: dict[str, list[Event]] = {}
    for event in events:
        kinds.setdefault(subject_of(event, writer.lookup), []).append(event)
    found = []
    for kind, rows in sorted(kinds.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        cited = [cited for row in rows if (cited := writer.event_sentence(row)) is not None]
        reports = {one.document for row in rows for one in writer.lookup.mentions_of_event[row.id]}
        times = "once" if len(rows) == 1 else f"{len(rows):,} times"
        text = (
            f"{sentence_case(kind)} was reported {times} without a day, a figure or a place within "
            f"the country ({many(len(reports), 'report')})."
        )
        if cited:
            carried = numbers(number for one in cited for number in one.citations)
            found.append(Item(cited=Cited(text=writer.safe(text), citations=carried)))
    return found


def _importance(writer: Writer, event: Event) -> tuple[object, ...]:
    standing = writer.lookup.standing_of.get(event.id)
    voices = standing.n_independent if standing else 0
    harmed = any(row.measure in HARM for row in writer.lookup.sets_of_event.get(event.id, ()))
    return (not harmed, -voices, -event.n_reports, event.date_start or "9999", event.id)


def told_in_one_breath(writer: Writer, events: Sequence[Event]) -> list[list[Event]]:
    """Return *events* in paragraphs: what one report tells in one breath of one day is one.

    "One ambulance was hit by fragments. The driver was injured": two entries of the record, and
    one thing to tell.
    """
    found: list[list[Event]] = []
    for event in events:
        home = next((group for group in found if _follows(writer, group, event)), None)
        if home is None:
            found.append([event])
        else:
            home.append(event)
    for group in found:
        group.sort(key=lambda event: _spot(writer, event) or ("", 0))
    return found


def _follows(writer: Writer, group: Sequence[Event], event: Event) -> bool:
    spot = _spot(writer, event)
    return spot is not None and any(
        (other := _spot(writer, row)) is not None
        and other[0] == spot[0]
        and abs(other[1] - spot[1]) == 1
        and (row.date_start, row.date_end) == (event.date_start, event.date_end)
        for row in group
    )


def _spot(writer: Writer, event: Event) -> tuple[str, int] | None:
    """Return the report and the sentence of an event that one sentence tells without a place."""
    tellings = writer.lookup.mentions_of_event.get(event.id, [])
    if len({row.sentence for row in tellings}) != 1 or event.date_start is None:
        return None
    if event.kind not in VIOLENT or any(row.place for row in tellings):
        return None
    sentence = writer.lookup.sentences.get(tellings[0].sentence)
    return None if sentence is None else (sentence.document, sentence.ordinal)


def _together(writer: Writer, events: Sequence[Event]) -> Item | None:
    made = [item for item in (_paragraph(writer, row) for row in events) if item is not None]
    if len(made) < 2:
        return made[0] if made else None
    return Item(
        cited=made[0].cited,
        sentences=(
            *made[0].sentences,
            *(cited for item in made[1:] for cited in (item.cited, *item.sentences)),
        ),
        voices=tuple(dict.fromkeys(voice for item in made for voice in item.voices)),
        badges=tuple(dict.fromkeys(badge for item in made for badge in item.badges)),
    )


def _paragraph(writer: Writer, event: Event) -> Item | None:
    lead = writer.event_sentence(event)
    if lead is None:
        return None
    item = next(writer.event_items([event], quoted=True))
    harm = is_told_by_harm(event, writer.lookup)
    figures = [*_figures(writer, event, known=not harm)]
    said = figures if harm and figures else [lead, *figures]
    return Item(
        cited=said[0],
        sentences=(*said[1:], *_disputes(writer, event)),
        voices=item.voices,
        badges=item.badges,
    )


def _figures(writer: Writer, event: Event, *, known: bool) -> Iterator[Cited]:
    sets = writer.lookup.sets_of_event.get(event.id, [])
    found = [writer.lookup.finding_of.get(own.id) for own in sets]
    rows = [row for row in found if row is not None and (row.low, row.high) != (None, None)]
    for row in sorted(rows, key=lambda row: _weight(writer, row)):
        cited = writer.finding_sentence(row)
        own = writer.lookup.figure_sets[row.figure_set]
        apart = is_counted_apart(own, writer.counted(row), writer.lookup)
        if cited is not None and (writer.length.name == "full" or not apart):
            text = event_figure_text(
                row,
                own,
                writer.counted(row),
                lookup=writer.lookup,
                origins=writer.origins(own.id),
                known=(event.place, event.date_start) if known else (None, None),
            )
            yield Cited(text=writer.safe(text), citations=cited.citations)


def _weight(writer: Writer, finding: Finding) -> tuple[object, ...]:
    own = writer.lookup.figure_sets[finding.figure_set]
    order = ("killed", "executed", "bodies_found", "injured", "missing", "destroyed")
    rank = order.index(own.measure) if own.measure in order else len(order)
    wholes = {writer.lookup.figures[key].measure for key in _wholes(writer, finding)}
    if wholes and own.measure not in wholes:  # "four of the wounded": behind the wounded
        rank = max(order.index(name) if name in order else len(order) for name in wholes)
    return (
        rank,
        own.measure != order[min(rank, len(order) - 1)],
        -finding.n_independent,
        own.group != "all",
        finding.id,
    )


def _wholes(writer: Writer, finding: Finding) -> set[str]:
    return {
        row.of_whole
        for row in writer.counted(finding)
        if row.of_whole is not None and row.of_whole in writer.lookup.figures
    }


def _disputes(writer: Writer, event: Event) -> Iterator[Cited]:
    """Yield where reports cannot all be right about the event or one of its figures."""
    for row in writer.lookup.contradictions_on.get(event.id, []):
        item = writer.contradiction_item(row, behind=True)
        if item is not None:
            yield item.cited
