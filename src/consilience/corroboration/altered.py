"""Which figures did a copy alter? A wrong number in a copy is nobody's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Pile:
    figures: Mapping[str, list[Figure]]  # by document
    documents: Mapping[str, Document]
    copied_from: frozenset[tuple[str, str]]  # copy and original


def _find(tables: Tables) -> Mapping[str, str]:
    numbers = [row for row in tables.of(AlteredFact) if row.kind == "number" and row.a and row.b]
    if not numbers:
        return {}
    there = {span.document for row in numbers for span in (row.a, row.b) if span is not None}
    figures: dict[str, list[Figure]] = {key: [] for key in there}
    for figure in tables.of(Figure):
        if figure.document in there:
            figures[figure.document].append(figure)
    pile = _Pile(
        figures=figures,
        documents=tables.by_id(Document),
        copied_from=frozenset(_directions(tables.of(CopyEdge))),
    )
    copies = [
        (copy, original)
        for row in sorted(numbers, key=lambda row: row.id)
        for span, other in ((row.a, row.b), (row.b, row.a))
        if (copy := _figure_at(span, pile)) is not None
        and (original := _figure_at(other, pile)) is not None
        and _is_copy(copy, original, pile)
    ]
    statements = tables.asked(Statement)
    statements.read(figure.statement for pair in copies for figure in pair)
    return {
        copy.id: f"altered in a copy, which has it from “{original.span.quote}”"
        for copy, original in copies
        if _speaker(copy, statements) == _speaker(original, statements) is not None
    }


def _directions(edges: Iterable[CopyEdge]) -> Iterable[tuple[str, str]]:
    for row in edges:
        first = row.probability_a_first
        if first is not None and first >= _COPIED:
            yield row.document_b, row.document_a
        elif first is not None and first <= 1 - _COPIED:
            yield row.document_a, row.document_b


def _figure_at(span: Span | None, pile: _Pile) -> Figure | None:
    if span is None:
        return None
    for figure in pile.figures[span.document]:
        if figure.span.start < span.end and span.start < figure.span.end:
            return figure
    return None


def _is_copy(copy: Figure, original: Figure, pile: _Pile) -> bool:
    if (copy.document, original.document) not in pile.copied_from:
        return False
    outlets = {pile.documents[row.document].outlet for row in (copy, original)}
    return len(outlets) > 1 and copy.measure == original.measure


def _speaker(figure: Figure, statements: Asked[Statement]) -> str | None:
    statement = statements.get(figure.statement)
    return None if statement is None else statement.originator or statement.speaker_name
