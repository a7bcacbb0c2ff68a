"""What did one report take from another, what was swapped, and what was altered?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from consilience.errors import InputError, NotInCaseError
from consilience.model.documents import Document
from consilience.outputs.compare import Comparison, compare_documents
from consilience.outputs.compare_text import shared_words
from consilience.web.compare_bands import ShownBand, show_bands
from consilience.web.evidence import day_words
from consilience.web.visits import Visit, visiting

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """The context of two documents side by side."""

    template: ClassVar[str] = "compare.html"
    title: ClassVar[str] = "Compare"

    comparison: Comparison
    published: tuple[str, str]
    shared: str
    bands: tuple[ShownBand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePage:
    """The context of the page that asks which two documents to compare."""

    template: ClassVar[str] = "compare_choose.html"
    title: ClassVar[str] = "Compare"

    left: str | None
    right: str | None


@router.get("/compare")
def show_comparison(request: Request) -> Response:
    """Return two documents, aligned."""
    with visiting(request) as visit:
        left, right = visit.asked.words("left"), visit.asked.words("right")
        if not left or not right:
            return visit.show(ChoosePage(left=left, right=right))
        pair = (_find(visit, left), _find(visit, right))
        if pair[0].id == pair[1].id:
            raise InputError("a document is the same as itself", hint="name two documents")
        comparison = compare_documents(visit.case, *pair, profile=visit.profile)
        page = ComparePage(
            comparison=comparison,
            published=(_published(pair[0]), _published(pair[1])),
            shared=shared_words(comparison),
            bands=show_bands(comparison),
        )
        return visit.show(page)


def _published(document: Document) -> str:
    return day_words(document.published_start) or "date not known"


def _find(visit: Visit, wanted: str) -> Document:
    found = visit.case.get(Document, wanted) if wanted.startswith("doc_") else None
    if found is None:
        found = next(visit.case.rows(Document, name=wanted), None)
    if found is None:
        raise NotInCaseError(
            f"there is no document {wanted!r} in this case",
            hint="give its id or the name of its file",
        )
    return found
