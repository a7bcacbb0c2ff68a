"""Says who? The chain from anything in the record down to the characters of its documents.

The walk knows no table by name: it follows the references that the rows themselves declare, from
what was concluded to what it rests on, and shows each row once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from consilience.errors import InputError
from consilience.model.decisions import Decision, DecisionStatus
from consilience.model.entities import Entity, EntityMember
from consilience.model.events import Event, EventMember, EventStanding
from consilience.model.findings import (
    Contradiction,
    FigureSet,
    Finding,
    Grade,
    Origin,
    SetMember,
    Toll,
)
from consilience.model.lineage import Lineage, LineageMember
from consilience.model.places import Place, PlaceMember
from consilience.model.rows import Json, Row, field_names, references, to_json
from consilience.model.source import RowSource
from consilience.model.spans import Span
from consilience.outputs.listing import cell_text
from consilience.outputs.quotes import Quote, Quoter

_DEPTH: Final[dict[str, int]] = {
    **dict.fromkeys(("contradictions", "grades", "event_standings", "suggested_merges"), 6),
    **dict.fromkeys(("findings", "origins", "tolls", "series_points"), 5),
    **dict.fromkeys(("figure_sets", "events", "entities", "places", "lineages", "copy_edges"), 4),
    **dict.fromkeys(("inferred_dates", "stories"), 4),
    **dict.fromkeys(("figures", "event_mentions", "mentions", "place_mentions"), 3),
    **dict.fromkeys(("passages", "time_mentions", "date_constraints", "lineage_members"), 3),
    "statements": 2,
    "documents": 1,
}
"""A row is followed to what lies lower; what lies as high or higher is only named."""

_MEMBERS: Final[tuple[tuple[type[Row], type[Row], str, str | None], ...]] = (
    (FigureSet, SetMember, "figure_set", "figure"),
    (Event, EventMember, "event", "mention"),
    (Entity, EntityMember, "entity", "mention"),
    (Place, PlaceMember, "place", "mention"),
    (Lineage, LineageMember, "lineage", None),
)
"""Merged things, the rows that join their members, and the field that names the member."""

_ABOUT: Final[tuple[tuple[type[Row], str], ...]] = (
    (Finding, "figure_set"),
    (EventStanding, "event"),
    (Toll, "event"),
    (Origin, "subject"),
    (Contradiction, "subject"),
    (Grade, "subject"),
)
"""What was concluded about a row: named beside it, never followed."""

_MOST_MEMBERS: Final = 40
_HIDDEN: Final = frozenset({"id", "document", "sentence", "statement", "figure_set", "figure"})
"""Fields that the walk follows or that the quotes tell."""

_BOUNDS: Final = frozenset({"low", "best", "high"})
"""Fields of which a reader must see that they are unknown."""

_TITLES: Final = ("title", "name", "originator_name", "span", "trigger", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of the chain, with its evidence and what it rests on."""

    id: str
    table: str
    field: str  # the field of the row above that led here; empty for the first
    title: str
    facts: tuple[tuple[str, str], ...]
    quotes: tuple[Quote, ...]
    steps: tuple[Step, ...]
    left_out: int  # members not shown


def explain(record: RowSource, row_id: str) -> Step:
    """Return the chain below the row with this id.

    Raises:
        InputError: there is no such row.
        SpanError: evidence does not stand where a row says.

    """
    row = record.find(row_id)
    if row is None:
        raise InputError(
            f"there is no {row_id!r} in this case",
            hint="ids stand in the first column of: consilience findings, events, statements",
        )
    return _Walk(record).step(row, field="")


