"""Figures: what a report counts, with bounds, scope and the statement that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from consilience.model.rows import DocumentRow, Ref
from consilience.model.scales import CountKind, FigureRole, Group, Measure, Qualifier
from consilience.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(DocumentRow):
    """One reported quantity (METHOD 1.4). Unknown bounds are ``None``, never zero."""

    table: ClassVar[str] = "figures"
    prefix: ClassVar[str] = "fig"

    statement: Annotated[str, Ref("statements")]
    sentence: Annotated[str, Ref("sentences")]
    span: Span  # the quantity with its modifier: "as many as 600"
    noun: Span | None  # what is counted: "civilian prisoners"
    trigger: Span | None  # the word that tells the measure: "killed"
    measure: Measure
    measure_reason: str
    group: Group
    unit: str  # persons, families, households, bodies, percent, km, km2, USD …
    low: float | None
    best: float | None
    high: float | None
    qualifier: Qualifier
    count_kind: CountKind
    role: FigureRole
    perpetrator: tuple[Annotated[str, Ref("mentions")], ...]  # by whom, as the sentence says
    victims: tuple[Annotated[str, Ref("mentions")], ...]  # named side or people that is counted
    scope_place: Annotated[str, Ref("place_mentions")] | None
    scope_time: Annotated[str, Ref("time_mentions")] | None
    base: Span | None  # what a percentage or a fraction is of: "western Mosul"
    base_value: float | None  # 5000 in "half the 5,000"
    of_whole: Annotated[str, Ref("figures")] | None  # the figure that this one is a part of
    derived_from: Annotated[str, Ref("figures")] | None
    factor: float | None  # derived = factor × the other
    reason: str
    recount_of: Annotated[str, Ref("figures")] | None = None  # the same people, counted before
    background: bool = False  # counts what the report only recalls, not what it reports
