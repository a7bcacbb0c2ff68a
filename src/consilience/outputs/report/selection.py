"""Which rows a situation report speaks of, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias, TypeVar

from consilience.model.case import SET_ASIDE, Skipped
from consilience.model.events import Event
from consilience.model.findings import Contradiction, Finding, Toll
from consilience.outputs.listings.events import by_date
from consilience.outputs.report.called import is_counted_apart
from consilience.outputs.report.citations import Cited, numbers
from consilience.outputs.report.happenings import takes_unnamed_town
from consilience.outputs.report.parts import Item
from consilience.outputs.report.writer import Writer
from consilience.outputs.wording import many

Kind: TypeAlias = "tuple[str, str]"  # measure and group

T = TypeVar("T")

TOLD: Final = ("happened", "ongoing", "denied")
VIOLENT: Final = frozenset(
    "battle air_strike shelling explosion suicide_bomb chemical_weapon shooting killing "
    "attack".split()
)
COMBATANTS: Final = frozenset({"fighters", "soldiers", "police"})
HARM: Final = frozenset(
    "killed injured killed_or_injured missing executed bodies_found abducted detained arrested "
    "released rescued".split()
)
STRENGTH: Final = frozenset({"strength", "remaining", "trained", "surrendered"})


def told_events(writer: Writer) -> list[Event]:
    """Return the events that are told as having happened or denied, not as plans or questions.

    What no voice tells as a fact ("he disputed the army's account of the fighting") is none; nor
    is what a headline tells of what stands below it.
    """
    rows = [row for row in writer.lookup.events.values() if row.realis in TOLD]
    return [
        row
        for row in rows
        if (row.realis == "denied" or _is_asserted(writer, row))
        and not _is_headline_again(writer, row)
        and not _is_named_again(writer, row)
        and not takes_unnamed_town(row, writer.lookup)
    ]


def _is_asserted(writer: Writer, event: Event) -> bool:
    standing = writer.lookup.standing_of.get(event.id)
    if standing is not None and standing.n_independent == 0:
        return False
    if event.kind not in _GROUND:
        return True
    tellings = writer.lookup.mentions_of_event.get(event.id, [])
    said = [
        writer.lookup.statements.get(row.statement) for row in tellings if row.kind == event.kind
    ]
    return not said or any(row is None or row.firmness not in _OPEN for row in said)


_GROUND: Final = frozenset({"territory_gain", "territory_loss", "siege"})
_OPEN: Final = frozenset({"possible", "expected", "hypothetical"})
"""What is thought of the ground in this firmness ("the loss of the city will spell the end")."""

_ONCE: Final = frozenset({"mass_grave", "heritage_damage"})


def _is_named_again(writer: Writer, event: Event) -> bool:
    """Tell whether a report tells of *event* without a number, beside the like that more tell of.

    "The discovery of a grave northwest of the city", and below it "a grave was found at Osk".
    """
    tellings = writer.lookup.mentions_of_event.get(event.id, [])
    if event.kind not in _ONCE or event.n_reports > 1 or any(row.figures for row in tellings):
        return False
    return any(
        other.kind == event.kind and other.id != event.id and other.n_reports > 1
        for row in tellings
        for other in writer.lookup.events_in.get(row.document, ())
    )


def _is_headline_again(writer: Writer, event: Event) -> bool:
    """Tell whether only one report's headline tells of *event*, above an event of one place."""
    tellings = writer.lookup.mentions_of_event.get(event.id, [])
    sentences = [writer.lookup.sentences.get(row.sentence) for row in tellings]
    if not tellings or any(row is None or row.block_kind != "headline" for row in sentences):
        return False
    if len({row.document for row in tellings}) > 1 or event.kind not in VIOLENT:
        return False
    return any(
        other.id != event.id and other.kind in VIOLENT
        for other in writer.lookup.events_in.get(tellings[0].document, ())
        if other.realis in TOLD and not other.background and not other.aggregate
    )


def ranked(writer: Writer) -> list[Finding]:
    """Return the findings that carry a number, the most important first.

    What happened now before what is recalled; what has a place, a day or an event before what has
    none, and what has a place and a day before what floats; then by voices, by harm and
    displacement, by reports and by size.
    """
    found = [
        row
        for row in writer.lookup.finding_of.values()
        if row.n_reports
        and (row.low is not None or row.high is not None)
        and (writer.length.name == "full" or not _says_nothing_more(writer, row))
    ]
    return sorted(found, key=lambda row: _importance(writer, row))


def _says_nothing_more(writer: Writer, finding: Finding) -> bool:
    """Tell whether *finding* only counts some of those again whom another one counts."""
    own = writer.lookup.figure_sets[finding.figure_set]
    return is_counted_apart(own, writer.counted(finding), writer.lookup)


