"""Where can the reports not all be right, and what does each side say?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from consilience.errors import NotInCaseError
from consilience.model.events import Event
from consilience.model.findings import Contradiction, FigureSet, Origin, Side
from consilience.model.places import Place
from consilience.model.scales import ContradictionKind, Level
from consilience.outputs.quotes import Quoter
from consilience.outputs.wording import written_dates
from consilience.store.browse import Choice
from consilience.web.asked import Asked, Option, Pager
from consilience.web.evidence import Evidence, Witness
from consilience.web.histories import Line, decided_about
from consilience.web.visits import Visit, visiting

router = APIRouter(include_in_schema=False)
_STATES: Final = ("open", "explained", "accepted")
_ON_PAGE: Final = 20
_QUOTES_IN_LIST: Final = 2
_MOST_QUOTES: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSide:
    """One side, with its first quotes and how many more there are."""

    value: str
    voices: tuple[str, ...]
    quotes: tuple[Evidence, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One contradiction, its sides face to face."""

    row: Contradiction
    title: str
    sides: tuple[ShownSide, ...]
    subject: tuple[str, str] | None  # address and title of what it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionsPage:
    """The context of the list of contradictions."""

    template: ClassVar[str] = "contradictions.html"
    title: ClassVar[str] = "Contradictions"

    disputes: tuple[Dispute, ...]
    kinds: tuple[Option, ...]
    levels: tuple[Option, ...]
    states: tuple[Option, ...]
    chosen: Mapping[str, str | None]
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionPage:
    """The context of one contradiction."""

    template: ClassVar[str] = "contradiction.html"

    title: str
    dispute: Dispute
    history: tuple[Line, ...]


@router.get("/contradictions")
def list_contradictions(request: Request) -> Response:
    """Return the contradictions, the major ones first."""
    with visiting(request) as visit:
        asked = visit.asked
        chosen = _chosen(asked)
        batch = visit.case.browse(
            Contradiction,
            choice=Choice(equal={name: value for name, value in chosen.items() if value}),
            order="level",
            after=asked.after,
            limit=_ON_PAGE,
        )
        page = ContradictionsPage(
            disputes=show_disputes(visit, batch.rows, quotes=_QUOTES_IN_LIST),
            kinds=visit.options("contradictions_by_kind"),
            levels=visit.options("contradictions_by_level"),
            states=visit.options("contradictions_by_state"),
            chosen=chosen,
            pager=asked.pager(batch.next),
        )
        return visit.show(page)


@router.get("/contradictions/{row_id}")
def show_contradiction(request: Request, row_id: str) -> Response:
    """Return one contradiction with all that its sides rest on."""
    with visiting(request) as visit:
        row = visit.case.get(Contradiction, row_id)
        if row is None:
            raise NotInCaseError(f"there is no contradiction {row_id!r} in this case")
        (dispute,) = show_disputes(visit, [row], quotes=_MOST_QUOTES)
        history = decided_about(visit, [row.id])
        page = ContradictionPage(title=dispute.title, dispute=dispute, history=history)
        return visit.show(page)


def show_disputes(
    visit: Visit, rows: tuple[Contradiction, ...] | list[Contradiction], *, quotes: int
) -> tuple[Dispute, ...]:
    """Return contradictions as pages show them, with so many *quotes* a side."""
    witness = Witness(Quoter(visit.case), visit.profile)
    origins = {
        row.id: row.originator_name.removeprefix("unattributed: ")
        for row in visit.case.among(
            Origin, "id", [key for row in rows for side in row.sides for key in side.origins]
        )
    }
    subjects = _subjects(visit, [row.subject for row in rows])
    return tuple(
        Dispute(
            row=row,
            title=written_dates(row.title),
            sides=tuple(_side(side, witness, origins, most=quotes) for side in row.sides),
            subject=subjects.get(row.subject),
        )
        for row in rows
    )


def _side(side: Side, witness: Witness, origins: Mapping[str, str], *, most: int) -> ShownSide:
    spans = sorted(side.spans, key=lambda span: (span.document, span.start))
    # One quote of each document before a second one of any.
    first = {span.document: span for span in reversed(spans)}
    ordered = [*sorted(first.values()), *(span for span in spans if span not in first.values())]
    names = dict.fromkeys(origins[key] for key in side.origins if key in origins)
    return ShownSide(
        value=written_dates(side.value),
        voices=tuple(names),
        quotes=tuple(witness.of_spans(ordered[:most], field="side")),
        more=max(0, len(ordered) - most),
    )


def _subjects(visit: Visit, ids: list[str]) -> dict[str, tuple[str, str]]:
    found = {
        row.id: (f"/figures/{row.id}", written_dates(row.title))
        for row in visit.case.among(FigureSet, "id", ids)
    }
    for event in visit.case.among(Event, "id", ids):
        found[event.id] = (f"/events/{event.id}", written_dates(event.title))
    for place in visit.case.among(Place, "id", ids):
        found[place.id] = (f"/events?place={place.id}", place.name)
    return found


def _chosen(asked: Asked) -> dict[str, str | None]:
    return {
        "kind": asked.one_of("kind", get_args(ContradictionKind)),
        "level": asked.one_of("level", get_args(Level)),
        "state": asked.one_of("state", _STATES),
    }
