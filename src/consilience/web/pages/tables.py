"""Tables to take away, edit and bring back."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from consilience.errors import NotInCaseError, SettingsError
from consilience.outputs.filters import Wanted
from consilience.outputs.listing import render_csv
from consilience.outputs.listings.every import LISTINGS
from consilience.web.visits import visiting
from consilience.workspace.decisions import ReviewDesk
from consilience.workspace.decisions_csv import CsvChange, read_changes

router = APIRouter()

EDITABLE: Final = ("events", "figures", "findings", "statements", "contradictions")
"""Tables whose edited cells become decisions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesPage:
    """The context of the tables."""

    template: ClassVar[str] = "tables.html"
    title: ClassVar[str] = "Tables"

    editable: tuple[str, ...]
    others: tuple[str, ...]
    decided: int | None  # decisions that were just brought in
    changes: tuple[CsvChange, ...]  # what a table that was only tried would change
    tried: str | None  # name of that table


@router.get("/tables", include_in_schema=False)
def show_tables(request: Request) -> Response:
    """Return the list of tables, and the form that brings one back."""
    with visiting(request) as visit:
        return visit.show(_page(decided=visit.asked.number("decided")))


@router.get("/tables/{name}.csv")
def download_table(request: Request, name: str) -> Response:
    """Return one table as CSV, under the profile of who asks; no cell starts a formula."""
    if name not in LISTINGS:
        raise NotInCaseError(f"there is no table {name!r}", hint=f"choose from {', '.join(_all())}")
    with visiting(request) as visit:
        table = visit.profile.listing(LISTINGS[name](visit.case, Wanted()))
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(render_csv(table), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/tables", include_in_schema=False)
async def bring_back(request: Request) -> Response:
    """Decide what an edited table asks for, or only say what that would be."""
    async with request.form() as form:
        file, why, trying = form.get("table"), form.get("why"), form.get("trying")
        if not isinstance(file, UploadFile) or not file.filename:
            raise SettingsError("no table was chosen")
        data, name = await file.read(), Path(file.filename).name
    reason = why if isinstance(why, str) else ""
    changes = await run_in_threadpool(_read, request, data, name, reason)
    if trying:
        with visiting(request) as visit:
            return visit.show(_page(changes=tuple(changes), tried=name))
    viewer = request.scope["state"]["viewer"]
    desk = ReviewDesk(request.app.state.settings.case, who=viewer.name)
    made = await run_in_threadpool(desk.decide_all, [change.request for change in changes])
    return RedirectResponse(f"/tables?decided={len(made)}", status_code=303)


def _read(request: Request, data: bytes, name: str, why: str) -> list[CsvChange]:
    with tempfile.TemporaryDirectory(prefix="consilience-table-") as folder:
        file = Path(folder) / "table.csv"
        file.write_bytes(data)
        return read_changes(
            request.app.state.settings.case, file, why=why.strip() or f"edited in {name[:120]}"
        )


def _page(
    *,
    decided: int | None = None,
    changes: tuple[CsvChange, ...] = (),
    tried: str | None = None,
) -> TablesPage:
    return TablesPage(
        editable=EDITABLE,
        others=tuple(name for name in _all() if name not in EDITABLE),
        decided=decided,
        changes=changes,
        tried=tried,
    )


def _all() -> tuple[str, ...]:
    return tuple(sorted(LISTINGS))
