"""What does the case say, on one screen?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consilience.model.decisions import DecisionStatus
from consilience.model.documents import Document
from consilience.model.events import Event
from consilience.model.findings import Contradiction, FigureSet, Finding
from consilience.outputs.charts.drawing import Drawing
from consilience.outputs.charts.pace import draw_pace
from consilience.outputs.outlines import NOTICE
from consilience.outputs.report.selection import HARM, TOLD
from consilience.outputs.wording import many
from consilience.store.browse import Choice
from consilience.web.charting import Chart, keep_chart
from consilience.web.deciding import n_waiting
from consilience.web.event_lines import EventLine, event_lines, gather_events
from consilience.web.figure_cards import FigureCard, make_cards
from consilience.web.gathering import gather_findings
from consilience.web.pages.contradictions import Dispute, show_disputes
from consilience.web.pages.events import draw_event_map
from consilience.web.visits import Visit, visiting
from consilience.workspace.decisions import LogEntry, log_of

router = APIRouter(include_in_schema=False)
_TOTALS: Final = (
    ("documents", "Reports", "/sources"),
    ("outlets", "Outlets", "/sources?view=outlets"),
    ("lineages", "Copied passages", "/sources?view=copies"),
    ("statements", "Statements", "/statements"),
    ("events", "Events", "/events"),
    ("findings", "Figures", "/figures"),
    ("contradictions", "Contradictions", "/contradictions"),
)
_LOOKED_AT: Final = 60
_FIGURES: Final = 8
_EVENTS: Final = 8
_DISPUTES: Final = 4
_DECISIONS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The context of the overview."""

    template: ClassVar[str] = "overview.html"
    title: ClassVar[str] = "Overview"

    totals: tuple[tuple[str, int, str], ...]  # name, number, address
    cards: tuple[FigureCard, ...]
    lines: tuple[EventLine, ...]
    disputes: tuple[Dispute, ...]
    n_open: int
    pace: Chart | None
    atlas: Chart | None
    notice: str
    gaps: tuple[tuple[str, str], ...]  # what is open, and where to look
    decided: tuple[LogEntry, ...]  # what people decided last, the newest first
    waiting: int  # decisions that no build has seen
    again: int  # decisions to be looked at again


@router.get("/")
def show_overview(request: Request) -> Response:
    """Return the overview of the case."""
    with visiting(request) as visit:
        told = Choice(among={"realis": TOLD})
        events = visit.case.browse(Event, choice=told, order="reports", limit=_EVENTS).rows
        disputes = visit.case.browse(
            Contradiction, choice=Choice(equal={"state": "open"}), order="level", limit=_DISPUTES
        ).rows
        page = OverviewPage(
            totals=tuple((name, visit.totals.get(key, 0), path) for key, name, path in _TOTALS),
            cards=_key_figures(visit),
            lines=event_lines(events, gather_events(visit.case, events)),
            disputes=show_disputes(visit, disputes, quotes=1),
            n_open=visit.case.count("contradictions_by_state", "open"),
            pace=keep_chart(visit, "pace", lambda: draw_event_pace(visit)),
            atlas=keep_chart(visit, "overview-map", lambda: draw_event_map(visit, Choice())),
            notice=NOTICE,
            gaps=visit.keep("gaps", lambda: tuple(_gaps(visit))),
            decided=tuple(log_of(visit.case.decisions())[: -_DECISIONS - 1 : -1]),
            waiting=n_waiting(visit.case),
            again=sum(
                1
                for state in ("stale", "orphaned")
                for _ in visit.case.rows(DecisionStatus, state=state)
            ),
        )
        return visit.show(page)


def draw_event_pace(visit: Visit) -> Drawing | None:
    """Return how many events begin on each day."""
    counted = visit.case.count_by(Event, "date_start", characters=10)
    return draw_pace({str(day): count for day, count in counted if day}, linked=True)


def _key_figures(visit: Visit) -> tuple[FigureCard, ...]:
    """Return what most reports count: first harm and displacement, then the rest."""
    rows = visit.case.browse(Finding, order="reports", limit=_LOOKED_AT).rows
    sets = {
        row.id: row for row in visit.case.among(FigureSet, "id", (row.figure_set for row in rows))
    }
    told = [row for row in rows if row.low is not None or row.high is not None]
    told.sort(key=lambda row: (not _is_harm(sets.get(row.figure_set)), -row.n_reports))
    kept = told[:_FIGURES]
    return make_cards(kept, gather_findings(visit.case, kept))


def _is_harm(own: FigureSet | None) -> bool:
    return own is not None and (own.measure in HARM or own.measure == "displaced")


def _gaps(visit: Visit) -> Iterator[tuple[str, str]]:
    undated = visit.case.count("documents_by_day", "")
    if undated:
        yield f"{many(undated, 'report')} without a date of publication", "/sources"
    alone = visit.case.count("findings_by_corroboration", "provisional")
    if alone:
        yield (
            f"{many(alone, 'figure')} that rest on a single voice",
            "/figures?corroboration=provisional",
        )
    withdrawn = sum(1 for _ in visit.case.rows(Document, withdrawn=True))
    if withdrawn:
        yield f"{many(withdrawn, 'report')} that the publisher withdrew", "/sources"
    skipped = visit.totals.get("skipped", 0)
    if skipped:
        yield f"{many(skipped, 'thing')} that could not be read", "/skipped"
