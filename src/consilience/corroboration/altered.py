"""Which figures did a copy alter? A wrong number in a copy is nobody's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from consilience.model.asked import Asked
from consilience.model.documents import Document
from consilience.model.figures import Figure
from consilience.model.lineage import AlteredFact, CopyEdge
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.tables import Tables

_COPIED: Final = 0.75
"""Probability from which on one of two reports is held to be the copy of the other."""


def altered_figures(tables: Tables) -> Mapping[str, str]:
    """Return the figures whose number a copy changed, with the reason why they do not count.

    In words that it shares with the report that it was taken from, and that both give to the same
    speaker, a copy has another number. An outlet that writes its own report anew may have been
    told a new number: only the copy of another outlet is meant. The report still tells of the
    matter and counts as one; its number counts for nothing.
    """
    return tables.view(altered_figures, lambda: _find(tables))


def _find(tables: Tables) -> Mapping[str, str]:
    spans = _copied_spans(tables)
    reports = tables.asked(Figure, "document")
    reports.read(span.document for pair in spans for span in pair)
    copies = [
        (copy, original)
        for span, other in spans
        if (copy := _figure_at(span, reports)) is not None
        and (original := _figure_at(other, reports)) is not None
        and copy.measure == original.measure
    ]
    statements = tables.asked(Statement)
    statements.read(figure.statement for pair in copies for figure in pair)
    return {
        copy.id: f"altered in a copy, which has it from “{original.span.quote}”"
        for copy, original in copies
        if _speaker(copy, statements) == _speaker(original, statements) is not None
    }


def _copied_spans(tables: Tables) -> list[tuple[Span, Span]]:
    """Return where one outlet's copy of another's report differs in a number: copy, original."""
    numbers = [row for row in tables.of(AlteredFact) if row.kind == "number"]
    if not numbers:
        return []
    copied_from, documents = set(_directions(tables.of(CopyEdge))), tables.by_id(Document)
    return [
        (span, other)
        for row in sorted(numbers, key=lambda row: row.id)
        for span, other in ((row.a, row.b), (row.b, row.a))
        if span is not None
        and other is not None
        and (span.document, other.document) in copied_from
        and documents[span.document].outlet != documents[other.document].outlet
    ]


def _directions(edges: Iterable[CopyEdge]) -> Iterable[tuple[str, str]]:
    for row in edges:
        first = row.probability_a_first
        if first is not None and first >= _COPIED:
            yield row.document_b, row.document_a
        elif first is not None and first <= 1 - _COPIED:
            yield row.document_a, row.document_b


def _figure_at(span: Span, reports: Asked[Figure]) -> Figure | None:
    for figure in reports.of(span.document):
        if figure.span.start < span.end and span.start < figure.span.end:
            return figure
    return None


def _speaker(figure: Figure, statements: Asked[Statement]) -> str | None:
    statement = statements.get(figure.statement)
    return None if statement is None else statement.originator or statement.speaker_name
