"""Time expressions, their values, and the dates that undated documents get from the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from consilience.model.rows import DocumentRow, Ref
from consilience.model.scales import DatePrecision
from consilience.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention(DocumentRow):
    """Words that tell when or how long (TIMEX3)."""

    table: ClassVar[str] = "time_mentions"
    prefix: ClassVar[str] = "tim"

    sentence: Annotated[str, Ref("sentences")]
    span: Span
    timex: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None  # TIMEX3 value; None: nothing anchors it
    symbol: str | None  # what it says before an anchor is known, such as "previous saturday"
    start: str | None  # ISO date, included; None: unknown
    end: str | None  # ISO date, included; None: unknown or open
    precision: DatePrecision | None
    modifier: Literal["START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN"] | None
    anchor: Literal["absolute", "published", "inferred", "mention", "none"]
    anchor_mention: Annotated[str, Ref("time_mentions")] | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateConstraint(DocumentRow):
    """A bound on when a document was written, read from the case, with its evidence."""

    table: ClassVar[str] = "date_constraints"
    prefix: ClassVar[str] = "dat"

    not_before: str | None  # ISO date
    not_after: str | None  # ISO date
    rule: str
    evidence: tuple[Span, ...]
    through: Annotated[str, Ref("documents")] | None  # the document whose date it comes from


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredDate(DocumentRow):
    """The interval in which an undated document was written, as far as the case tells."""

    table: ClassVar[str] = "inferred_dates"
    prefix: ClassVar[str] = "inf"

    start: str | None  # ISO date, included
    end: str | None  # ISO date, included; None: open
    precision: DatePrecision
    constraints: tuple[Annotated[str, Ref("date_constraints")], ...]
    reason: str
