"""The application: pages and JSON interface behind one gate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp

from consilience.web import statics
from consilience.web.api import reading, rows
from consilience.web.faults import add_fault_handlers
from consilience.web.guards import Guard
from consilience.web.pages import (
    building,
    compare,
    contradictions,
    decisions,
    document,
    event,
    events,
    figures,
    lineage,
    overview,
    review,
    search,
    skipped,
    sources,
    statements,
    tables,
    why,
)
from consilience.web.sessions import Sessions
from consilience.web.settings import ServeSettings
from consilience.web.visits import Kept
from consilience.web.work import Work

PAGES: Final = (
    overview,
    events,
    event,
    figures,
    statements,
    contradictions,
    sources,
    lineage,
    document,
    compare,
    search,
    skipped,
    why,
    review,
    decisions,
    tables,
    building,
)
"""The modules whose ``router`` holds pages."""

API: Final = (reading, rows)
"""The modules whose ``router`` answers JSON; what has an address of its own comes before rows."""


def create_app(settings: ServeSettings) -> ASGIApp:
    """Return the workbench for the case that *settings* name, as an ASGI application."""
    app = FastAPI(
        title="consilience",
        version=version("consilience"),
        docs_url=None,  # FastAPI's own page would load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifetime,
    )
    app.state.settings = settings
    app.state.kept = Kept()
    app.state.work = Work()
    add_fault_handlers(app)
    app.include_router(statics.router)
    for module in (*PAGES, *API):
        app.include_router(module.router)
    return Guard(app, settings=settings, sessions=Sessions(settings))


@asynccontextmanager
async def _lifetime(app: FastAPI) -> AsyncIterator[None]:
    """Stop the background build when the workbench stops: it can be taken up again."""
    yield
    app.state.work.stop()
