"""Decide, take back, and read the log of what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar
from urllib.parse import quote

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from consilience.errors import EvidenceError
from consilience.model.rows import to_json
from consilience.model.scales import DecisionKind
from consilience.store.decisions import check_chain
from consilience.web.asked import Pager
from consilience.web.deciding import n_waiting, own_address, read_form, wanted
from consilience.web.histories import ON_PAGE, Line, newest_lines
from consilience.web.visits import Visit, visiting
from consilience.workspace.decisions import ReviewDesk

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """The context of the log."""

    template: ClassVar[str] = "log.html"
    title: ClassVar[str] = "Log"

    lines: tuple[Line, ...]
    n_entries: int
    broken: str | None  # why the chain does not hold
    head: str  # hash of the last entry
    waiting: int
    pager: Pager


class Wish(BaseModel):
    """A decision that a program asks for."""

    model_config = ConfigDict(extra="forbid")

    kind: DecisionKind
    subjects: Annotated[list[str], Field(max_length=200)] = []
    values: dict[str, str | float | bool | None] = {}
    words: Annotated[str | None, Field(description="document:start:end, in code points")] = None
    why: str = ""


class Undoing(BaseModel):
    """Why a decision is taken back."""

    model_config = ConfigDict(extra="forbid")

    why: str = ""


@router.get("/log", include_in_schema=False)
def show_log(request: Request) -> Response:
    """Return the log, the last decision first."""
    with visiting(request) as visit:
        return visit.show(_log_page(visit))


@router.post("/decisions", include_in_schema=False)
async def decide(request: Request) -> Response:
    """Write down what a form decides and go back to where it stood."""
    async with request.form() as form:
        asked = read_form(form)
        back = form.get("back")
    made = await run_in_threadpool(_desk(request).decide, asked)
    return _noted(back if isinstance(back, str) else None, made.id)


@router.post("/decisions/{decision}/undo", include_in_schema=False)
async def undo(request: Request, decision: str) -> Response:
    """Take a decision back and go to where the form stood."""
    async with request.form() as form:
        why, back = form.get("why"), form.get("back")
    reason = why if isinstance(why, str) else ""
    made = await run_in_threadpool(_desk(request).undo, decision, why=reason)
    return _noted(back if isinstance(back, str) else None, made.id)


@router.post("/api/decisions", status_code=201)
def decide_by_program(request: Request, wish: Wish) -> Response:
    """Write one decision into the log and return it."""
    made = _desk(request).decide(wanted(wish.model_dump()))
    return JSONResponse({"ok": True, "row": to_json(made)}, status_code=201)


@router.post("/api/decisions/{decision}/undo", status_code=201)
def undo_by_program(request: Request, decision: str, undoing: Undoing) -> Response:
    """Take a decision back by a further entry and return that."""
    made = _desk(request).undo(decision, why=undoing.why)
    return JSONResponse({"ok": True, "row": to_json(made)}, status_code=201)


def _desk(request: Request) -> ReviewDesk:
    viewer = request.scope["state"]["viewer"]
    return ReviewDesk(request.app.state.settings.case, who=viewer.name)


def _noted(back: str | None, decision: str) -> Response:
    """Send the browser back to where the form stood, with a note of what was written."""
    path, hash_mark, fragment = own_address(back).partition("#")
    joined = "&" if "?" in path else "?"
    address = f"{path}{joined}noted={quote(decision)}{hash_mark}{fragment}"
    return RedirectResponse(address, status_code=303)


def _log_page(visit: Visit) -> LogPage:
    page = visit.asked.number("page") or 0
    lines, n_entries = newest_lines(visit, page)
    broken = None
    try:
        for _ in check_chain(visit.case.decisions()):
            pass
    except EvidenceError as error:
        broken = error.message
    more = n_entries > (page + 1) * ON_PAGE
    return LogPage(
        lines=lines,
        n_entries=n_entries,
        broken=broken,
        head=visit.case.head_hash(),
        waiting=n_waiting(visit.case),
        pager=Pager(
            next=visit.asked.with_(page=str(page + 1)) if more else None,
            first=visit.asked.with_(page=None) if page else None,
        ),
    )
