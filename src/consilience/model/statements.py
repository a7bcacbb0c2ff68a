"""Statements: what is said, by whom, and how firmly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from consilience.model.rows import DocumentRow, Ref
from consilience.model.scales import (
    Firmness,
    OriginatorKind,
    Polarity,
    Proximity,
    QuoteKind,
    Sensitivity,
)
from consilience.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step of the chain of authority behind a statement, from the outlet inwards."""

    role: Literal["published", "agency", "told", "said", "cited", "verified"]
    name: str
    entity: str | None  # vocabulary id, where known
    span: Span | None  # None: the document itself (its outlet or agency field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(DocumentRow):
    """Something that a report says or lets somebody say.

    Prose that nobody is quoted for is a statement of the outlet itself: ``source`` is ``None``
    and ``originator_kind`` is ``outlet`` (or ``news_agency`` where the text is credited to one).
    """

    table: ClassVar[str] = "statements"
    prefix: ClassVar[str] = "st"

    sentence: Annotated[str, Ref("sentences")]  # where its content starts
    content: tuple[Span, ...]  # what is said; several pieces where it is interrupted
    cue: tuple[Span, ...]  # the words that attribute it ("said", "according to")
    source: tuple[Span, ...]  # the words that name who says so
    speaker: Annotated[str, Ref("mentions")] | None  # who speaks; None: the outlet, or open
    speaker_name: str | None  # as resolved ("Brett McGurk" for "the U.S. envoy")
    originator: str | None  # vocabulary id or name that counts as the voice (METHOD 1.2)
    originator_kind: OriginatorKind
    proximity: Proximity
    anonymous: bool  # the speaker is kept unnamed by the report
    firmness: Firmness
    firmness_cue: Span | None  # the words that decide the firmness, if other than the cue
    polarity: Polarity
    quote_kind: QuoteKind
    background: bool  # recalls something old
    chain: tuple[Link, ...]  # who published → agency → who said → whom they cite
    parent: Annotated[str, Ref("statements")] | None  # the statement that it is told in
    reason: str  # the rule that attributed it; for an open speaker, why it is open
    sensitivity: Sensitivity
