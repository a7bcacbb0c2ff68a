"""Texts, search, comparison, chains and charts as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from consilience.errors import InputError, NotInCaseError
from consilience.model.documents import Document
from consilience.model.findings import FigureSet, Finding
from consilience.model.rows import to_json
from consilience.outputs.charts.drawing import Drawing
from consilience.outputs.charts.intervals import draw_intervals
from consilience.outputs.compare import compare_documents
from consilience.outputs.hits import hit_json
from consilience.outputs.quotes import Quoter
from consilience.outputs.why import explain, step_json
from consilience.store.browse import Choice
from consilience.store.search import SearchWithin
from consilience.web.api.schemas import Schema, error_answers
from consilience.web.evidence import withhold_part
from consilience.web.gathering import gather_findings
from consilience.web.pages.events import (
    draw_event_map,
    draw_event_times,
    read_choice,
    read_filters,
)
from consilience.web.pages.overview import draw_event_pace
from consilience.web.pages.sources import draw_shared
from consilience.web.visits import Visit, visiting

router = APIRouter(prefix="/api", tags=["reading"])

_CHARTS: Final[dict[str, Callable[[Visit], Drawing | None]]] = {
    "map": lambda visit: draw_event_map(visit, _events(visit)),
    "timeline": lambda visit: draw_event_times(visit, _events(visit)),
    "pace": draw_event_pace,
    "copies": draw_shared,
}
_ZOOMED: Final = frozenset({"map", "timeline"})
"""Drawings whose axes a reader may move and stretch."""
_OBJECT: Final[Schema] = {"type": "object", "required": ["ok"]}
_ANSWERS: Final = error_answers(_OBJECT)
_MOST_SPANS: Final = 200
Words = Annotated[str, Query(min_length=1, max_length=300, description="Plain words.")]


@router.get("/case", response_class=JSONResponse, responses=_ANSWERS)
def get_case(request: Request) -> Response:
    """Return the name of the case, its stored totals, and who is asking."""
    with visiting(request) as visit:
        return JSONResponse(
            {
                "ok": True,
                "name": visit.case.path.stem,
                "totals": visit.totals,
                "viewer": {
                    "name": visit.viewer.name,
                    "role": visit.viewer.role,
                    "may_write": visit.viewer.may_write,
                    "profile": visit.viewer.profile,
                },
            }
        )


@router.get("/documents/{row_id}/text", response_class=JSONResponse, responses=_ANSWERS)
def get_text(request: Request, row_id: str) -> Response:
    """Return the frozen text of a document; offsets count its code points.

    Where names are withheld from this viewer, offsets into the text do not hold.
    """
    with visiting(request) as visit:
        _document(visit, row_id)
        text = visit.case.text(row_id)
        gaps = list(visit.profile.find_withheld(text))
        shown = withhold_part(text, (0, len(text)), gaps)
        answer = {"ok": True, "document": row_id, "text": shown, "exact": not gaps}
        return JSONResponse(answer)


@router.get("/search", response_class=JSONResponse, responses=_ANSWERS)
def search(
    request: Request,
    q: Words,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    skip: Annotated[int, Query(ge=0, le=2000)] = 0,
    outlet: str | None = None,
    language: str | None = None,
) -> Response:
    """Return the documents that hold all of the words, the best first, with their sentences."""
    within = SearchWithin(outlet=outlet, language=language)
    with visiting(request) as visit:
        quoter = Quoter(visit.case)
        total = visit.case.count_hits(q, within=within)
        found = [
            visit.profile.json(
                hit_json(hit.document, quoter.around(hit.spans[:_MOST_SPANS], field="found"))
            )
            for hit in visit.case.search(q, within=within, limit=limit, skip=skip)
        ]
        return JSONResponse({"ok": True, "total": total, "documents": found})


@router.get("/why/{row_id}", response_class=JSONResponse, responses=_ANSWERS)
def get_chain(request: Request, row_id: str) -> Response:
    """Return what the row with this id rests on, down to the quoted characters."""
    with visiting(request) as visit:
        if visit.case.find(row_id) is None:
            raise NotInCaseError(f"there is no {row_id!r} in this case")
        chain = visit.profile.json(step_json(explain(visit.case, row_id)))
        return JSONResponse({"ok": True, "chain": chain})


@router.get("/compare", response_class=JSONResponse, responses=_ANSWERS)
def get_comparison(request: Request, left: str, right: str) -> Response:
    """Return two documents side by side, cut into bands of what they share and of their own."""
    with visiting(request) as visit:
        pair = (_document(visit, left), _document(visit, right))
        if left == right:
            raise InputError("a document is the same as itself", hint="name two documents")
        found = compare_documents(visit.case, *pair, profile=visit.profile)
        return JSONResponse({"ok": True, "comparison": to_json(found)})


@router.get("/charts/{name}", response_class=JSONResponse, responses=_ANSWERS)
def get_chart(request: Request, name: str) -> Response:
    """Return a chart as Vega-Lite: map, timeline, pace, copies, or the id of a figure set.

    Map and timeline take the filters of the page of events.
    """
    with visiting(request) as visit:
        key = ("spec", visit.viewer.profile, name, request.url.query)
        spec = visit.keep(key, lambda: _spec(visit, name))
        if spec is None:
            raise NotInCaseError(f"there is nothing to draw for {name!r}")
        return JSONResponse({"ok": True, **spec})


def _spec(visit: Visit, name: str) -> dict[str, Any] | None:
    draw = _CHARTS.get(name)
    drawing = draw(visit) if draw else _draw_set(visit, name)
    if drawing is None:
        return None
    spec: dict[str, Any] = {
        "title": drawing.title,
        "alternative": drawing.alternative,
        "spec": (drawing.chart.interactive() if name in _ZOOMED else drawing.chart).to_dict(),
    }
    safe = visit.profile.json(spec)
    return safe if isinstance(safe, dict) else None


def _events(visit: Visit) -> Choice:
    return read_choice(visit, read_filters(visit.asked))


def _draw_set(visit: Visit, row_id: str) -> Drawing | None:
    own = visit.case.get(FigureSet, row_id) if row_id.startswith("set_") else None
    finding = next(visit.case.rows(Finding, figure_set=own.id), None) if own else None
    return draw_intervals(gather_findings(visit.case, [finding]), finding) if finding else None


def _document(visit: Visit, row_id: str) -> Document:
    found = visit.case.get(Document, row_id)
    if found is None:
        raise NotInCaseError(f"there is no document {row_id!r} in this case")
    return found