def _importance(writer: Writer, finding: Finding) -> tuple[object, ...]:
    own = writer.lookup.figure_sets[finding.figure_set]
    figures = writer.counted(finding)
    event = writer.lookup.events.get(own.event or "")
    recalled = all(row.background for row in figures) or (event is not None and event.background)
    part = all(row.of_whole is not None for row in figures)
    timeless = own.scope_start is None and own.scope_end is None
    floating = own.scope_place is None or timeless
    nowhere = own.event is None and own.scope_place is None and timeless
    harm = own.measure in HARM or own.measure == "displaced"
    size = finding.best or finding.high or finding.low or 0.0
    return (
        recalled or part,
        nowhere,
        floating and finding.n_independent < 2,
        -finding.n_independent,
        not harm,
        floating,
        -finding.n_reports,
        -size,
        finding.id,
    )


def looked_at(rows: Sequence[T], most: int) -> Sequence[T]:
    """Return the first of *rows*: enough for *most* items where several read the same."""
    return rows[: 3 * most]


def findings_about(writer: Writer, wanted: Callable[[Kind], bool]) -> list[Finding]:
    """Return the ranked findings whose measure and group are *wanted*."""
    sets = writer.lookup.figure_sets
    return [
        row
        for row in ranked(writer)
        if wanted((sets[row.figure_set].measure, sets[row.figure_set].group))
    ]


def events_of(
    writer: Writer, kinds: frozenset[str], *, without: frozenset[str] = frozenset()
) -> list[Item]:
    """Return the told events of these *kinds* that have a place, as items, *without* some."""
    events = [
        row
        for row in told_events(writer)
        if row.kind in kinds and row.id not in without and _is_somewhere(row)
    ]
    events.sort(key=lambda row: (-row.n_reports, by_date(row)))
    return [*writer.event_items(events[: writer.length.items])]


def _is_somewhere(event: Event) -> bool:
    """Tell whether an event is more exactly placed than in a country."""
    return event.place is not None and event.place_precision != "country"


def is_graded(writer: Writer, event: Event) -> bool:
    """Tell whether a grade of civilian harm is proposed for *event*."""
    grade = writer.lookup.grade(event.id, "harm")
    return grade is not None and grade.value != "ungraded"


def voices_tell(writer: Writer, toll: Toll) -> bool:
    """Tell whether several voices give the figure of a toll themselves: then theirs is told."""
    sets = writer.lookup.sets_of_event.get(toll.event, ())
    findings = (writer.lookup.finding_of.get(own.id) for own in sets if own.measure == toll.measure)
    return any(row is not None and row.n_independent > 1 for row in findings)


def contradictions(writer: Writer, level: str | None = None) -> list[Contradiction]:
    """Return the contradictions, the major ones first; only those of *level* if one is given."""
    told = {row.id for row in writer.lookup.record.rows(Toll) if voices_tell(writer, row)}
    found = (row for rows in writer.lookup.contradictions_on.values() for row in rows)
    events = {row.id for row in told_events(writer)}
    untold = writer.lookup.events.keys() - events
    rows = [row for row in found if row.subject not in told and row.subject not in untold]
    kept = [row for row in rows if level is None or row.level == level]
    return sorted(kept, key=lambda row: (row.level != "major", row.kind, row.id))


def gaps(writer: Writer) -> Iterator[str]:
    """Yield what the reports leave open."""
    documents = list(writer.lookup.documents.values())
    undated = sum(row.published_start is None for row in documents)
    if undated:
        yield (
            f"{undated:,} of {many(len(documents), 'report')} state no date of publication; none "
            "was put in its place."
        )
    silent = sum(
        row.low is None and row.best is None and row.high is None
        for row in writer.lookup.figures.values()
    )
    if silent:
        yield f"Quantities given in words without a number, such as “several”: {silent:,}."
    skipped = sum(row.stage != SET_ASIDE for row in writer.lookup.record.rows(Skipped))
    if skipped:
        yield f"Reports or parts of them that could not be read, listed in the case: {skipped:,}."


def merged(items: Iterable[Item | None]) -> Iterator[Item]:
    """Yield *items*, each sentence once, with all that carries it."""
    found: dict[str, list[Item]] = {}
    for item in items:
        if item is not None:
            found.setdefault(item.cited.text, []).append(item)
    for text, same in found.items():
        badges = dict.fromkeys(badge for one in same for badge in one.badges)
        several = [f"{len(same)} entries of the record, not shown to be one"]
        carried = numbers(number for one in same for number in one.cited.citations)
        yield Item(
            cited=Cited(text=text, citations=carried),
            sentences=tuple(dict.fromkeys(said for one in same for said in one.sentences)),
            voices=tuple(dict.fromkeys(voice for one in same for voice in one.voices)),
            badges=(*badges, *(several if len(same) > 1 else [])),
        )
