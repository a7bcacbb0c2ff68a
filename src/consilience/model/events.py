"""Events: as told in one report, and as merged over the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from consilience.model.rows import DocumentRow, Ref, Row
from consilience.model.scales import (
    Blame,
    Corroboration,
    DatePrecision,
    EventKind,
    PlacePrecision,
    Realis,
    Sensitivity,
)
from consilience.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention(DocumentRow):
    """A happening as one statement of one report tells it."""

    table: ClassVar[str] = "event_mentions"
    prefix: ClassVar[str] = "evm"

    statement: Annotated[str, Ref("statements")]
    sentence: Annotated[str, Ref("sentences")]
    trigger: Span
    lemma: str  # of the trigger's head
    kind: EventKind
    realis: Realis
    actors: tuple[Annotated[str, Ref("mentions")], ...]  # who did it
    targets: tuple[Annotated[str, Ref("mentions")], ...]  # to whom
    target_words: Span | None  # the target as written, named or not
    weapon: Span | None
    place: Annotated[str, Ref("place_mentions")] | None
    time: Annotated[str, Ref("time_mentions")] | None
    figures: tuple[Annotated[str, Ref("figures")], ...]  # what it cost
    within_mention: Annotated[str, Ref("event_mentions")] | None  # larger event, same sentence
    aggregate: bool  # a total over a period, never an event of one day
    reason: str
    blame: Blame | None = None  # how the actors are tied to it; None: there is no actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Row):
    """Documents that report the same thing: the frame in which events are compared."""

    table: ClassVar[str] = "stories"
    prefix: ClassVar[str] = "sto"

    previous_ids: tuple[str, ...]
    documents: tuple[Annotated[str, Ref("documents")], ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Row):
    """One thing that happened, told by one or several reports."""

    table: ClassVar[str] = "events"
    prefix: ClassVar[str] = "ev"

    previous_ids: tuple[str, ...]
    title: str  # made from its fields, in neutral words
    kind: EventKind
    acled_event_type: str | None
    acled_sub_event_type: str | None
    date_start: str | None  # ISO date, included
    date_end: str | None  # ISO date, included
    date_precision: DatePrecision | None
    date_reason: str
    place: Annotated[str, Ref("places")] | None
    place_precision: PlacePrecision | None
    actors: tuple[Annotated[str, Ref("entities")], ...]
    targets: tuple[Annotated[str, Ref("entities")], ...]
    realis: Realis
    aggregate: bool  # a period total, counted apart
    background: bool  # told only as recalled
    n_mentions: int
    n_reports: int
    n_outlets: int
    related: tuple[Annotated[str, Ref("events")], ...]  # sub-events, consequences
    reason: str
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One reason for a match, with its share of the score."""

    name: str
    share: float
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMember(DocumentRow):
    """Which event a mention tells of, and why."""

    table: ClassVar[str] = "event_members"
    prefix: ClassVar[str] = "evb"

    event: Annotated[str, Ref("events")]
    mention: Annotated[str, Ref("event_mentions")]
    joined_to: Annotated[str, Ref("event_mentions")] | None  # the mention that brought it in
    score: float | None
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedMerge(Row):
    """Two events that may be one; a person decides."""

    table: ClassVar[str] = "suggested_merges"
    prefix: ClassVar[str] = "sug"

    event_a: Annotated[str, Ref("events")]
    event_b: Annotated[str, Ref("events")]
    score: float
    features: tuple[Feature, ...]
    against: tuple[str, ...]  # what speaks against it


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStanding(Row):
    """How well an event is supported; its id is made from the event's (one row an event)."""

    table: ClassVar[str] = "event_standings"
    prefix: ClassVar[str] = "evs"

    event: Annotated[str, Ref("events")]
    n_reports: int
    n_outlets: int
    n_originators: int
    n_independent: int
    corroboration: Corroboration
    agreement: Literal["uncontested", "varied", "contradicted"]
