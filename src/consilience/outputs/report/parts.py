"""What a situation report is made of, before it becomes Markdown or HTML."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.model.scales import ReportLength
from consilience.outputs.charts.drawing import Drawing
from consilience.outputs.listing import Listing
from consilience.outputs.report.citations import Citation, Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A sentence, and what each voice says in its own words."""

    cited: Cited
    sentences: tuple[Cited, ...] = ()  # that go on from it, in one paragraph
    voices: tuple[Cited, ...] = ()
    badges: tuple[str, ...] = ()  # such as the kind of count, or a proposed grade


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A line of the table of key figures."""

    cited: Cited
    low: str
    best: str
    high: str
    kind: str
    reports: int
    voices: int
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One figure at a glance: what, whom, where, when, and every report's words and speaker."""

    cited: Cited
    facts: tuple[tuple[str, str], ...]  # name and value
    words: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section: sentences with citations, notes about the record itself, charts and tables.

    Notes say what the record holds or lacks; they never say what happened.
    """

    key: str
    title: str
    items: tuple[Item, ...] = ()
    figures: tuple[KeyFigure, ...] = ()
    cards: tuple[Card, ...] = ()
    notes: tuple[str, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    table: Listing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole situation report."""

    title: str
    lead: tuple[str, ...]  # what it was made from
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    profile: str
    length: ReportLength = "default"
