"""Which places of the case's texts are copies of each other?

Boilerplate and common quotations are similar for other reasons and link nothing (METHOD 1.2,
test 6).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from consilience.model.lineage import Lineage, LineageMember, Passage
from consilience.model.ruled_runs import RuledRuns
from consilience.model.rulings import LineageRuling
from consilience.model.scales import PassageKind
from consilience.model.spans import Span, Stretch
from consilience.model.tables import Tables

INCIDENTAL: Final[frozenset[PassageKind]] = frozenset({"furniture", "common_quotation"})


_Place = tuple[str, int, int]  # document, start, end


class CopiedRuns:
    """Runs of text that stand in several documents: a lineage's or a passage's id by place."""

    def __init__(self, runs: Iterable[tuple[Stretch, str]]) -> None:
        """Hold *runs*, each with the id of what it is a copy of."""
        self._runs: dict[str, list[tuple[Stretch, str]]] = defaultdict(list)
        self._stretches: dict[str, list[Stretch]] = defaultdict(list)
        for run in runs:
            stretch, name = run
            self._runs[stretch.document].append(run)
            self._stretches[name].append(stretch)
        # Few reports are asked about: they are put in order when they are.
        self._ordered: dict[str, tuple[list[int], list[tuple[int, int, str]]]] = {}

    def _in_order(self, document: str) -> tuple[list[int], list[tuple[int, int, str]]]:
        """Return the starts of the runs of *document*, and these."""
        if document not in self._ordered:
            own = self._runs.get(document, ())
            rows = sorted({(stretch.start, stretch.end, name) for stretch, name in own})
            self._ordered[document] = [row[0] for row in rows], rows
        return self._ordered[document]

    def covering(self, span: Span) -> tuple[str, ...]:
        """Return the ids of the lineages and passages whose run holds the whole of *span*."""
        starts, runs = self._in_order(span.document)
        upto = bisect_right(starts, span.start)
        return tuple(sorted({name for _, end, name in runs[:upto] if end >= span.end}))

    def first_covering(self, span: Span) -> str | None:
        """Return one id out of `covering`, the same for all copies of the words, or None.

        The first by where it stands: which one it is must not hang on an id that a lineage kept.
        """
        found = self.covering(span)
        return min(found, key=self._places) if found else None

    def _places(self, name: str) -> list[_Place]:
        return sorted((row.document, row.start, row.end) for row in self._stretches[name])


def copied_runs(tables: Tables) -> CopiedRuns:
    """Return the copied runs of the case."""
    return tables.view(copied_runs, lambda: _collect(tables))


def _collect(tables: Tables) -> CopiedRuns:
    kinds = {row.id: row.kind for row in tables.of(Lineage)}
    members = [
        (row.stretch, row.lineage)
        for row in tables.of(LineageMember)
        if kinds.get(row.lineage) not in INCIDENTAL
    ]
    ruled = RuledRuns(tables.of(LineageRuling))
    passages = [
        (stretch, row.id)
        for row in tables.of(Passage)
        if row.kind not in INCIDENTAL and not ruled.apart(row.a, row.b)
        for stretch in (row.a, row.b)
    ]
    return CopiedRuns([*members, *passages])


def requoted_passages(tables: Tables) -> tuple[tuple[Stretch, Stretch], ...]:
    """Return where two reports quote the same words: one statement, quoted twice."""
    return tables.view(
        requoted_passages,
        lambda: tuple(
            (row.a, row.b) for row in tables.of(Passage) if row.kind == "common_quotation"
        ),
    )
