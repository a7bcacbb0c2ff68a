"""What does anything in the record rest on, down to the characters?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from consilience.errors import InputError, NotInCaseError
from consilience.outputs.quotes import Quoter
from consilience.outputs.why import Step, explain
from consilience.web.evidence import Evidence, Witness
from consilience.web.visits import visiting

router = APIRouter(include_in_schema=False)
_MOST_STEPS: Final = 250
_PAGES: Final = {
    "ev": "/events/",
    "set": "/figures/",
    "fin": "/figures/",
    "fig": "/figures/",
    "st": "/statements/",
    "con": "/contradictions/",
    "doc": "/documents/",
    "lin": "/lineages/",
}
"""By prefix of an id: where it has a page of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """One row of the chain."""

    id: str
    depth: int
    kind: str
    field: str
    title: str
    facts: tuple[tuple[str, str], ...]
    quotes: tuple[Evidence, ...]
    href: str | None
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """The context of the chain behind an id."""

    template: ClassVar[str] = "why.html"

    title: str
    steps: tuple[ShownStep, ...]
    more: int


@router.get("/why/{row_id}")
def show_chain(request: Request, row_id: str) -> Response:
    """Return what the row with this id rests on."""
    with visiting(request) as visit:
        if visit.case.find(row_id) is None:
            raise NotInCaseError(f"there is no {row_id!r} in this case")
        step = explain(visit.case, row_id)
        steps = list(_walk(step, 0))
        witness = Witness(Quoter(visit.case), visit.profile)
        shown = tuple(_shown(one, depth, witness) for one, depth in steps[:_MOST_STEPS])
        more = max(0, len(steps) - _MOST_STEPS)
        return visit.show(WhyPage(title=f"Why: {step.title}", steps=shown, more=more))


@router.get("/go/{row_id}")
def go_to(row_id: str) -> Response:
    """Lead to the page of whatever has this id."""
    page = page_of(row_id)
    if page is None and "_" not in row_id:
        raise InputError(f"{row_id!r} is no id")
    return RedirectResponse(page or f"/why/{row_id}", status_code=303)


def page_of(row_id: str) -> str | None:
    """Return the address of the page that shows the row with this id, if there is one."""
    start = _PAGES.get(row_id.partition("_")[0])
    return f"{start}{row_id}" if start else None


def _walk(step: Step, depth: int) -> Iterator[tuple[Step, int]]:
    yield step, depth
    for below in step.steps:
        yield from _walk(below, depth + 1)


def _shown(step: Step, depth: int, witness: Witness) -> ShownStep:
    return ShownStep(
        id=step.id,
        depth=min(depth, 6),
        kind=step.table.replace("_", " "),
        field=step.field.replace("_", " "),
        title=step.title,
        facts=step.facts,
        quotes=tuple(witness.of_quotes(step.quotes)),
        href=page_of(step.id),
        left_out=step.left_out,
    )
