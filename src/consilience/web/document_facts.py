"""What was read out of one document, as lists beside its text, each fact with its place in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consilience.model.entities import Mention
from consilience.model.events import EventMember, EventMention
from consilience.model.figures import Figure
from consilience.model.findings import SetMember
from consilience.model.lineage import Lineage, LineageMember
from consilience.model.places import PlaceMention
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.times import TimeMention
from consilience.web.rendering import plain_words
from consilience.workspace.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing read out of the text."""

    row: str  # id
    start: int  # code points: where it stands
    words: str
    told: str  # what it is
    href: str | None  # the page of what it became a part of


def list_facts(
    case: Case, document: str, *, part: tuple[int, int]
) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Return the facts of a *part* of *document* under their headings, in the order of the text."""
    groups = {
        "Figures": _figures(case, document),
        "Events": _events(case, document),
        "Statements": _statements(case, document),
        "Copied passages": _copies(case, document),
        "People and bodies": _named(case, document),
        "Places": _places(case, document),
        "Times": _times(case, document),
    }
    kept = {
        name: tuple(
            sorted(
                (fact for fact in facts if part[0] <= fact.start < part[1]),
                key=lambda fact: (fact.start, fact.row),
            )
        )
        for name, facts in groups.items()
    }
    return tuple((name, facts) for name, facts in kept.items() if facts)


def _figures(case: Case, document: str) -> Iterator[Fact]:
    sets = {row.figure: row.figure_set for row in case.rows(SetMember, document=document)}
    for row in case.rows(Figure, document=document):
        told = f"{plain_words(row.measure)}, {plain_words(row.group)}"
        href = f"/figures/{sets[row.id]}" if row.id in sets else f"/why/{row.id}"
        yield _fact(row.id, row.span, told, href)


def _events(case: Case, document: str) -> Iterator[Fact]:
    events = {row.mention: row.event for row in case.rows(EventMember, document=document)}
    for row in case.rows(EventMention, document=document):
        href = f"/events/{events[row.id]}" if row.id in events else f"/why/{row.id}"
        yield _fact(row.id, row.trigger, plain_words(row.kind), href)


def _statements(case: Case, document: str) -> Iterator[Fact]:
    for row in case.rows(Statement, document=document):
        if row.content:
            who = row.speaker_name or row.originator or "the outlet"
            told = f"{who}, {plain_words(row.firmness)}"
            yield _fact(row.id, row.content[0], told, f"/statements/{row.id}")


def _copies(case: Case, document: str) -> Iterator[Fact]:
    members = list(case.rows(LineageMember, document=document))
    lineages = {row.id: row for row in case.among(Lineage, "id", (row.lineage for row in members))}
    for row in members:
        lineage = lineages.get(row.lineage)
        if lineage is not None:
            yield Fact(
                row=lineage.id,
                start=row.stretch.start,
                words=f"{lineage.n_words:,} words",
                told=f"{plain_words(lineage.kind)}, in {lineage.n_documents:,} reports",
                href=f"/lineages/{lineage.id}",
            )


def _named(case: Case, document: str) -> Iterator[Fact]:
    for row in case.rows(Mention, document=document):
        yield _fact(row.id, row.span, plain_words(row.kind), f"/why/{row.id}")


def _places(case: Case, document: str) -> Iterator[Fact]:
    for row in case.rows(PlaceMention, document=document):
        yield _fact(row.id, row.span, plain_words(row.kind), f"/why/{row.id}")


def _times(case: Case, document: str) -> Iterator[Fact]:
    for row in case.rows(TimeMention, document=document):
        yield _fact(row.id, row.span, row.value or "not anchored", f"/why/{row.id}")


def _fact(row: str, span: Span, told: str, href: str) -> Fact:
    return Fact(row=row, start=span.start, words=span.quote, told=told, href=href)
