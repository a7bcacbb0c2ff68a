"""Where do the reports say these words?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consilience.errors import InputError
from consilience.model.documents import Document
from consilience.outputs.quotes import Quoter
from consilience.store.search import SearchWithin
from consilience.web.asked import Pager
from consilience.web.evidence import Evidence, Witness, day_words
from consilience.web.visits import Visit, visiting

router = APIRouter(include_in_schema=False)
_ON_PAGE: Final = 10
_MOST_SENTENCES: Final = 4
_DEEPEST: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One document that holds the words, with the sentences that do."""

    document: Document
    published: str | None
    quotes: tuple[Evidence, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The context of the search."""

    template: ClassVar[str] = "search.html"
    title: ClassVar[str] = "Search"

    sought: str
    total: int
    found: tuple[Found, ...]
    chosen: Mapping[str, str | None]
    pager: Pager


@router.get("/search")
def search(request: Request) -> Response:
    """Return the documents that hold all of the words, the best first."""
    with visiting(request) as visit:
        asked = visit.asked
        sought = asked.words("q")
        chosen = {name: asked.words(name) for name in ("outlet", "language", "date")}
        within = SearchWithin(
            outlet=chosen["outlet"], language=chosen["language"], published=asked.period("date")
        )
        skip = asked.number("after") or 0
        if skip > _DEEPEST:
            raise InputError(f"only the best {_DEEPEST:,} documents are shown")
        if not sought:
            nothing = Pager(next=None, first=None)
            page = SearchPage(sought="", total=0, found=(), chosen=chosen, pager=nothing)
            return visit.show(page)
        key = ("hits", sought, within)
        total = visit.keep(key, lambda: visit.case.count_hits(sought, within=within))
        further = str(skip + _ON_PAGE) if skip + _ON_PAGE < min(total, _DEEPEST) else None
        page = SearchPage(
            sought=sought,
            total=total,
            found=_found(visit, sought, within, skip=skip),
            chosen=chosen,
            pager=asked.pager(further),
        )
        return visit.show(page)


def _found(visit: Visit, sought: str, within: SearchWithin, *, skip: int) -> tuple[Found, ...]:
    quoter = Quoter(visit.case)
    witness = Witness(quoter, visit.profile)
    hits = visit.case.search(sought, within=within, limit=_ON_PAGE, skip=skip)
    found = []
    for hit in hits:
        quotes = quoter.around(hit.spans[:200], field="found")
        found.append(
            Found(
                document=hit.document,
                published=day_words(hit.document.published_start),
                quotes=tuple(witness.of_quotes(quotes[:_MOST_SENTENCES])),
                more=max(0, len(quotes) - _MOST_SENTENCES),
            )
        )
    return tuple(found)
