"""What a decision about a row rests on: when this changes, the decision is to be looked at again.

Only what no decision of the same kind changes is taken up: the reports' own words and numbers
behind a set, not the bounds that a reviewer chose for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol, TypeVar

from consilience.model.documents import Document
from consilience.model.events import Event, EventMention, EventStanding
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding
from consilience.model.rows import Json, Row
from consilience.model.scales import DecisionKind
from consilience.model.statements import Statement

R = TypeVar("R", bound=Row)

RESTING: Final[frozenset[DecisionKind]] = frozenset(
    {"accept", "reject", "choose_best", "resolve", "sign_off"}
)
"""Kinds of decision that are looked at again when what they rest on has changed."""


class Lookup(Protocol):
    """Rows by id and by the thing that they are members of."""

    def get(self, kind: type[R], row_id: str) -> R | None:
        """Return the row of *kind* with this id, if there is one."""
        ...

    def members(self, row: Row) -> Iterable[Row]:
        """Return the rows of the reports that the merged thing *row* is made of."""
        ...


def basis_of(row: Row, lookup: Lookup) -> dict[str, Json]:
    """Return what a decision about *row* rests on, in plain values."""
    describe = _BASES.get(type(row))
    return {} if describe is None else describe(row, lookup)


def _statement(row: Statement, lookup: Lookup) -> dict[str, Json]:
    words = " … ".join(span.quote for span in row.content)
    return {"content": words, "speaker_name": row.speaker_name, "firmness": row.firmness,
            "polarity": row.polarity}  # fmt: skip


def _figure(row: Figure, lookup: Lookup) -> dict[str, Json]:
    return {"words": row.span.quote, "measure": row.measure, "group": row.group,
            "unit": row.unit, "low": row.low, "best": row.best, "high": row.high}  # fmt: skip


def _figure_set(row: FigureSet, lookup: Lookup) -> dict[str, Json]:
    figures: list[Json] = [*sorted(_told(figure) for figure in lookup.members(row))]
    return {"figures": figures}


def _finding(row: Finding, lookup: Lookup) -> dict[str, Json]:
    found = lookup.get(FigureSet, row.figure_set)
    return {} if found is None else _figure_set(found, lookup)


def _told(row: Row) -> str:
    if not isinstance(row, Figure):
        return row.id
    return f"{row.document}: {row.span.quote} [{_number(row.low)}, {_number(row.high)}]"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _event(row: Event, lookup: Lookup) -> dict[str, Json]:
    standing = lookup.get(EventStanding, EventStanding.make_id(row.id))
    found: dict[str, Json] = {
        "kind": row.kind,
        "date_start": row.date_start,
        "date_end": row.date_end,
        "place": row.place,
        "n_reports": row.n_reports,
    }
    if standing is not None:
        found["n_independent"] = standing.n_independent
        found["agreement"] = standing.agreement
    return found


def _event_mention(row: EventMention, lookup: Lookup) -> dict[str, Json]:
    return {"words": row.trigger.quote, "kind": row.kind, "realis": row.realis}


def _contradiction(row: Contradiction, lookup: Lookup) -> dict[str, Json]:
    sides: list[Json] = [*sorted(f"{side.value} ({len(side.origins)})" for side in row.sides)]
    return {"kind": row.kind, "level": row.level, "sides": sides}


def _document(row: Document, lookup: Lookup) -> dict[str, Json]:
    return {"title": row.title, "outlet": row.outlet, "published": row.published_start}


_BASES: Final[Mapping[type[Row], Callable[[Any, Lookup], dict[str, Json]]]] = {
    Statement: _statement,
    Figure: _figure,
    FigureSet: _figure_set,
    Finding: _finding,
    Event: _event,
    EventMention: _event_mention,
    Contradiction: _contradiction,
    Document: _document,
}
