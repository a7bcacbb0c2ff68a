"""The rows that one page needs, and no others, as a record that lists and charts can read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from consilience.model.documents import Document
from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.model.findings import FigureSet, Finding, Origin
from consilience.model.places import Place
from consilience.model.rows import Row
from consilience.outputs.lookup import Lookup
from consilience.outputs.memory import MemoryRecord
from consilience.workspace.case import Case

R = TypeVar("R", bound=Row)


class Gatherer:
    """Collects rows by id or by what they belong to; every query goes through an index."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._rows: dict[str, Row] = {}

    def add(self, rows: Iterable[R]) -> list[R]:
        """Keep *rows* and return them in the order of their ids."""
        found = sorted(rows, key=lambda row: row.id)
        self._rows.update((row.id, row) for row in found)
        return found

    def by_id(self, kind: type[R], ids: Iterable[str | None]) -> list[R]:
        """Keep and return the rows of *kind* with these ids."""
        return self.add(self._case.among(kind, "id", ids))

    def having(self, kind: type[R], column: str, values: Iterable[str | None]) -> list[R]:
        """Keep and return the rows of *kind* whose *column* is one of *values*."""
        return self.add(self._case.among(kind, column, values))

    def lookup(self) -> Lookup:
        """Return what was gathered, by id and by what it belongs to."""
        return Lookup(MemoryRecord(self._rows.values()))


def gather_findings(case: Case, findings: Sequence[Finding]) -> Lookup:
    """Return what is shown beside *findings*: sets, voices, their figures and reports, places."""
    gatherer = Gatherer(case)
    gatherer.add(findings)
    sets = gatherer.by_id(FigureSet, (row.figure_set for row in findings))
    origins = gatherer.having(Origin, "subject", (row.id for row in sets))
    gatherer.by_id(Figure, (key for row in origins for key in row.figures))
    gatherer.by_id(Document, (key for row in origins for key in row.documents))
    gatherer.by_id(Place, (row.scope_place for row in sets))
    gatherer.by_id(Event, (row.event for row in sets))
    return gatherer.lookup()
