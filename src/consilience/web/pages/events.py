"""What happened: as a list, on a map, over time?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from consilience.model.events import Event, EventStanding
from consilience.model.places import Place
from consilience.model.scales import Agreement, Corroboration, EventKind
from consilience.outputs.charts.atlas import draw_places
from consilience.outputs.charts.drawing import Drawing
from consilience.outputs.charts.timeline import MOST_EVENTS, draw_timeline
from consilience.outputs.outlines import NOTICE
from consilience.store.browse import Choice, Through
from consilience.web.asked import PAGE_ROWS, Asked, Option, Pager
from consilience.web.charting import Chart, keep_chart
from consilience.web.event_lines import EventLine, event_lines, gather_events
from consilience.web.places_named import find_entities, find_places
from consilience.web.visits import Visit, visiting

router = APIRouter(include_in_schema=False)
VIEWS: Final = ("list", "map", "timeline")
_MOST_PLACES: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage:
    """The context of the list, map and timeline of events."""

    template: ClassVar[str] = "events.html"
    title: ClassVar[str] = "Events"

    view: str
    views: tuple[tuple[str, str], ...]  # name and address
    lines: tuple[EventLine, ...]
    chart: Chart | None
    notice: str
    kinds: tuple[Option, ...]
    corroborations: tuple[Option, ...]
    agreements: tuple[Option, ...]
    orders: tuple[Option, ...]
    chosen: Mapping[str, str | None]
    pager: Pager


@router.get("/events")
def list_events(request: Request) -> Response:
    """Return the events that fit the filters, as a list, a map or a timeline."""
    with visiting(request) as visit:
        asked = visit.asked
        view = asked.one_of("view", VIEWS) or "list"
        chosen = read_filters(asked)
        choice = read_choice(visit, chosen)
        order = "date" if view == "list" and chosen["order"] != "reports" else "reports"
        batch = visit.case.browse(
            Event,
            choice=choice,
            order=order,
            after=asked.after,
            limit=PAGE_ROWS if view == "list" else MOST_EVENTS,
        )
        lines = event_lines(batch.rows, gather_events(visit.case, batch.rows))
        page = EventsPage(
            view=view,
            views=tuple((name, asked.with_(view=name, after=None)) for name in VIEWS),
            lines=lines,
            chart=_chart(visit, view, choice),
            notice=NOTICE,
            kinds=visit.options("events_by_kind"),
            corroborations=visit.options("events_by_corroboration"),
            agreements=visit.options("events_by_agreement"),
            orders=(Option(value="date"), Option(value="reports")),
            chosen=chosen,
            pager=asked.pager(batch.next),
        )
        return visit.show(page)


def read_filters(asked: Asked) -> dict[str, str | None]:
    """Return the filters of events that an address asks for, each checked."""
    return {
        "kind": asked.one_of("kind", get_args(EventKind)),
        "corroboration": asked.one_of("corroboration", get_args(Corroboration)),
        "agreement": asked.one_of("agreement", get_args(Agreement)),
        "order": asked.one_of("order", ("date", "reports")),
        "place": asked.words("place"),
        "actor": asked.words("actor"),
        "date": asked.words("date"),
    }


def read_choice(visit: Visit, chosen: Mapping[str, str | None]) -> Choice:
    """Return which events *chosen* filters mean."""
    standing = {name: chosen[name] for name in ("corroboration", "agreement") if chosen.get(name)}
    through = Through(kind=EventStanding, here="id", there="event", equal=standing)
    place, actor = chosen["place"], chosen["actor"]
    period = visit.asked.period("date")
    return Choice(
        equal={"kind": chosen["kind"]} if chosen["kind"] else {},
        among={"place": visit.keep(("places", place), lambda: find_places(visit.case, place))}
        if place
        else {},
        holding={
            "actors": visit.keep(("entities", actor), lambda: find_entities(visit.case, actor))
        }
        if actor
        else {},
        touching=(*period, "date_start", "date_end") if period else None,
        through=(through,) if standing else (),
    )


def _chart(visit: Visit, view: str, choice: Choice) -> Chart | None:
    key = f"{view}:{visit.request.url.query}"
    if view == "map":
        return keep_chart(visit, key, lambda: draw_event_map(visit, choice))
    if view == "timeline":
        return keep_chart(visit, key, lambda: draw_event_times(visit, choice))
    return None


def draw_event_map(visit: Visit, choice: Choice) -> Drawing | None:
    """Return the map of the chosen events; events are counted, not loaded."""
    counted = visit.case.count_by(Event, "place", choice=choice)
    counts = {str(place): count for place, count in counted if place}
    shown = list(counts)[:_MOST_PLACES]
    places = sorted(visit.case.among(Place, "id", shown), key=lambda row: row.id)
    return draw_places(places, counts, profile=visit.profile, linked=True)


def draw_event_times(visit: Visit, choice: Choice) -> Drawing | None:
    """Return the timeline of the chosen events that most reports tell of."""
    rows = visit.case.browse(Event, choice=choice, order="reports", limit=4 * MOST_EVENTS).rows
    return draw_timeline(gather_events(visit.case, rows), rows, linked=True)
