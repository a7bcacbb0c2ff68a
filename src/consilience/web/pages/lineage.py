"""Where does one copied passage stand, and where does it come from?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from consilience.errors import NotInCaseError
from consilience.model.documents import Document
from consilience.model.lineage import Lineage, LineageMember
from consilience.web.evidence import day_words, permalink, withhold_part
from consilience.web.visits import Visit, visiting

router = APIRouter(include_in_schema=False)
_MOST: Final = 100
_SHOWN_CHARACTERS: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One place where the passage stands."""

    document: Document
    published: str | None
    first: bool  # where it stood first, as far as the case tells
    words: str
    cut: bool
    href: str
    compare: str | None  # address of this report beside the first


@dataclass(frozen=True, slots=True, kw_only=True)
class LineagePage:
    """The context of one copied passage."""

    template: ClassVar[str] = "lineage.html"

    title: str
    lineage: Lineage
    stands: tuple[Stand, ...]
    members: tuple[tuple[str, str], ...]  # what may be taken out: id of a report, and its name
    more: int


@router.get("/lineages/{row_id}")
def show_lineage(request: Request, row_id: str) -> Response:
    """Return a copied passage with all the reports that it stands in."""
    with visiting(request) as visit:
        row = visit.case.get(Lineage, row_id) if row_id.startswith("lin_") else None
        if row is None:
            raise NotInCaseError(f"there is no copied passage {row_id!r} in this case")
        if row.id != row_id:
            return RedirectResponse(f"/lineages/{row.id}", status_code=303)
        stands = _stands(visit, row)
        return visit.show(
            LineagePage(
                title=f"A passage in {row.n_documents:,} reports",
                lineage=row,
                stands=stands,
                members=tuple(
                    (
                        stand.document.id,
                        f"{stand.document.outlet or stand.document.name}, "
                        f"{stand.published or 'date not known'}",
                    )
                    for stand in stands
                ),
                more=max(0, row.n_documents - len(stands)),
            )
        )


def _stands(visit: Visit, lineage: Lineage) -> tuple[Stand, ...]:
    members = list(visit.case.rows(LineageMember, lineage=lineage.id))
    documents = {
        row.id: row for row in visit.case.among(Document, "id", (row.document for row in members))
    }
    members = [row for row in members if row.document in documents]
    members.sort(key=lambda row: _order(documents[row.document], lineage.origin))
    beside = lineage.origin or (members[0].document if members else None)
    return tuple(_stand(visit, row, documents[row.document], beside) for row in members[:_MOST])


def _order(document: Document, origin: str | None) -> tuple[bool, str, str, str]:
    return document.id != origin, document.published_start or "~", document.name, document.id


def _stand(visit: Visit, member: LineageMember, document: Document, beside: str | None) -> Stand:
    start, end = member.stretch.start, member.stretch.end
    text = visit.case.text(document.id)
    shown = min(end, start + _SHOWN_CHARACTERS)
    gaps = list(visit.profile.find_withheld(text))
    other = beside if beside != document.id else None
    return Stand(
        document=document,
        published=day_words(document.published_start),
        first=document.id == beside,
        words=withhold_part(text, (start, shown), gaps),
        cut=shown < end,
        href=permalink(document.id, start, end),
        compare=f"/compare?left={other}&right={document.id}" if other else None,
    )
