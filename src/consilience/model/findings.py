"""Findings: comparable figures, origins, reconciled sets, contradictions and grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from consilience.model.rows import DocumentRow, Ref, Row
from consilience.model.scales import (
    Agreement,
    BestRule,
    ContradictionKind,
    Corroboration,
    CountKind,
    Group,
    Level,
    Measure,
    OriginatorKind,
)
from consilience.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSet(Row):
    """Figures that may be compared: the same measure, group, unit, scope and kind of count."""

    table: ClassVar[str] = "figure_sets"
    prefix: ClassVar[str] = "set"

    previous_ids: tuple[str, ...]
    title: str  # made from its fields, in neutral words
    event: Annotated[str, Ref("events")] | None  # None: not tied to one event
    measure: Measure
    group: Group
    unit: str
    count_kind: CountKind
    scope_place: Annotated[str, Ref("places")] | None
    scope_start: str | None  # ISO date
    scope_end: str | None  # ISO date
    scope_text: str | None  # the scope as written, where it has no date
    base: str | None  # what a percentage is of
    part_of: Annotated[str, Ref("figure_sets")] | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMember(DocumentRow):
    """A figure's place in its comparable set."""

    table: ClassVar[str] = "set_members"
    prefix: ClassVar[str] = "sem"

    figure_set: Annotated[str, Ref("figure_sets")]
    figure: Annotated[str, Ref("figures")]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(Row):
    """One voice behind a claim: reports that share text, originator or citation (METHOD 1.2)."""

    table: ClassVar[str] = "origins"
    prefix: ClassVar[str] = "ori"

    subject: str  # id of a figure set or an event
    originator: str  # vocabulary id, name, or "unattributed:<outlet>"
    originator_name: str
    originator_kind: OriginatorKind
    documents: tuple[Annotated[str, Ref("documents")], ...]
    statements: tuple[Annotated[str, Ref("statements")], ...]
    figures: tuple[Annotated[str, Ref("figures")], ...]
    tests: tuple[str, ...]  # what joined them: text_reuse, same_originator, cites …
    independence_assumed: bool  # author or primary source unknown
    spans: tuple[Span, ...]  # the words that name the originator or the citation
    carriers: tuple[Annotated[str, Ref("documents")], ...] = ()
    # ^ the smallest document of each group of its reports that are copies or of one publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The totals by which one report, with its copies, may be read alone."""

    documents: tuple[str, ...]
    best: float
    low: float
    high: float
    figures: tuple[str, ...]  # its whole numbers; none where it tells of single victims only


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll(Row):
    """Killed or injured of the one incident that a story's reports tell of, read out together."""

    table: ClassVar[str] = "tolls"
    prefix: ClassVar[str] = "tol"

    title: str
    event: Annotated[str, Ref("events")]  # the incident
    story: Annotated[str, Ref("stories")]
    measure: Measure  # killed or injured
    low: float | None
    best: float | None
    high: float | None
    best_rule: BestRule
    best_reason: str
    clarity: int  # 1: the story is of this one incident; 2: of several, or hard to tell (UCDP)
    n_reports: int  # that count anybody of the incident
    n_tellings: int  # of these, copies as one
    supporting: tuple[Annotated[str, Ref("figures")], ...]  # give the best value
    parts: tuple[Annotated[str, Ref("figures")], ...]  # single victims and parts of the whole
    differing: tuple[Annotated[str, Ref("figures")], ...]  # give another value
    readings: tuple[Reading, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Row):
    """A comparable set reconciled: low, best, high and the rule that chose (METHOD 1.5)."""

    table: ClassVar[str] = "findings"
    prefix: ClassVar[str] = "fin"

    figure_set: Annotated[str, Ref("figure_sets")]
    low: float | None
    best: float | None
    high: float | None
    best_rule: BestRule
    best_reason: str
    n_reports: int
    n_outlets: int
    n_originators: int
    n_independent: int
    agreement: Agreement
    corroboration: Corroboration
    independence_assumed: bool
    supporting: tuple[Annotated[str, Ref("figures")], ...]
    compatible: tuple[Annotated[str, Ref("figures")], ...]  # vague or one-sided words that fit
    contradicting: tuple[Annotated[str, Ref("figures")], ...]
    superseded: tuple[Annotated[str, Ref("figures")], ...]  # revised later by their own originator
    excluded: tuple[Annotated[str, Ref("figures")], ...]
    reason: str
    flags: tuple[str, ...] = ()  # parts_mismatch, children_exceed_civilians, civilian_status_open …


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a contradiction."""

    value: str
    statements: tuple[str, ...]
    origins: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction(Row):
    """Reports that cannot all be right, face to face."""

    table: ClassVar[str] = "contradictions"
    prefix: ClassVar[str] = "con"

    kind: ContradictionKind
    level: Level
    subject: str  # id of a figure set, event or place
    title: str
    sides: tuple[Side, ...]
    explanation: str
    state: Literal["open", "explained", "accepted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade(Row):
    """One axis of METHOD 1.1 for one subject, proposed with its rule."""

    table: ClassVar[str] = "grades"
    prefix: ClassVar[str] = "gra"

    subject: str  # id of an event or a finding
    axis: Literal["harm", "admiralty_number", "action_near"]
    value: str  # on the axis' own scale
    rule: str  # rule number and name
    because: str
    would_raise: str | None  # what evidence would raise it
    statements: tuple[Annotated[str, Ref("statements")], ...]
    proposed: bool  # machine-made; a person signs
