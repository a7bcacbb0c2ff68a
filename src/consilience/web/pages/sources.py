"""Which reports are there, who published them, whom do they quote, and what do they share?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consilience.model.documents import Document
from consilience.model.findings import Origin
from consilience.model.lineage import DocumentLineage, Lineage, LineageMember
from consilience.model.statements import Statement
from consilience.outputs.charts.copies import MOST_PASSAGES, draw_copies
from consilience.outputs.charts.drawing import Drawing
from consilience.store.browse import Choice
from consilience.web.asked import PAGE_ROWS, Pager
from consilience.web.charting import Chart, keep_chart
from consilience.web.evidence import day_words
from consilience.web.gathering import Gatherer
from consilience.web.visits import Visit, visiting

router = APIRouter(include_in_schema=False)
VIEWS: Final = ("documents", "outlets", "originators", "copies")
_MOST_SOURCES: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """One report in the list."""

    document: Document
    published: str | None
    shared: int | None  # per cent of its words that stand in other reports
    related: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """An outlet or somebody whom reports quote, with how often."""

    name: str
    count: int
    also: int | None  # claims that it stands behind
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """The context of the lists of sources."""

    template: ClassVar[str] = "sources.html"
    title: ClassVar[str] = "Sources"

    view: str
    views: tuple[tuple[str, str], ...]
    documents: tuple[DocumentLine, ...]
    sources: tuple[SourceLine, ...]
    lineages: tuple[Lineage, ...]
    chart: Chart | None
    chosen: Mapping[str, str | None]
    pager: Pager


@router.get("/sources")
def list_sources(request: Request) -> Response:
    """Return documents, outlets, originators or copied passages."""
    with visiting(request) as visit:
        asked = visit.asked
        view = asked.one_of("view", VIEWS) or "documents"
        chosen = {"outlet": asked.words("outlet"), "date": asked.words("date")}
        documents: tuple[DocumentLine, ...] = ()
        lineages: tuple[Lineage, ...] = ()
        cursor = None
        if view == "documents":
            documents, cursor = _documents(visit, chosen)
        elif view == "copies":
            batch = visit.case.browse(
                Lineage, order="documents", after=asked.after, limit=PAGE_ROWS
            )
            lineages, cursor = batch.rows, batch.next
        page = SourcesPage(
            view=view,
            views=tuple((name, f"/sources?view={name}") for name in VIEWS),
            documents=documents,
            sources=_sources(visit, view),
            lineages=lineages,
            chart=keep_chart(visit, "copies", lambda: draw_shared(visit))
            if view == "copies" and not asked.after
            else None,
            chosen=chosen,
            pager=asked.pager(cursor),
        )
        return visit.show(page)


def draw_shared(visit: Visit) -> Drawing | None:
    """Return the passages in most reports as a graph between these reports."""
    gatherer = Gatherer(visit.case)
    lineages = gatherer.add(visit.case.browse(Lineage, order="documents", limit=MOST_PASSAGES).rows)
    members = gatherer.having(LineageMember, "lineage", (row.id for row in lineages))
    gatherer.by_id(Document, (row.document for row in members))
    return draw_copies(gatherer.lookup(), linked=True)


def _documents(
    visit: Visit, chosen: Mapping[str, str | None]
) -> tuple[tuple[DocumentLine, ...], str | None]:
    period = visit.asked.period("date")
    choice = Choice(
        equal={"outlet": chosen["outlet"]} if chosen["outlet"] else {},
        touching=(*period, "published_start", "published_end") if period else None,
    )
    batch = visit.case.browse(
        Document, choice=choice, order="published", after=visit.asked.after, limit=PAGE_ROWS
    )
    shares = {
        row.document: row
        for row in visit.case.among(DocumentLineage, "document", (row.id for row in batch.rows))
    }
    lines = tuple(_line(row, shares.get(row.id)) for row in batch.rows)
    return lines, batch.next


def _line(document: Document, share: DocumentLineage | None) -> DocumentLine:
    return DocumentLine(
        document=document,
        published=day_words(document.published_start),
        shared=round(100 * share.shared_words / share.words) if share and share.words else None,
        related=share.n_related if share else 0,
    )


def _sources(visit: Visit, view: str) -> tuple[SourceLine, ...]:
    if view == "outlets":
        return tuple(
            SourceLine(
                name=option.value,
                count=option.count or 0,
                also=None,
                href=visit.asked.with_(view=None, outlet=option.value, after=None),
            )
            for option in visit.options("documents_by_outlet")[:_MOST_SOURCES]
        )
    if view != "originators":
        return ()
    behind = dict(visit.keep("origins", lambda: visit.case.count_by(Origin, "originator")))
    quoted = visit.keep("originators", lambda: visit.case.count_by(Statement, "originator"))
    return tuple(
        SourceLine(
            name=str(name),
            count=count,
            also=behind.get(name),
            href=f"/statements?speaker={name}",
        )
        for name, count in quoted[:_MOST_SOURCES]
        if name
    )
