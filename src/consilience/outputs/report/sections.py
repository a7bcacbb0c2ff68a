"""Which rows go into which section of a situation report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from consilience.model.events import Event
from consilience.model.findings import Finding
from consilience.outputs.charts.atlas import draw_atlas, is_located
from consilience.outputs.charts.copies import draw_copies
from consilience.outputs.charts.drawing import Drawing
from consilience.outputs.charts.guarded import guard_drawing
from consilience.outputs.charts.intervals import draw_intervals
from consilience.outputs.charts.timeline import draw_timeline
from consilience.outputs.filters import Wanted
from consilience.outputs.listing import Listing
from consilience.outputs.listings.documents import list_documents
from consilience.outputs.listings.events import by_date
from consilience.outputs.listings.sources import list_voices
from consilience.outputs.outlines import NOTICE
from consilience.outputs.report.cards import figure_cards
from consilience.outputs.report.citations import Cited
from consilience.outputs.report.happenings import entry_text
from consilience.outputs.report.key_figures import joined_lines, key_figure
from consilience.outputs.report.overview import told_in_one_breath
from consilience.outputs.report.parts import Item, Section
from consilience.outputs.report.selection import (
    COMBATANTS,
    HARM,
    STRENGTH,
    contradictions,
    events_of,
    findings_about,
    gaps,
    is_graded,
    looked_at,
    merged,
    ranked,
    told_events,
)
from consilience.outputs.report.series import control_items, course_of_counts
from consilience.outputs.report.tolls import toll_items
from consilience.outputs.report.writer import Writer
from consilience.outputs.wording import many

MOST_PLACES: Final = 20


def headline_section(writer: Writer) -> Section:
    """Return the findings from most voices, and the major contradictions."""
    found = [
        writer.finding_item(row, with_voices=False)
        for row in looked_at(ranked(writer), writer.length.headlines)
    ]
    major = looked_at(contradictions(writer, level="major"), writer.length.disputes)
    disputes = [writer.contradiction_item(row) for row in major]
    items = [*merged(found)][: writer.length.headlines]
    return Section(
        key="headlines",
        title="Highlights",
        items=(*items, *[*merged(disputes)][: writer.length.disputes]),
        notes=() if items else ("No figure in this case carries a number.",),
    )


def key_figures_section(writer: Writer) -> Section:
    """Return the table of key figures and a chart of each that has several voices."""
    findings = ranked(writer)
    made = (key_figure(writer, row) for row in looked_at(findings, writer.length.figures))
    lines = joined_lines(line for line in made if line is not None)[: writer.length.figures]
    several = [row for row in findings if len(writer.origins(row.figure_set)) > 1]
    left_out = len(findings) - len(lines)
    more = (
        f"The case holds {many(len(findings), 'such finding')}; those from most voices are shown."
    )
    notes = [more] if left_out else []
    return Section(
        key="figures",
        title="Key figures",
        figures=tuple(lines),
        notes=(
            "Low, best and high are the bounds of what was reported, not a confidence interval. "
            "An empty cell is unknown.",
            *notes,
        ),
        drawings=tuple(_interval_charts(writer, several)),
        cards=tuple(figure_cards(writer, looked_at(findings, writer.length.cards))),
    )


def timeline_section(writer: Writer) -> Section:
    """Return dated events in their order; totals over a period are no events of a day."""
    events = [row for row in told_events(writer) if not row.aggregate]
    dated = [row for row in events if row.date_start and row.date_end]
    kept = sorted(dated, key=lambda row: (row.background, -row.n_reports, -row.n_mentions, row.id))
    items = timeline_items(writer, sorted(kept[: writer.length.entries], key=by_date))
    undated = len(events) - len(dated)
    return Section(
        key="timeline",
        title="Timeline",
        items=tuple(merged(items)),
        notes=(f"{many(undated, 'event')} without a known date are not placed.",)
        if undated
        else (),
        drawings=_present(
            writer,
            draw_timeline(
                writer.lookup,
                [row[0] for row in told_in_one_breath(writer, kept[: writer.length.entries])],
            ),
        ),
    )


def timeline_items(writer: Writer, events: Iterable[Event]) -> Iterator[Item]:
    """Yield the day and a few words of each event: its paragraph stands in the overview."""
    for together in told_in_one_breath(writer, [*events]):
        cited = writer.event_sentence(together[0])
        if cited is not None:
            text = writer.safe(entry_text(together[0], writer.lookup))
            yield Item(cited=Cited(text=text, citations=cited.citations))


def map_section(writer: Writer) -> Section:
    """Return the places of events, and those that have no point."""
    events = told_events(writer)
    named = {event.place for event in events if event.place}
    places = [writer.lookup.places[key] for key in named if key in writer.lookup.places]
    unlocated = sorted({place.name for place in places if not is_located(place)})
    notes = [NOTICE]
    if unlocated:
        shown = ", ".join(writer.profile.text(name) for name in unlocated[:MOST_PLACES])
        more = f" and {len(unlocated) - MOST_PLACES:,} more" if len(unlocated) > MOST_PLACES else ""
        notes.append(f"Named by the reports, without a point and without a pin: {shown}{more}.")
    return Section(
        key="map",
        title="Map",
        notes=tuple(notes),
        drawings=_present(writer, draw_atlas(writer.lookup, events, profile=writer.profile)),
    )


def harm_section(writer: Writer) -> Section:
    """Return figures of harm to people who are not said to be fighters, with proposed grades."""
    findings = findings_about(writer, lambda own: own[0] in HARM and own[1] not in COMBATANTS)
    counted = {writer.lookup.figure_sets[row.figure_set].event for row in findings}
    graded = [row for row in told_events(writer) if is_graded(writer, row)]
    graded = sorted((row for row in graded if row.id not in counted), key=by_date)
    section = _findings_section(
        writer,
        "harm",
        "Harm to civilians",
        findings,
        extra=writer.event_items(graded[: writer.length.items]),
        note="Where a report does not say that people were civilians, their status is open.",
    )
    return replace(section, items=(*toll_items(writer), *section.items))


def displacement_section(writer: Writer) -> Section:
    """Return figures of people displaced, returned and trapped."""
    wanted = frozenset({"displaced", "returned", "trapped", "affected"})
    section = _findings_section(
        writer,
        "displacement",
        "Displacement",
        findings_about(writer, lambda own: own[0] in wanted),
        note="Counts at one time and counts so far are never added or compared.",
    )
    return replace(section, table=course_of_counts(writer, frozenset({"displacement"})))


def control_section(writer: Writer) -> Section:
    """Return shares of territory, and who is said to hold or have taken what."""
    wanted = frozenset({"captured_share", "captured_area"})
    held = control_items(writer)
    told = frozenset(event for event, _ in held if event is not None)
    kinds = frozenset({"territory_gain", "territory_loss", "siege"})
    section = _findings_section(
        writer,
        "control",
        "Control of territory",
        findings_about(writer, lambda own: own[0] in wanted),
        extra=[*(item for _, item in held), *events_of(writer, kinds, without=told)],
    )
    return replace(section, table=course_of_counts(writer, frozenset({"share"})))


def strength_section(writer: Writer) -> Section:
    """Return the size of forces and what they are said to have lost."""
    return _findings_section(
        writer,
        "strength",
        "Strengths and losses",
        findings_about(
            writer,
            lambda own: own[0] in STRENGTH or (own[0] in HARM and own[1] in COMBATANTS),
        ),
        note="Figures on the losses of one side often come from its opponent.",
    )


def heritage_section(writer: Writer) -> Section:
    """Return what is said to have been destroyed, damaged or looted."""
    events = events_of(writer, frozenset({"heritage_damage", "looting"}))
    return _findings_section(
        writer,
        "heritage",
        "Heritage and infrastructure",
        findings_about(writer, lambda own: own[0] == "destroyed"),
        extra=events,
    )


def contradictions_section(writer: Writer) -> Section:
    """Return contradictions with both sides, and what the reports leave open."""
    rows = contradictions(writer)
    looked = looked_at(rows, writer.length.items)
    kept = [*merged(writer.contradiction_item(row) for row in looked)][: writer.length.items]
    lead = [] if kept else ["No contradiction was found between comparable reports."]
    if len(rows) > len(kept):
        lead.append(
            f"The case holds {many(len(rows), 'contradiction')}; the major ones come first."
        )
    return Section(
        key="contradictions",
        title="Contradictions and gaps",
        items=tuple(kept),
        notes=(*lead, *gaps(writer)),
    )


def sources_section(writer: Writer) -> Section:
    """Return the reports, and how far they repeat each other."""
    listing = writer.profile.listing(list_documents(writer.lookup.record, Wanted()))
    shared = sum(bool(record["related_documents"]) for record in listing.records())
    note = (
        f"{many(len(listing.rows), 'report')}; {shared:,} of them share passages with another. "
        "Each figure above says how many reports give it and how many voices are left when copies, "
        "shared originators and citations are taken together. That reports are not shown to be "
        "copies does not prove that they are independent."
    )
    return Section(
        key="sources",
        title="Sources and their independence",
        notes=(note, *_more_sources(listing, writer.length.sources)),
        table=_columns(
            listing,
            ("name", "outlet", "title", "published_start", "words", "shared_words"),
            most=writer.length.sources,
        ),
        drawings=_present(writer, draw_copies(writer.lookup)) if writer.length.charts else (),
    )


def quoted_section(writer: Writer) -> Section:
    """Return whom the reports quote, how often, and through which outlets."""
    listing = writer.profile.listing(list_voices(writer.lookup.record))
    left_out = len(listing.rows) - writer.length.sources
    more = [f"{many(left_out, 'further source')} not listed here."] if left_out > 0 else []
    return Section(
        key="quoted",
        title="Who is quoted",
        notes=("An empty name is everybody whom the reports do not name.", *more),
        table=_columns(
            listing,
            ("quoted", "kind", "n_statements", "n_documents", "n_outlets", "quoted_by"),
            most=writer.length.sources,
        ),
    )


def _interval_charts(writer: Writer, findings: list[Finding]) -> Iterator[Drawing]:
    drawn = (draw_intervals(writer.lookup, row) for row in findings[: writer.length.charts])
    return (kept for drawing in drawn for kept in _present(writer, drawing))


def _findings_section(
    writer: Writer,
    key: str,
    title: str,
    findings: list[Finding],
    *,
    extra: Iterable[Item] = (),
    note: str | None = None,
) -> Section:
    looked = looked_at(findings, writer.length.items)
    items = [*merged(writer.finding_item(row) for row in looked)][: writer.length.items]
    more = len(findings) > len(looked) or len(items) == writer.length.items < len(findings)
    carried = {number for item in items for number in item.cited.citations}
    events = [item for item in merged(extra) if not carried.issuperset(item.cited.citations)]
    notes = [note] if note and items else []
    if more:
        total = many(len(findings), "finding")
        notes.append(f"The case holds {total} of this kind; those from most voices are shown.")
    if not items and not events:
        notes.append("No report in this case gives a figure or an event of this kind.")
    return Section(
        key=key, title=title, items=(*items, *events[: writer.length.items]), notes=tuple(notes)
    )


def _more_sources(listing: Listing, most: int) -> list[str]:
    left_out = len(listing.rows) - most if most else 0
    return [f"{many(left_out, 'further report')} not listed here."] if left_out > 0 else []


def _columns(listing: Listing, names: tuple[str, ...], *, most: int) -> Listing | None:
    if not most:
        return None
    places = [at for at, column in enumerate(listing.columns) if column.name in names]
    return Listing(
        name=listing.name,
        columns=tuple(listing.columns[at] for at in places),
        rows=tuple(tuple(row[at] for at in places) for row in listing.rows[:most]),
        total=listing.total,
    )


def _present(writer: Writer, drawing: Drawing | None) -> tuple[Drawing, ...]:
    return () if drawing is None else (guard_drawing(drawing, writer.profile),)
