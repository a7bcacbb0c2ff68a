"""What could not be read or made, and why?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from consilience.model.case import Skipped
from consilience.web.asked import PAGE_ROWS, Pager
from consilience.web.visits import visiting

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedPage:
    """The context of the list of what was skipped."""

    template: ClassVar[str] = "skipped.html"
    title: ClassVar[str] = "Skipped"

    rows: tuple[Skipped, ...]
    pager: Pager


@router.get("/skipped")
def list_skipped(request: Request) -> Response:
    """Return what could not be read or made."""
    with visiting(request) as visit:
        batch = visit.case.browse(Skipped, after=visit.asked.after, limit=PAGE_ROWS)
        return visit.show(SkippedPage(rows=batch.rows, pager=visit.asked.pager(batch.next)))
