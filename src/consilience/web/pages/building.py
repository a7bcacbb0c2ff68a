"""Add reports and build the case anew, in the background."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar, Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from consilience.errors import SettingsError
from consilience.web.deciding import n_waiting
from consilience.web.orders import Order
from consilience.web.visits import visiting
from consilience.web.work import Progress, Work

router = APIRouter()

_OLD_SECONDS: Final = 24 * 60 * 60
_PREFIX: Final = "consilience-upload-"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPage:
    """The context of the page about the background build."""

    template: ClassVar[str] = "build.html"
    title: ClassVar[str] = "Build"

    progress: Progress
    waiting: int  # decisions that no build has seen


@router.get("/build", include_in_schema=False)
def show_build(request: Request) -> Response:
    """Return what the build does, or the forms that start one."""
    with visiting(request) as visit:
        page = BuildPage(progress=_work(request).progress, waiting=n_waiting(visit.case))
        return visit.show(page)


@router.get("/api/build")
def read_build(request: Request) -> dict[str, object]:
    """Return how far the build in the background is."""
    return {"ok": True, **asdict(_work(request).progress)}


@router.post("/build", include_in_schema=False)
async def start_build(request: Request) -> Response:
    """Begin a build, of the reports that are sent along or of what has changed."""
    async with request.form() as form:
        files = [one for one in form.getlist("reports") if isinstance(one, UploadFile)]
        named = [one for one in files if one.filename]
        if form.get("adding") and not named:
            raise SettingsError("no report was chosen")
        scratch = await run_in_threadpool(_kept_apart, named) if named else None
    order = Order(
        case=request.app.state.settings.case,
        who=request.scope["state"]["viewer"].name,
        reports=(scratch / "reports",) if scratch else (),
        scratch=scratch,
        jobs=min(2, os.cpu_count() or 1),
    )
    try:
        await run_in_threadpool(_work(request).start, order)
    except BaseException:
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)
        raise
    return RedirectResponse("/build", status_code=303)


@router.post("/build/stop", include_in_schema=False)
def stop_build(request: Request) -> Response:
    """Stop the build that runs."""
    _work(request).stop()
    return RedirectResponse("/build", status_code=303)


def _work(request: Request) -> Work:
    found: Work = request.app.state.work
    return found


def _kept_apart(files: Sequence[UploadFile]) -> Path:
    """Return a folder of this user's alone that holds *files* under harmless names."""
    _clear_old()
    scratch = Path(tempfile.mkdtemp(prefix=_PREFIX))
    for number, file in enumerate(files):
        folder = scratch / "reports"
        name = _harmless(file.filename or "")
        if (folder / name).exists():
            folder = folder / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("wb") as out:
            shutil.copyfileobj(file.file, out)
    return scratch


def _harmless(name: str) -> str:
    """Return the last part of a file's name, of letters, digits and a few marks."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w.,() -]", "_", last).strip(". ")[-120:] or "report"


def _clear_old() -> None:
    """Remove what a workbench that was killed has left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if folder.owner() == Path.home().owner() and (
                time.time() - folder.stat().st_mtime > _OLD_SECONDS
            ):
                shutil.rmtree(folder, ignore_errors=True)
        except (OSError, KeyError, NotImplementedError):
            continue  # another's, or gone meanwhile
