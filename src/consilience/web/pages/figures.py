"""What do comparable figures come to, and what does each voice say?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, get_args

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from consilience.errors import NotInCaseError
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding, Grade, SetMember
from consilience.model.scales import Agreement, Corroboration, CountKind, Group, Measure
from consilience.outputs.charts.intervals import draw_intervals
from consilience.outputs.quotes import Quoter
from consilience.outputs.wording import set_phrase
from consilience.store.browse import Choice, Through
from consilience.web.asked import Asked, Option, Pager
from consilience.web.charting import Chart, keep_chart
from consilience.web.evidence import Evidence, Witness, span_link
from consilience.web.figure_cards import FigureCard, Said, make_card, make_cards
from consilience.web.gathering import gather_findings
from consilience.web.histories import Line, decided_about
from consilience.web.places_named import find_places
from consilience.web.visits import Visit, visiting

router = APIRouter(include_in_schema=False)
_ON_PAGE = 20
_MOST_QUOTES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage:
    """The context of the list of reconciled figures."""

    template: ClassVar[str] = "figures.html"
    title: ClassVar[str] = "Figures"

    cards: tuple[FigureCard, ...]
    measures: tuple[Option, ...]
    groups: tuple[Option, ...]
    kinds: tuple[Option, ...]
    agreements: tuple[Option, ...]
    corroborations: tuple[Option, ...]
    chosen: dict[str, str | None]
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage:
    """The context of one reconciled figure."""

    template: ClassVar[str] = "figure.html"

    title: str
    card: FigureCard
    own: FigureSet
    finding: Finding
    chart: Chart | None
    quotes: tuple[tuple[Said, tuple[Evidence, ...]], ...]
    more_quotes: int
    grades: tuple[Grade, ...]
    contradictions: tuple[Contradiction, ...]
    whole: tuple[str, str] | None  # the set that this one is a part of
    parts: tuple[tuple[str, str], ...]
    history: tuple[Line, ...]


@router.get("/figures")
def list_figures(request: Request) -> Response:
    """Return the reconciled figures, those in most reports first."""
    with visiting(request) as visit:
        asked = visit.asked
        chosen = _chosen(asked)
        batch = visit.case.browse(
            Finding,
            choice=_choice(visit, chosen),
            order="reports",
            after=asked.after,
            limit=_ON_PAGE,
        )
        page = FiguresPage(
            cards=make_cards(batch.rows, gather_findings(visit.case, batch.rows)),
            measures=visit.set_options("measure"),
            groups=visit.set_options("group"),
            kinds=visit.set_options("count_kind"),
            agreements=visit.options("findings_by_agreement"),
            corroborations=visit.options("findings_by_corroboration"),
            chosen=chosen,
            pager=asked.pager(batch.next),
        )
        return visit.show(page)


@router.get("/figures/{row_id}")
def show_figure(request: Request, row_id: str) -> Response:
    """Return one reconciled figure, found by the id of its set, its finding or a member."""
    with visiting(request) as visit:
        row = visit.case.find(row_id)
        if isinstance(row, Finding):
            return RedirectResponse(f"/figures/{row.figure_set}", status_code=303)
        if isinstance(row, Figure):
            member = next(visit.case.among(SetMember, "figure", [row.id]), None)
            there = f"/figures/{member.figure_set}" if member else span_link(row.span)
            return RedirectResponse(there, status_code=303)
        if not isinstance(row, FigureSet):
            raise NotInCaseError(f"there is no figure {row_id!r} in this case")
        return visit.show(_figure_page(visit, row))


def _chosen(asked: Asked) -> dict[str, str | None]:
    return {
        "measure": asked.one_of("measure", get_args(Measure)),
        "group": asked.one_of("group", get_args(Group)),
        "count_kind": asked.one_of("count_kind", get_args(CountKind)),
        "agreement": asked.one_of("agreement", get_args(Agreement)),
        "corroboration": asked.one_of("corroboration", get_args(Corroboration)),
        "place": asked.words("place"),
        "event": asked.words("event"),
    }


def _choice(visit: Visit, chosen: dict[str, str | None]) -> Choice:
    own = {name: chosen[name] for name in ("agreement", "corroboration") if chosen[name]}
    of_set = {
        name: chosen[name] for name in ("measure", "group", "count_kind", "event") if chosen[name]
    }
    among = {}
    if chosen["place"]:
        place = chosen["place"]
        places = visit.keep(("places", place), lambda: find_places(visit.case, place))
        among["figure_set"] = [row.id for row in visit.case.among(FigureSet, "scope_place", places)]
    through = Through(kind=FigureSet, here="figure_set", there="id", equal=of_set)
    return Choice(equal=own, among=among, through=(through,) if of_set else ())


def _figure_page(visit: Visit, own: FigureSet) -> FigurePage:
    finding = next(visit.case.rows(Finding, figure_set=own.id), None)
    if finding is None:
        raise NotInCaseError(f"{own.id} has not been reconciled", hint="build the case once more")
    lookup = gather_findings(visit.case, [finding])
    card = make_card(finding, lookup, most=200)
    if card is None:
        raise NotInCaseError(f"there is no figure {own.id!r} in this case")
    said = [said for voice in card.voices for said in voice.said]
    figures = [one.id for one in said]
    witness = Witness(Quoter(visit.case), visit.profile)
    whole = visit.case.get(FigureSet, own.part_of) if own.part_of else None
    return FigurePage(
        title=card.phrase,
        card=card,
        own=own,
        finding=finding,
        chart=keep_chart(
            visit,
            f"figures-{own.id}",
            lambda: draw_intervals(lookup, finding),
            address=own.id,
        ),
        quotes=tuple(
            (one, tuple(witness.of_row(lookup.figures[one.id]))) for one in said[:_MOST_QUOTES]
        ),
        more_quotes=max(0, len(said) - _MOST_QUOTES),
        grades=tuple(visit.case.among(Grade, "subject", [finding.id])),
        contradictions=tuple(visit.case.among(Contradiction, "subject", [own.id])),
        whole=(whole.id, set_phrase(whole, lookup)) if whole else None,
        parts=tuple(
            (row.id, set_phrase(row, lookup)) for row in visit.case.rows(FigureSet, part_of=own.id)
        ),
        history=decided_about(visit, [own.id, *own.previous_ids, finding.id, *figures]),
    )
