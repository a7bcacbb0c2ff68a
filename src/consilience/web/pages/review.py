"""What should a person look at first, why, and what can be decided about it at once?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final, get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from consilience.model.decisions import ReviewItem
from consilience.model.findings import Contradiction, Finding
from consilience.model.rows import to_json
from consilience.model.scales import HarmGrade, ReviewKind
from consilience.store.browse import Choice
from consilience.web.asked import Option, Pager
from consilience.web.visits import Visit, visiting

router = APIRouter()
_ON_PAGE: Final = 25
_PAGE_OF: Final = {
    "con": "/contradictions/",
    "doc": "/documents/",
    "ev": "/events/",
    "fin": "/figures/",
    "set": "/figures/",
}
"""Where rows are shown, by the prefix of their id."""

GRADES: Final = get_args(HarmGrade)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to look at."""

    item: ReviewItem
    address: str
    others: tuple[tuple[str, str], ...]  # id and address
    contradiction: Contradiction | None
    finding: Finding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """The context of the queue."""

    template: ClassVar[str] = "review.html"
    title: ClassVar[str] = "Review"

    tasks: tuple[Task, ...]
    kinds: tuple[Option, ...]
    kind: str | None
    total: int
    grades: tuple[str, ...]
    pager: Pager


@router.get("/review", include_in_schema=False)
def show_review(request: Request) -> Response:
    """Return what is to be looked at, the most important first."""
    with visiting(request) as visit:
        kind = visit.asked.one_of("kind", get_args(ReviewKind))
        choice = Choice(equal={"kind": kind} if kind else {})
        batch = visit.case.browse(
            ReviewItem, choice=choice, order="importance", after=visit.asked.after, limit=_ON_PAGE
        )
        counted = visit.keep("review kinds", lambda: visit.case.count_by(ReviewItem, "kind"))
        page = ReviewPage(
            tasks=tuple(_task(visit, item) for item in batch.rows),
            kinds=tuple(Option(value=str(value), count=count) for value, count in counted),
            kind=kind,
            total=sum(count for _, count in counted),
            grades=GRADES,
            pager=visit.asked.pager(batch.next),
        )
        return visit.show(page)


@router.get("/api/queue")
def read_queue(
    request: Request, after: str | None = None, kind: ReviewKind | None = None
) -> dict[str, object]:
    """Return what is to be looked at, a page at a time, the most important first."""
    with visiting(request) as visit:
        choice = Choice(equal={"kind": kind} if kind else {})
        batch = visit.case.browse(
            ReviewItem, choice=choice, order="importance", after=after, limit=100
        )
        rows = [visit.profile.json(to_json(row)) for row in batch.rows]
        return {"ok": True, "rows": rows, "next": batch.next}


def _task(visit: Visit, item: ReviewItem) -> Task:
    finding = visit.case.get(Finding, item.subject) if item.kind == "single_origin" else None
    contradiction = (
        visit.case.get(Contradiction, item.subject) if item.kind == "open_contradiction" else None
    )
    return Task(
        item=item,
        address=_address(item.subject),
        others=tuple((other, _address(other)) for other in item.others[:6]),
        contradiction=contradiction,
        finding=finding,
    )


def _address(row_id: str) -> str:
    prefix = row_id.partition("_")[0]
    if prefix == "dec":
        return f"/log#{row_id}"
    return _PAGE_OF.get(prefix, "/why/") + row_id
