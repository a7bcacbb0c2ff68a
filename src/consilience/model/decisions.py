"""Decisions: what people accepted, rejected, corrected, joined, parted and signed.

A decision is anchored on what does not move (a document, the characters of a span, and what else
tells two rows of one span apart), so that it can be found again after every rebuild.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from consilience.model.rows import Life, Ref, Row
from consilience.model.scales import AnchorRole, DecisionKind, DecisionState, ReviewKind
from consilience.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where the thing that a decision is about stands in the reports."""

    role: AnchorRole
    table: str  # of the row that it names; "sources" for an outlet or originator
    id: str  # of the row when it was decided; of a merged thing it may change
    document: str | None  # None: a merged thing, found again by its members
    span: Span | None  # the characters; None: the whole document
    slot: str  # what tells rows of one span apart, such as the measure of a figure; else empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A decision before it is written into the log."""

    kind: DecisionKind
    anchors: tuple[Anchor, ...]
    before: str | None
    after: str | None
    why: str
    undoes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Row):
    """One entry of the log of decisions. Never changed; an undo is a further entry."""

    table: ClassVar[str] = "decisions"
    prefix: ClassVar[str] = "dec"
    life: ClassVar[Life] = "decisions"

    number: int  # from 1, without a gap
    kind: DecisionKind
    who: str  # as the person gave it
    when: str  # UTC, ISO 8601 to the second
    anchors: tuple[Anchor, ...]
    before: str | None  # JSON object: what was decided about, as it stood then
    after: str | None  # JSON object: what holds from now on
    why: str  # may be empty where the kind asks for no reason
    undoes: Annotated[str, Ref("decisions")] | None  # the earlier decision that no longer holds
    salt: str  # random, so that words that were purged cannot be guessed from the hash
    content_sha256: str  # of anchors, before, after, why and salt
    previous_hash: str  # of the entry before; empty for the first
    hash: str  # of everything but what content_sha256 stands for
    emptied_by: Annotated[str, Ref("decisions")] | None  # the purge that took its content out


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionStatus(Row):
    """What became of a decision in the last build; one row a decision that asks for an effect."""

    table: ClassVar[str] = "decision_statuses"
    prefix: ClassVar[str] = "des"

    decision: Annotated[str, Ref("decisions")]
    state: DecisionState
    reason: str
    subjects: tuple[str, ...]  # ids that the things it names have now


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem(Row):
    """Something that a person should look at, and why."""

    table: ClassVar[str] = "review_items"
    prefix: ClassVar[str] = "rev"

    kind: ReviewKind
    importance: float  # the highest comes first
    subject: str  # id of the row to look at
    others: tuple[str, ...]  # ids of further rows that belong to it
    title: str
    reason: str
