"""What does the case say, on one screen?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from consilience.web.visits import visiting

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The context of the overview."""

    template: ClassVar[str] = "overview.html"
    title: ClassVar[str] = "Overview"

    totals: tuple[tuple[str, int], ...]


@router.get("/")
def show_overview(request: Request) -> Response:
    """Return the overview of the case."""
    with visiting(request) as visit:
        names = ("documents", "outlets", "originators", "events", "findings", "contradictions")
        totals = tuple((name, visit.totals.get(name, 0)) for name in names)
        return visit.show(OverviewPage(totals=totals))
