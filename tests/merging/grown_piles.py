"""A corpus stage over a pile that grows: told what differs, and not told, run after run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from consilience.model.changes import Changes, Stays
from consilience.model.held import HeldRows, document_field
from consilience.model.memory import Memory
from consilience.model.rows import Row
from consilience.model.tables import TABLES, Tables

Run = Callable[[Tables], Iterable[Row | Stays]]


class GrownPile:
    """Rows of a case and what a stage makes of them, build after build."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.given: list[Row] = []
        self.made: dict[str, Row] = {}
        self._kept: dict[bytes, bytes] | None = None
        self.n_stayed = 0
        self.stayed: set[type[Row]] = set()  # kinds of row, in all builds

    def build(self, *, gone: Iterable[str] = (), more: Iterable[Row]) -> None:
        """Take *more* rows in, and those of documents that are *gone* out, and run the stage.

        A stage that is told what differs must come to the rows of one that is not.
        """
        dropped, before = set(gone), self.given
        self.given = [row for row in before if owner(row) not in dropped] + list(more)
        held = HeldRows(self._by_kind([*self.given, *self.made.values()]))
        untold = rows_only(self._run(Tables(held)))
        memory = Memory(self._kept or {})
        changes = None
        if self._kept is not None:
            changes = Changes(
                documents=differing(before, self.given),
                fresh=frozenset({*map(owner, self.given)} - {*map(owner, before)}),
                rows={},
                made=held,
            )
        made = list(self._run(Tables(held, memory=memory, changes=changes)))
        self.made = self._after(made)
        assert {row.id: row for row in untold} == self.made
        self._kept = memory.left

    def _by_kind(self, rows: Iterable[Row]) -> dict[type[Row], list[Row]]:
        found: dict[type[Row], list[Row]] = {kind: [] for kind in TABLES}
        for row in sorted(rows, key=lambda row: row.id):
            found[type(row)].append(row)
        return found

    def _after(self, made: Sequence[Row | Stays]) -> dict[str, Row]:
        """Return the rows that the stage has made, with those that it says stay."""
        found = {row.id: row for row in made if isinstance(row, Row)}
        stays = {row.kind: row for row in made if isinstance(row, Stays)}
        for key, row in self.made.items():
            stay = stays.get(type(row))
            if stay is not None and getattr(row, stay.field) not in stay.but:
                assert key not in found
                found[key] = row
                self.n_stayed += 1
                self.stayed.add(type(row))
        return found


def differing(before: Iterable[Row], now: Iterable[Row]) -> dict[type[Row], frozenset[str]]:
    """Return by kind the documents whose rows are others than before."""
    found: dict[type[Row], set[str]] = defaultdict(set)
    for row in {*before} ^ {*now}:
        found[type(row)].add(owner(row))
    return {kind: frozenset(documents) for kind, documents in found.items()}


def owner(row: Row) -> str:
    """Return the document that *row* belongs to."""
    return str(getattr(row, document_field(type(row))))


def rows_only(made: Iterable[Row | Stays]) -> list[Row]:
    """Return *made* by a stage that was told nothing: rows alone."""
    return [row for row in made if isinstance(row, Row)]
