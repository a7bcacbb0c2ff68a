"""Rulings: what the decisions that hold ask of the stages, one table for each kind of demand.

The stage ``review`` makes them from the log. Each stage that honours one says in the reason of
the rows that it shapes which decision did so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from consilience.model.decisions import Anchor
from consilience.model.rows import DocumentRow, Ref, Row
from consilience.model.scales import ResolutionState, SignOffAxis, SourceLetter
from consilience.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field and what a reviewer put into it."""

    field: str
    value: str  # JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(DocumentRow):
    """Fields of a statement, figure or event mention that a reviewer put right."""

    table: ClassVar[str] = "corrections"
    prefix: ClassVar[str] = "cor"

    decision: Annotated[str, Ref("decisions")]
    day: str  # ISO date of the decision
    number: int  # of the decision: the later one holds
    anchor: Anchor
    changes: tuple[Change, ...]
    words: Span | None  # the characters that carry the new value


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(DocumentRow):
    """A field that a reviewer put right, with what the machine has there."""

    decision: Annotated[str, Ref("decisions")]
    row: str  # id of the corrected row
    field: str
    machine: str  # JSON
    value: str  # JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedStatement(Corrected):
    """A field of a statement that a reviewer put right, with what the machine has there."""

    table: ClassVar[str] = "corrected_statements"
    prefix: ClassVar[str] = "cst"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedFigure(Corrected):
    """A field of a figure that a reviewer put right, with what the machine has there."""

    table: ClassVar[str] = "corrected_figures"
    prefix: ClassVar[str] = "cfg"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedEventMention(Corrected):
    """A field of an event mention that a reviewer put right, with what the machine has there."""

    table: ClassVar[str] = "corrected_event_mentions"
    prefix: ClassVar[str] = "cem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling(Row):
    """A demand of one decision."""

    decision: Annotated[str, Ref("decisions")]
    day: str  # ISO date of the decision
    number: int  # of the decision: of two that cannot both hold, the later one does


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCorrection(Ruling):
    """Fields of an event that a reviewer put right; the event is the one that holds the members."""

    table: ClassVar[str] = "event_corrections"
    prefix: ClassVar[str] = "evc"

    members: tuple[Anchor, ...]
    changes: tuple[Change, ...]
    place: tuple[Anchor, ...]  # mentions of the place that it is moved to


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection(Ruling):
    """Rows that a reviewer does not let count."""

    table: ClassVar[str] = "rejections"
    prefix: ClassVar[str] = "rej"

    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MustLink(Ruling):
    """Mentions that name one thing: some one of *a* and some one of *b*."""

    table: ClassVar[str] = "must_links"
    prefix: ClassVar[str] = "mul"

    a: tuple[Anchor, ...]
    b: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotLink(Ruling):
    """Mentions that name two things: none of *a* with any of *b*."""

    table: ClassVar[str] = "cannot_links"
    prefix: ClassVar[str] = "cal"

    a: tuple[Anchor, ...]
    b: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageRuling(Ruling):
    """Copied runs that are one text, or two."""

    table: ClassVar[str] = "lineage_rulings"
    prefix: ClassVar[str] = "lir"

    together: bool
    a: tuple[Anchor, ...]
    b: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentDocuments(Ruling):
    """Two documents that are voices of their own, whatever they share."""

    table: ClassVar[str] = "independent_documents"
    prefix: ClassVar[str] = "ind"

    document_a: Annotated[str, Ref("documents")]
    document_b: Annotated[str, Ref("documents")]


@dataclass(frozen=True, slots=True, kw_only=True)
class BestChosen(Ruling):
    """Bounds that a reviewer chose for the comparable set that holds the figures."""

    table: ClassVar[str] = "best_chosen"
    prefix: ClassVar[str] = "bes"

    figures: tuple[Anchor, ...]
    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotComparable(Ruling):
    """A figure that is not to be compared with others."""

    table: ClassVar[str] = "not_comparable"
    prefix: ClassVar[str] = "noc"

    figure: Anchor
    others: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedContradiction(Ruling):
    """What a reviewer found a contradiction to be; it is known by its kind and its characters."""

    table: ClassVar[str] = "resolved_contradictions"
    prefix: ClassVar[str] = "rsc"

    contradiction: str  # its id when it was resolved
    kind: str
    spans: tuple[Span, ...]
    state: ResolutionState


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedSource(Ruling):
    """How reliable a reviewer holds an outlet or originator to be."""

    table: ClassVar[str] = "rated_sources"
    prefix: ClassVar[str] = "let"

    source: str  # name or vocabulary id
    letter: SourceLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(Ruling):
    """A document that counts no longer: its publisher took it back."""

    table: ClassVar[str] = "withdrawals"
    prefix: ClassVar[str] = "wit"

    withdrawn: Annotated[str, Ref("documents")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Ruling):
    """What a person signed, for the event, set or document that the anchors name."""

    table: ClassVar[str] = "sign_offs"
    prefix: ClassVar[str] = "sig"

    axis: SignOffAxis
    value: str | None  # of a grade
    anchors: tuple[Anchor, ...]
