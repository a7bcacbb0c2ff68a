"""Which places of the case's texts are copies of each other?

Boilerplate and common quotations are similar for other reasons and link nothing (METHOD 1.2,
test 6).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from consilience.model.lineage import Lineage, LineageMember, Passage
from consilience.model.ruled_runs import RuledRuns
from consilience.model.rulings import LineageRuling
from consilience.model.scales import PassageKind
from consilience.model.spans import Span, Stretch
from consilience.model.tables import Tables

INCIDENTAL: Final[frozenset[PassageKind]] = frozenset({"furniture", "common_quotation"})


_Place = tuple[str, int, int]  # document, start, end


@dataclass(slots=True)
class CopiedRuns:
    """Runs of text that stand in several documents: a lineage's or a passage's id by place."""

    _starts: dict[str, list[int]] = field(default_factory=dict)
    _runs: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    _places: dict[str, tuple[_Place, ...]] = field(default_factory=dict)

    def add_all(self, runs: Iterable[tuple[Stretch, str]]) -> None:
        """Add *runs*, each with the id of what it is a copy of."""
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        places: dict[str, list[_Place]] = defaultdict(list)
        for stretch, name in runs:
            found[stretch.document].append((stretch.start, stretch.end, name))
            places[name].append((stretch.document, stretch.start, stretch.end))
        self._places = {name: tuple(sorted(own)) for name, own in places.items()}
        self._runs = {document: sorted(set(rows)) for document, rows in found.items()}
        self._starts = {document: [row[0] for row in rows] for document, rows in self._runs.items()}

    def covering(self, span: Span) -> tuple[str, ...]:
        """Return the ids of the lineages and passages whose run holds the whole of *span*."""
        runs = self._runs.get(span.document)
        if runs is None:
            return ()
        upto = bisect_right(self._starts[span.document], span.start)
        return tuple(sorted({name for _, end, name in runs[:upto] if end >= span.end}))

    def first_covering(self, span: Span) -> str | None:
        """Return one id out of `covering`, the same for all copies of the words, or None.

        The first by where it stands: which one it is must not hang on an id that a lineage kept.
        """
        found = self.covering(span)
        return min(found, key=self._places.__getitem__) if found else None


def copied_runs(tables: Tables) -> CopiedRuns:
    """Return the copied runs of the case."""
    return tables.view(copied_runs, lambda: _collect(tables))


def _collect(tables: Tables) -> CopiedRuns:
    kinds = {row.id: row.kind for row in tables.of(Lineage)}
    runs = CopiedRuns()
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
    runs.add_all([*members, *passages])
    return runs


def requoted_passages(tables: Tables) -> tuple[tuple[Stretch, Stretch], ...]:
    """Return where two reports quote the same words: one statement, quoted twice."""
    return tables.view(
        requoted_passages,
        lambda: tuple(
            (row.a, row.b) for row in tables.of(Passage) if row.kind == "common_quotation"
        ),
    )
