"""Who says what, how firmly, and in whose words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from consilience.errors import NotInCaseError
from consilience.model.documents import Document
from consilience.model.events import EventMember, EventMention
from consilience.model.figures import Figure
from consilience.model.scales import EventKind, Firmness, Measure, OriginatorKind
from consilience.model.statements import Statement
from consilience.outputs.quotes import Quoter
from consilience.store.browse import Choice, Through
from consilience.web.asked import Asked, Option, Pager
from consilience.web.evidence import Evidence, Witness
from consilience.web.histories import Line, decided_about
from consilience.web.visits import Visit, visiting

router = APIRouter(include_in_schema=False)
_ON_PAGE: Final = 30
_MOST_NAMES: Final = 200
_RARE: Final = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement: who says it, and the words."""

    row: Statement
    speaker: str  # as resolved; the outlet where nobody else speaks
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsPage:
    """The context of the list of statements."""

    template: ClassVar[str] = "statements.html"
    title: ClassVar[str] = "Statements"

    claims: tuple[Claim, ...]
    firmness: tuple[Option, ...]
    kinds: tuple[Option, ...]
    topics: tuple[Option, ...]
    document: Document | None
    chosen: Mapping[str, str | None]
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """The context of one statement."""

    template: ClassVar[str] = "statement.html"

    title: str
    claim: Claim
    document: Document | None
    figures: tuple[Figure, ...]
    events: tuple[tuple[str, str], ...]  # id and words of the trigger
    parent: Claim | None
    inner: tuple[Claim, ...]
    history: tuple[Line, ...]


@router.get("/statements")
def list_statements(request: Request) -> Response:
    """Return the statements that fit the filters, in the order of the texts."""
    with visiting(request) as visit:
        asked = visit.asked
        chosen = _chosen(asked)
        batch = visit.case.browse(
            Statement,
            choice=_choice(visit, chosen),
            order="text",
            after=asked.after,
            limit=_ON_PAGE,
        )
        document = chosen["document"]
        page = StatementsPage(
            claims=show_claims(visit, batch.rows),
            firmness=tuple(Option(value=value) for value in get_args(Firmness)),
            kinds=visit.options("statements_by_originator_kind"),
            topics=tuple(
                sorted(
                    (*visit.options("figures_by_measure"), *visit.options("events_by_kind")),
                    key=lambda option: option.value,
                )
            ),
            document=visit.case.get(Document, document) if document else None,
            chosen=chosen,
            pager=asked.pager(batch.next),
        )
        return visit.show(page)


@router.get("/statements/{row_id}")
def show_statement(request: Request, row_id: str) -> Response:
    """Return one statement with what it counts and tells of."""
    with visiting(request) as visit:
        row = visit.case.get(Statement, row_id)
        if row is None:
            raise NotInCaseError(f"there is no statement {row_id!r} in this case")
        (claim,) = show_claims(visit, [row])
        parent = visit.case.get(Statement, row.parent) if row.parent else None
        return visit.show(
            StatementPage(
                title=f"{claim.speaker}: {row.firmness.replace('_', ' ')}",
                claim=claim,
                document=visit.case.get(Document, row.document),
                figures=tuple(visit.case.rows(Figure, statement=row.id)),
                events=_events(visit, row),
                parent=show_claims(visit, [parent])[0] if parent else None,
                inner=show_claims(visit, list(visit.case.rows(Statement, parent=row.id))),
                history=decided_about(visit, [row.id]),
            )
        )


def show_claims(visit: Visit, rows: Sequence[Statement]) -> tuple[Claim, ...]:
    """Return statements with their words, marked, and who says them."""
    witness = Witness(Quoter(visit.case), visit.profile)
    documents = {
        row.id: row.outlet or row.name
        for row in visit.case.among(Document, "id", (row.document for row in rows))
    }
    return tuple(
        Claim(
            row=row,
            speaker=row.speaker_name or row.originator or documents.get(row.document, ""),
            quotes=tuple(witness.of_spans(row.content, field="content")),
        )
        for row in rows
    )


def _events(visit: Visit, row: Statement) -> tuple[tuple[str, str], ...]:
    mentions = {one.id: one for one in visit.case.rows(EventMention, statement=row.id)}
    joined = [
        one
        for one in visit.case.rows(EventMember, document=row.document)
        if one.mention in mentions
    ]
    return tuple((one.event, mentions[one.mention].trigger.quote) for one in joined)


def _chosen(asked: Asked) -> dict[str, str | None]:
    topics = (*get_args(Measure), *get_args(EventKind))
    return {
        "speaker": asked.words("speaker"),
        "firmness": asked.one_of("firmness", get_args(Firmness)),
        "originator_kind": asked.one_of("originator_kind", get_args(OriginatorKind)),
        "topic": asked.one_of("topic", topics),
        "document": asked.words("document"),
    }


def _choice(visit: Visit, chosen: Mapping[str, str | None]) -> Choice:
    equal = {
        name: chosen[name]
        for name in ("firmness", "originator_kind", "document")
        if chosen[name] is not None
    }
    among = {}
    if chosen["speaker"]:
        among["originator"] = visit.originators_named(chosen["speaker"])[:_MOST_NAMES]
    return Choice(equal=equal, among=among, through=tuple(_about(visit, chosen["topic"])))


def _about(visit: Visit, topic: str | None) -> list[Through]:
    if topic is None:
        return []
    counted = (*visit.options("figures_by_measure"), *visit.options("events_by_kind"))
    rare = sum(option.count or 0 for option in counted if option.value == topic) < _RARE
    kind, column = (Figure, "measure") if topic in get_args(Measure) else (EventMention, "kind")
    return [Through(kind=kind, here="id", there="statement", equal={column: topic}, rare=rare)]
