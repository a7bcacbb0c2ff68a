"""Events as lists show them: what, when, where, at what cost, and how well supported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilience.model.entities import Entity
from consilience.model.events import Event, EventStanding
from consilience.model.findings import FigureSet, Finding, Grade
from consilience.model.places import Place
from consilience.outputs.listings.events import event_finding
from consilience.outputs.lookup import Lookup
from consilience.outputs.notes import range_text
from consilience.outputs.wording import period_words, written_dates
from consilience.web.gathering import Gatherer
from consilience.workspace.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One event in a list."""

    id: str
    title: str
    when: str | None
    where: str | None
    kind: str
    realis: str
    background: bool
    aggregate: bool
    killed: str | None
    injured: str | None
    n_reports: int
    n_independent: int | None
    corroboration: str | None
    agreement: str | None
    harm: str | None  # proposed grade of civilian harm


def gather_events(case: Case, events: Sequence[Event]) -> Lookup:
    """Return what is shown beside *events*: places, actors, standing, figures and grades."""
    gatherer = Gatherer(case)
    gatherer.add(events)
    ids = [row.id for row in events]
    gatherer.by_id(Entity, (key for row in events for key in (*row.actors, *row.targets)))
    gatherer.having(EventStanding, "event", ids)
    gatherer.having(Grade, "subject", ids)
    sets = gatherer.having(FigureSet, "event", ids)
    gatherer.having(Finding, "figure_set", (row.id for row in sets))
    gatherer.by_id(Place, {row.place for row in events} | {row.scope_place for row in sets})
    return gatherer.lookup()


def event_lines(events: Sequence[Event], lookup: Lookup) -> tuple[EventLine, ...]:
    """Return *events* as lines, in their order."""
    return tuple(_line(event, lookup) for event in events)


def _line(event: Event, lookup: Lookup) -> EventLine:
    standing = lookup.standing_of.get(event.id)
    harm = lookup.grade(event.id, "harm")
    place = lookup.places.get(event.place or "")
    return EventLine(
        id=event.id,
        title=written_dates(event.title),
        when=period_words(event.date_start, event.date_end),
        where=place.name if place else None,
        kind=event.kind,
        realis=event.realis,
        background=event.background,
        aggregate=event.aggregate,
        killed=_cost(event, "killed", lookup),
        injured=_cost(event, "injured", lookup),
        n_reports=standing.n_reports if standing else event.n_reports,
        n_independent=standing.n_independent if standing else None,
        corroboration=standing.corroboration if standing else None,
        agreement=standing.agreement if standing else None,
        harm=harm.value if harm and harm.value != "ungraded" else None,
    )


def _cost(event: Event, measure: str, lookup: Lookup) -> str | None:
    finding = event_finding(event.id, measure, "all", lookup)
    return range_text(finding) if finding else None
