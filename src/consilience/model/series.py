"""Series: what was so at a place, day after day, according to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from consilience.model.rows import Ref, Row
from consilience.model.scales import CountKind, Group, Measure

Act = Literal["took", "lost", "besieges"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint(Row):
    """One entry of a place's series: who took or lost it, or how many were displaced.

    Counts at one time and counts so far are different series: they are never in one line.
    """

    table: ClassVar[str] = "series_points"
    prefix: ClassVar[str] = "ser"

    series: str  # control, or measure, group, unit and kind of count, joined by /
    topic: Literal["control", "share", "displacement"]
    place: Annotated[str, Ref("places")]
    day: str | None  # ISO date that it holds for; None: not known
    day_reason: str  # whose day: of the event, of the count, or of the report
    party: Annotated[str, Ref("entities")] | None  # who holds or held it
    act: Act | None  # for control
    measure: Measure | None
    group: Group | None
    unit: str | None
    count_kind: CountKind | None
    base: str | None  # what a share is of
    low: float | None
    best: float | None
    high: float | None
    disputed: bool  # control: others name another party; counts: another number for that day
    according_to: tuple[str, ...]  # names of the voices
    n_reports: int
    statements: tuple[Annotated[str, Ref("statements")], ...]
    figures: tuple[Annotated[str, Ref("figures")], ...]
    event: Annotated[str, Ref("events")] | None