class _Walk:
    def __init__(self, record: RowSource) -> None:
        self._record = record
        self._quoter = Quoter(record)
        self._shown: set[str] = set()
        self._decisions = self._read_decisions()

    def step(self, row: Row, *, field: str) -> Step:
        self._shown.add(row.id)
        below, left_out = self._below(row)
        steps = [
            self.step(child, field=name) for name, child in below if child.id not in self._shown
        ]
        return Step(
            id=row.id,
            table=row.table,
            field=field,
            title=title_of(row),
            facts=tuple(self._facts(row)),
            quotes=self._quoter.quotes_of(row),
            steps=tuple(steps),
            left_out=left_out,
        )

    def _below(self, row: Row) -> tuple[list[tuple[str, Row]], int]:
        depth = _DEPTH.get(row.table, 3)
        linked = list(self._linked(row))
        # The document comes last, so that it stands under the statement and not above it.
        linked.sort(key=lambda pair: pair[1].table == "documents")
        members = list(self._members(row))
        kept = [
            (name, child)
            for name, child in [*members[:_MOST_MEMBERS], *linked]
            if _DEPTH.get(child.table, 9) < depth or name == "parent"
        ]
        return kept, max(0, len(members) - _MOST_MEMBERS)

    def _linked(self, row: Row) -> Iterator[tuple[str, Row]]:
        linked = [(name, getattr(row, name)) for name in references(type(row))]
        linked.append(("subject", getattr(row, "subject", None)))
        linked += [(side.value, side.statements) for side in getattr(row, "sides", ())]
        for name, value in linked:
            for key in _ids(value):
                child = self._record.find(key)
                if child is not None:
                    yield name, child

    def _members(self, row: Row) -> Iterator[tuple[str, Row]]:
        for kind, joining, owner, member in _MEMBERS:
            if not isinstance(row, kind):
                continue
            for join in self._record.rows(joining, **{owner: row.id}):
                found = join if member is None else self._record.find(getattr(join, member))
                if found is not None:
                    yield "member", found

    def _facts(self, row: Row) -> Iterator[tuple[str, str]]:
        linked = references(type(row))
        for name in field_names(type(row)):
            value = getattr(row, name)
            if name in _HIDDEN or isinstance(value, bytes):
                continue
            if name in linked or name == "subject":
                value = "; ".join(self._named(key) for key in _ids(value))
            text = _value_text(value, unknown="not known" if name in _BOUNDS else None)
            if text is not None and not (name in _TITLES and text == title_of(row)):
                yield name.replace("_", " "), text
        if decided := "; ".join(self._decided(row)):
            yield "decided", decided
        for kind, owner in _ABOUT:
            if owner == "subject" or isinstance(row, FigureSet | Event):
                for about in self._about(kind, owner, row):
                    yield kind.table.replace("_", " ").removesuffix("s"), _brief(about)

    def _decided(self, row: Row) -> Iterator[str]:
        """Yield who decided what about *row*, in the order of the log."""
        found = self._decisions.get(row.id, ())
        for decision in sorted(found, key=lambda one: one.number):
            what = decision.kind.replace("_", " ")
            why = f": {decision.why}" if decision.why else ""
            yield f"{what} by {decision.who}, {decision.when} ({decision.id}){why}"

    def _read_decisions(self) -> dict[str, list[Decision]]:
        """Return the decisions that hold by the rows that they name now."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for status in self._record.rows(DecisionStatus):
            decision = self._record.get(Decision, status.decision)
            if decision is not None and status.state in ("applied", "stale"):
                for subject in status.subjects:
                    found[subject].append(decision)
        return found

    def _about(self, kind: type[Row], owner: str, row: Row) -> Iterator[Row]:
        if not isinstance(row, FigureSet | Event | Finding):
            return iter(())
        return self._record.rows(kind, **{owner: row.id})

    def _named(self, key: str) -> str:
        row = self._record.find(key)
        return f"{title_of(row)} ({key})" if row else key


def title_of(row: Row) -> str:
    """Return the few words by which a reader knows *row*."""
    for name in _TITLES:
        value: Any = getattr(row, name, None)
        if isinstance(value, tuple) and value and isinstance(value[0], Span):
            value = " … ".join(span.quote for span in value)
        if isinstance(value, Span):
            value = value.quote
        if isinstance(value, str) and value:
            return value
    return row.id


def _brief(row: Row) -> str:
    title = [title_of(row)] if title_of(row) != row.id else []
    names = (
        "low", "best", "high", "n_reports", "n_independent", "corroboration", "axis", "value",
        "because", "would_raise",
    )  # fmt: skip
    facts = [
        f"{name.replace('_', ' ')} {cell_text(getattr(row, name))}"
        for name in names
        if getattr(row, name, None) is not None
    ]
    return ", ".join([*title, *facts, row.id])


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple):
        return tuple(part for part in value if isinstance(part, str))
    return ()


def _value_text(value: object, *, unknown: str | None) -> str | None:
    """Return a fact as words; ``None`` where it is evidence, shown elsewhere, or says nothing."""
    if value is None:
        return unknown
    if isinstance(value, bool):
        return "yes" if value else None
    if isinstance(value, str | int | float):
        return cell_text(value) or None
    if isinstance(value, tuple) and value and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    return None


def step_json(step: Step) -> dict[str, Json]:
    """Return the chain below *step* as JSON."""
    return {
        "id": step.id,
        "table": step.table,
        "field": step.field or None,
        "title": step.title,
        "facts": dict(step.facts),
        "quotes": [to_json(quote) for quote in step.quotes],
        "steps": [step_json(below) for below in step.steps],
        "left_out": step.left_out,
    }


def count_steps(steps: Iterable[Step]) -> tuple[int, int]:
    """Return how many rows and how many quotes there are in the chains."""
    rows = quotes = 0
    for step in steps:
        below = count_steps(step.steps)
        rows, quotes = rows + 1 + below[0], quotes + len(step.quotes) + below[1]
    return rows, quotes
